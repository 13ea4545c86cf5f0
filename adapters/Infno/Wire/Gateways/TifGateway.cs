using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hub.Adapters.Infno.Wire.Gateways;

/// <summary>
/// TIF/RIO gateway headers (nhsa.md A2 b): hex SHA-256 of time stamp (seconds), secret, nonce, time stamp. Covers no byte of
/// the body: pair it with <c>cainfo</c> or mutual TLS. Nonces are to be remembered by the caller for the tolerance.
/// </summary>
public static class TifGateway
{
    private const int NonceLengthMin = 6;
    private const int NonceLengthMax = 32;

    /// <summary>Lower-case hex signature.</summary>
    public static string Sign(string secret, string timestamp, string nonce) =>
        Convert.ToHexStringLower(Digest(secret, timestamp, nonce));

    /// <summary>The header set of an outgoing call.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Headers(string secret, string paasId, string nonce, DateTimeOffset now)
    {
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return
        [
            new("x-tif-paasid", paasId),
            new("x-tif-timestamp", timestamp),
            new("x-tif-nonce", nonce),
            new("x-tif-signature", Sign(secret, timestamp, nonce)),
        ];
    }

    /// <summary>Null when the call is genuine and fresh; else the first broken rule. Hex of either case is accepted (A2).</summary>
    public static InfnoError? Verify(HeaderLookup headers, SecretLookup secrets, DateTimeOffset now, TimeSpan tolerance)
    {
        ArgumentNullException.ThrowIfNull(headers);
        ArgumentNullException.ThrowIfNull(secrets);
        if (headers("x-tif-paasid") is not { Length: > 0 } paasId || headers("x-tif-timestamp") is not { Length: > 0 } timestamp
            || headers("x-tif-signature") is not { Length: > 0 } signature
            || headers("x-tif-nonce") is not { Length: >= NonceLengthMin and <= NonceLengthMax } nonce)
        {
            return InfnoErrorCodes.GatewayHeaderMissing;
        }

        if (timestamp.Length > 10 || !GatewayClock.IsFresh(timestamp, 1000, now, tolerance))
        {
            return InfnoErrorCodes.GatewayTimestamp;
        }

        if (secrets(paasId) is not { } secret)
        {
            return InfnoErrorCodes.GatewayUnknownKey;
        }

        Span<byte> sent = stackalloc byte[SHA256.HashSizeInBytes];
        return Convert.FromHexString(signature, sent, out var read, out var written) == System.Buffers.OperationStatus.Done
            && read == signature.Length
            && CryptographicOperations.FixedTimeEquals(sent[..written], Digest(secret, timestamp, nonce))
            ? null
            : InfnoErrorCodes.GatewaySignature;
    }

    private static byte[] Digest(string secret, string timestamp, string nonce) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(timestamp + secret + nonce + timestamp));
}
