using System.Globalization;
using Hub.Certs.XmlSignatures;

namespace Hub.Adapters.Soap.Wire.Security;

/// <summary>
/// WS-Security 1.1: a Security header with at most one Timestamp, UsernameToken and Signature and up to four BinarySecurityTokens. Encryption,
/// SAML, STR-Transform and derived keys are not supported.
/// </summary>
internal static class SecurityHeaderReader
{
    private const int TokensMax = 4;
    private const int TextMax = 256;

    /// <exception cref="WireRefusedException">It is refused.</exception>
    public static SecurityHeader Read(ReceivedEnvelope envelope)
    {
        var security = envelope.Security;
        if (security is null)
        {
            return new SecurityHeader();
        }

        foreach (var child in security.Elements)
        {
            var known = child.Is("Timestamp", SoapNames.Wsu) || child.Is("UsernameToken", SoapNames.Wsse)
                || child.Is("BinarySecurityToken", SoapNames.Wsse) || child.Is("Signature", XmlNames.Signature);
            Demand(known, child);
        }

        var tokens = security.Elements.Where(child => child.Is("BinarySecurityToken", SoapNames.Wsse)).ToList();
        Demand(tokens.Count <= TokensMax, security);
        var timestamp = AtMostOne(security, "Timestamp", SoapNames.Wsu);
        var user = AtMostOne(security, "UsernameToken", SoapNames.Wsse);
        var signatureElement = AtMostOne(security, "Signature", XmlNames.Signature);
        var signature = signatureElement is null ? null : Signature(signatureElement);
        return new SecurityHeader
        {
            TimestampElement = timestamp,
            Created = Moment(timestamp, "Created"),
            Expires = Moment(timestamp, "Expires"),
            User = user is null ? null : User(user),
            Signature = signature,
            Blocks = [.. security.Parent!.Elements.Where(block => block != security), .. security.Elements.Where(child => child != signatureElement)],
            Certificate = signature?.KeyInfo is { } info ? Certificate(info, tokens) : null,
        };
    }

    private static XmlSignature Signature(XmlTreeElement element)
    {
        try
        {
            return XmlSignatureReader.Read(element);
        }
        catch (XmlSignatureException e)
        {
            var error = e.Fault switch
            {
                XmlSignatureFault.WeakAlgorithm => SoapErrorCodes.WeakAlgorithm,
                XmlSignatureFault.Algorithm => SoapErrorCodes.UnknownAlgorithm,
                _ => SoapErrorCodes.SignatureForm,
            };
            throw new WireRefusedException(error, "Signature", element.Line);
        }
    }

    // SecurityTokenReference/Reference to a token of this header, or X509Data/X509Certificate. A key that is only named by issuer and serial
    // is looked for among those of the institution that the message names.
    private static string? Certificate(XmlTreeElement keyInfo, List<XmlTreeElement> tokens)
    {
        var reference = keyInfo.Only("SecurityTokenReference", SoapNames.Wsse);
        if (reference?.Only("Reference", SoapNames.Wsse)?.Attribute("URI") is ['#', .. var id])
        {
            var token = tokens.Find(t => t.Ids.Contains(id, StringComparer.Ordinal));
            return token?.Attribute("ValueType") is null or SoapNames.X509Token ? token?.Text : null;
        }

        return (reference ?? keyInfo).Only("X509Data", XmlNames.Signature)?.Only("X509Certificate", XmlNames.Signature)?.Text;
    }

    private static UsernameToken User(XmlTreeElement element)
    {
        var name = Text(element, "Username", SoapNames.Wsse);
        var password = AtMostOne(element, "Password", SoapNames.Wsse);
        var created = Text(element, "Created", SoapNames.Wsu);
        var nonce = new byte[TextMax];
        var isNonce = Convert.TryFromBase64String(Text(element, "Nonce", SoapNames.Wsse), nonce, out var length);
        Demand(name.Length > 0 && password is { HasElements: false, Text.Length: <= TextMax } && isNonce, element);
        return new UsernameToken(
            name, password!.Text, password.Attribute("Type") == SoapNames.PasswordDigest, nonce[..length], created, Moment(element, "Created"));
    }

    private static DateTimeOffset? Moment(XmlTreeElement? element, string name)
    {
        if (element is null || Text(element, name, SoapNames.Wsu) is not { Length: > 0 } text)
        {
            return null;
        }

        var isMoment = DateTimeOffset.TryParseExact(
            text,
            ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var moment);
        Demand(isMoment, element);
        return moment;
    }

    private static string Text(XmlTreeElement parent, string name, string uri)
    {
        var element = AtMostOne(parent, name, uri);
        Demand(element is null or { HasElements: false, Text.Length: <= TextMax }, parent);
        return element?.Text.Trim() ?? "";
    }

    private static XmlTreeElement? AtMostOne(XmlTreeElement parent, string name, string uri)
    {
        XmlTreeElement? only = null;
        foreach (var element in parent.Elements)
        {
            if (element.Is(name, uri))
            {
                Demand(only is null, element);
                only = element;
            }
        }

        return only;
    }

    private static void Demand(bool holds, XmlTreeElement at)
    {
        if (!holds)
        {
            throw new WireRefusedException(SoapErrorCodes.SecurityShape, "Security", at.Line);
        }
    }
}
