namespace Hub.Adapters.Front.Inbound;

/// <summary>One regular file of a folder.</summary>
/// <param name="Name">A safe name.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Modified">Time of the last change, by the clock of whoever keeps the folder.</param>
internal readonly record struct FrontFile(string Name, long Size, DateTimeOffset? Modified);

/// <summary>What is in a folder.</summary>
/// <param name="Files">Regular files with safe names, by name.</param>
/// <param name="Skipped">How many names are not taken: links, odd characters.</param>
internal sealed record FrontListing(IReadOnlyList<FrontFile> Files, int Skipped);

/// <summary>A watched folder, local or at an SFTP server. Names are safe ones; what is gone meanwhile is no error.</summary>
internal interface IFrontFolder : IAsyncDisposable
{
    /// <summary>What is there.</summary>
    Task<FrontListing> ListAsync(CancellationToken cancel);

    /// <summary>The file now; null when it is gone or no regular file.</summary>
    Task<FrontFile?> StatAsync(string name, CancellationToken cancel);

    /// <summary>The bytes; null when it is gone or longer than <paramref name="bytesMax"/>.</summary>
    Task<byte[]?> ReadAsync(string name, int bytesMax, CancellationToken cancel);

    /// <summary>Writes a file whole: nobody ever sees half of it. One of that name is replaced.</summary>
    Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancel);

    /// <summary>Moves a file into a folder below; a name that is taken there gets <paramref name="suffix"/> appended.</summary>
    Task MoveAsync(string name, string folder, string suffix, CancellationToken cancel);
}
