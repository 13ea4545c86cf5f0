using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Certs.Registry;
using Hub.Certs.Signatures;

namespace Hub.Adapters;

/// <summary>Who signed a request, or why nobody is proven.</summary>
/// <param name="Partner">Null when not proven.</param>
/// <param name="Algorithm">Algorithm of the key that proved it.</param>
/// <param name="KeyId">Key that proved it.</param>
/// <param name="Stale">The signature is good, but it was made outside the tolerance.</param>
public sealed record RequestSigner(Partner? Partner, string Algorithm = "", string KeyId = "", bool Stale = false);

/// <summary>
/// A signed HTTP request: header <c>x-jws-signature</c> holds a JWS with detached content (RFC 7515, appendix F): <c>header..signature</c>.
/// The header names <c>alg</c>, <c>kid</c> and <c>iat</c> (seconds since 1970); the content that is left out is
/// <c>METHOD LF path?query LF base64url(SHA-256(body)) LF</c>. <c>kid</c> is a key of the partner registry; the key decides the algorithm
/// (ES256, RS256, PS256; <c>SM2</c> for SM2 with SM3) and the header must say the same. A repeat within the tolerance is harmless: a
/// message has one effect for ever.
/// </summary>
public static class RequestSignature
{
    /// <summary>The header.</summary>
    public const string Header = "x-jws-signature";

    private static readonly JsonDocumentOptions ReaderOptions = new() { AllowDuplicateProperties = false, MaxDepth = 4 };

    /// <summary>The content that is signed and left out.</summary>
    /// <param name="method">GET, POST …</param>
    /// <param name="target">Path and query exactly as sent.</param>
    /// <param name="body">Exact bytes of the body, before any decoding.</param>
    public static byte[] Content(string method, string target, ReadOnlySpan<byte> body) =>
        Encoding.UTF8.GetBytes(method + "\n" + target + "\n" + Base64Url.EncodeToString(SHA256.HashData(body)) + "\n");

    /// <summary>Signs a request, as a partner does (and the hub when it calls one).</summary>
    public static string Sign(SigningKey key, DateTimeOffset at, string method, string target, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(key);
        var algorithm = JwsVerifier.AlgorithmOf(key.ToVerificationKey());
        var issuedAt = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var header = $$"""{"alg":"{{algorithm}}","kid":"{{JsonEncodedText.Encode(key.KeyId)}}","iat":{{issuedAt}}}""";
        var encoded = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header));
        var signature = key.Sign(Encoding.ASCII.GetBytes(encoded + "." + Base64Url.EncodeToString(Content(method, target, body))));
        return encoded + ".." + Base64Url.EncodeToString(signature);
    }

    /// <summary>Who signed the request. Nothing that a sender writes makes this throw.</summary>
    public static RequestSigner Verify(
        string? signature, string method, string target, ReadOnlySpan<byte> body, PartnerRegistry registry, DateTimeOffset now, TimeSpan tolerance)
    {
        ArgumentNullException.ThrowIfNull(registry);
        var nobody = new RequestSigner(null);
        if (signature is not { Length: > 0 and <= JwsVerifier.TokenLengthMax } || signature.Split('.') is not [var header, "", var value]
            || Read(header) is not var (keyId, issuedAt) || registry.FindKey(keyId) is not var (partner, _)
            || partner.Status != PartnerStatus.Active || registry.KeyFor(partner, keyId, now) is not { } key)
        {
            return nobody;
        }

        var token = header + "." + Base64Url.EncodeToString(Content(method, target, body)) + "." + value;
        if (!JwsVerifier.TryVerify(token, key, out _))
        {
            return nobody;
        }

        return issuedAt < (now - tolerance).ToUnixTimeSeconds() || issuedAt > (now + tolerance).ToUnixTimeSeconds()
            ? nobody with { Stale = true }
            : new RequestSigner(partner, key.Algorithm.ToString(), key.KeyId);
    }

    private static (string KeyId, long IssuedAt)? Read(string header)
    {
        if (header.Length > JwsVerifier.HeaderLengthMax || !Base64Url.IsValid(header))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(header), ReaderOptions);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("kid", out var kid) && kid.ValueKind == JsonValueKind.String
                && root.TryGetProperty("iat", out var iat) && iat.ValueKind == JsonValueKind.Number && iat.TryGetInt64(out var seconds)
                ? (kid.GetString()!, seconds)
                : null;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            // A string of half a surrogate pair cannot be transcoded: as good as no header.
            return null;
        }
    }
}
