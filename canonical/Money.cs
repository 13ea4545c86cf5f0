using System.Globalization;

namespace Hub.Canonical;

/// <summary>
/// An amount of renminbi in integer fen (1 yuan = 100 fen). Range: ±92 quadrillion yuan; arithmetic is checked, so an
/// overflow throws instead of wrapping. May be negative (a refund). There is no rounding anywhere in this type.
/// Source: nhsa.md A1.3 (amounts in yuan, 2 decimals).
/// </summary>
public readonly record struct Money(long Fen) : IComparable<Money>
{
    /// <summary>No money.</summary>
    public static readonly Money Zero;

    /// <summary>Exact conversion from yuan. Throws <see cref="FormatException"/> for a fraction of a fen.</summary>
    public static Money FromYuan(decimal yuan)
    {
        var fen = yuan * 100m;
        return fen == decimal.Truncate(fen)
            ? new Money(decimal.ToInt64(fen))
            : throw new FormatException("An amount has more than two decimals; amounts are whole fen.");
    }

    /// <summary>The amount in yuan with exactly two decimals of scale.</summary>
    public decimal Yuan => Fen * 0.01m;

    public static Money operator +(Money left, Money right) => new(checked(left.Fen + right.Fen));

    public static Money operator -(Money left, Money right) => new(checked(left.Fen - right.Fen));

    public static Money operator -(Money value) => new(checked(-value.Fen));

    public static bool operator <(Money left, Money right) => left.Fen < right.Fen;

    public static bool operator >(Money left, Money right) => left.Fen > right.Fen;

    public static bool operator <=(Money left, Money right) => left.Fen <= right.Fen;

    public static bool operator >=(Money left, Money right) => left.Fen >= right.Fen;

    public static Money Add(Money left, Money right) => left + right;

    public static Money Subtract(Money left, Money right) => left - right;

    public static Money Negate(Money value) => -value;

    public int CompareTo(Money other) => Fen.CompareTo(other.Fen);

    /// <summary>Invariant text in yuan, always two decimals: <c>-12.30</c>.</summary>
    public override string ToString() => Yuan.ToString("0.00", CultureInfo.InvariantCulture);
}
