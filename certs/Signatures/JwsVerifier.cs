using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Hub.Certs.Signatures;

/// <summary>
/// Verifies a JWS in compact form (RFC 7515) with one registered key: ES256, RS256, PS256, or SM2 under the private name <c>SM2</c>. The key decides
/// the algorithm; the header must say the same and may not bring keys, addresses or extensions of its own. Claims (exp, aud …) are the caller's
/// business.
/// Not supported: JSON serialisation, HMAC, <c>none</c>, <c>b64</c>, <c>crit</c>, encryption.
/// </summary>
public static class JwsVerifier
{
    /// <summary>Longest token in characters that is read.</summary>
    public const int TokenLengthMax = 64 * 1024;

    /// <summary>Longest header in characters (Base64url) that is read.</summary>
    public const int HeaderLengthMax = 8 * 1024;

    private static readonly JsonDocumentOptions ReaderOptions = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    // Each would let the sender choose the key or change the meaning of the signature.
    private static readonly string[] RefusedMembers = ["jwk", "jku", "x5u", "x5c", "x5t", "x5t#S256", "crit", "b64", "zip", "enc"];

    /// <summary>True if the token is signed by the key; then <paramref name="payload"/> are the signed bytes.</summary>
    /// <param name="token">header.payload.signature</param>
    /// <param name="key">The registered key. For ES256 its encoding must be raw.</param>
    /// <param name="payload">The payload, null if the token is refused.</param>
    public static bool TryVerify(string token, VerificationKey key, [NotNullWhen(true)] out byte[]? payload)
    {
        payload = null;
        if (token.Length > TokenLengthMax || token.Split('.') is not [var header, var body, var signature])
        {
            return false;
        }

        if (header.Length > HeaderLengthMax
            || !TryDecode(header, out var headerBytes) || !TryDecode(body, out var bodyBytes) || !TryDecode(signature, out var signatureBytes)
            || !IsHeaderFor(headerBytes, key)
            || !key.Verify(Encoding.ASCII.GetBytes(token, 0, header.Length + 1 + body.Length), signatureBytes))
        {
            return false;
        }

        payload = bodyBytes;
        return true;
    }

    private static bool IsHeaderFor(byte[] header, VerificationKey key)
    {
        try
        {
            using var document = JsonDocument.Parse(header, ReaderOptions);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty("alg", out var alg) && IsText(alg, AlgorithmOf(key))
                && (!root.TryGetProperty("kid", out var kid) || IsText(kid, key.KeyId))
                && !RefusedMembers.Any(name => root.TryGetProperty(name, out _));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsText(JsonElement element, string? text) =>
        text is not null && element.ValueKind == JsonValueKind.String && element.ValueEquals(text);

    /// <summary>What <c>alg</c> says for a key; null when it cannot sign a JWS. SM2 with SM3 has no registered name: <c>SM2</c> is the hub's.</summary>
    public static string? AlgorithmOf(VerificationKey key) => key.Algorithm switch
    {
        SignatureAlgorithm.Sm2Sm3 => "SM2",
        SignatureAlgorithm.EcdsaP256Sha256 when key.Encoding == SignatureEncoding.Raw => "ES256",
        SignatureAlgorithm.RsaPkcs1Sha256 => "RS256",
        SignatureAlgorithm.RsaPssSha256 => "PS256",
        _ => null,
    };

    // The platform's decoder lets spaces, padding and stray last bits pass; a second writing of one token is refused.
    private static bool TryDecode(string text, out byte[] bytes)
    {
        bytes = [];
        if (!text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') || text.Length % 4 == 1)
        {
            return false;
        }

        var buffer = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        if (!Base64Url.TryDecodeFromChars(text, buffer, out var length))
        {
            return false;
        }

        bytes = buffer[..length];
        return Base64Url.EncodeToString(bytes) == text;
    }
}
