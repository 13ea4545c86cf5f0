using System.Security.Cryptography;
using Hub.Certs.Signatures;

namespace Hub.Certs.Doctor;

/// <summary>Says what is wrong with a public key that somebody hands in for an SM2 key. Pure; it never repeats the text.</summary>
public static class KeyDoctor
{
    private const int Size = 32;

    /// <summary>The mistakes, empty for a right key; null when nothing can be said.</summary>
    public static IReadOnlyList<Mistake>? LookSm2(string publicKey)
    {
        ArgumentNullException.ThrowIfNull(publicKey);
        if (publicKey.Contains("PRIVATE KEY", StringComparison.Ordinal))
        {
            return [KeyMistakes.PrivateKey];
        }

        if (IsSm2(publicKey))
        {
            return Bytes(publicKey) is { Length: 2 * Size } ? [KeyMistakes.PrefixMissing] : [];
        }

        return Bytes(publicKey) switch
        {
            { Length: Size } => [KeyMistakes.PrivateKey],
            [2 or 3, ..] bytes when bytes.Length == Size + 1 => [KeyMistakes.Compressed],
            [4, .. var point] when point.Length == 2 * Size => [Point(point)],
            { Length: 2 * Size } point => [Point(point)],
            _ => null,
        };
    }

    private static Mistake Point(byte[] point)
    {
        var (x, y) = (point[..Size], point[Size..]);
        if (IsSm2Point([.. y, .. x]))
        {
            return KeyMistakes.CoordinatesExchanged;
        }

        Array.Reverse(x);
        Array.Reverse(y);
        return IsSm2Point([.. x, .. y]) || IsSm2Point([.. y, .. x]) ? KeyMistakes.CoordinatesExchanged
            : IsP256(point) ? KeyMistakes.OtherCurve
            : KeyMistakes.OffCurve;
    }

    private static bool IsSm2(string text)
    {
        try
        {
            VerificationKey.Parse(text, new KeyDescription { KeyId = "?", Algorithm = SignatureAlgorithm.Sm2Sm3 });
            return true;
        }
        catch (InvalidKeyException)
        {
            return false;
        }
    }

    private static bool IsSm2Point(byte[] point)
    {
        try
        {
            Sm2PublicKey.FromPoint(point);
            return true;
        }
        catch (InvalidKeyException)
        {
            return false;
        }
    }

    private static bool IsP256(byte[] point)
    {
        try
        {
            using var probe = ECDsa.Create(new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = point[..Size], Y = point[Size..] },
            });
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static byte[]? Bytes(string text)
    {
        text = text.Trim();
        if (text.Length is > 0 and <= 200 && text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit))
        {
            return Convert.FromHexString(text);
        }

        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }
}
