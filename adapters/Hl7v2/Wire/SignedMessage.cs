using System.Text;

namespace Hub.Adapters.Hl7v2.Wire;

/// <summary>
/// The optional last segment <c>ZSG|1|key id|signature in Base64</c>: a detached signature over the exact bytes from MSH up to the segment
/// itself, line ends included, byte order mark not. Key and algorithm are those of the registry; the message only names the key.
/// </summary>
public static class SignedMessage
{
    private const int SegmentMax = 4096;

    /// <summary>Divides a message; false when it carries no signature.</summary>
    /// <param name="message">The message without its frame.</param>
    /// <param name="covered">The bytes that are signed.</param>
    /// <param name="keyId">Key id; empty when malformed.</param>
    /// <param name="signature">The signature; empty when malformed.</param>
    public static bool TryDivide(ReadOnlyMemory<byte> message, out ReadOnlyMemory<byte> covered, out string keyId, out byte[] signature)
    {
        (covered, keyId, signature) = (message, "", []);
        var bytes = message.Span;
        var start = MessageReader.StartOf(bytes, out _);
        var end = bytes.TrimEnd("\r\n \t"u8).Length;
        var line = bytes[..end].LastIndexOfAny((byte)'\r', (byte)'\n') + 1;
        if (line <= start || end - line is < 4 or > SegmentMax
            || !bytes[line..].StartsWith("ZSG"u8) || bytes[line + 3] != bytes[Math.Min(start + 3, bytes.Length - 1)])
        {
            return false;
        }

        covered = message[start..line];
        var fields = Encoding.Latin1.GetString(bytes[line..end]).Split((char)bytes[line + 3]);
        if (fields.Length >= 4)
        {
            keyId = fields[2];
            var buffer = new byte[fields[3].Length];
            signature = Convert.TryFromBase64String(fields[3], buffer, out var length) ? buffer[..length] : [];
        }

        return true;
    }
}
