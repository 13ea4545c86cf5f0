using Hub.Certs.XmlSignatures;

namespace Hub.Adapters.Soap.Wire.Security;

/// <summary>What a Security header says; nothing of it is proven by being read.</summary>
internal sealed record SecurityHeader
{
    public XmlTreeElement? TimestampElement { get; init; }

    public DateTimeOffset? Created { get; init; }

    public DateTimeOffset? Expires { get; init; }

    public UsernameToken? User { get; init; }

    public XmlSignature? Signature { get; init; }

    /// <summary>Elements that a signature may cover beside Body: children of Header and of Security, where they stand.</summary>
    public IReadOnlyList<XmlTreeElement> Blocks { get; init; } = [];

    /// <summary>Certificate that the signature points at, Base64; null where it names none.</summary>
    public string? Certificate { get; init; }
}

/// <summary>UsernameToken Profile 1.1.</summary>
/// <param name="Name">User name.</param>
/// <param name="Password">Password or digest as sent.</param>
/// <param name="IsDigest">Whether it is a digest.</param>
/// <param name="Nonce">Decoded nonce; empty without one.</param>
/// <param name="CreatedText">Created as sent, which is part of the digest.</param>
/// <param name="Created">Created; null without one.</param>
internal sealed record UsernameToken(string Name, string Password, bool IsDigest, byte[] Nonce, string CreatedText, DateTimeOffset? Created)
{
    /// <summary>Only the kind: the rest is the secret.</summary>
    public override string ToString() => nameof(UsernameToken);
}
