using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Hub.Console.Officers;

/// <summary>Secrets that a person or a browser carries: 256 random bits, of which only the digest is kept.</summary>
internal static class AccessToken
{
    /// <summary>Longest text that is looked at.</summary>
    internal const int LengthMax = 200;

    /// <summary>Begins every officer's token, so that one that lies around is recognised as what it is.</summary>
    private const string Prefix = "hub-officer-";

    /// <summary>A new token of an officer.</summary>
    internal static string NewForOfficer() => Prefix + New();

    /// <summary>256 random bits, Base64url.</summary>
    internal static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>SHA-256 of a token, lower-case hex.</summary>
    internal static string Digest(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>Compares two texts in a time that does not tell where they differ.</summary>
    internal static bool AreEqual(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
}
