using Org.BouncyCastle.Math.EC;

namespace Hub.Certs.Signatures;

/// <summary>
/// The sums of 2^(32·i)·P for every subset of i in 0..7, for one fixed point P, and the same sums 2^16 times: 510 points, 32 kB.
/// With the tables of G and of a key, sG + tP takes 16 doublings and at most 64 additions instead of 256 doublings (Lim and Lee,
/// CRYPTO 1994). Look-ups depend on the scalars, so this is for public numbers (verification) only.
/// </summary>
internal sealed class CombTable
{
    private const int Teeth = 8;

    // 8 · 32 = 256 bits: covers every scalar exactly.
    private const int Spacing = 32;
    private const int Half = Spacing / 2;

    private readonly AffinePoint[] _low;
    private readonly AffinePoint[] _high;

    internal CombTable(PublicCurve curve, ECPoint point)
    {
        _low = Sums(curve, point);
        _high = Sums(curve, point.TimesPow2(Half));
    }

    /// <summary>a·A + b·B for the points of the two tables; the scalars are 32 bytes, big endian.</summary>
    internal static JacobianPoint SumOfProducts(PublicCurve curve, CombTable first, ReadOnlySpan<byte> a, CombTable second, ReadOnlySpan<byte> b)
    {
        var sum = default(JacobianPoint);
        for (var column = Half - 1; column >= 0; column--)
        {
            sum = curve.Double(sum);
            sum = Add(curve, sum, first._low, Column(a, column));
            sum = Add(curve, sum, first._high, Column(a, column + Half));
            sum = Add(curve, sum, second._low, Column(b, column));
            sum = Add(curve, sum, second._high, Column(b, column + Half));
        }

        return sum;
    }

    private static JacobianPoint Add(PublicCurve curve, in JacobianPoint sum, AffinePoint[] sums, int index) =>
        index == 0 ? sum : curve.Add(sum, sums[index]);

    private static int Column(ReadOnlySpan<byte> scalar, int column)
    {
        var index = 0;
        for (int t = 0, bit = column; t < Teeth; t++, bit += Spacing)
        {
            index |= ((scalar[31 - (bit >> 3)] >> (bit & 7)) & 1) << t;
        }

        return index;
    }

    // By the library's points, once a key. A sum cannot be infinity: the order is a prime above every sum of the powers.
    private static AffinePoint[] Sums(PublicCurve curve, ECPoint point)
    {
        var sums = new ECPoint[1 << Teeth];
        sums[0] = point.Curve.Infinity;
        var tooth = point;
        for (var t = 0; t < Teeth; t++)
        {
            var bit = 1 << t;
            for (var i = 0; i < bit; i++)
            {
                sums[bit + i] = sums[i].Add(tooth);
            }

            tooth = tooth.TimesPow2(Spacing);
        }

        // One shared inversion for all of them.
        point.Curve.NormalizeAll(sums);
        var field = curve.Field;
        return
        [
            default,
            .. sums[1..].Select(sum => new AffinePoint(
                field.Enter(UInt256.FromBytes(sum.AffineXCoord.GetEncoded())), field.Enter(UInt256.FromBytes(sum.AffineYCoord.GetEncoded())))),
        ];
    }
}
