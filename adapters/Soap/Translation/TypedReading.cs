using System.Globalization;
using System.Xml;
using Hub.Adapters.Soap.Wire;
using Hub.Canonical;
using Hub.Certs.XmlSignatures;

namespace Hub.Adapters.Soap.Translation;

/// <summary>An element that the schema has passed, read by element name. An empty element reads as if it were not there.</summary>
internal sealed class TypedReading(XmlTreeElement element)
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    public XmlTreeElement Element => element;

    public string? Text(string name) => element.Only(name, SoapNames.Hub)?.Text is { Length: > 0 } text ? text : null;

    public string Need(string name) => Text(name) ?? "";

    public TypedReading? Child(string name) => element.Only(name, SoapNames.Hub) is { } child ? new TypedReading(child) : null;

    public IEnumerable<TypedReading> Children(string name) =>
        element.Elements.Where(child => child.Is(name, SoapNames.Hub)).Select(child => new TypedReading(child));

    public Money Money(string name) => Text(name) is { } text ? Hub.Canonical.Money.FromYuan(Decimal(text)) : default;

    public decimal Number(string name) => NumberOrNull(name) ?? 0;

    public decimal? NumberOrNull(string name) => Text(name) is { } text ? Decimal(text) : null;

    public int Integer(string name) => Text(name) is { } text ? int.Parse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0;

    public bool? Flag(string name) => Text(name)?.Trim() switch
    {
        null => null,
        var text => text is "true" or "1",
    };

    public DateOnly? Date(string name) => Text(name) is { } text ? DateOnly.FromDateTime(Moment(text.Trim(), name)) : null;

    /// <summary>Wall-clock time of UTC+8, whole seconds; a time without an offset is taken for it.</summary>
    public DateTime? TimeOrNull(string name) => Text(name) is { } text ? Moment(text.Trim(), name) : null;

    public DateTime Time(string name) => TimeOrNull(name) ?? default;

    private static decimal Decimal(string text) =>
        decimal.Parse(text.Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    private DateTime Moment(string text, string name)
    {
        try
        {
            var moment = XmlConvert.ToDateTime(text, XmlDateTimeSerializationMode.RoundtripKind);
            var wall = moment.Kind == DateTimeKind.Unspecified ? moment : XmlConvert.ToDateTimeOffset(text).ToOffset(China).DateTime;
            return DateTime.SpecifyKind(wall.AddTicks(-(wall.Ticks % TimeSpan.TicksPerSecond)), DateTimeKind.Unspecified);
        }
        catch (Exception e) when (e is FormatException or ArgumentOutOfRangeException)
        {
            // The schema takes years that the calendar here does not have.
            throw new WireRefusedException(SoapErrorCodes.FieldInvalid, name, element.Line);
        }
    }
}
