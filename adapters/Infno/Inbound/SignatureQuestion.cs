using System.Text;
using Hub.Adapters.Infno.Profiles;
using Hub.Adapters.Infno.Wire;
using Hub.Adapters.Infno.Wire.Envelope;
using Hub.Adapters.Infno.Wire.Gateways;
using Hub.Certs.Doctor;
using Hub.Certs.Registry;

namespace Hub.Adapters.Infno.Inbound;

/// <summary>What the signature doctor is asked about a request: its signature and everything that the regions let it cover.</summary>
public static class SignatureQuestion
{
    private static readonly (CainfoScheme Scheme, string Name)[] Coverages =
    [
        (CainfoScheme.Detached, "body"), (CainfoScheme.RawInput, "input"), (CainfoScheme.OuterFields, "outer fields"), (CainfoScheme.Envelope, "envelope"),
    ];

    /// <summary>The case, null when the request holds no signature.</summary>
    /// <param name="request">The request as read.</param>
    /// <param name="headers">Its headers.</param>
    /// <param name="partner">Whom it claims to be from.</param>
    /// <param name="profile">That partner's dialect.</param>
    /// <param name="plaintext">The opened input where the profile signs that, else empty.</param>
    /// <param name="receivedAt">When it came.</param>
    public static SignatureCase? Of(
        ReceivedRequest request, HeaderLookup headers, Partner partner, InfnoProfile profile, ReadOnlyMemory<byte> plaintext, DateTimeOffset receivedAt)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(headers);
        ArgumentNullException.ThrowIfNull(profile);
        var detached = headers(CainfoCoverage.DetachedHeader);
        var isDetached = profile.Cainfo == CainfoScheme.Detached || detached is { Length: > 0 };
        var signature = isDetached ? detached ?? "" : request.Envelope.Cainfo;
        if (signature.Length == 0)
        {
            return null;
        }

        var agreed = isDetached ? CainfoScheme.Detached : profile.Cainfo;
        return new()
        {
            Partner = partner,
            Signature = Encoding.UTF8.GetBytes(signature),
            Writing = profile.CainfoEncoding == Profiles.SignatureEncoding.Hex && !isDetached ? SignatureWriting.Hex : SignatureWriting.Base64,
            Contents = [.. Contents(request, agreed, plaintext)],
            KeyId = headers(SenderVerifier.KeyIdHeader) is { Length: > 0 } keyId ? keyId : null,
            ReceivedAt = receivedAt,
        };
    }

    private static IEnumerable<SignedContent> Contents(ReceivedRequest request, CainfoScheme agreed, ReadOnlyMemory<byte> plaintext)
    {
        if (agreed == CainfoScheme.PlaintextInput)
        {
            yield return new("plaintext input", plaintext);
        }

        foreach (var (scheme, name) in Coverages.OrderBy(coverage => coverage.Scheme == agreed ? 0 : 1))
        {
            yield return new(name, CainfoCoverage.Of(request, scheme)) { Pairs = Pairs(request, scheme) };
        }

        if (agreed != CainfoScheme.PlaintextInput && Unwrapped(request) is { } text)
        {
            yield return new("text of the input", text);
        }
    }

    private static IReadOnlyList<SignedPair> Pairs(ReceivedRequest request, CainfoScheme scheme) =>
        scheme is not (CainfoScheme.OuterFields or CainfoScheme.Envelope) ? [] :
        [
            .. request.Outer.Where(member => member.Name != "cainfo" && (scheme == CainfoScheme.Envelope || member.Name != "input"))
                .Select(member => new SignedPair(member.Name, Value(member))),
        ];

    private static ReadOnlyMemory<byte> Value(OuterMember member) =>
        member.Name == "input" ? member.Json
        : member.Text is { } text ? Encoding.UTF8.GetBytes(text)
        : member.Json.Span.SequenceEqual("null"u8) ? default
        : member.Json;

    private static ReadOnlyMemory<byte>? Unwrapped(ReceivedRequest request)
    {
        if (!request.InputIsString)
        {
            return null;
        }

        try
        {
            return BodyOpener.Open(request.RawInput, InfnoProfileLoader.National);
        }
        catch (WireRefusedException)
        {
            return null;
        }
    }
}
