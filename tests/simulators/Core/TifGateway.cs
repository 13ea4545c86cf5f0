using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Hub.Simulators.Core;

/// <summary>The TIF gateway's check (A2 b): hex SHA-256(timestamp + secret + nonce + timestamp), timestamp in seconds, at most 30 minutes off.</summary>
internal static class TifGateway
{
    private const long ToleranceSeconds = 1_800;

    /// <summary>True when no secret is configured or the headers are right.</summary>
    public static bool Admits(CoreOptions options, IHeaderDictionary headers)
    {
        if (options.TifSecret is null)
        {
            return true;
        }
        string timestamp = headers["x-tif-timestamp"].ToString();
        string nonce = headers["x-tif-nonce"].ToString();
        if (headers["x-tif-paasid"].ToString() != options.TifPaasId || nonce.Length is < 6 or > 32
            || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)
            || Math.Abs(options.Clock.GetUtcNow().ToUnixTimeSeconds() - seconds) > ToleranceSeconds)
        {
            return false;
        }
        string signature = Sign(timestamp, options.TifSecret, nonce);
        return string.Equals(signature, headers["x-tif-signature"].ToString(), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The signature, lower case.</summary>
    public static string Sign(string timestamp, string secret, string nonce)
        => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(timestamp + secret + nonce + timestamp)));
}
