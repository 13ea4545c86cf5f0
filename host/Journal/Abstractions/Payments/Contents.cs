namespace Hub.Journal.Payments;

/// <summary>Digests and length of a stored file.</summary>
/// <param name="Sha256">Lower-case hex; the file's name in the store.</param>
/// <param name="Sm3">Lower-case hex.</param>
/// <param name="Length">Bytes.</param>
public sealed record ContentKey(string Sha256, string Sm3, long Length);

/// <summary>
/// Files of any size, kept for ever under their SHA-256 in compressed chunks in the database, so that every node has them and a backup
/// holds them. Streams are read and written in chunks; no file is ever whole in memory.
/// </summary>
public interface IContentStore
{
    /// <summary>Stores everything that <paramref name="content"/> gives and commits; storing the same content again changes nothing.</summary>
    /// <param name="content">Read to its end.</param>
    /// <param name="lengthMax">Bytes at most.</param>
    /// <param name="cancellationToken">Stops; nothing is kept then.</param>
    /// <exception cref="InvalidDataException">Longer than <paramref name="lengthMax"/>; nothing is kept.</exception>
    Task<ContentKey> StoreAsync(Stream content, long lengthMax, CancellationToken cancellationToken);

    /// <summary>A forward-only stream over the content from <paramref name="offset"/>; null when there is none of this digest.</summary>
    Task<Stream?> OpenAsync(string sha256, long offset, CancellationToken cancellationToken);
}
