using System.Text.Json;
using Hub.Simulators.Institutions;
using Hub.Simulators.Processes;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Demo;

/// <summary>The traffic: patients queue at every institution's counters, a few settlements are cancelled, a few reversed by the core itself.</summary>
internal sealed class Morning(City city, IReadOnlyList<Counters> counters, DemoOptions options, Tally tally)
{
    private const int CountersEach = 5;
    private const int CancelPerMillion = 25_000;
    private const int ReversePerMillion = 5_000;
    private const int CoreReversals = 8;
    private const int SparePercent = 3;

    /// <summary>Settlements that the core cancelled by itself.</summary>
    public int ReversedByCore { get; private set; }

    /// <summary>Settlements that clerks reversed with 2601.</summary>
    public int ReversedBy2601 { get; private set; }

    /// <summary>Settlements that counters lost, as a machine does that breaks down before it has written.</summary>
    public int LostAtCounters { get; private set; }

    /// <summary>Settlements cancelled by the core whose institutions are told without asking.</summary>
    public List<string> AwaitedNotices { get; } = [];

    /// <summary>Runs until at least the wished number of settlements was made.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        // Some visits end in a refusal of the core: a few more are planned than settlements are wished for, and more if that was not enough.
        for (int round = 0; round < 5 && tally.Settled < options.Settlements; round++)
        {
            int missing = options.Settlements - tally.Settled;
            int visits = missing + (missing * SparePercent / 100) + (round == 0 ? 0 : 20);
            await Task.WhenAll(counters.Select((institution, i) => RunAsync(institution, i, round, Share(visits, i), cancel)));
            city.Hub.ThrowIfEnded();
            if (tally.Settled == 0)
            {
                throw new ChildFailedException("no settlement was made: " + string.Join("; ", tally.Refusals.Take(3)));
            }
            if (round == 0)
            {
                await ReverseByCoreAsync(cancel);
                LoseAtCounters();
            }
        }
    }

    private int Share(int visits, int index) => (visits / counters.Count) + (index < visits % counters.Count ? 1 : 0);

    private async Task RunAsync(Counters institution, int index, int round, int visits, CancellationToken cancel)
    {
        long first = ((index + 1) * 1_000_000L) + (round * 100_000L);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = CountersEach, CancellationToken = cancel };
        await Parallel.ForAsync(0, visits, parallel, async (i, stop) => await VisitAsync(institution, first + i, stop));
        institution.Sweep();
    }

    private async Task VisitAsync(Counters institution, long number, CancellationToken cancel)
    {
        ulong dice = StableHash.Of(options.Seed + 11, number);
        FlowKind kind = institution.IsPharmacy ? FlowKind.Pharmacy : dice % 100 < 12 ? FlowKind.Inpatient : FlowKind.Outpatient;
        tally.Plan(kind);
        FlowOutcome outcome = await institution.VisitAsync(kind, number, cancel);
        tally.End(kind, outcome);
        bool cancels = StableHash.Strikes(dice >> 8, CancelPerMillion);
        bool reverses = !cancels && StableHash.Strikes(dice >> 16, ReversePerMillion);
        if (outcome.Settlement == Knowledge.Ok && (cancels || reverses)
            && institution.Client.Journal.Live().FirstOrDefault(live => live.SetlId == outcome.SetlId) is { } settlement
            && await institution.CancelAsync(settlement, by2601: reverses, cancel))
        {
            tally.Cancel(kind);
            ReversedBy2601 += reverses ? 1 : 0;
        }
    }

    /// <summary>The core changes its mind about a few settlements of the morning.</summary>
    private async Task ReverseByCoreAsync(CancellationToken cancel)
    {
        foreach (Counters institution in counters.Where((_, i) => i % 2 == 0).Take(CoreReversals))
        {
            institution.Sweep();
            if (institution.Client.Journal.Live().OrderBy(live => live.SetlId, StringComparer.Ordinal).FirstOrDefault() is { } settlement
                && await city.Core.PostAsync("/admin/reverse", JsonSerializer.Serialize(new { setl_id = settlement.SetlId }), cancel))
            {
                ReversedByCore++;
                if (City.IsTold(institution.Institution.Code))
                {
                    AwaitedNotices.Add(settlement.SetlId);
                }
            }
        }
    }

    /// <summary>Each institution that is never told anything also loses one settlement: the evening's details must find it.</summary>
    private void LoseAtCounters()
    {
        foreach (Counters institution in counters.Where(c => !City.IsTold(c.Institution.Code)))
        {
            institution.Sweep();
            if (institution.Client.Journal.Live().OrderBy(live => live.SetlId, StringComparer.Ordinal).LastOrDefault(live => live.InfNo is "2102" or "2207") is { } settlement
                && institution.Client.Journal.Cancel(settlement.SetlId))
            {
                LostAtCounters++;
            }
        }
    }
}
