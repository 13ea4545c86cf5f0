namespace Hub.Adapters;

/// <summary>Reads what a partner sends to its end, but never more than the limit.</summary>
public static class BoundedContent
{
    private const int ChunkBytes = 16 * 1024;

    /// <summary>All bytes; null when there are more than allowed.</summary>
    /// <param name="content">What is read.</param>
    /// <param name="length">Its length in bytes where the partner states one; more than allowed is not even begun.</param>
    /// <param name="bytesMax">Bytes at most.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="EndOfStreamException">It ends before the length that was stated.</exception>
    public static async Task<byte[]?> ReadAsync(Stream content, long? length, int bytesMax, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (length > bytesMax)
        {
            return null;
        }

        if (length is { } known)
        {
            var exact = new byte[known];
            await content.ReadExactlyAsync(exact, cancellationToken).ConfigureAwait(false);
            return exact;
        }

        using var buffer = new MemoryStream();
        var chunk = new byte[ChunkBytes];
        int read;
        while ((read = await content.ReadAsync(chunk, cancellationToken).ConfigureAwait(false)) > 0)
        {
            if (buffer.Length + read > bytesMax)
            {
                return null;
            }

            buffer.Write(chunk, 0, read);
        }

        return buffer.ToArray();
    }
}
