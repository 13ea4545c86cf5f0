using System.Buffers;
using System.Text;

namespace Hub.Certs.Doctor;

/// <summary>Positions in bytes that should be UTF-8.</summary>
internal static class Utf8Scan
{
    /// <summary>First byte of the first broken sequence, −1 if all is well.</summary>
    internal static int FirstBroken(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length;)
        {
            if (Rune.DecodeFromUtf8(bytes[i..], out _, out var length) != OperationStatus.Done)
            {
                return i;
            }

            i += length;
        }

        return -1;
    }

    /// <summary>True if what is broken is only the beginning of a character at the very end.</summary>
    internal static bool IsCutAtEnd(ReadOnlySpan<byte> bytes, int broken) =>
        broken >= 0 && bytes.Length - broken <= 3 && Rune.DecodeFromUtf8(bytes[broken..], out _, out _) == OperationStatus.NeedMoreData
        && CountsMultiByte(bytes[..broken]) + Ascii(bytes[..broken]) > 0;

    internal static int CountsMultiByte(ReadOnlySpan<byte> bytes) => Counts(bytes, least: 2);

    internal static int CountsThreeByte(ReadOnlySpan<byte> bytes) => Counts(bytes, least: 3);

    /// <summary>True if the first character outside ASCII is a whole one.</summary>
    internal static bool FirstMultiByte(ReadOnlySpan<byte> bytes) => Counts(bytes, least: 3) > 0;

    internal static int PositionOfFirstMultiByte(ReadOnlySpan<byte> bytes) => bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF);

    private static int Ascii(ReadOnlySpan<byte> bytes) => bytes.IndexOfAnyInRange((byte)0x20, (byte)0x7E) >= 0 ? 1 : 0;

    private static int Counts(ReadOnlySpan<byte> bytes, int least)
    {
        var count = 0;
        for (var i = 0; i < bytes.Length;)
        {
            if (Rune.DecodeFromUtf8(bytes[i..], out _, out var length) == OperationStatus.Done && length >= least)
            {
                count++;
            }

            i += Math.Max(length, 1);
        }

        return count;
    }
}
