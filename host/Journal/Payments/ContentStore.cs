using System.Buffers;

namespace Hub.Journal.Payments;

/// <summary>Files by digest in the database.</summary>
internal sealed class ContentStore(BookStore store) : IContentStore
{
    private const int ReadBytes = 128 * 1024;

    /// <summary>Packed bytes kept in memory: most files are smaller, so that no transaction is open while a slow partner sends.</summary>
    private const int WaitingBytesMax = 8 * 1024 * 1024;

    public async Task<ContentKey> StoreAsync(Stream content, long lengthMax, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        using var writer = new ContentWriter();
        BookTransaction? book = null;
        var buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
        try
        {
            int read;
            while ((read = await content.ReadAsync(buffer.AsMemory(0, ReadBytes), cancellationToken).ConfigureAwait(false)) > 0)
            {
                if (writer.Total + read > lengthMax)
                {
                    throw new InvalidDataException(
                        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"a file is longer than {lengthMax} bytes"));
                }

                writer.Write(buffer.AsSpan(0, read));
                await writer.CatchUpAsync().ConfigureAwait(false);
                if (writer.Waiting > WaitingBytesMax)
                {
                    book ??= await BookTransaction.BeginAsync(store, cancellationToken).ConfigureAwait(false);
                    await writer.DrainAsync(book, cancellationToken).ConfigureAwait(false);
                }
            }

            var key = await writer.DigestAsync().ConfigureAwait(false);
            book ??= await BookTransaction.BeginAsync(store, cancellationToken).ConfigureAwait(false);
            if (await writer.FinishAsync(book, key, cancellationToken).ConfigureAwait(false))
            {
                await book.CommitAsync(cancellationToken).ConfigureAwait(false);
            }

            return key;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
            if (book is not null)
            {
                await book.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    public async Task<Stream?> OpenAsync(string sha256, long offset, CancellationToken cancellationToken) =>
        await ContentReader.OpenAsync(store.Contents, sha256, offset, cancellationToken).ConfigureAwait(false);
}
