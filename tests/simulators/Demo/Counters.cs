using System.Text.Json;
using Hub.Certs.Signatures;
using Hub.Simulators.Institutions;
using Hub.Simulators.Persons;
using Hub.Simulators.Processes;

namespace Hub.Simulators.Demo;

/// <summary>One institution of the city: its clerks, its journal, and all settlements it ever had.</summary>
internal sealed class Counters : IDisposable
{
    private const int TroublePerMillion = 30_000;
    private readonly SigningKey _key;
    private readonly Population _population;
    private readonly Dictionary<string, ClerkSettlement> _all = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public Counters(City city, TownInstitution institution, long seed)
    {
        _key = institution.LoadKey();
        Institution = institution;
        JournalFile = Path.Combine(city.Workspace.FolderAt("journals"), institution.Code + ".jsonl");
        Options = new InstitutionOptions
        {
            Code = institution.Code,
            Name = institution.Name,
            Url = city.CounterUrl,
            Seed = seed,
            AnswerTimeout = TimeSpan.FromSeconds(25),
            RetriesMax = 30,
            RetryDelayMax = TimeSpan.FromSeconds(2),
            TroublePerMillion = TroublePerMillion,
            Scheme = SignatureScheme.Detached,
            Signer = new KeySigner(_key),
            JournalFile = JournalFile,
        };
        Client = new InstitutionClient(Options);
        _population = new Population(seed, city.Town.File.Division);
        Steps = new Flows(Client, _population);
    }

    public TownInstitution Institution { get; }

    public InstitutionOptions Options { get; }

    public string JournalFile { get; }

    public InstitutionClient Client { get; }

    public Flows Steps { get; }

    /// <summary>True for a pharmacy.</summary>
    public bool IsPharmacy => Institution.Code[0] == 'P';

    /// <summary>Every settlement that was ever in the ledger, cancelled ones included.</summary>
    public IReadOnlyCollection<ClerkSettlement> All
    {
        get
        {
            Sweep();
            lock (_gate)
            {
                return [.. _all.Values];
            }
        }
    }

    /// <summary>Runs the visit of one patient.</summary>
    public Task<FlowOutcome> VisitAsync(FlowKind kind, long number, CancellationToken cancel)
        => Steps.RunAsync(kind, number, cancels: false, cancel);

    /// <summary>Keeps the settlements that stand now, before they may be cancelled.</summary>
    public void Sweep()
    {
        IReadOnlyList<ClerkSettlement> live = Client.Journal.Live();
        lock (_gate)
        {
            foreach (ClerkSettlement settlement in live)
            {
                _all[settlement.SetlId] = settlement;
            }
        }
    }

    /// <summary>Cancels a settlement the usual way (2103, 2208, 2305) or, as a clerk does who fears that it went wrong, with 2601.</summary>
    public async Task<bool> CancelAsync(ClerkSettlement settlement, bool by2601, CancellationToken cancel)
    {
        Sweep();
        string infNo = by2601 ? "2601" : settlement.InfNo switch { "2207" => "2208", "2304" => "2305", _ => "2103" };
        CallResult result = await Client.CallAsync(infNo, json => Write(json, settlement, by2601), cancel, settlement.SetlId);
        return result.Knowledge == Knowledge.Ok;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Client.Dispose();
        _key.Dispose();
    }

    private static void Write(Utf8JsonWriter json, ClerkSettlement settlement, bool by2601)
    {
        json.WriteStartObject("data");
        json.WriteString("psn_no", settlement.PsnNo);
        if (by2601)
        {
            json.WriteString("omsgid", settlement.MsgId);
            json.WriteString("oinfno", settlement.InfNo);
        }
        else
        {
            json.WriteString("setl_id", settlement.SetlId);
            json.WriteString("mdtrt_id", settlement.MdtrtId);
        }
        json.WriteEndObject();
    }
}
