using Hub.Adapters.Sftp;

namespace Hub.Adapters.Bank.Tests.Support;

/// <summary>One session with the model; after a cut every further call fails.</summary>
internal sealed class ModelSession(ModelServer server, CallPlan plan, SftpEndpoint endpoint) : ISftpSession
{
    private bool over;

    public bool CanSync => true;

    public Task<SftpListing> ListAsync(string folder, CancellationToken cancel) => CallAsync("list", folder, () =>
    {
        var names = server.In(folder).ToList();
        var entries = names.Take(endpoint.EntriesMax).Select(name => (name, file: server.Files[folder + "/" + name]))
            .Select(e => new SftpEntry(e.name, !e.file.Unsafe && SftpName.IsSafe(e.name), e.file.Attributes)).ToList();
        return new SftpListing(entries, names.Count <= endpoint.EntriesMax);
    });

    public Task<SftpAttributes?> StatAsync(string path, CancellationToken cancel) => CallAsync("stat", path, () =>
        server.Files.TryGetValue(path, out var file) ? file.Attributes
        : server.Files.Keys.Any(p => p.StartsWith(path + "/", StringComparison.Ordinal)) ? new SftpAttributes(SftpEntryKind.Directory, null, null) : null);

    public Task<Stream> OpenReadAsync(string path, long offset, CancellationToken cancel) => CallAsync<Stream>("open", path, () =>
    {
        var file = server.Files.GetValueOrDefault(path) ?? throw new SftpException(SftpStatus.NoSuchFile, "no such file");
        return file.Kind == SftpEntryKind.Regular
            ? new CutStream(this, file, offset)
            : throw new SftpException(SftpStatus.NotRegularFile, "no regular file");
    });

    public async Task<long> UploadAsync(Stream content, string path, long offset, CancellationToken cancel)
    {
        using var rest = new MemoryStream();
        await content.CopyToAsync(rest, cancel);
        var mishap = Begin("upload", path);
        if (!server.Files.TryGetValue(path, out var file))
        {
            server.Files[path] = file = new ModelFile { Bytes = [] };
        }

        if (file.Kind != SftpEntryKind.Regular)
        {
            throw new SftpException(SftpStatus.NotRegularFile, "no regular file");
        }

        if (file.Bytes.Length < offset)
        {
            throw new SftpException(SftpStatus.WrongSize, "shorter than the offset");
        }

        var bytes = rest.ToArray();
        var written = mishap == Mishap.HalfWay ? bytes[..(bytes.Length / 2)] : bytes;
        file.Bytes = [.. file.Bytes[..(int)offset], .. written];
        file.Modified = server.Tick();
        End(mishap);
        return written.Length;
    }

    public Task RenameAsync(string from, string to, CancellationToken cancel) => CallAsync("rename", from, () =>
    {
        var file = server.Files.GetValueOrDefault(from) ?? throw new SftpException(SftpStatus.NoSuchFile, "no such file");
        if (server.Files.ContainsKey(to))
        {
            throw new SftpException(SftpStatus.AlreadyExists, "the target exists");
        }

        server.Files.Remove(from);
        server.Files.Add(to, file);
        server.Renames.Add((from, to));
        return true;
    });

    public Task RemoveAsync(string path, CancellationToken cancel) => CallAsync("remove", path, () =>
        server.Files.Remove(path) ? true : throw new SftpException(SftpStatus.NoSuchFile, "no such file"));

    public Task MakeFolderAsync(string folder, CancellationToken cancel) => CallAsync("mkdir", folder, () => true);

    public ValueTask DisposeAsync()
    {
        over = true;
        return ValueTask.CompletedTask;
    }

    private async Task<T> CallAsync<T>(string what, string path, Func<T> effect)
    {
        await Task.Yield();
        var mishap = Begin(what, path);
        var result = effect();
        End(mishap);
        return result;
    }

    private Mishap? Begin(string what, string path)
    {
        if (over)
        {
            throw CallPlan.Lost();
        }

        server.Work();
        server.Meanwhile?.Invoke(what, path);
        var mishap = plan.Next();
        if (mishap == Mishap.Before)
        {
            over = true;
            throw CallPlan.Lost();
        }

        if (server.Refuses(what, path) is { } status)
        {
            throw new SftpException(status, "refused");
        }

        return mishap;
    }

    private void End(Mishap? mishap)
    {
        server.Work();
        if (mishap is not null)
        {
            over = true;
            throw CallPlan.Lost();
        }
    }

    /// <summary>Reads of a transfer are calls as well; the file may change while it is read.</summary>
    private sealed class CutStream(ModelSession session, ModelFile file, long offset) : Stream
    {
        private long position = offset;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            var mishap = session.Begin("read", "");
            var count = (int)Math.Min(buffer.Length, Math.Max(0, file.Bytes.Length - position));
            file.Bytes.AsMemory((int)position, count).CopyTo(buffer);
            position += count;
            session.End(mishap);
            return count;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override void Flush() => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
