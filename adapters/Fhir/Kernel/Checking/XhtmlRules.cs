using System.Collections.Frozen;
using System.Xml;
using Hub.Adapters.Fhir.Kernel.Reading;

namespace Hub.Adapters.Fhir.Kernel.Checking;

/// <summary>
/// The limited xhtml of a narrative (http://hl7.org/fhir/R4/narrative.html, txt-1 and txt-2): a div with formatting only; nothing that
/// runs, loads or asks for input.
/// </summary>
internal static class XhtmlRules
{
    private static readonly FrozenSet<string> Elements = Words(
        "div p br h1 h2 h3 h4 h5 h6 a span b em i strong small big tt dfn q var abbr acronym cite blockquote hr address bdo kbd sub sup ul ol li dl dt dd "
        + "pre table caption colgroup col thead tr tfoot tbody th td code samp img map area ins del u s font center");

    private static readonly FrozenSet<string> Attributes = Words(
        "title style class id lang dir accesskey tabindex name href cite charset type hreflang rel rev shape coords src alt longdesc height width usemap "
        + "ismap nohref summary border frame rules cellspacing cellpadding space span align valign char charoff abbr axis headers scope rowspan colspan "
        + "nowrap bgcolor start value compact clear size color face target");

    /// <summary>What is wrong with it, or null.</summary>
    public static string? Problem(string xhtml)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(xhtml), XmlTreeReader.Settings());
            return Problem(reader);
        }
        catch (XmlException)
        {
            return "the narrative is not well-formed xhtml (no DTD, no entities but those of XML); correct it";
        }
    }

    private static string? Problem(XmlReader reader)
    {
        var hasContent = false;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    hasContent |= !string.IsNullOrWhiteSpace(reader.Value);
                    break;
                case XmlNodeType.Element when reader.Depth == 0 && (reader.LocalName != "div" || reader.NamespaceURI != XmlTreeReader.Xhtml):
                    return $"a narrative is one div in the namespace {XmlTreeReader.Xhtml}";
                case XmlNodeType.Element when reader.NamespaceURI != XmlTreeReader.Xhtml || !Elements.Contains(reader.LocalName):
                    return "the narrative has an xhtml element that may not stand there (txt-1); use formatting only";
                case XmlNodeType.Element:
                    hasContent |= reader.LocalName == "img";
                    if (!AreSafe(reader))
                    {
                        return "the narrative has an xhtml attribute that may not stand there (txt-1); no scripts, no events";
                    }

                    break;
            }
        }

        return hasContent ? null : "the narrative says nothing (txt-2); write text or leave it out";
    }

    private static bool AreSafe(XmlReader reader)
    {
        while (reader.MoveToNextAttribute())
        {
            var isNamespace = reader.NamespaceURI == "http://www.w3.org/2000/xmlns/";
            var isXml = reader.Prefix == "xml";
            if (!isNamespace && !isXml && (reader.Prefix.Length > 0 || !Attributes.Contains(reader.LocalName) || IsScript(reader.Value)))
            {
                return false;
            }
        }

        reader.MoveToElement();
        return true;
    }

    // Browsers skip white space and control characters in a scheme.
    private static bool IsScript(string value)
    {
        var colon = value.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            return false;
        }

        var scheme = string.Concat(value[..colon].Where(char.IsAsciiLetter));
        return scheme.EndsWith("script", StringComparison.OrdinalIgnoreCase)
            || (scheme.Equals("data", StringComparison.OrdinalIgnoreCase) && !value.AsSpan(colon + 1).StartsWith("image/", StringComparison.OrdinalIgnoreCase));
    }

    private static FrozenSet<string> Words(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
