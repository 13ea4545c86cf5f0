using System.Globalization;
using System.Text;

namespace Hub.Adapters.Bank.Inbound;

/// <summary>
/// Single lines of a control file, before it is verified: only to wait for a file that is still being written, and to find what belongs
/// together. Nothing is trusted because of it.
/// </summary>
internal static class ControlLines
{
    /// <summary>More is no control file.</summary>
    public const int BytesMax = 64 * 1024;

    /// <summary>Length of the data file; null when the line is missing or no number.</summary>
    public static long? Bytes(ReadOnlyMemory<byte> control) =>
        long.TryParse(Value(control, "bytes="), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : null;

    /// <summary>SHA-256 of the data file, lower-case hex; null when the line is missing or no digest.</summary>
    public static string? Sha256(ReadOnlyMemory<byte> control) =>
        Value(control, "sha256=") is { Length: 64 } digest && digest.All(char.IsAsciiHexDigitLower) ? digest : null;

    /// <summary>Id of the key that signed it; empty when the line is missing.</summary>
    public static string Key(ReadOnlyMemory<byte> control) => Value(control, "key=") is { Length: <= 120 } key ? key : "";

    private static string? Value(ReadOnlyMemory<byte> control, string name)
    {
        if (control.Length > BytesMax)
        {
            return null;
        }

        foreach (var line in Encoding.ASCII.GetString(control.Span).Split('\n'))
        {
            if (line.StartsWith(name, StringComparison.Ordinal))
            {
                return line[name.Length..].TrimEnd('\r');
            }
        }

        return null;
    }
}
