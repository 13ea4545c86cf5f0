using Hub.Certs.XmlSignatures;

namespace Hub.Adapters.Soap.Wire;

/// <summary>
/// SOAP 1.1 section 4 and SOAP 1.2 part 1 section 5: Envelope = optional Header, then one Body; here Body holds one element. A header that
/// must be understood is one of WS-Security or WS-Addressing. ReplyTo and FaultTo are never followed. Attachments are not supported.
/// </summary>
internal static class EnvelopeReader
{
    private const int MessageIdMax = 200;

    /// <summary>Reads a document.</summary>
    /// <param name="text">The decoded document.</param>
    /// <param name="transportVersion">Version that the content type speaks of.</param>
    /// <param name="action">SOAPAction or action parameter without quotes; null or empty where none was sent.</param>
    /// <exception cref="WireRefusedException">It is refused.</exception>
    public static ReceivedEnvelope Read(string text, SoapVersion transportVersion, string? action)
    {
        var root = ReadTree(text);
        var version = root switch
        {
            { LocalName: "Envelope", NamespaceUri: SoapNames.Envelope11 } => SoapVersion.V11,
            { LocalName: "Envelope", NamespaceUri: SoapNames.Envelope12 } => SoapVersion.V12,
            _ => throw new WireRefusedException(SoapErrorCodes.UnknownVersion, "Envelope", root.Line),
        };
        if (version != transportVersion)
        {
            throw new WireRefusedException(SoapErrorCodes.VersionContradiction, "Envelope", root.Line);
        }

        var parts = root.Elements.ToList();
        var (header, body) = parts switch
        {
            [var only] => (null, only),
            [var first, var second] => (first, second),
            _ => throw new WireRefusedException(SoapErrorCodes.EnvelopeShape, "Envelope", root.Line),
        };
        if (!body.Is("Body", root.NamespaceUri) || (header is not null && !header.Is("Header", root.NamespaceUri)) || HasText(root) || HasText(body))
        {
            throw new WireRefusedException(SoapErrorCodes.EnvelopeShape, "Envelope", root.Line);
        }

        var operation = body.Elements.ToList() is [var one] ? one : throw new WireRefusedException(SoapErrorCodes.BodyShape, "Body", body.Line);
        var headers = header?.Elements.ToList() ?? [];
        CheckUnderstood(headers, root.NamespaceUri);
        CheckAction(operation, action);
        CheckAction(operation, Addressing(headers, "Action")?.Text.Trim());
        return new ReceivedEnvelope(version, root, body, operation, Security(headers, root.NamespaceUri), MessageId(headers));
    }

    /// <summary>Reads a tree, with the tree's faults as ours.</summary>
    public static XmlTreeElement ReadTree(string text)
    {
        try
        {
            return XmlTreeReader.Read(text, new XmlTreeLimits());
        }
        catch (XmlTreeException e)
        {
            throw new WireRefusedException(
                e.Fault switch
                {
                    XmlTreeFault.DocumentType => SoapErrorCodes.DocumentType,
                    XmlTreeFault.ProcessingInstruction => SoapErrorCodes.ProcessingInstruction,
                    XmlTreeFault.Limit => SoapErrorCodes.TooMuch,
                    XmlTreeFault.DuplicateId => SoapErrorCodes.DuplicateId,
                    _ => SoapErrorCodes.Malformed,
                },
                line: e.Line);
        }
    }

    private static void CheckUnderstood(List<XmlTreeElement> headers, string envelope)
    {
        foreach (var block in headers)
        {
            var must = block.Attribute("mustUnderstand", envelope) is "1" or "true";
            var known = block.Is("Security", SoapNames.Wsse) || IsAddressing(block);
            if (must && !known && IsForUs(block, envelope))
            {
                throw new WireRefusedException(SoapErrorCodes.NotUnderstood, "Header", block.Line);
            }
        }
    }

    // Whoever reads only the action (a firewall, a router) must not be told another operation than the one that is done.
    private static void CheckAction(XmlTreeElement operation, string? action)
    {
        if (string.IsNullOrEmpty(action))
        {
            return;
        }

        var separator = operation.NamespaceUri.EndsWith('/') ? "" : "/";
        if (action != operation.NamespaceUri + separator + operation.LocalName)
        {
            throw new WireRefusedException(SoapErrorCodes.ActionContradiction, "Action", operation.Line);
        }
    }

    private static XmlTreeElement? Security(List<XmlTreeElement> headers, string envelope)
    {
        var ours = headers.Where(block => block.Is("Security", SoapNames.Wsse) && IsForUs(block, envelope)).ToList();
        return ours.Count > 1 ? throw new WireRefusedException(SoapErrorCodes.SecurityShape, "Security", ours[1].Line) : ours.FirstOrDefault();
    }

    private static string? MessageId(List<XmlTreeElement> headers) =>
        Addressing(headers, "MessageID")?.Text.Trim() is { Length: > 0 and <= MessageIdMax } id ? id : null;

    private static XmlTreeElement? Addressing(List<XmlTreeElement> headers, string name)
    {
        var all = headers.Where(block => block.LocalName == name && IsAddressing(block)).ToList();
        return all.Count > 1 ? throw new WireRefusedException(SoapErrorCodes.EnvelopeShape, "Header", all[1].Line) : all.FirstOrDefault();
    }

    private static bool IsAddressing(XmlTreeElement block) => block.NamespaceUri is SoapNames.Addressing or SoapNames.Addressing2004;

    private static bool IsForUs(XmlTreeElement block, string envelope) =>
        (block.Attribute("actor", envelope) ?? block.Attribute("role", envelope)) is null or ""
            or "http://schemas.xmlsoap.org/soap/actor/next"
            or "http://www.w3.org/2003/05/soap-envelope/role/next"
            or "http://www.w3.org/2003/05/soap-envelope/role/ultimateReceiver";

    private static bool HasText(XmlTreeElement element) => element.Children.Any(child => child.Text is { } text && !string.IsNullOrWhiteSpace(text));
}
