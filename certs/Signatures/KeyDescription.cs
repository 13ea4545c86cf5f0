namespace Hub.Certs.Signatures;

/// <summary>What the registry knows about a key besides its numbers.</summary>
public sealed record KeyDescription
{
    /// <summary>The customary SM2 user id (GM/T 0009-2012), 16 ASCII bytes.</summary>
    public const string CustomarySm2UserId = "1234567812345678";

    /// <summary>Name of the key, unique in the registry; at most 64 of A–Z a–z 0–9 . _ : - by convention.</summary>
    public required string KeyId { get; init; }

    /// <summary>The one algorithm this key is used with.</summary>
    public required SignatureAlgorithm Algorithm { get; init; }

    /// <summary>How (r, s) is written. Default DER. RSA ignores it.</summary>
    public SignatureEncoding Encoding { get; init; } = SignatureEncoding.Der;

    /// <summary>The id inside ZA; only for SM2. Default 1234567812345678. OpenSSL's own default is the empty id: agree on it explicitly.</summary>
    public string Sm2UserId { get; init; } = CustomarySm2UserId;

    /// <summary>First moment at which the key may sign. Default: always.</summary>
    public DateTimeOffset NotBefore { get; init; } = DateTimeOffset.MinValue;

    /// <summary>First moment at which the key may no longer sign (exclusive). Default: never.</summary>
    public DateTimeOffset NotAfter { get; init; } = DateTimeOffset.MaxValue;
}
