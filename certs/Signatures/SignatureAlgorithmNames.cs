using System.Diagnostics.CodeAnalysis;

namespace Hub.Certs.Signatures;

/// <summary>The names of <see cref="SignatureAlgorithm"/> and <see cref="SignatureEncoding"/> in files and receipts. Wire contract: never renamed.</summary>
public static class SignatureAlgorithmNames
{
    /// <summary>The algorithm names in the order of the enumeration, for messages that list what is allowed.</summary>
    public static IReadOnlyList<string> All { get; } = ["sm2-sm3", "ecdsa-p256-sha256", "rsa-pkcs1-sha256", "rsa-pss-sha256"];

    /// <summary>The name of an algorithm, for example <c>sm2-sm3</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public static string Name(SignatureAlgorithm algorithm) => algorithm switch
    {
        SignatureAlgorithm.Sm2Sm3 => "sm2-sm3",
        SignatureAlgorithm.EcdsaP256Sha256 => "ecdsa-p256-sha256",
        SignatureAlgorithm.RsaPkcs1Sha256 => "rsa-pkcs1-sha256",
        SignatureAlgorithm.RsaPssSha256 => "rsa-pss-sha256",
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "not a signature algorithm of the hub"),
    };

    /// <summary>The algorithm of a name, compared exactly; false for any other text.</summary>
    public static bool TryParse([NotNullWhen(true)] string? name, out SignatureAlgorithm algorithm)
    {
        (var known, algorithm) = name switch
        {
            "sm2-sm3" => (true, SignatureAlgorithm.Sm2Sm3),
            "ecdsa-p256-sha256" => (true, SignatureAlgorithm.EcdsaP256Sha256),
            "rsa-pkcs1-sha256" => (true, SignatureAlgorithm.RsaPkcs1Sha256),
            "rsa-pss-sha256" => (true, SignatureAlgorithm.RsaPssSha256),
            _ => (false, default),
        };
        return known;
    }

    /// <summary><c>der</c> or <c>raw</c>.</summary>
    public static string Name(SignatureEncoding encoding) => encoding == SignatureEncoding.Der ? "der" : "raw";

    /// <summary>The encoding of <c>der</c> or <c>raw</c>; false for any other text.</summary>
    public static bool TryParse([NotNullWhen(true)] string? name, out SignatureEncoding encoding)
    {
        encoding = name == "raw" ? SignatureEncoding.Raw : SignatureEncoding.Der;
        return name is "raw" or "der";
    }
}
