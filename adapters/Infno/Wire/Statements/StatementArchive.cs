using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Hub.Adapters.Infno.Wire.Statements;

/// <summary>
/// The ZIP around a statement: exactly one entry, whose name is never used as a path. Unpacking stops at fixed limits
/// whatever the headers promise, so an archive cannot be a bomb.
/// </summary>
internal static class StatementArchive
{
    private const int UnpackedBytesMax = 64 * 1024 * 1024;
    private const int LinesMax = 200_000;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // The same rows give the same bytes: no time of day in the archive.
    private static readonly DateTimeOffset EntryTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Lines without their ends, the empty last one left out; empty with an error.</summary>
    public static IReadOnlyList<string> Read(ReadOnlyMemory<byte> archive, out string? error)
    {
        var bytes = Unpack(archive, out error);
        if (error is not null)
        {
            return [];
        }

        string text;
        try
        {
            text = Strict.GetString(bytes.Span.StartsWith("\uFEFF"u8) ? bytes.Span[3..] : bytes.Span);
        }
        catch (DecoderFallbackException)
        {
            error = "文件须为UTF-8编码 the file must be UTF-8";
            return [];
        }

        var lines = text.Split('\n');
        var count = lines.Length > 0 && lines[^1].Length == 0 ? lines.Length - 1 : lines.Length;
        if (count > LinesMax)
        {
            error = string.Create(CultureInfo.InvariantCulture, $"行数超过{LinesMax} more than {LinesMax} lines: send fewer days at a time");
            return [];
        }

        var result = new string[count];
        for (var i = 0; i < count; i++)
        {
            result[i] = lines[i].EndsWith('\r') ? lines[i][..^1] : lines[i];
        }

        return result;
    }

    public static ReadOnlyMemory<byte> Write(string entryName, IEnumerable<string> lines)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            var entry = zip.CreateEntry(entryName, CompressionLevel.Fastest);
            entry.LastWriteTime = EntryTime;
            using var writer = new StreamWriter(entry.Open(), Strict) { NewLine = "\n" };
            foreach (var line in lines)
            {
                writer.WriteLine(line);
            }
        }

        return buffer.ToArray();
    }

    private static ReadOnlyMemory<byte> Unpack(ReadOnlyMemory<byte> archive, out string? error)
    {
        error = null;
        try
        {
            using var zip = new ZipArchive(new MemoryStream(archive.ToArray(), writable: false), ZipArchiveMode.Read);
            if (zip.Entries.Count != 1)
            {
                error = "压缩包须只含一个文件 the archive must hold exactly one file";
                return default;
            }

            using var unpacked = new MemoryStream();
            using var entry = zip.Entries[0].Open();
            var chunk = new byte[64 * 1024];
            for (int read; (read = entry.Read(chunk, 0, chunk.Length)) > 0;)
            {
                if (unpacked.Length + read > UnpackedBytesMax)
                {
                    error = "解压后超过64MB more than 64 MB unpacked";
                    return default;
                }

                unpacked.Write(chunk, 0, read);
            }

            return unpacked.GetBuffer().AsMemory(0, (int)unpacked.Length);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            error = "压缩包无法读取 the archive cannot be read as ZIP";
            return default;
        }
    }
}
