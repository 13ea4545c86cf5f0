using Hub.Adapters.Sftp;

namespace Hub.Adapters.Front.Inbound;

/// <summary>A folder at an institution's SFTP server, in one session.</summary>
internal sealed class SftpFolder(ISftpSession session, string path) : IFrontFolder
{
    public async Task<FrontListing> ListAsync(CancellationToken cancel)
    {
        var listing = await session.ListAsync(path, cancel).ConfigureAwait(false);
        var files = listing.Entries.Where(e => e is { IsSafe: true, Attributes: { Kind: SftpEntryKind.Regular, SizeBytes: not null } })
            .Select(e => new FrontFile(e.Name, e.Attributes.SizeBytes!.Value, e.Attributes.Modified))
            .OrderBy(f => f.Name, StringComparer.Ordinal).ToList();
        var odd = listing.Entries.Count(e => e.Attributes.Kind != SftpEntryKind.Directory && !e.Name.StartsWith('.')) - files.Count;
        return new FrontListing(files, Math.Max(0, odd));
    }

    public async Task<FrontFile?> StatAsync(string name, CancellationToken cancel) =>
        await session.StatAsync(Of(name), cancel).ConfigureAwait(false) is { Kind: SftpEntryKind.Regular, SizeBytes: { } size } found
            ? new FrontFile(name, size, found.Modified)
            : null;

    public async Task<byte[]?> ReadAsync(string name, int bytesMax, CancellationToken cancel)
    {
        try
        {
            var stream = await session.OpenReadAsync(Of(name), 0, cancel).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                return await BoundedContent.ReadAsync(stream, null, bytesMax, cancel).ConfigureAwait(false);
            }
        }
        catch (SftpException gone) when (gone.Status is SftpStatus.NoSuchFile or SftpStatus.NotRegularFile)
        {
            return null;
        }
    }

    public async Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        var part = "." + name + ".part";
        using var bytes = new MemoryStream(content.ToArray(), writable: false);
        await session.UploadAsync(bytes, Of(part), 0, cancel).ConfigureAwait(false);
        for (var again = true; ; again = false)
        {
            try
            {
                await session.RenameAsync(Of(part), Of(name), cancel).ConfigureAwait(false);
                return;
            }
            catch (SftpException taken) when (again && taken.Status is SftpStatus.AlreadyExists or SftpStatus.Failure)
            {
                // The former result; a crash between the two leaves none, and the next look writes it again.
                await RemoveAsync(name, cancel).ConfigureAwait(false);
            }
        }
    }

    public async Task MoveAsync(string name, string folder, string suffix, CancellationToken cancel)
    {
        var target = Of(folder) + "/" + name;
        try
        {
            if (await session.StatAsync(Of(folder), cancel).ConfigureAwait(false) is null)
            {
                await session.MakeFolderAsync(Of(folder), cancel).ConfigureAwait(false);
            }

            if (await session.StatAsync(target, cancel).ConfigureAwait(false) is not null)
            {
                target += "." + suffix;
            }

            await session.RenameAsync(Of(name), target, cancel).ConfigureAwait(false);
        }
        catch (SftpException taken) when (taken.Status == SftpStatus.AlreadyExists)
        {
            // The same bytes lie there under the same digest already: an earlier look was killed, or another node is at it.
            await RemoveAsync(name, cancel).ConfigureAwait(false);
        }
        catch (SftpException gone) when (gone.Status == SftpStatus.NoSuchFile)
        {
            // Another node was quicker.
        }
    }

    public ValueTask DisposeAsync() => session.DisposeAsync();

    private async Task RemoveAsync(string name, CancellationToken cancel)
    {
        try
        {
            await session.RemoveAsync(Of(name), cancel).ConfigureAwait(false);
        }
        catch (SftpException gone) when (gone.Status == SftpStatus.NoSuchFile)
        {
            // That is what was wanted.
        }
    }

    private string Of(string name) => path + "/" + name;
}
