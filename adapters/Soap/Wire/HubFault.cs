using System.Globalization;
using Hub.Certs.XmlSignatures;

namespace Hub.Adapters.Soap.Wire;

/// <summary>
/// What a fault says, independent of the SOAP version: it is stored as the answer of a refused message and put into a fault of the caller's
/// version each time.
/// </summary>
internal sealed record HubFault(string Code, SoapParty Party, string Rule, string Fix, bool RetryHelps, string Field = "", int Line = 0, string CoreText = "")
{
    private const string Name = "HubFault";

    public static HubFault Of(Violation violation) => new(
        violation.Error.Code, violation.Error.Party, violation.Rule, violation.Error.Fix, violation.Error.RetryHelps, violation.Field, violation.Line);

    /// <summary>What stands in faultstring or Reason.</summary>
    public string Text
    {
        get
        {
            var text = Field.Length == 0 ? $"[{Code}] {Rule}; {Fix}" : $"[{Code}] {Field}: {Rule}; {Fix}";
            return CoreText.Length == 0 ? text : text + ": " + CoreText;
        }
    }

    /// <summary>The element as canonical UTF-8.</summary>
    public byte[] ToUtf8()
    {
        var root = new XmlTreeElement("h", Name, SoapNames.Hub, 0);
        void Add(string name, string value)
        {
            if (value.Length > 0)
            {
                var element = new XmlTreeElement("h", name, SoapNames.Hub, 0);
                element.Add(XmlCharacters.Clean(value));
                root.Add(element);
            }
        }

        Add(nameof(Code), Code);
        Add(nameof(Party), Party.ToString());
        Add(nameof(Field), Field);
        Add(nameof(Line), Line == 0 ? "" : Line.ToString(CultureInfo.InvariantCulture));
        Add(nameof(Rule), Rule);
        Add(nameof(Fix), Fix);
        Add(nameof(RetryHelps), RetryHelps ? "true" : "false");
        Add(nameof(CoreText), CoreText);
        return ExclusiveCanonicalizer.Canonicalize(root, []);
    }

    /// <summary>The fault in a payload that <see cref="ToUtf8"/> wrote; null for any other payload.</summary>
    public static HubFault? In(ReadOnlySpan<byte> payload)
    {
        if (!payload.StartsWith("<h:HubFault "u8))
        {
            return null;
        }

        var root = XmlTreeReader.Read(System.Text.Encoding.UTF8.GetString(payload), new XmlTreeLimits());
        string Of(string name) => root.Only(name, SoapNames.Hub)?.Text ?? "";
        return new HubFault(
            Of(nameof(Code)),
            Enum.Parse<SoapParty>(Of(nameof(Party))),
            Of(nameof(Rule)),
            Of(nameof(Fix)),
            Of(nameof(RetryHelps)) == "true",
            Of(nameof(Field)),
            int.TryParse(Of(nameof(Line)), CultureInfo.InvariantCulture, out var line) ? line : 0,
            Of(nameof(CoreText)));
    }
}
