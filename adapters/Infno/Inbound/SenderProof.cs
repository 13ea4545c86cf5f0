using Hub.Adapters.Infno.Profiles;
using Hub.Adapters.Infno.Wire;
using Hub.Adapters.Infno.Wire.Envelope;
using Hub.Adapters.Infno.Wire.Gateways;
using Hub.Certs.Doctor;
using Hub.Certs.Registry;
using Hub.Certs.Signatures;
using GatewayScheme = Hub.Adapters.Infno.Profiles.GatewayScheme;
using RegisteredScheme = Hub.Certs.Registry.GatewayScheme;

namespace Hub.Adapters.Infno.Inbound;

/// <summary>A proven sender, or why it is not proven.</summary>
/// <param name="Partner">Null when not proven.</param>
/// <param name="Profile">Its dialect.</param>
/// <param name="Algorithm">Algorithm and key that proved it; empty when only a gateway or the network did.</param>
/// <param name="KeyId">Key that proved it.</param>
/// <param name="Failure">Null when proven. The sender is told no more than that, unless the registry lets it be diagnosed.</param>
internal sealed record SenderProof(Partner? Partner, InfnoProfile Profile, string Algorithm, string KeyId, InfnoError? Failure)
{
    /// <summary>Whom the refused message claims to be from, with what the doctor says of its signature; null when nobody asked it.</summary>
    public (Partner Claimed, SignatureDiagnosis Diagnosis)? Finding { get; init; }
}

/// <summary>
/// Binds a request to one registered partner before its business part is opened. Header, signature and fixmedins_code
/// must all name the same active partner; algorithm and key come from the registry, never from the message.
/// </summary>
internal sealed class SenderVerifier(ProfileBook profiles, InfnoOptions options, SignatureDesk doctor)
{
    internal const string KeyIdHeader = "x-hub-key-id";

    public SenderProof Verify(ReceivedRequest request, HeaderLookup headers, PartnerRegistry registry, DateTimeOffset now)
    {
        var claimed = registry.Find(request.Envelope.FixmedinsCode);
        var signing = headers(KeyIdHeader) is { Length: > 0 } keyId ? registry.FindKey(keyId)?.Partner : null;
        var gateway = GatewayPartner(headers, registry);

        // The core speaks in the name of institutions, so its key and its gateway name say who it is; nobody else may differ.
        var partner = signing ?? gateway ?? claimed;
        var profile = profiles.Find(partner?.Profile);
        var proof = new SenderProof(null, profile, "", "", InfnoErrorCodes.SignatureInvalid);
        if (partner is null || partner.Status != PartnerStatus.Active
            || (gateway is not null && gateway.Id != partner.Id)
            || (partner.Kind != PartnerKind.Core && partner.Id != request.Envelope.FixmedinsCode))
        {
            return proof;
        }

        if (GatewayFailure(profile, headers, registry, partner, now) is { } refused)
        {
            return proof with { Failure = refused };
        }

        return Signature(request, headers, registry, now, partner, proof, gatewayProven: profile.Gateway is GatewayScheme.Csb or GatewayScheme.Tif);
    }

    private SenderProof Signature(
        ReceivedRequest request, HeaderLookup headers, PartnerRegistry registry, DateTimeOffset now, Partner partner, SenderProof proof, bool gatewayProven)
    {
        var detached = headers(CainfoCoverage.DetachedHeader);
        var profile = detached is { Length: > 0 }
            ? proof.Profile with { Cainfo = CainfoScheme.Detached, CainfoEncoding = Profiles.SignatureEncoding.Base64, CainfoRequired = true }
            : proof.Profile;
        VerificationKey? used = null;
        bool Check(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
        {
            if (headers(KeyIdHeader) is { Length: > 0 } keyId)
            {
                used = registry.KeyFor(partner, keyId, now) is { } named && named.Verify(message, signature) ? named : null;
                return used is not null;
            }

            // While two keys overlap in a rotation, either may have signed.
            foreach (var key in registry.KeysFor(partner, now))
            {
                if (key.Verify(message, signature))
                {
                    used = key;
                    return true;
                }
            }

            return false;
        }

        var plaintext = profile.Cainfo == CainfoScheme.PlaintextInput
            ? BodyOpener.Open(request.RawInput, profile, BodyCipher.Decrypt(partner))
            : default;
        if (CainfoSignature.Verify(request, profile, Check, detached, plaintext) is { } failure)
        {
            return proof with { Failure = failure, Finding = Diagnose(request, headers, partner, profile, plaintext, now) };
        }

        return used is null && !gatewayProven && !options.AllowUnsigned
            ? proof with { Failure = InfnoErrorCodes.SignatureMissing }
            : proof with
            {
                Partner = partner,
                Algorithm = used?.Algorithm.ToString() ?? "",
                KeyId = used?.KeyId ?? "",
                Failure = null,
            };
    }

    // After the refusal and beside it: what the doctor says changes no verdict (docs/decisions/0008).
    private (Partner Claimed, SignatureDiagnosis Diagnosis)? Diagnose(
        ReceivedRequest request, HeaderLookup headers, Partner partner, InfnoProfile profile, ReadOnlyMemory<byte> plaintext, DateTimeOffset now) =>
        SignatureQuestion.Of(request, headers, partner, profile, plaintext, now) is { } question && doctor.Ask(question) is { } diagnosis
            ? (partner, diagnosis)
            : null;

    private static Partner? GatewayPartner(HeaderLookup headers, PartnerRegistry registry)
    {
        if (headers("x-tif-paasid") is { Length: > 0 } paasId)
        {
            return registry.FindGateway(RegisteredScheme.TifSha256, paasId)?.Partner;
        }

        return headers("_api_access_key") is { Length: > 0 } accessKey
            ? registry.FindGateway(RegisteredScheme.CsbHmacSha1, accessKey)?.Partner
            : null;
    }

    private static InfnoError? GatewayFailure(
        InfnoProfile profile, HeaderLookup headers, PartnerRegistry registry, Partner partner, DateTimeOffset now)
    {
        string? Secret(RegisteredScheme scheme, string accessKey) =>
            registry.FindGateway(scheme, accessKey) is { } found && found.Partner.Id == partner.Id && found.Credential.Secret.Resolve() is { } secret
                ? System.Text.Encoding.UTF8.GetString(secret)
                : null;

        return profile.Gateway switch
        {
            GatewayScheme.Tif => TifGateway.Verify(headers, key => Secret(RegisteredScheme.TifSha256, key), now, profile.GatewayTolerance),
            GatewayScheme.Csb => CsbGateway.Verify(headers, key => Secret(RegisteredScheme.CsbHmacSha1, key), now, profile.GatewayTolerance),
            _ => null,
        };
    }
}
