using Hub.Adapters.Sftp;

namespace Hub.Adapters.Bank.Tests.Support;

/// <summary>A bank's server in memory: its files, and sessions that are cut where the plan says. Paths are as the adapter writes them.</summary>
internal sealed class ModelServer(CallPlan plan) : ISftpConnector
{
    private DateTimeOffset clock = new(2026, 11, 28, 1, 0, 0, TimeSpan.Zero);

    public Dictionary<string, ModelFile> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Renames by the client, in order.</summary>
    public List<(string From, string To)> Renames { get; } = [];

    /// <summary>What the bank has taken out of its inbox: name and bytes, each time.</summary>
    public List<(string Name, byte[] Bytes)> Taken { get; } = [];

    /// <summary>The bank takes data file and control file as soon as both are there.</summary>
    public bool TakesAtOnce { get; set; }

    /// <summary>Refuses requests by what they do and the path.</summary>
    public Func<string, string, SftpStatus?> Refuses { get; set; } = (_, _) => null;

    /// <summary>Why there is no connection; null: there is one.</summary>
    public SshFailure? Unreachable { get; set; }

    /// <summary>Happens before every call.</summary>
    public Action<string, string>? Meanwhile { get; set; }

    public int Connections { get; private set; }

    public void Put(string path, byte[] bytes, SftpEntryKind kind = SftpEntryKind.Regular) =>
        Files[path] = new ModelFile { Bytes = bytes, Kind = kind, Modified = Tick() };

    public byte[] Bytes(string path) => Files[path].Bytes;

    public IEnumerable<string> In(string folder) => Files.Keys
        .Where(path => path.StartsWith(folder + "/", StringComparison.Ordinal) && !path[(folder.Length + 1)..].Contains('/'))
        .Order(StringComparer.Ordinal).Select(path => path[(folder.Length + 1)..]);

    public DateTimeOffset Tick() => clock = clock.AddSeconds(1);

    /// <summary>What the bank does between the calls of its clients.</summary>
    public void Work()
    {
        if (!TakesAtOnce)
        {
            return;
        }

        foreach (var control in In("in").Where(name => name.EndsWith(".ok", StringComparison.Ordinal)).ToList())
        {
            var data = control[..^3];
            if (Files.TryGetValue("in/" + data, out var file))
            {
                Taken.Add((data, file.Bytes));
                Files.Remove("in/" + data);
                Files.Remove("in/" + control);
            }
        }
    }

    public Task<ISftpSession> ConnectAsync(SftpEndpoint endpoint, CancellationToken cancel)
    {
        Connections++;
        if (Unreachable is { } failure)
        {
            throw new SshException(failure, "no session", certainlyNotDelivered: true);
        }

        return plan.Next() is null
            ? Task.FromResult<ISftpSession>(new ModelSession(this, plan, endpoint))
            : throw new SshException(SshFailure.Refused, "no session", certainlyNotDelivered: true);
    }
}

/// <summary>A file of the model.</summary>
internal sealed class ModelFile
{
    public required byte[] Bytes { get; set; }
    public SftpEntryKind Kind { get; init; } = SftpEntryKind.Regular;
    public DateTimeOffset Modified { get; set; }

    /// <summary>The server says no size.</summary>
    public bool HidesSize { get; init; }

    /// <summary>How a listing names it when its real name is unsafe.</summary>
    public bool Unsafe { get; init; }

    public SftpAttributes Attributes => new(Kind, HidesSize ? null : Bytes.Length, Modified);
}
