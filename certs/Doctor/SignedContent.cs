namespace Hub.Certs.Doctor;

/// <summary>Bytes that the signature may cover.</summary>
/// <param name="Name">What part of the message it is: <c>body</c>, <c>input</c>, <c>envelope</c> …; a word of the door, never a value.</param>
/// <param name="Bytes">The bytes.</param>
public sealed record SignedContent(string Name, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>
    /// Where the bytes are <c>k=v</c> joined by <c>&amp;</c>: the members in the order received, so that other orders and joinings
    /// can be tried. Empty otherwise.
    /// </summary>
    public IReadOnlyList<SignedPair> Pairs { get; init; } = [];
}

/// <summary>One member of a parameter list, with the value as it is signed.</summary>
/// <param name="Name">Name of the parameter.</param>
/// <param name="Value">Bytes of the value.</param>
public sealed record SignedPair(string Name, ReadOnlyMemory<byte> Value);
