namespace Hub.Adapters.Infno.Wire.Envelope;

/// <summary>One outer member as received; what signatures over the envelope are built from.</summary>
/// <param name="Name">Name as sent, unescaped.</param>
/// <param name="Text">Unescaped text of a string, digits of a number, true/false; null for JSON null, objects and arrays.</param>
/// <param name="Json">The value's exact bytes.</param>
public readonly record struct OuterMember(string Name, string? Text, ReadOnlyMemory<byte> Json);
