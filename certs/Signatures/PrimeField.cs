using System.Runtime.CompilerServices;

namespace Hub.Certs.Signatures;

/// <summary>
/// Arithmetic modulo an odd prime p above 2^255, on numbers in Montgomery's form (x·2^256 mod p). No allocation, 64-bit limbs: a
/// verification multiplies a thousand times, and the library's field of 32-bit limbs puts every product on the heap.
/// Running time depends on the numbers, so this is for public numbers only. P. L. Montgomery, Math. Comp. 44 (1985).
/// </summary>
internal sealed class PrimeField
{
    private readonly UInt256 _p;
    private readonly ulong _inverse;
    private readonly UInt256 _squareOfRadix;

    /// <param name="p">The prime; its highest bit is set.</param>
    internal PrimeField(UInt256 p)
    {
        if ((p.L0 & 1) == 0 || p.L3 >> 63 == 0)
        {
            throw new ArgumentException("the modulus is odd and has 256 bits", nameof(p));
        }

        _p = p;

        // Newton: each step doubles the number of right low bits of 1/p; x = p is right for three.
        var inverse = p.L0;
        for (var bits = 3; bits < 64; bits *= 2)
        {
            inverse *= 2 - (p.L0 * inverse);
        }

        _inverse = 0 - inverse;
        One = UInt256.Subtract(UInt256.Zero, p, out _);
        _squareOfRadix = One;
        for (var i = 0; i < 256; i++)
        {
            _squareOfRadix = Add(_squareOfRadix, _squareOfRadix);
        }
    }

    /// <summary>1 in Montgomery's form: 2^256 mod p.</summary>
    internal UInt256 One { get; }

    internal UInt256 Modulus => _p;

    /// <summary>Into Montgomery's form; the number is below p.</summary>
    internal UInt256 Enter(in UInt256 number) => Multiply(number, _squareOfRadix);

    internal UInt256 Add(in UInt256 x, in UInt256 y) => UInt256.AddModulo(x, y, _p);

    internal UInt256 Subtract(in UInt256 x, in UInt256 y) => UInt256.SubtractModulo(x, y, _p);

    internal UInt256 Square(in UInt256 x) => Multiply(x, x);

    /// <summary>x·y/2^256 mod p, limb by limb of x (coarsely integrated operand scanning).</summary>
    internal UInt256 Multiply(in UInt256 x, in UInt256 y)
    {
        ulong t0 = 0, t1 = 0, t2 = 0, t3 = 0, t4 = 0;
        Round(x.L0, y, ref t0, ref t1, ref t2, ref t3, ref t4);
        Round(x.L1, y, ref t0, ref t1, ref t2, ref t3, ref t4);
        Round(x.L2, y, ref t0, ref t1, ref t2, ref t3, ref t4);
        Round(x.L3, y, ref t0, ref t1, ref t2, ref t3, ref t4);
        var product = new UInt256(t0, t1, t2, t3);
        var reduced = UInt256.Subtract(product, _p, out var borrow);
        return t4 >= borrow ? reduced : product;
    }

    // t = (t + x·y + m·p) / 2^64 with m such that the lowest limb vanishes; t stays below 2p.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Round(ulong x, in UInt256 y, ref ulong t0, ref ulong t1, ref ulong t2, ref ulong t3, ref ulong t4)
    {
        ulong carry = 0;
        t0 = MultiplyAdd(x, y.L0, t0, ref carry);
        t1 = MultiplyAdd(x, y.L1, t1, ref carry);
        t2 = MultiplyAdd(x, y.L2, t2, ref carry);
        t3 = MultiplyAdd(x, y.L3, t3, ref carry);
        t4 += carry;
        var t5 = t4 < carry ? 1UL : 0UL;

        var m = t0 * _inverse;
        carry = 0;
        _ = MultiplyAdd(m, _p.L0, t0, ref carry);
        t0 = MultiplyAdd(m, _p.L1, t1, ref carry);
        t1 = MultiplyAdd(m, _p.L2, t2, ref carry);
        t2 = MultiplyAdd(m, _p.L3, t3, ref carry);
        t3 = t4 + carry;
        t4 = t5 + (t3 < carry ? 1UL : 0UL);
    }

    // a·b + c + carry, which always fits two limbs.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong MultiplyAdd(ulong a, ulong b, ulong c, ref ulong carry)
    {
        var high = Math.BigMul(a, b, out ulong low);
        low += c;
        high += low < c ? 1UL : 0UL;
        low += carry;
        high += low < carry ? 1UL : 0UL;
        carry = high;
        return low;
    }
}
