using System.Globalization;
using System.Security;
using System.Text;
using Hub.Certs.XmlSignatures;

namespace Hub.Adapters.Soap.Wire;

/// <summary>
/// Puts a payload into an envelope: the payload stays byte for byte what was stored, the envelope around it is made anew each time (version of
/// the caller, RelatesTo, Timestamp and signature over Body and Timestamp).
/// </summary>
internal static class EnvelopeWriter
{
    private const string SignatureMark = "<!--signature-->";

    /// <param name="version">Version of the caller.</param>
    /// <param name="payload">Content of Body as UTF-8.</param>
    /// <param name="encoding">Encoding of the document as <see cref="DocumentText.Decode"/> named it.</param>
    /// <param name="relatesTo">wsa:MessageID of the request; null without one.</param>
    /// <param name="seal">Null: unsigned.</param>
    /// <param name="now">Created of the Timestamp.</param>
    public static byte[] Write(SoapVersion version, ReadOnlySpan<byte> payload, string encoding, string? relatesTo, AnswerSeal? seal, DateTimeOffset now)
    {
        var content = Encoding.UTF8.GetString(payload);
        var text = new StringBuilder(content.Length + 512);
        text.Append("<s:Envelope xmlns:s=\"").Append(NamespaceOf(version)).Append("\">");
        if (relatesTo is not null || seal is not null)
        {
            text.Append("<s:Header>");
            if (relatesTo is not null)
            {
                text.Append("<wsa:RelatesTo xmlns:wsa=\"").Append(SoapNames.Addressing).Append("\">")
                    .Append(SecurityElement.Escape(relatesTo)).Append("</wsa:RelatesTo>");
            }

            AppendSecurity(text, seal, now);
            text.Append("</s:Header>");
        }

        text.Append(seal is null ? "<s:Body>" : "<s:Body xmlns:wsu=\"" + SoapNames.Wsu + "\" wsu:Id=\"body\">")
            .Append(content).Append("</s:Body></s:Envelope>");
        var document = seal is null ? text.ToString() : Signed(text.ToString(), seal);
        return encoding is "GBK" or "GB18030"
            ? Chinese(document, encoding)
            : [.. "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"u8, .. Encoding.UTF8.GetBytes(document)];
    }

    /// <summary>Body content of a fault in one version.</summary>
    public static byte[] Fault(SoapVersion version, HubFault fault)
    {
        var isSender = fault.Party == SoapParty.Sender;
        var special = SpecialCode(fault.Code);
        var reason = SecurityElement.Escape(XmlCharacters.Clean(fault.Text));
        var detail = Encoding.UTF8.GetString(fault.ToUtf8());
        return Encoding.UTF8.GetBytes(version == SoapVersion.V11
            ? $"<s:Fault xmlns:s=\"{SoapNames.Envelope11}\"><faultcode>s:{special ?? (isSender ? "Client" : "Server")}</faultcode>"
                + $"<faultstring xml:lang=\"zh\">{reason}</faultstring><detail>{detail}</detail></s:Fault>"
            : $"<s:Fault xmlns:s=\"{SoapNames.Envelope12}\"><s:Code><s:Value>s:{special ?? (isSender ? "Sender" : "Receiver")}</s:Value></s:Code>"
                + $"<s:Reason><s:Text xml:lang=\"zh\">{reason}</s:Text></s:Reason><s:Detail>{detail}</s:Detail></s:Fault>");
    }

    private static string? SpecialCode(string code) =>
        code == SoapErrorCodes.UnknownVersion.Code ? "VersionMismatch" : code == SoapErrorCodes.NotUnderstood.Code ? "MustUnderstand" : null;

    private static void AppendSecurity(StringBuilder text, AnswerSeal? seal, DateTimeOffset now)
    {
        if (seal is null)
        {
            return;
        }

        text.Append("<wsse:Security xmlns:wsse=\"").Append(SoapNames.Wsse).Append("\" xmlns:wsu=\"").Append(SoapNames.Wsu).Append("\">")
            .Append("<wsu:Timestamp wsu:Id=\"timestamp\"><wsu:Created>").Append(Moment(now)).Append("</wsu:Created><wsu:Expires>")
            .Append(Moment(now + seal.Life))
            .Append("</wsu:Expires></wsu:Timestamp><wsse:BinarySecurityToken wsu:Id=\"token\" ValueType=\"").Append(SoapNames.X509Token)
            .Append("\" EncodingType=\"").Append(SoapNames.Base64).Append("\">").Append(seal.CertificateBase64)
            .Append("</wsse:BinarySecurityToken>").Append(SignatureMark).Append("</wsse:Security>");
    }

    private static string Signed(string text, AnswerSeal seal)
    {
        // Comments are not in the tree, so the mark is not part of what is signed.
        var root = XmlTreeReader.Read(text, new XmlTreeLimits { CharactersMax = int.MaxValue, ElementsMax = int.MaxValue, DepthMax = 128 });
        var security = root.Elements.First().Only("Security", SoapNames.Wsse)!;
        var keyInfo = $"<wsse:SecurityTokenReference xmlns:wsse=\"{SoapNames.Wsse}\"><wsse:Reference URI=\"#token\" ValueType=\"{SoapNames.X509Token}\"/>"
            + "</wsse:SecurityTokenReference>";
        var signature = XmlSigner.Sign(seal.Key, [root.Elements.Last(), security.Elements.First()], keyInfo);
        var at = text.IndexOf(SignatureMark, StringComparison.Ordinal);
        return string.Concat(text.AsSpan(0, at), signature, text.AsSpan(at + SignatureMark.Length));
    }

    private static byte[] Chinese(string document, string encoding) =>
        DocumentText.Gb18030.GetBytes($"<?xml version=\"1.0\" encoding=\"{encoding}\"?>" + document);

    private static string NamespaceOf(SoapVersion version) => version == SoapVersion.V11 ? SoapNames.Envelope11 : SoapNames.Envelope12;

    private static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
