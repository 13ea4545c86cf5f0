using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace Hub.Host.Edge;

/// <summary>
/// What waits and what was answered, on disk: a file each, readable by this user only, on the disk before anybody is told that it was taken. An answer
/// is on the disk before its message is removed, so a crash between the two sends the message once more, which the hub knows.
/// </summary>
internal sealed class EdgeStore
{
    private const UnixFileMode OwnerFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly string queue;
    private readonly string answers;
    private readonly Lock gate = new();
    private readonly SortedDictionary<long, EdgeMessage> waiting = [];
    private readonly Dictionary<string, long> byDigest = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> digestOfId = new(StringComparer.Ordinal);
    private long last;
    private long bytes;

    /// <param name="folder">Made when it is not there.</param>
    /// <exception cref="IOException">It may be read by others, or not by us.</exception>
    public EdgeStore(string folder)
    {
        queue = Open(Path.Combine(Open(folder), "queue"));
        answers = Open(Path.Combine(folder, "answers"));
        foreach (var part in Directory.EnumerateFiles(queue, "*.part").Concat(Directory.EnumerateFiles(answers, "*.part")).ToList())
        {
            // Nobody was told that it was taken.
            File.Delete(part);
        }

        foreach (var file in new DirectoryInfo(queue).EnumerateFiles("*.msg"))
        {
            if (Path.GetFileNameWithoutExtension(file.Name).Split('-') is [var number, var digest, var at]
                && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
                && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds))
            {
                Remember(new EdgeMessage(n, digest, file.Length, DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)));
            }
        }

        foreach (var file in Directory.EnumerateFiles(answers, "*.json"))
        {
            if (Read(Path.GetFileNameWithoutExtension(file)) is { } answer)
            {
                digestOfId[answer.MessageId] = Path.GetFileNameWithoutExtension(file);
            }
        }
    }

    public EdgeState State
    {
        get
        {
            lock (gate)
            {
                return new EdgeState(waiting.Count, bytes, waiting.Count == 0 ? null : waiting.Values.First().TakenAt);
            }
        }
    }

    /// <summary>Digest of a message.</summary>
    public static string DigestOf(ReadOnlySpan<byte> body) => Convert.ToHexStringLower(SHA256.HashData(body));

    /// <summary>Takes a message; the same bytes that wait already are the same message. On the disk when it returns.</summary>
    /// <exception cref="IOException">It could not be stored; nothing was taken.</exception>
    public EdgeMessage Add(byte[] body, DateTimeOffset now)
    {
        var digest = DigestOf(body);
        lock (gate)
        {
            if (byDigest.TryGetValue(digest, out var known))
            {
                return waiting[known];
            }

            var message = new EdgeMessage(last + 1, digest, body.Length, now);
            Write(queue, NameOf(message), body);
            Remember(message);
            return message;
        }
    }

    /// <summary>Everything that waits, in order.</summary>
    public IReadOnlyList<EdgeMessage> Waiting()
    {
        lock (gate)
        {
            return [.. waiting.Values];
        }
    }

    /// <summary>The bytes of a waiting message.</summary>
    public byte[] BodyOf(EdgeMessage message) => File.ReadAllBytes(Path.Combine(queue, NameOf(message)));

    /// <summary>Keeps the answer and lets go of the message, in this order.</summary>
    public void Complete(EdgeMessage message, EdgeAnswer answer)
    {
        Write(answers, message.Sha256 + ".json", JsonSerializer.SerializeToUtf8Bytes(answer));
        digestOfId[answer.MessageId] = message.Sha256;
        File.Delete(Path.Combine(queue, NameOf(message)));
        lock (gate)
        {
            waiting.Remove(message.Number);
            byDigest.Remove(message.Sha256);
            bytes -= message.Bytes;
        }
    }

    /// <summary>The answer to these bytes; null when there is none.</summary>
    public EdgeAnswer? Read(string digest)
    {
        try
        {
            return JsonSerializer.Deserialize<EdgeAnswer>(File.ReadAllBytes(Path.Combine(answers, digest + ".json")));
        }
        catch (Exception e) when (e is FileNotFoundException or JsonException)
        {
            return null;
        }
    }

    /// <summary>The newest answer to a msgid; null when there is none.</summary>
    public EdgeAnswer? ReadById(string messageId) => digestOfId.TryGetValue(messageId, out var digest) ? Read(digest) : null;

    /// <summary>Forgets answers older than that.</summary>
    public void Purge(DateTimeOffset before)
    {
        foreach (var file in new DirectoryInfo(answers).EnumerateFiles("*.json").Where(f => f.LastWriteTimeUtc < before.UtcDateTime).ToList())
        {
            file.Delete();
        }
    }

    private void Remember(EdgeMessage message)
    {
        waiting[message.Number] = message;
        byDigest[message.Sha256] = message.Number;
        last = Math.Max(last, message.Number);
        bytes += message.Bytes;
    }

    private static string NameOf(EdgeMessage message) => string.Create(
        CultureInfo.InvariantCulture, $"{message.Number:D15}-{message.Sha256}-{message.TakenAt.ToUnixTimeMilliseconds()}.msg");

    private static string Open(string folder)
    {
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder, OwnerFolder);
        }

        return (File.GetUnixFileMode(folder) & ~OwnerFolder) == 0 ? folder
            : throw new IOException($"{folder} may be read by others: chmod 700 it");
    }

    private static void Write(string folder, string name, byte[] content)
    {
        var (part, path) = (Path.Combine(folder, name + ".part"), Path.Combine(folder, name));
        try
        {
            using (var stream = new FileStream(part, new FileStreamOptions
            {
                Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnerFile, BufferSize = 0,
            }))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            File.Move(part, path, overwrite: true);
            SyncFolder(folder);
        }
        catch (IOException)
        {
            if (File.Exists(part))
            {
                File.Delete(part);
            }

            throw;
        }
    }

    // The name of a new file is on the disk only when its folder is.
    private static void SyncFolder(string folder)
    {
        var handle = open(folder, 0);
        if (handle < 0)
        {
            throw new IOException("the folder cannot be opened");
        }

        var failed = fsync(handle) != 0;
        _ = close(handle);
        if (failed)
        {
            throw new IOException("the folder could not be written to the disk");
        }
    }

#pragma warning disable SYSLIB1054, CA2101 // Generated marshalling needs unsafe code; the path is passed as UTF-8.
    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int fsync(int handle);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int close(int handle);
#pragma warning restore SYSLIB1054, CA2101
}
