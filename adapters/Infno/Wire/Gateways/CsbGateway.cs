using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hub.Adapters.Infno.Wire.Gateways;

/// <summary>
/// CSB gateway headers (nhsa.md A2 a): Base64(HMAC-SHA1(secret, <c>_api_access_key=…&amp;_api_name=…&amp;_api_timestamp=…&amp;_api_version=…</c>)).
/// Covers no byte of the body: pair it with <c>cainfo</c> or mutual TLS. SHA-1 is the gateway's choice.
/// </summary>
public static class CsbGateway
{
    /// <summary>The string that is signed.</summary>
    public static string StringToSign(string accessKey, string apiName, string timestamp, string version) =>
        $"_api_access_key={accessKey}&_api_name={apiName}&_api_timestamp={timestamp}&_api_version={version}";

    /// <summary>Base64 signature of <see cref="StringToSign"/>.</summary>
    public static string Sign(string secret, string accessKey, string apiName, string timestamp, string version) =>
        Convert.ToBase64String(Mac(secret, StringToSign(accessKey, apiName, timestamp, version)));

    /// <summary>The header set of an outgoing call.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Headers(
        string secret, string accessKey, string apiName, string version, DateTimeOffset now)
    {
        var timestamp = now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        return
        [
            new("_api_name", apiName),
            new("_api_version", version),
            new("_api_timestamp", timestamp),
            new("_api_access_key", accessKey),
            new("_api_signature", Sign(secret, accessKey, apiName, timestamp, version)),
        ];
    }

    /// <summary>Null when the call is genuine and fresh; else the first broken rule, in the order of the gateway (A2).</summary>
    public static InfnoError? Verify(HeaderLookup headers, SecretLookup secrets, DateTimeOffset now, TimeSpan tolerance)
    {
        ArgumentNullException.ThrowIfNull(headers);
        ArgumentNullException.ThrowIfNull(secrets);
        if (headers("_api_name") is not { Length: > 0 } name || headers("_api_version") is not { Length: > 0 } version
            || headers("_api_timestamp") is not { Length: > 0 } timestamp || headers("_api_access_key") is not { Length: > 0 } accessKey
            || headers("_api_signature") is not { Length: > 0 } signature)
        {
            return InfnoErrorCodes.GatewayHeaderMissing;
        }

        if (timestamp.Length != 13 || !GatewayClock.IsFresh(timestamp, 1, now, tolerance))
        {
            return InfnoErrorCodes.GatewayTimestamp;
        }

        if (secrets(accessKey) is not { } secret)
        {
            return InfnoErrorCodes.GatewayUnknownKey;
        }

        Span<byte> sent = stackalloc byte[32];
        return Convert.TryFromBase64String(signature, sent, out var length)
            && CryptographicOperations.FixedTimeEquals(sent[..length], Mac(secret, StringToSign(accessKey, name, timestamp, version)))
            ? null
            : InfnoErrorCodes.GatewaySignature;
    }

    private static byte[] Mac(string secret, string text)
    {
#pragma warning disable CA5350 // The gateway prescribes HMAC-SHA1 (nhsa.md A2 a); nothing else of ours rests on it.
        return HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5350
    }
}
