using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hub.Routes;

/// <summary>Invariant texts and short fingerprints.</summary>
internal static class Text
{
    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>First 8 bytes of the SHA-256 of the parts, lower-case hex: tells things apart without showing them.</summary>
    public static string Fingerprint(params ReadOnlySpan<string> parts)
    {
        var text = string.Join('\u001f', parts!);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), digest);
        return Convert.ToHexStringLower(digest[..8]);
    }
}
