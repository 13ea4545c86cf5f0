using Org.BouncyCastle.Math.EC;

namespace Hub.Certs.Signatures;

/// <summary>
/// The sums of 2^(32·i)·P for every subset of i in 0..7, for one fixed point P: 255 points, about 60 kB. With the tables of G
/// and of a key, sG + tP takes 32 doublings and at most 64 additions instead of 256 doublings (Lim and Lee, CRYPTO 1994).
/// Look-ups depend on the scalars, so this is for public numbers (verification) only.
/// </summary>
internal sealed class CombTable
{
    private const int Teeth = 8;

    // 8 · 32 = 256 bits: covers every scalar exactly.
    private const int Spacing = 32;

    private readonly ECPoint[] _sums;

    internal CombTable(ECPoint point)
    {
        _sums = new ECPoint[1 << Teeth];
        _sums[0] = point.Curve.Infinity;
        var tooth = point;
        for (var t = 0; t < Teeth; t++)
        {
            var bit = 1 << t;
            for (var i = 0; i < bit; i++)
            {
                _sums[bit + i] = _sums[i].Add(tooth);
            }

            tooth = tooth.TimesPow2(Spacing);
        }

        // Affine points make the additions cheaper; one shared inversion for all of them.
        point.Curve.NormalizeAll(_sums);
    }

    /// <summary>a·A + b·B for the points of the two tables; the scalars are 32 bytes, big endian.</summary>
    internal static ECPoint SumOfProducts(CombTable first, ReadOnlySpan<byte> a, CombTable second, ReadOnlySpan<byte> b)
    {
        var sum = first._sums[0];
        for (var column = Spacing - 1; column >= 0; column--)
        {
            sum = sum.Twice();
            var i = Column(a, column);
            if (i != 0)
            {
                sum = sum.Add(first._sums[i]);
            }

            var j = Column(b, column);
            if (j != 0)
            {
                sum = sum.Add(second._sums[j]);
            }
        }

        return sum;
    }

    private static int Column(ReadOnlySpan<byte> scalar, int column)
    {
        var index = 0;
        for (int t = 0, bit = column; t < Teeth; t++, bit += Spacing)
        {
            index |= ((scalar[31 - (bit >> 3)] >> (bit & 7)) & 1) << t;
        }

        return index;
    }
}
