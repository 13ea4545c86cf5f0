using System.Globalization;
using Hub.Adapters.Hl7v2.Wire;
using Hub.Canonical;

namespace Hub.Adapters.Hl7v2.Translation;

/// <summary>Typed values of a segment; what does not fit is refused with its place.</summary>
internal static class Reading
{
    private const int QuantityScale = 4;
    private const int PriceScale = 6;

    public static Hl7Segment Need(this Hl7Message message, string name) =>
        message.First(name) ?? throw Refuse(Hl7v2ErrorCodes.SegmentMissing, name);

    public static string Need(this Hl7Segment segment, int field, int component = 1, int lengthMax = 200) =>
        segment.Short(field, component, lengthMax) is { Length: > 0 } value ? value : throw Refuse(Hl7v2ErrorCodes.FieldMissing, segment, field, component);

    /// <summary>A value without control characters, which an escape sequence may have brought in.</summary>
    public static string Short(this Hl7Segment segment, int field, int component = 1, int lengthMax = 200, int repetition = 1)
    {
        var value = segment.Value(field, component, 1, repetition).Trim();
        return value.Length <= lengthMax && !value.Any(char.IsControl) ? value : throw Refuse(Hl7v2ErrorCodes.FieldKind, segment, field, component);
    }

    public static DateTime? TimeOrNull(this Hl7Segment segment, int field)
    {
        var text = segment.Short(field);
        return text.Length == 0 ? null : Hl7Time.Read(text) ?? throw Refuse(Hl7v2ErrorCodes.FieldKind, segment, field);
    }

    public static decimal? NumberOrNull(this Hl7Segment segment, int field, int scale)
    {
        var text = segment.Short(field);
        return text.Length == 0 ? null : Number(text, scale) ?? throw Refuse(Hl7v2ErrorCodes.FieldKind, segment, field);
    }

    public static decimal? QuantityOrNull(this Hl7Segment segment, int field) => segment.NumberOrNull(field, QuantityScale);

    /// <summary>A price in yuan, a CP or MO whose second subcomponent is the currency.</summary>
    public static decimal? PriceOrNull(this Hl7Segment segment, int field)
    {
        CheckCurrency(segment, field);
        return segment.NumberOrNull(field, PriceScale);
    }

    /// <summary>An amount in whole fen.</summary>
    public static Money? AmountOrNull(this Hl7Segment segment, int field)
    {
        if (segment.PriceOrNull(field) is not { } yuan)
        {
            return null;
        }

        try
        {
            return Money.FromYuan(yuan);
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw Refuse(Hl7v2ErrorCodes.AmountNotFen, segment, field);
        }
    }

    public static WireRefusedException Refuse(Hl7v2Error error, string segment, int field = 0) => new(new Violation(error, segment, 1, field));

    public static WireRefusedException Refuse(Hl7v2Error error, Hl7Segment segment, int field = 0, int component = 0) =>
        new(new Violation(error, segment.Name, segment.Sequence, field, component > 1 ? component : 0));

    private static void CheckCurrency(Hl7Segment segment, int field)
    {
        if (segment.Value(field, 1, 2).Trim() is not ("" or "CNY" or "RMB"))
        {
            throw Refuse(Hl7v2ErrorCodes.Currency, segment, field);
        }
    }

    // NM: digits, one point, a sign; no exponent, no grouping, whatever the machine's culture.
    private static decimal? Number(string text, int scale)
    {
        const NumberStyles Form = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        return text.Length <= 24 && decimal.TryParse(text, Form, CultureInfo.InvariantCulture, out var number)
            && decimal.Round(number, scale) == number && Math.Abs(number) < 1_000_000_000_000m
            ? number
            : null;
    }
}
