using System.Text;

namespace Hub.Adapters.Sftp;

/// <summary>A partner's SFTP server, how we prove ourselves to it, and every limit of a session with it.</summary>
public sealed record SftpEndpoint
{
    /// <summary>Host name or address. 1–253 ASCII letters, digits, <c>.</c>, <c>-</c>, <c>_</c>, <c>:</c>, not beginning with <c>-</c>. No default.</summary>
    public required string Host { get; init; }

    /// <summary>TCP port. Default 22, range 1–65,535.</summary>
    public int Port { get; init; } = 22;

    /// <summary>Account at the server. 1–64 ASCII letters, digits, <c>.</c>, <c>-</c>, <c>_</c>, not beginning with <c>-</c>. No default.</summary>
    public required string User { get; init; }

    /// <summary>
    /// File with our private key, absolute path, without a passphrase, readable by the hub's user only (ssh refuses another). No default.
    /// The path is at most 1,024 bytes without quotes, backslash, <c>%</c>, <c>$</c> and control characters, which ssh would interpret.
    /// </summary>
    public required string IdentityFile { get; init; }

    /// <summary>
    /// File with the pinned keys of this server in OpenSSH's known_hosts form, absolute path (rule as <see cref="IdentityFile"/>). No other key
    /// is trusted, none is ever added, and only key types that stand in it are asked for. At most 1 MiB. No default.
    /// </summary>
    public required string KnownHostsFile { get; init; }

    /// <summary>From the start until files can be transferred, name resolution and login included. Default 20 s, range 1 s – 5 min.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// A silent connection is tested this often; it counts as lost after three tests without an answer. Default 15 s, range 1 s – 5 min, whole
    /// seconds.
    /// </summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Longest wait for one answer (of a transfer: for the next one). A slow fsync of a big file counts. Default 60 s, range 1 s – 30 min.
    /// </summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Largest packet we take from the server, bytes; a larger one ends the session. Default 262,144 (what OpenSSH sends at most), range
    /// 34,000–1,048,576. It must exceed <see cref="BlockBytes"/> by 1,024.
    /// </summary>
    public int PacketBytesMax { get; init; } = 256 * 1024;

    /// <summary>
    /// Bytes of a file per request. Default 32,768, which every server must take; range 1,024–131,072. Larger only for servers known to take it.
    /// </summary>
    public int BlockBytes { get; init; } = 32 * 1024;

    /// <summary>
    /// Requests of one transfer under way at a time. Default 64 (with the default block 2 MiB: 50 MB/s at 40 ms distance), range 1–256.
    /// </summary>
    public int Window { get; init; } = 64;

    /// <summary>Names of a folder that are read; the rest is left. Default 10,000, range 1–100,000.</summary>
    public int EntriesMax { get; init; } = 10_000;

    /// <summary>Longest path we send, UTF-8 bytes. Default 1,024, range 64–4,096.</summary>
    public int PathBytesMax { get; init; } = 1024;

    /// <summary>
    /// Where to resume an upload whose part at the server is <paramref name="sizeBytes"/> long. It is a window before the end: a server may have
    /// written the last window's blocks in any order, so its size alone does not prove that there is no gap.
    /// </summary>
    public long ResumeOffset(long sizeBytes) => Math.Max(0, sizeBytes - ((long)Window * BlockBytes));

    /// <summary>Everything wrong with it, one sentence each with field, rule and fix; empty when it may be used.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        Check(IsHost(Host), $"{nameof(Host)}: 1–253 ASCII letters, digits and . - _ : not beginning with - are allowed; give the server's name or address");
        Check(Port is >= 1 and <= 65_535, $"{nameof(Port)}: must be in 1–65535; give the server's SSH port");
        Check(IsUser(User), $"{nameof(User)}: 1–64 ASCII letters, digits and . - _ not beginning with - are allowed; give the account at the server");
        CheckFile(nameof(IdentityFile), IdentityFile);
        CheckFile(nameof(KnownHostsFile), KnownHostsFile);
        CheckTime(nameof(ConnectTimeout), ConnectTimeout, TimeSpan.FromMinutes(5));
        CheckTime(nameof(KeepAlive), KeepAlive, TimeSpan.FromMinutes(5));
        Check(KeepAlive.Ticks % TimeSpan.TicksPerSecond == 0, $"{nameof(KeepAlive)}: must be whole seconds; leave out the fraction");
        CheckTime(nameof(CallTimeout), CallTimeout, TimeSpan.FromMinutes(30));
        CheckNumber(nameof(PacketBytesMax), PacketBytesMax, 34_000, 1024 * 1024);
        CheckNumber(nameof(BlockBytes), BlockBytes, 1024, 128 * 1024);
        Check(PacketBytesMax - 1024 >= BlockBytes, $"{nameof(PacketBytesMax)}: must exceed {nameof(BlockBytes)} by 1024; raise it or lower the block");
        CheckNumber(nameof(Window), Window, 1, 256);
        CheckNumber(nameof(EntriesMax), EntriesMax, 1, 100_000);
        CheckNumber(nameof(PathBytesMax), PathBytesMax, 64, 4096);
        return problems;

        void Check(bool holds, string problem)
        {
            if (!holds)
            {
                problems.Add(problem);
            }
        }

        void CheckFile(string field, string value) => Check(
            IsFile(value), $"{field}: must be an absolute path without quotes, backslash, %, $ or control characters; move the file");

        void CheckTime(string field, TimeSpan value, TimeSpan longest) => Check(
            value >= TimeSpan.FromSeconds(1) && value <= longest, $"{field}: must be in 1–{longest.TotalSeconds:0} s; choose a time within");

        void CheckNumber(string field, int value, int least, int most) => Check(
            value >= least && value <= most, $"{field}: must be in {least}–{most}; choose a number within");
    }

    private static bool IsHost(string? host) => host is { Length: >= 1 and <= 253 } && host[0] != '-'
        && host.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or ':');

    private static bool IsUser(string? user) => user is { Length: >= 1 and <= 64 } && user[0] != '-'
        && user.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    private static bool IsFile(string? path) => path is not null && Path.IsPathFullyQualified(path) && Encoding.UTF8.GetByteCount(path) <= 1024
        && !path.Any(c => char.IsControl(c) || c is '"' or '\'' or '\\' or '%' or '$');
}
