using System.Net;
using Hub.Certs.Signatures;
using Hub.Simulators.Demo.Payments;
using Hub.Simulators.Faults;
using Hub.Simulators.Processes;
using Hub.Simulators.Wire;
using Npgsql;

namespace Hub.Simulators.Demo;

/// <summary>
/// Everything around the counters: the hub and the core in processes of their own, the bad line between them, the core's front machine, the
/// institutions' notice address.
/// </summary>
internal sealed class City : IAsyncDisposable
{
    /// <summary>Hospitals.</summary>
    public const int Hospitals = 12;

    /// <summary>Pharmacies.</summary>
    public const int Pharmacies = 8;

    /// <summary>Institutions without an address for notices: what the core cancels they find out in the evening.</summary>
    private static readonly string[] Untold = ["H43010000001", "P43010000001"];

    private const string CallService = "fsi/api/rsfComIfsService/callService";
    private readonly Stack<IAsyncDisposable> _parts = new();

    private City(Workspace workspace) => Workspace = workspace;

    public Workspace Workspace { get; }

    public Town Town { get; private set; } = null!;

    public CoreProcess Core { get; private set; } = null!;

    public FaultProxy Line { get; private set; } = null!;

    public NoticeBoard Notices { get; private set; } = null!;

    public HubProcess Hub { get; private set; } = null!;

    public DemoBanks Banks { get; private set; } = null!;

    /// <summary>The bureau's officers: who clears, who seals, who releases, who only looks.</summary>
    public IReadOnlyList<OfficerClient> Officers { get; private set; } = [];

    /// <summary>Where counters send to.</summary>
    public Uri CounterUrl => new($"http://127.0.0.1:{Town.HubPort}/{CallService}");

    /// <summary>Whether an institution has an address for notices.</summary>
    public static bool IsTold(string institution) => !Untold.Contains(institution);

    /// <summary>Starts everything in the order in which it is needed.</summary>
    public static async Task<City> BuildAsync(DemoOptions options, Action<string> say, CancellationToken cancel)
    {
        var city = new City(Workspace.Create(options.Folder, "demo", options.Keep));
        try
        {
            await city.StartAsync(options, say, cancel);
            return city;
        }
        catch
        {
            await city.DisposeAsync();
            throw;
        }
    }

    /// <summary>Rows of the hub's database, as its owner reads them.</summary>
    public async Task<IReadOnlyList<T>> RowsAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancel)
    {
        await using NpgsqlConnection connection = await HubDatabase.OpenAsync(Town.DataFolder, HubDatabase.Name, cancel);
        await using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancel);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancel))
        {
            rows.Add(read(reader));
        }
        return rows;
    }

    /// <summary>Whether the hub has applied these files of the banks.</summary>
    public async Task<bool> AppliedAsync(IReadOnlyCollection<string> names, CancellationToken cancel)
        => names.All((await RowsAsync("select name from bank_file where state = 2", reader => reader.GetString(0), cancel)).Contains);

    /// <summary>Payments to institutions that were refused or sent back and not ordered again.</summary>
    public async Task<string[]> OwedAgainAsync(CancellationToken cancel) =>
    [
        .. await RowsAsync(
            """
            select p.serial from payment p where p.kind = 0 and not exists (select 1 from payment r where r.repeats = p.serial) and (
                exists (select 1 from payment_answer a where a.serial = p.serial and a.kind = 1 and a.status = 2)
                or exists (select 1 from statement_line s where s.serial = p.serial and s.matched = 2))
            """,
            reader => reader.GetString(0), cancel),
    ];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        while (_parts.TryPop(out IAsyncDisposable? part))
        {
            await part.DisposeAsync();
        }
        foreach (OfficerClient officer in Officers)
        {
            officer.Dispose();
        }
        Workspace.Dispose();
    }

    private async Task StartAsync(DemoOptions options, Action<string> say, CancellationToken cancel)
    {
        say($"founding a city: {Hospitals} hospitals, {Pharmacies} pharmacies, each with an SM2 key of its own");
        Notices = Push(await NoticeBoard.StartAsync());
        Town = Town.Found(Workspace, Hospitals, Pharmacies, SignatureAlgorithm.Sm2Sm3, options.Seed, code => IsTold(code) ? Notices.Url : null,
            DemoBanks.InstitutionsId, DemoBanks.PersonsId);
        say("opening two banks, each behind an OpenSSH server of its own");
        Banks = Push(await DemoBanks.StartAsync(Workspace));
        CoreFront front = Push(new CoreFront(Town.CoreKey(), CounterUrl));
        await front.StartAsync();
        say("starting the bureau core");
        Core = Push(await CoreProcess.StartAsync(Workspace, options.Seed, ["--hub-url", front.Url.AbsoluteUri], cancel));
        Line = Push(FaultProxy.Start(new IPEndPoint(IPAddress.Loopback, Core.Url.Port), number => PlanOf(options.Seed, number), TimeProvider.System));
        Town.Configure(Line.Through(Core.Url), Banks.Settings());
        say("starting the hub with a PostgreSQL of its own");
        await HubProcess.PrepareAsync(options.Hub, Town, Workspace, cancel);
        Officers =
        [
            await OfficerClient.HireAsync(this, options, "chen", "陈经办", "clear,payee,view", cancel),
            await OfficerClient.HireAsync(this, options, "liu", "刘复核", "seal,release,payee,view", cancel),
            await OfficerClient.HireAsync(this, options, "wang", "王主任", "release,view", cancel),
            await OfficerClient.HireAsync(this, options, "zhao", "赵审计", "view,reconcile", cancel),
        ];
        Hub = Push(await HubProcess.StartAsync(options.Hub, Town, Workspace, cancel));
    }

    /// <summary>Every fourth line to the core is cut in the middle of an answer, sooner or later.</summary>
    private static LinePlan PlanOf(long seed, int number)
    {
        ulong dice = StableHash.Of(seed + 77, number);
        return dice % 4 == 0 ? new LinePlan { CutDownAtByte = 20_000 + (long)((dice >> 8) % 120_000) } : LinePlan.Honest;
    }

    private T Push<T>(T part)
        where T : IAsyncDisposable
    {
        _parts.Push(part);
        return part;
    }
}
