using System.Globalization;

namespace Hub.Simulators.Wire;

/// <summary>Amounts as whole fen (1/100 yuan). The parties keep their own arithmetic so that they can contradict the hub's.</summary>
public static class Fen
{
    /// <summary>Yuan with at most two decimals to fen; false when the text is no number, is finer than a fen or is out of range.</summary>
    public static bool TryParse(decimal yuan, out long fen)
    {
        fen = 0;
        if (yuan is > 99_999_999_999_999m or < -99_999_999_999_999m)
        {
            return false;
        }
        decimal scaled = yuan * 100m;
        if (scaled != decimal.Truncate(scaled))
        {
            return false;
        }
        fen = (long)scaled;
        return true;
    }

    /// <summary>Fen to yuan with exactly two decimals (scale 2 is kept on the wire: <c>52.00</c>).</summary>
    public static decimal ToYuan(long fen)
    {
        ulong magnitude = fen < 0 ? (ulong)-fen : (ulong)fen;
        return new decimal((int)(uint)magnitude, (int)(uint)(magnitude >> 32), 0, fen < 0, 2);
    }

    /// <summary>Fen as text in yuan, invariant, two decimals.</summary>
    public static string Text(long fen) => ToYuan(fen).ToString(CultureInfo.InvariantCulture);

    /// <summary>The share of a non-negative amount at a ratio in basis points (1/10,000), rounded half up to the fen.</summary>
    public static long Share(long fen, int basisPoints)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fen);
        return checked(((fen * basisPoints) + 5_000) / 10_000);
    }
}
