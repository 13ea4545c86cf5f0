using Hub.Adapters.Infno.Wire.Gateways;
using Hub.Certs.Registry;
using Hub.Certs.Signatures;
using Microsoft.AspNetCore.Http;

namespace Hub.Adapters.Infno.Inbound;

/// <summary>
/// Who signed a whole body that is no single envelope (batch, relay): <c>x-hub-key-id</c> names the key, <c>x-hub-signature</c> covers the exact bytes.
/// A network that proves senders by other means (AllowUnsigned) is not enough here.
/// </summary>
internal static class DetachedProof
{
    private const int SignatureBytesMax = 1024;

    /// <summary>The proven partner and its key; null when not proven.</summary>
    public static (Partner Partner, VerificationKey Key)? Verify(
        IHeaderDictionary headers, ReadOnlySpan<byte> body, PartnerRegistry registry, DateTimeOffset now) =>
        Verify(headers[SenderVerifier.KeyIdHeader].ToString(), headers[CainfoCoverage.DetachedHeader].ToString(), body, registry, now);

    /// <summary>The same with key and signature at hand.</summary>
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
