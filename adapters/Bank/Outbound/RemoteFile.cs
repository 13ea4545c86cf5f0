using System.Buffers;
using Hub.Adapters.Sftp;

namespace Hub.Adapters.Bank.Outbound;

/// <summary>How a file at the bank compares with ours.</summary>
internal enum Likeness
{
    /// <summary>Nothing has the name.</summary>
    Absent,

    /// <summary>Our bytes, read back.</summary>
    Same,

    /// <summary>Other bytes, or no regular file.</summary>
    Other,
}

/// <summary>Comparisons with what stands at the bank; by content, because a size proves nothing.</summary>
internal static class RemoteFile
{
    private const int BufferBytes = 64 * 1024;

    /// <summary>Compares the file at <paramref name="path"/> with the content of this length and digest.</summary>
    public static async Task<Likeness> CompareAsync(ISftpSession session, string path, long length, string sha256, CancellationToken cancel)
    {
        var attributes = await session.StatAsync(path, cancel).ConfigureAwait(false);
        if (attributes is null)
        {
            return Likeness.Absent;
        }

        if (attributes.Kind != SftpEntryKind.Regular || (attributes.SizeBytes is { } size && size != length))
        {
            return Likeness.Other;
        }

        try
        {
            var stream = await session.OpenReadAsync(path, 0, cancel).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                return await HoldsAsync(stream, length, sha256, cancel).ConfigureAwait(false) ? Likeness.Same : Likeness.Other;
            }
        }
        catch (SftpException gone) when (gone.Status == SftpStatus.NoSuchFile)
        {
            // The bank took it between the look and the opening.
            return Likeness.Absent;
        }
        catch (SftpException kind) when (kind.Status == SftpStatus.NotRegularFile)
        {
            return Likeness.Other;
        }
    }

    /// <summary>Whether the first <paramref name="length"/> bytes at <paramref name="path"/> are those of <paramref name="ours"/>.</summary>
    public static async Task<bool> BeginsAsync(ISftpSession session, string path, Stream ours, long length, CancellationToken cancel)
    {
        var theirs = await session.OpenReadAsync(path, 0, cancel).ConfigureAwait(false);
        await using (theirs.ConfigureAwait(false))
        {
            var left = ArrayPool<byte>.Shared.Rent(BufferBytes);
            var right = ArrayPool<byte>.Shared.Rent(BufferBytes);
            try
            {
                for (var done = 0L; done < length;)
                {
                    var want = (int)Math.Min(BufferBytes, length - done);
                    var got = await theirs.ReadAtLeastAsync(left.AsMemory(0, want), want, throwOnEndOfStream: false, cancel).ConfigureAwait(false);
                    var have = await ours.ReadAtLeastAsync(right.AsMemory(0, want), want, throwOnEndOfStream: false, cancel).ConfigureAwait(false);
                    if (got != want || have != want || !left.AsSpan(0, want).SequenceEqual(right.AsSpan(0, want)))
                    {
                        return false;
                    }

                    done += want;
                }

                return true;
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(left);
                ArrayPool<byte>.Shared.Return(right);
            }
        }
    }

    // Stops one byte after the length: a server that never ends its file must not keep us.
    private static async Task<bool> HoldsAsync(Stream stream, long length, string sha256, CancellationToken cancel)
    {
        using var hash = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            var total = 0L;
            int read;
            while (total <= length && (read = await stream.ReadAsync(buffer.AsMemory(0, BufferBytes), cancel).ConfigureAwait(false)) > 0)
            {
                hash.AppendData(buffer, 0, read);
                total += read;
            }

            return total == length && Convert.ToHexStringLower(hash.GetHashAndReset()) == sha256;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
