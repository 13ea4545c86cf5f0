using Hub.Certs.Signatures;

namespace Hub.Certs.Authority;

/// <summary>Settings of the development authority.</summary>
public sealed record AuthorityOptions
{
    /// <summary>Folder of everything it makes, mode 700. Default <c>.hub/keys</c>, which git ignores.</summary>
    public string Folder { get; init; } = Path.Combine(".hub", "keys");

    /// <summary>Name of the evidence log. Default <c>hub</c>.</summary>
    public string LogId { get; init; } = "hub";

    /// <summary>Algorithm of new log keys. Default SM2; ECDSA P-256 where a verifier has no SM2.</summary>
    public SignatureAlgorithm LogAlgorithm { get; init; } = SignatureAlgorithm.Sm2Sm3;

    /// <summary>Life of the root certificate in days, 1 to 7,300. Default 3,650.</summary>
    public int RootDays { get; init; } = 3650;

    /// <summary>Life of the TLS server certificate in days, 1 to 397 (what browsers accept). Default 397. It never outlives the root.</summary>
    public int ServerDays { get; init; } = 397;

    /// <summary>Life of a partner key in days, 1 to 3,650. Default 730.</summary>
    public int PartnerKeyDays { get; init; } = 730;

    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    internal void Validate()
    {
        Require(Folder.Length > 0, nameof(Folder), "must not be empty");
        Require(LogId.Length is > 0 and <= 64 && LogId.All(KeyFolder.IsNameCharacter), nameof(LogId), "is 1 to 64 letters, digits, - or _");
        Require(LogAlgorithm is SignatureAlgorithm.Sm2Sm3 or SignatureAlgorithm.EcdsaP256Sha256, nameof(LogAlgorithm), "is SM2 or ECDSA");
        Require(RootDays is >= 1 and <= 7300, nameof(RootDays), "is 1 to 7,300");
        Require(ServerDays is >= 1 and <= 397, nameof(ServerDays), "is 1 to 397");
        Require(PartnerKeyDays is >= 1 and <= 3650, nameof(PartnerKeyDays), "is 1 to 3,650");
    }

    private static void Require(bool holds, string name, string rule)
    {
        if (!holds)
        {
            throw new ArgumentException($"{nameof(AuthorityOptions)}.{name} {rule}", name);
        }
    }
}
