namespace Hub.Adapters.Infno.Wire.Envelope;

/// <summary>A request after the first pass: envelope read, business part still closed.</summary>
/// <param name="Body">The exact bytes received.</param>
/// <param name="Envelope">The outer fields.</param>
/// <param name="RawInput">
/// The exact bytes of the <c>input</c> value within <paramref name="Body"/>, quotes included when it is a string; empty when absent.
/// </param>
/// <param name="Outer">Every outer member in received order.</param>
/// <param name="WrongKind">Names of outer fields that held an object, an array or a boolean.</param>
public sealed record ReceivedRequest(
    ReadOnlyMemory<byte> Body,
    RequestEnvelope Envelope,
    ReadOnlyMemory<byte> RawInput,
    IReadOnlyList<OuterMember> Outer,
    IReadOnlyList<string> WrongKind)
{
    /// <summary>True when <c>input</c> came as a JSON string (Hubei, Jilin).</summary>
    public bool InputIsString => !RawInput.IsEmpty && RawInput.Span[0] == '"';
}

/// <summary>A response after the first pass.</summary>
/// <param name="Body">The exact bytes received.</param>
/// <param name="Envelope">The outer fields.</param>
/// <param name="RawOutput">The exact bytes of the <c>output</c> value; empty when absent.</param>
/// <param name="Outer">Every outer member in received order.</param>
public sealed record ReceivedResponse(
    ReadOnlyMemory<byte> Body,
    ResponseEnvelope Envelope,
    ReadOnlyMemory<byte> RawOutput,
    IReadOnlyList<OuterMember> Outer)
{
    /// <summary>True when <c>output</c> came as a JSON string.</summary>
    public bool OutputIsString => !RawOutput.IsEmpty && RawOutput.Span[0] == '"';
}
