using Hub.Certs.XmlSignatures;

namespace Hub.Adapters.Soap.Wire.Security;

/// <summary>
/// What a signature covers, by place and not by name: the Body of this envelope, the Timestamp of this header, and otherwise only blocks of
/// this header. A reference to anything else is refused, so that a signed Body moved elsewhere (wrapping) cannot vouch for another one.
/// </summary>
internal static class SignatureCoverage
{
    /// <summary>Null when the references cover what they must and every digest fits.</summary>
    public static SoapError? Check(ReceivedEnvelope envelope, SecurityHeader header)
    {
        var covered = new HashSet<XmlTreeElement>();
        foreach (var reference in header.Signature!.References)
        {
            var element = envelope.Body.Ids.Contains(reference.Id, StringComparer.Ordinal)
                ? envelope.Body
                : header.Blocks.FirstOrDefault(block => block.Ids.Contains(reference.Id, StringComparer.Ordinal));
            if (element is null || !covered.Add(element))
            {
                return SoapErrorCodes.NotCovered;
            }

            if (!reference.Matches(element))
            {
                return SoapErrorCodes.NotProven;
            }
        }

        return covered.Contains(envelope.Body) && (header.TimestampElement is null || covered.Contains(header.TimestampElement))
            ? null
            : SoapErrorCodes.NotCovered;
    }
}
