using Hub.Adapters.Hl7v2.Translation;
using Hub.Adapters.Hl7v2.Wire;
using Hub.Certs.Registry;

namespace Hub.Adapters.Hl7v2.Inbound;

/// <summary>A proven sender, or why it is not proven.</summary>
/// <param name="Partner">Null when not proven.</param>
/// <param name="Algorithm">Algorithm of the signature that proved it; empty when the line did.</param>
/// <param name="KeyId">Key that proved it.</param>
/// <param name="Failure">Null when proven. The sender is told no more than that.</param>
internal sealed record SenderProof(Partner? Partner, string Algorithm, string KeyId, Hl7v2Error? Failure)
{
    /// <summary>
    /// Binds a message to one registered partner before its content is opened: MSH-3 and MSH-4 name it, and the client's certificate, a
    /// signature (ZSG), or the source address proves it. A signature that is there must hold, whatever else proves the sender.
    /// </summary>
    public static SenderProof Of(ReadOnlyMemory<byte> message, SenderRules? rules, LineFacts line, PartnerRegistry registry, DateTimeOffset now)
    {
        var unknown = new SenderProof(null, "", "", Hl7v2ErrorCodes.SenderUnknown);
        if (rules is null || registry.Find(rules.Sender.Partner) is not { Status: PartnerStatus.Active } partner
            || (line.Partner is not null && line.Partner != partner.Id))
        {
            return unknown;
        }

        if (SignedMessage.TryDivide(message, out var covered, out var keyId, out var signature))
        {
            return keyId.Length > 0 && registry.KeyFor(partner, keyId, now) is { } key && key.Verify(covered.Span, signature)
                ? new SenderProof(partner, key.Algorithm.ToString(), keyId, null)
                : unknown with { Failure = Hl7v2ErrorCodes.SignatureInvalid };
        }

        if (rules.Sender.SignatureRequired)
        {
            return unknown with { Failure = Hl7v2ErrorCodes.SignatureMissing };
        }

        return line.Partner is not null ? new SenderProof(partner, "", line.KeyId, null)
            : rules.IsProvenAt(line.Address) ? new SenderProof(partner, "", "", null)
            : unknown;
    }
}
