using Hub.Console;
using Hub.Journal;
using Hub.Journal.Payments;

namespace Hub.Host.Payments;

/// <summary>Raw bytes for the console: of a message from the journal, of a payment or bank file from the content store.</summary>
internal sealed class RawMessages(IJournalAdministration journal, IContentStore contents) : IRawMessages
{
    /// <summary>A larger file is fetched with the bank's own tools; a page shows no such thing.</summary>
    private const int LengthMax = 64 * 1024 * 1024;

    public async Task<ReadOnlyMemory<byte>?> FindAsync(string sha256, CancellationToken cancellationToken)
    {
        if (await journal.RawAsync(sha256, cancellationToken).ConfigureAwait(false) is { } message)
        {
            return message;
        }

        if (await contents.OpenAsync(sha256, 0, cancellationToken).ConfigureAwait(false) is not { } content)
        {
            return null;
        }

        await using (content.ConfigureAwait(false))
        {
            using var bytes = new MemoryStream();
            var buffer = new byte[64 * 1024];
            int read;
            while ((read = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                if (bytes.Length + read > LengthMax)
                {
                    return null;
                }

                bytes.Write(buffer, 0, read);
            }

            return bytes.ToArray();
        }
    }
}
