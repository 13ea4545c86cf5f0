using System.IO.Compression;

namespace Hub.Adapters.Front.Wire;

/// <summary>
/// The ZIP around a file, as 9101 and 9102 have it: exactly one entry with a plain name, which is never used as a path. Unpacking stops at a fixed
/// limit whatever the headers promise.
/// </summary>
public static class FrontArchive
{
    /// <summary>True when the bytes begin as a ZIP does.</summary>
    public static bool IsArchive(ReadOnlySpan<byte> bytes) => bytes.StartsWith("PK\u0003\u0004"u8) || bytes.StartsWith("PK\u0005\u0006"u8);

    /// <summary>The one entry's bytes.</summary>
    /// <exception cref="FrontRefusedException">It is no such archive.</exception>
    public static ReadOnlyMemory<byte> Unpack(ReadOnlyMemory<byte> archive, int bytesMax)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(archive.ToArray(), writable: false), ZipArchiveMode.Read);
            if (zip.Entries.Count != 1)
            {
                throw new FrontRefusedException(FrontErrorCodes.ArchiveEntries);
            }

            if (!IsPlain(zip.Entries[0].FullName))
            {
                throw new FrontRefusedException(FrontErrorCodes.ArchiveName);
            }

            using var unpacked = new MemoryStream();
            using var entry = zip.Entries[0].Open();
            var chunk = new byte[64 * 1024];
            for (int read; (read = entry.Read(chunk, 0, chunk.Length)) > 0;)
            {
                if (unpacked.Length + read > bytesMax)
                {
                    throw new FrontRefusedException(FrontErrorCodes.ArchiveTooLarge);
                }

                unpacked.Write(chunk, 0, read);
            }

            return unpacked.GetBuffer().AsMemory(0, (int)unpacked.Length);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException or ArgumentException or OverflowException)
        {
            throw new FrontRefusedException(FrontErrorCodes.ArchiveUnreadable);
        }
    }

    private static bool IsPlain(string name) => name.Length is >= 5 and <= 255 && name[0] is not ('.' or '-')
        && name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
}
