using Hub.Certs.Registry;

namespace Hub.Certs.Doctor;

/// <summary>How the bytes of a signature are written in the message.</summary>
public enum SignatureWriting
{
    /// <summary>Plain Base64 with padding (RFC 4648, 4).</summary>
    Base64,

    /// <summary>Hex digits, either case.</summary>
    Hex,

    /// <summary>The bytes themselves.</summary>
    Binary,
}

/// <summary>A signature that was refused, with everything it may have been meant for. Holds nothing secret.</summary>
public sealed record SignatureCase
{
    /// <summary>Whose message it is: a registered partner. Only its own keys are looked at.</summary>
    public required Partner Partner { get; init; }

    /// <summary>The signature as received, as text in ASCII or as bytes.</summary>
    public required ReadOnlyMemory<byte> Signature { get; init; }

    /// <summary>The agreed writing.</summary>
    public required SignatureWriting Writing { get; init; }

    /// <summary>What may have been signed; the first is the agreed coverage.</summary>
    public required IReadOnlyList<SignedContent> Contents { get; init; }

    /// <summary>The key that the message names; null if it names none.</summary>
    public string? KeyId { get; init; }

    /// <summary>When the message came.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }
}
