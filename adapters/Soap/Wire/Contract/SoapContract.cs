using System.Collections.Frozen;
using System.Reflection;
using System.Text;
using System.Xml;
using System.Xml.Schema;

namespace Hub.Adapters.Soap.Wire.Contract;

/// <summary>The contract as published: hub.xsd, its WSDL and that of CallService, read once.</summary>
internal static class SoapContract
{
    private const string AddressMark = "{address}";

    /// <summary>Text of the schema.</summary>
    public static string Xsd { get; } = Text("hub.xsd");

    /// <summary>The compiled schema.</summary>
    public static XmlSchemaSet Schemas { get; } = Compile();

    /// <summary>Global elements by local name.</summary>
    public static FrozenDictionary<string, XmlSchemaElement> Elements { get; } = Schemas.GlobalElements.Values.Cast<XmlSchemaElement>()
        .ToFrozenDictionary(element => element.Name!, StringComparer.Ordinal);

    private static readonly string Typed = Text("hub.wsdl");
    private static readonly string Legacy = Text("HisService.wsdl");

    /// <summary>Operations of the typed service: elements that have an answer and are asked of us.</summary>
    public static FrozenSet<string> Operations { get; } = Elements.Keys
        .Where(name => name != "Notice" && Elements.ContainsKey(name + "Response")).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The WSDL of the typed service at an address.</summary>
    public static string Wsdl(string address) => Typed.Replace(AddressMark, Escaped(address), StringComparison.Ordinal);

    /// <summary>The WSDL of CallService at an address.</summary>
    public static string LegacyWsdl(string address) => Legacy.Replace(AddressMark, Escaped(address), StringComparison.Ordinal);

    /// <summary>National names that an element stands for (xs:appinfo); null if it stands for none.</summary>
    public static string? NationalNames(XmlSchemaElement element)
    {
        foreach (var item in element.Annotation?.Items ?? [])
        {
            if (item is XmlSchemaAppInfo { Markup: [{ } text, ..] })
            {
                return text.InnerText;
            }
        }

        return null;
    }

    /// <summary>What is said about a type where it is defined.</summary>
    public static string Documentation(XmlSchemaType? type)
    {
        foreach (var item in type?.Annotation?.Items ?? [])
        {
            if (item is XmlSchemaDocumentation { Markup: [{ } text, ..] })
            {
                return text.InnerText;
            }
        }

        return type?.QualifiedName.Name switch
        {
            "dateTime" => "yyyy-MM-ddTHH:mm:ss 时间",
            "date" => "yyyy-MM-dd 日期",
            "boolean" => "true, false, 1 or 0 是否",
            var name => name ?? "",
        };
    }

    /// <summary>Element particles of a type in their order.</summary>
    public static IEnumerable<XmlSchemaElement> Particles(XmlSchemaType? type) =>
        type is XmlSchemaComplexType { ContentTypeParticle: XmlSchemaSequence sequence } ? sequence.Items.OfType<XmlSchemaElement>() : [];

    private static XmlSchemaSet Compile()
    {
        var set = new XmlSchemaSet { XmlResolver = null };
        using var reader = XmlReader.Create(new StringReader(Xsd), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        set.Add(SoapNames.Hub, reader);
        set.Compile();
        return set;
    }

    private static string Text(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static string Escaped(string address) => System.Security.SecurityElement.Escape(address);
}
