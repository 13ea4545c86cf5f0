using System.Security.Cryptography;
using Hub.Adapters.Infno.Profiles;
using Hub.Adapters.Infno.Wire.Gateways;
using Hub.Certs.Registry;
using Hub.Certs.Signatures;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hub.Adapters.Infno.Inbound;

/// <summary>A body that was signed as a whole, and the registry as it was when that was proven.</summary>
internal sealed record ProvenBody(ReadOnlyMemory<byte> Body, Partner Partner, VerificationKey Key, PartnerRegistry Partners);

/// <summary>
/// Who signed a whole body that is no single envelope (batch, relay): <c>x-hub-key-id</c> names the key, <c>x-hub-signature</c> covers the exact bytes.
/// A network that proves senders by other means (AllowUnsigned) is not enough here.
/// </summary>
internal static class DetachedProof
{
    private const int SignatureBytesMax = 1024;

    /// <summary>The body and who signed it; null when it was refused, and the refusal is written.</summary>
    public static async Task<ProvenBody?> ReadOrRefuseAsync(
        HttpContext http, InfnoProfile profile, int bytesMax, PartnerRegistryFile registry, DateTimeOffset receivedAt, ILogger log)
    {
        if (await RequestBody.ReadOrNullAsync(http.Request, bytesMax, http.RequestAborted).ConfigureAwait(false) is not { } body)
        {
            await DoorAnswer.RefuseAsync(http, profile, StatusCodes.Status413PayloadTooLarge, InfnoErrorCodes.BodyTooLarge, receivedAt).ConfigureAwait(false);
            return null;
        }

        // Only now: a partner who was suspended while it sent slowly is not let in.
        var partners = registry.Current;
        var headers = http.Request.Headers;
        if (Verify(headers[SenderVerifier.KeyIdHeader].ToString(), headers[CainfoCoverage.DetachedHeader].ToString(), body.Span, partners, receivedAt)
            is not var (partner, key))
        {
            InfnoLog.NotProven(log, InfnoErrorCodes.SignatureInvalid.Code, Convert.ToHexStringLower(SHA256.HashData(body.Span)));
            await DoorAnswer.RefuseAsync(http, profile, StatusCodes.Status401Unauthorized, InfnoErrorCodes.SignatureInvalid, receivedAt).ConfigureAwait(false);
            return null;
        }

        return new ProvenBody(body, partner, key, partners);
    }

    /// <summary>The proven partner and its key; null when not proven.</summary>
    public static (Partner Partner, VerificationKey Key)? Verify(
        string keyId, string base64, ReadOnlySpan<byte> message, PartnerRegistry registry, DateTimeOffset now)
    {
        var signature = new byte[SignatureBytesMax];
        return Convert.TryFromBase64String(base64, signature, out var length) && length > 0
            && registry.FindKey(keyId)?.Partner is { Status: PartnerStatus.Active } partner
            && registry.KeyFor(partner, keyId, now) is { } key && key.Verify(message, signature.AsSpan(0, length))
                ? (partner, key)
                : null;
    }
}
