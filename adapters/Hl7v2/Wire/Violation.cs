using System.Globalization;

namespace Hub.Adapters.Hl7v2.Wire;

/// <summary>What is wrong and where. Names segments and fields, never values.</summary>
/// <param name="Error">Which rule.</param>
/// <param name="Segment">Segment name; empty when the whole message is meant.</param>
/// <param name="Sequence">Which segment of that name, from 1.</param>
/// <param name="Field">Field, from 1; 0 when the segment is meant.</param>
/// <param name="Component">Component, from 1; 0 when the field is meant.</param>
/// <param name="BytePosition">Offset in the message as received; -1 when no single byte is at fault.</param>
public sealed record Violation(Hl7v2Error Error, string Segment = "", int Sequence = 1, int Field = 0, int Component = 0, int BytePosition = -1)
{
    /// <summary><c>PID-3.5</c>, with the byte where one is at fault.</summary>
    public string Place
    {
        get
        {
            var place = Segment;
            if (Field > 0)
            {
                var (sequence, component) = (Sequence > 1 ? "[" + Sequence.ToString(CultureInfo.InvariantCulture) + "]" : "",
                    Component > 0 ? "." + Component.ToString(CultureInfo.InvariantCulture) : "");
                place += string.Create(CultureInfo.InvariantCulture, $"{sequence}-{Field}{component}");
            }

            return BytePosition < 0 ? place : string.Create(CultureInfo.InvariantCulture, $"{place} byte {BytePosition}").TrimStart();
        }
    }
}

/// <summary>The bytes or their content break a rule. The only exception that reading throws, whatever the bytes are.</summary>
public sealed class WireRefusedException(Violation violation) : Exception(violation.Error.Code + " " + violation.Place)
{
    /// <summary>Which rule and where.</summary>
    public Violation Violation { get; } = violation;
}
