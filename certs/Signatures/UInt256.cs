using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Hub.Certs.Signatures;

/// <summary>A number below 2^256 in four limbs, the lowest first.</summary>
internal readonly record struct UInt256(ulong L0, ulong L1, ulong L2, ulong L3)
{
    internal static UInt256 Zero => default;

    internal bool IsZero => (L0 | L1 | L2 | L3) == 0;

    /// <summary>Reads 32 bytes, big endian.</summary>
    internal static UInt256 FromBytes(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]), BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]), BinaryPrimitives.ReadUInt64BigEndian(bytes));

    /// <summary>Writes 32 bytes, big endian.</summary>
    internal void CopyTo(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, L3);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], L2);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[16..], L1);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[24..], L0);
    }

    /// <summary>The sum modulo 2^256; <paramref name="carry"/> is 1 when it did not fit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static UInt256 Add(in UInt256 x, in UInt256 y, out ulong carry)
    {
        carry = 0;
        var l0 = AddLimb(x.L0, y.L0, ref carry);
        var l1 = AddLimb(x.L1, y.L1, ref carry);
        var l2 = AddLimb(x.L2, y.L2, ref carry);
        var l3 = AddLimb(x.L3, y.L3, ref carry);
        return new(l0, l1, l2, l3);
    }

    /// <summary>The difference modulo 2^256; <paramref name="borrow"/> is 1 when y is greater than x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static UInt256 Subtract(in UInt256 x, in UInt256 y, out ulong borrow)
    {
        borrow = 0;
        var l0 = SubtractLimb(x.L0, y.L0, ref borrow);
        var l1 = SubtractLimb(x.L1, y.L1, ref borrow);
        var l2 = SubtractLimb(x.L2, y.L2, ref borrow);
        var l3 = SubtractLimb(x.L3, y.L3, ref borrow);
        return new(l0, l1, l2, l3);
    }

    /// <summary>x + y modulo a number that is greater than both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static UInt256 AddModulo(in UInt256 x, in UInt256 y, in UInt256 modulus)
    {
        var sum = Add(x, y, out var carry);
        var reduced = Subtract(sum, modulus, out var borrow);
        return carry >= borrow ? reduced : sum;
    }

    /// <summary>x − y modulo a number that is greater than both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static UInt256 SubtractModulo(in UInt256 x, in UInt256 y, in UInt256 modulus)
    {
        var difference = Subtract(x, y, out var borrow);
        return borrow == 0 ? difference : Add(difference, modulus, out _);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong AddLimb(ulong x, ulong y, ref ulong carry)
    {
        var sum = x + carry;
        var over = sum < carry ? 1UL : 0UL;
        sum += y;
        carry = over + (sum < y ? 1UL : 0UL);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong SubtractLimb(ulong x, ulong y, ref ulong borrow)
    {
        var difference = x - y;
        var under = x < y ? 1UL : 0UL;
        var result = difference - borrow;
        borrow = under + (difference < borrow ? 1UL : 0UL);
        return result;
    }
}
