using Hub.Adapters.Sftp;

namespace Hub.Adapters.Front.Inbound;

/// <summary>A folder of this machine. Links are not followed: whoever may drop files may not choose what else the hub reads.</summary>
internal sealed class LocalFolder(string path) : IFrontFolder
{
    private const int EntriesMax = 10_000;

    public Task<FrontListing> ListAsync(CancellationToken cancel)
    {
        var files = new List<FrontFile>();
        var skipped = 0;
        foreach (var file in new DirectoryInfo(path).EnumerateFiles().Take(EntriesMax))
        {
            if (SftpName.IsSafe(file.Name) && IsRegular(file))
            {
                files.Add(new FrontFile(file.Name, file.Length, file.LastWriteTimeUtc));
            }
            else
            {
                // What begins with a point is ours or a tool's, while it is written.
                skipped += file.Name.StartsWith('.') ? 0 : 1;
            }
        }

        files.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
        return Task.FromResult(new FrontListing(files, skipped));
    }

    public Task<FrontFile?> StatAsync(string name, CancellationToken cancel)
    {
        var file = new FileInfo(Of(name));
        return Task.FromResult<FrontFile?>(file.Exists && IsRegular(file) ? new FrontFile(name, file.Length, file.LastWriteTimeUtc) : null);
    }

    public async Task<byte[]?> ReadAsync(string name, int bytesMax, CancellationToken cancel)
    {
        try
        {
            if (await StatAsync(name, cancel).ConfigureAwait(false) is not { } known)
            {
                return null;
            }

            if (known.Size == 0)
            {
                // Nothing to read; and a pipe, which would keep us waiting for ever, has no size either.
                return [];
            }

            var stream = new FileStream(Of(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.Asynchronous);
            await using (stream.ConfigureAwait(false))
            {
                return await BoundedContent.ReadAsync(stream, null, bytesMax, cancel).ConfigureAwait(false);
            }
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    public async Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        var part = Path.Combine(path, "." + name + ".part");
        File.Delete(part);
        var stream = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.Asynchronous);
        await using (stream.ConfigureAwait(false))
        {
            await stream.WriteAsync(content, cancel).ConfigureAwait(false);
            stream.Flush(flushToDisk: true);
        }

        File.Move(part, Of(name), overwrite: true);
    }

    public Task MoveAsync(string name, string folder, string suffix, CancellationToken cancel)
    {
        var target = Path.Combine(path, folder);
        Directory.CreateDirectory(target);
        try
        {
            var wanted = Path.Combine(target, name);
            File.Move(Of(name), File.Exists(wanted) ? wanted + "." + suffix : wanted, overwrite: true);
        }
        catch (FileNotFoundException)
        {
            // Another node was quicker.
        }

        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static bool IsRegular(FileInfo file) => (file.Attributes & (FileAttributes.ReparsePoint | FileAttributes.Directory | FileAttributes.Device)) == 0
        && file.LinkTarget is null;

    private string Of(string name) => Path.Combine(path, name);
}
