using System.Text.Json;
using Hub.Certs.Signatures;
using Hub.Simulators.Demo.Payments;
using Hub.Simulators.Processes;
using Hub.Simulators.Wire;
using Npgsql;

namespace Hub.Simulators.Bench.BankFile;

/// <summary>A hub with its PostgreSQL, one bank for each format, and the bureau's officers, around one fresh folder.</summary>
internal sealed class BankFileStage : IAsyncDisposable
{
    private const string BureauKeyId = "hub-1";

    // Each look is an SSH handshake, which costs both ends a tenth of a second of processor time: at one a second it would be measured too.
    private const string PollInterval = "00:00:03";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly Stack<IAsyncDisposable> _parts = new();
    private readonly List<OfficerClient> _officers = [];

    private BankFileStage(Workspace workspace) => Workspace = workspace;

    public Workspace Workspace { get; }

    public Town Town { get; private set; } = null!;

    public HubProcess Hub { get; private set; } = null!;

    public IReadOnlyList<BankCounter> Banks { get; private set; } = [];

    public OfficerClient Clerk => _officers[0];

    public OfficerClient Sealer => _officers[1];

    public OfficerClient Releaser => _officers[2];

    public OfficerClient Auditor => _officers[3];

    /// <summary>Starts everything.</summary>
    public static async Task<BankFileStage> SetAsync(BankFileOptions options, CancellationToken cancel)
    {
        var stage = new BankFileStage(Workspace.Create(options.Folder, "bankfile", options.Keep));
        try
        {
            await stage.StartAsync(options, cancel);
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the hub and starts it again on the same books: what an earlier step has left in its memory is gone.</summary>
    public async Task RestartHubAsync(string? hub, CancellationToken cancel)
    {
        await Hub.DisposeAsync();
        Hub = await HubProcess.StartAsync(hub, Town, Workspace, cancel);
    }

    /// <summary>Waits until a file of the bureau is in a state.</summary>
    public Task UntilFileAsync(string file, string state, CancellationToken cancel) => UntilAsync($"{file} is {state}", async () =>
    {
        string now = (await Auditor.AskAsync("files/" + file, cancel)).GetProperty("file").Text("state");
        return now == "Stopped" ? throw new ChildFailedException($"the delivery of {file} was stopped") : now == state;
    }, cancel);

    /// <summary>Waits until the hub says that it has applied a file of a bank.</summary>
    public Task UntilAppliedAsync(string name, CancellationToken cancel) => UntilAsync($"{name} is applied", async () =>
    {
        JsonElement trace = await Auditor.AskAsync("trace?key=" + name, cancel);
        JsonElement[] received = [.. trace.GetProperty("steps").EnumerateArray().Where(step => step.Text("what") == "BankFileReceived")];
        return Array.Exists(received, step => step.Text("word").EndsWith("Quarantined", StringComparison.Ordinal))
            ? throw new ChildFailedException($"the hub set {name} aside: {received[0]}")
            : Array.Exists(received, step => step.Text("word").EndsWith("Applied", StringComparison.Ordinal));
    }, cancel);

    /// <summary>One number of the hub's database, as its owner reads it.</summary>
    public async Task<long> NumberAsync(string sql, CancellationToken cancel)
    {
        await using NpgsqlConnection connection = await HubDatabase.OpenAsync(Town.DataFolder, HubDatabase.Name, cancel);
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancel), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Hub is not null)
        {
            await Hub.DisposeAsync();
        }
        while (_parts.TryPop(out IAsyncDisposable? part))
        {
            await part.DisposeAsync();
        }
        _officers.ForEach(officer => officer.Dispose());
        Workspace.Dispose();
    }

    private async Task StartAsync(BankFileOptions options, CancellationToken cancel)
    {
        Town = Town.Found(Workspace, 1, 0, SignatureAlgorithm.Sm2Sm3, 1, null, [.. options.Profiles.Select(BankCounter.IdOf)]);
        using (SigningKey bureau = SigningKey.Generate(new KeyDescription { KeyId = BureauKeyId, Algorithm = SignatureAlgorithm.Sm2Sm3 }))
        {
            PrivateFiles.Write(Workspace.At("bureau.pem"), bureau.ExportPem());
        }
        var banks = new List<BankCounter>();
        foreach (Bank.BankProfile profile in options.Profiles)
        {
            BankCounter bank = await BankCounter.OpenAsync(Workspace, profile);
            _parts.Push(bank);
            banks.Add(bank);
        }
        Banks = banks;
        // Nobody asks the core: payments go between the bureau and its banks.
        object[] connections = [.. banks.Select(bank => bank.Connection(Workspace.At("bureau.pem"), BureauKeyId))];
        Town.Configure(new Uri($"http://127.0.0.1:{Ports.TakeFree()}/"), new { banks = connections }, PollInterval);
        await HubProcess.PrepareAsync(options.Hub, Town, Workspace, cancel);
        foreach (Hiring who in (Hiring[])
            [
                new("chen", "陈经办", "clear,view", Patience), new("liu", "刘复核", "seal,view", Patience), new("wang", "王主任", "release,view", Patience),
                new("zhao", "赵审计", "view,reconcile", Patience),
            ])
        {
            _officers.Add(await OfficerClient.HireAsync(Workspace, Town, options.Hub, who, cancel));
        }
        Hub = await HubProcess.StartAsync(options.Hub, Town, Workspace, cancel);
    }

    private async Task UntilAsync(string what, Func<Task<bool>> holds, CancellationToken cancel)
    {
        long started = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            if (TimeProvider.System.GetElapsedTime(started) > Patience)
            {
                throw new ChildFailedException($"within {Patience.TotalMinutes:0} min it did not come true that {what}");
            }
            Hub.ThrowIfEnded();
            await Task.Delay(Pause, TimeProvider.System, cancel);
        }
    }
}
