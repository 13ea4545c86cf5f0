using System.Text;
using Hub.Adapters.Sftp.Ssh;
using Hub.Adapters.Sftp.Wire;

namespace Hub.Adapters.Sftp.Session;

/// <summary>The requests of <see cref="ISftpSession"/> over one line.</summary>
internal sealed class SftpSession : ISftpSession
{
    private const uint ProtocolVersion = 3;
    private const int HandleBytesMax = 256;
    private readonly Line line;
    private readonly SftpEndpoint endpoint;
    private readonly FreeSpace freeSpace;

    private SftpSession(Line line, SftpEndpoint endpoint, IReadOnlyDictionary<string, string> extensions)
    {
        this.line = line;
        this.endpoint = endpoint;
        CanSync = extensions.GetValueOrDefault("fsync@openssh.com") == "1";
        freeSpace = new FreeSpace(line, extensions);
    }

    /// <inheritdoc/>
    public bool CanSync { get; }

    /// <summary>Greets over a channel, which it owns from the first moment, also when this fails.</summary>
    public static async Task<SftpSession> OpenAsync(Channel channel, SftpEndpoint endpoint, TimeProvider time, CancellationToken cancel)
    {
        var line = new Line(channel, endpoint, time);
        try
        {
            var greeting = await line.GreetAsync(ProtocolVersion, endpoint.ConnectTimeout, cancel).ConfigureAwait(false);
            return new SftpSession(line, endpoint, Extensions(greeting));
        }
        catch (BrokenProtocolException broken)
        {
            await line.DisposeAsync().ConfigureAwait(false);
            throw new SshException(SshFailure.ProtocolBroken, "the server broke the protocol: " + broken.Message, certainlyNotDelivered: true);
        }
        catch (SshException failed)
        {
            // Should the greeting have arrived in the very moment of the failure: nothing was asked yet all the same.
            await line.DisposeAsync().ConfigureAwait(false);
            throw new SshException(failed.Failure, failed.Message, certainlyNotDelivered: true);
        }
        catch
        {
            line.Break(SshFailure.ConnectionLost, "connecting was cancelled");
            await line.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<SftpListing> ListAsync(string folder, CancellationToken cancel) => Guard(async () =>
    {
        Check(folder);
        var request = "list " + SftpName.Show(folder);
        var handle = await HandleAsync(PacketType.OpenFolder, packet => packet.Text(folder), request, cancel).ConfigureAwait(false);
        return await UsingAsync(handle, request, async () =>
        {
            var names = new FolderNames(endpoint.EntriesMax);
            while (!names.IsOver)
            {
                var page = await line.CallAsync(PacketType.ReadFolder, packet => packet.Bytes(handle), cancel).ConfigureAwait(false);
                if (page.StatusCode == StatusCode.EndOfFile)
                {
                    break;
                }

                names.Add(page.Type == PacketType.Status ? throw Refusals.From(page, request) : page);
            }

            return names.Listing;
        }, cancel).ConfigureAwait(false);
    });

    /// <inheritdoc/>
    public Task<SftpAttributes?> StatAsync(string path, CancellationToken cancel) => Guard(async () =>
    {
        Check(path);
        return await LookAsync(path, cancel).ConfigureAwait(false);
    });

    /// <inheritdoc/>
    public Task<Stream> OpenReadAsync(string path, long offset, CancellationToken cancel) => Guard<Stream>(async () =>
    {
        Check(path);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        var request = "read " + SftpName.Show(path);

        // Opening a pipe would block the server, a device or a link leads anywhere.
        var file = await LookAsync(path, cancel).ConfigureAwait(false) ?? throw Refusals.With(SftpStatus.NoSuchFile, request, "");
        if (file.Kind != SftpEntryKind.Regular)
        {
            throw Refusals.With(SftpStatus.NotRegularFile, request, file.Kind.ToString());
        }

        var handle = await OpenAsync(path, OpenModes.Read, request, cancel).ConfigureAwait(false);
        return new ReadAheadStream(this, line, endpoint, handle, request, offset, file.SizeBytes ?? 0);
    });

    /// <inheritdoc/>
    public Task<long> UploadAsync(Stream content, string path, long offset, CancellationToken cancel) => Guard(async () =>
    {
        ArgumentNullException.ThrowIfNull(content);
        Check(path);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        var request = "write " + SftpName.Show(path);
        var modes = offset == 0 ? OpenModes.Write | OpenModes.Create | OpenModes.Truncate : OpenModes.Write;
        var handle = await OpenAsync(path, modes, request, cancel).ConfigureAwait(false);
        return await UsingAsync(handle, request, async () =>
        {
            if (offset > 0 && await SizeAsync(handle, request, cancel).ConfigureAwait(false) is var there && there < offset)
            {
                throw Refusals.With(SftpStatus.WrongSize, request, $"it has {there} bytes, fewer than the offset {offset}");
            }

            var upload = new WindowedUpload(line, endpoint, freeSpace, handle, request);
            var written = await upload.WriteAsync(content, offset, cancel).ConfigureAwait(false);
            if (CanSync)
            {
                var synced = await line.CallAsync(PacketType.Extended, packet => packet.Text("fsync@openssh.com").Bytes(handle), cancel).ConfigureAwait(false);
                Expect(synced, request);
            }

            var size = await SizeAsync(handle, request, cancel).ConfigureAwait(false);
            return size == offset + written
                ? written
                : throw Refusals.With(SftpStatus.WrongSize, request, $"it has {size} bytes after {offset + written} were written");
        }, cancel).ConfigureAwait(false);
    });

    /// <inheritdoc/>
    public Task RenameAsync(string from, string to, CancellationToken cancel) => Guard(async () =>
    {
        Check(from);
        Check(to);
        var request = $"rename {SftpName.Show(from)} to {SftpName.Show(to)}";
        var answer = await line.CallAsync(PacketType.Rename, packet => packet.Text(from).Text(to), cancel).ConfigureAwait(false);
        await ExpectMadeAsync(answer, to, request, cancel).ConfigureAwait(false);
        return true;
    });

    /// <inheritdoc/>
    public Task RemoveAsync(string path, CancellationToken cancel) => Guard(async () =>
    {
        Check(path);
        Expect(await line.CallAsync(PacketType.Remove, packet => packet.Text(path), cancel).ConfigureAwait(false), "remove " + SftpName.Show(path));
        return true;
    });

    /// <inheritdoc/>
    public Task MakeFolderAsync(string folder, CancellationToken cancel) => Guard(async () =>
    {
        Check(folder);
        var answer = await line.CallAsync(PacketType.MakeFolder, packet => packet.Text(folder).Number(0), cancel).ConfigureAwait(false);
        await ExpectMadeAsync(answer, folder, "make folder " + SftpName.Show(folder), cancel).ConfigureAwait(false);
        return true;
    });

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => line.DisposeAsync();

    /// <summary>Runs a call so that whatever leaves it unfinished ends the session: a cancellation, an answer that is none.</summary>
    internal async Task<T> Guard<T>(Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (BrokenProtocolException broken)
        {
            throw line.Break(SshFailure.ProtocolBroken, "the server broke the protocol: " + broken.Message);
        }
        catch (OperationCanceledException)
        {
            line.Break(SshFailure.ConnectionLost, "a call was cancelled, which ends the session");
            throw;
        }
    }

    internal async Task CloseAsync(byte[] handle, string request, CancellationToken cancel) =>
        Expect(await line.CallAsync(PacketType.Close, packet => packet.Bytes(handle), cancel).ConfigureAwait(false), request);

    internal static void Expect(Answer answer, string request)
    {
        if (answer.Expect(PacketType.Status).Number() != StatusCode.Ok)
        {
            throw Refusals.From(answer, request);
        }
    }

    // Works with a handle and closes it. Of two refusals the first is told; a close that fails alone counts, since bytes may be lost by it.
    private async Task<T> UsingAsync<T>(byte[] handle, string request, Func<Task<T>> work, CancellationToken cancel)
    {
        T result;
        try
        {
            result = await work().ConfigureAwait(false);
        }
        catch (Exception first) when (first is not (SshException or OperationCanceledException or BrokenProtocolException))
        {
            await CloseQuietlyAsync(handle, request, cancel).ConfigureAwait(false);
            throw;
        }

        await CloseAsync(handle, request, cancel).ConfigureAwait(false);
        return result;
    }

    private async Task CloseQuietlyAsync(byte[] handle, string request, CancellationToken cancel)
    {
        try
        {
            await CloseAsync(handle, request, cancel).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The refusal that led here says more.
            return;
        }
    }

    private async Task<SftpAttributes?> LookAsync(string path, CancellationToken cancel)
    {
        var answer = await line.CallAsync(PacketType.LinkStatus, packet => packet.Text(path), cancel).ConfigureAwait(false);
        if (answer.Type != PacketType.Status)
        {
            return answer.Expect(PacketType.Attributes).Attributes();
        }

        var refusal = Refusals.From(answer, "look at " + SftpName.Show(path));
        return refusal.Status == SftpStatus.NoSuchFile ? null : throw refusal;
    }

    private async Task<long> SizeAsync(byte[] handle, string request, CancellationToken cancel)
    {
        var answer = await line.CallAsync(PacketType.HandleStatus, packet => packet.Bytes(handle), cancel).ConfigureAwait(false);
        return answer.Type == PacketType.Status
            ? throw Refusals.From(answer, request)
            : answer.Expect(PacketType.Attributes).Attributes().SizeBytes ?? throw new BrokenProtocolException("a file without a size");
    }

    private Task<byte[]> OpenAsync(string path, OpenModes modes, string request, CancellationToken cancel) =>
        HandleAsync(PacketType.Open, packet => packet.Text(path).Number((uint)modes).Number(0), request, cancel);

    private async Task<byte[]> HandleAsync(PacketType type, Action<PacketWriter> fields, string request, CancellationToken cancel)
    {
        var answer = await line.CallAsync(type, fields, cancel).ConfigureAwait(false);
        if (answer.Type == PacketType.Status)
        {
            throw Refusals.From(answer, request);
        }

        var handle = answer.Expect(PacketType.Handle).Bytes();
        return handle.Length <= HandleBytesMax ? handle.ToArray() : throw new BrokenProtocolException("a handle of more than 256 bytes");
    }

    // OpenSSH says only "Failure" when the new name is taken; whether it is, is seen.
    private async Task ExpectMadeAsync(Answer answer, string name, string request, CancellationToken cancel)
    {
        if (answer.Expect(PacketType.Status).Number() == StatusCode.Ok)
        {
            return;
        }

        var refusal = Refusals.From(answer, request);
        if (refusal.Status == SftpStatus.Failure && await LookAsync(name, cancel).ConfigureAwait(false) is not null)
        {
            throw Refusals.With(SftpStatus.AlreadyExists, request, "nothing was overwritten");
        }

        throw refusal;
    }

    private void Check(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Encoding.UTF8.GetByteCount(path) > endpoint.PathBytesMax)
        {
            throw new ArgumentException($"path: must be at most {endpoint.PathBytesMax} bytes ({nameof(SftpEndpoint.PathBytesMax)}); shorten it", nameof(path));
        }

        if (path.Any(char.IsControl))
        {
            throw new ArgumentException("path: must not hold control characters; leave them out", nameof(path));
        }
    }

    private static Dictionary<string, string> Extensions(Answer greeting)
    {
        var fields = greeting.Read();
        if (fields.Number() is var spoken && spoken != ProtocolVersion)
        {
            throw new BrokenProtocolException($"version {spoken} of the protocol; version {ProtocolVersion} is needed");
        }

        var extensions = new Dictionary<string, string>(StringComparer.Ordinal);
        while (!fields.AtEnd)
        {
            var name = Encoding.ASCII.GetString(fields.Bytes());
            extensions[name] = Encoding.ASCII.GetString(fields.Bytes());
        }

        return extensions;
    }
}
