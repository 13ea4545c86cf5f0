using Hub.Simulators.Wire;

namespace Hub.Simulators.Core.Benefit;

/// <summary>The insurance catalogue's terms for one item.</summary>
/// <param name="Level"><c>chrgitm_lv</c>: 01 class A, 02 class B, 03 class C (own pay).</param>
/// <param name="SelfPayBasisPoints"><c>selfpay_prop</c> × 10,000: 0 for class A, 10,000 for class C.</param>
/// <param name="PriceLimitFen">Price limit per unit in fen; 0 = none.</param>
public readonly record struct CatalogueItem(string Level, int SelfPayBasisPoints, long PriceLimitFen)
{
    /// <summary>
    /// The item of a code. There is no table: class and limit follow from the code, so that every party of a test can name an item.
    /// A code that ends in <c>-A</c>, <c>-B</c> or <c>-C</c> asks for that class (B with 10 %) without a limit.
    /// </summary>
    public static CatalogueItem Of(string code)
    {
        if (code.Length > 2 && code[^2] == '-')
        {
            switch (code[^1])
            {
                case 'A': return new CatalogueItem("01", 0, 0);
                case 'B': return new CatalogueItem("02", 1_000, 0);
                case 'C': return new CatalogueItem("03", 10_000, 0);
                default: break;
            }
        }
        ulong hash = StableHash.Of(0, code);
        long limit = (hash >> 32) % 100 < 10 ? 2_000 + (long)((hash >> 40) % 80_000) : 0;
        return (hash % 100) switch
        {
            < 68 => new CatalogueItem("01", 0, limit),
            < 82 => new CatalogueItem("02", 1_000, limit),
            < 92 => new CatalogueItem("02", 2_000, limit),
            _ => new CatalogueItem("03", 10_000, 0),
        };
    }
}
