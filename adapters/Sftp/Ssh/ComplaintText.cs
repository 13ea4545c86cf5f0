using System.Text;

namespace Hub.Adapters.Sftp.Ssh;

/// <summary>The beginning and the end of what was said on stderr; what lies between is forgotten, however long it is.</summary>
internal sealed class ComplaintText
{
    private const int PartBytesMax = 4096;
    private const int ShownMax = 1000;
    private readonly Lock gate = new();
    private readonly byte[] head = new byte[PartBytesMax];
    private readonly byte[] tail = new byte[PartBytesMax];
    private int headBytes;
    private int tailBytes;

    /// <summary>Reads to the end, so that whoever writes there is never blocked.</summary>
    public void ReadToEnd(Stream stream)
    {
        var buffer = new byte[PartBytesMax];
        try
        {
            for (int read; (read = stream.Read(buffer)) > 0;)
            {
                Keep(buffer.AsSpan(0, read));
            }
        }
        catch (IOException)
        {
            // The pipe broke: what was read is what there is.
            return;
        }
    }

    /// <summary>All that was kept.</summary>
    public override string ToString()
    {
        lock (gate)
        {
            return Encoding.UTF8.GetString(head, 0, headBytes) + Encoding.UTF8.GetString(tail, 0, tailBytes);
        }
    }

    /// <summary>The lines, without the frames that ssh draws around its warnings.</summary>
    public IReadOnlyList<string> Lines() => [.. ToString().Split('\n').Select(line => line.Trim(' ', '\t', '\r', '@')).Where(line => line.Length > 0)];

    /// <summary>The end of it, where the reason is, as one printable line of some 1,000 characters.</summary>
    public string Shown()
    {
        var shown = SftpName.Show(string.Join("; ", Lines()), int.MaxValue);
        return shown.Length <= ShownMax ? shown : "…" + shown[^ShownMax..];
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        lock (gate)
        {
            var first = Math.Min(bytes.Length, PartBytesMax - headBytes);
            bytes[..first].CopyTo(head.AsSpan(headBytes));
            headBytes += first;
            bytes = bytes[first..];
            if (bytes.Length >= PartBytesMax)
            {
                bytes[^PartBytesMax..].CopyTo(tail);
                tailBytes = PartBytesMax;
                return;
            }

            var kept = Math.Min(tailBytes, PartBytesMax - bytes.Length);
            tail.AsSpan(tailBytes - kept, kept).CopyTo(tail);
            bytes.CopyTo(tail.AsSpan(kept));
            tailBytes = kept + bytes.Length;
        }
    }
}
