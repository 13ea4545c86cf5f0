using System.Globalization;
using Hub.Simulators.Persons;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Institutions;

/// <summary>What a run of flows came to. Amounts in fen, of the settlements that stand.</summary>
/// <param name="Flows">Flows run.</param>
/// <param name="Settled">Settlements made.</param>
/// <param name="Cancelled">Settlements cancelled.</param>
/// <param name="Failed">Flows that ended in a refusal.</param>
/// <param name="Unknown">Messages without a definite answer at the end.</param>
/// <param name="Contradictions">Messages answered twice with different bytes.</param>
/// <param name="TotalFen">Total fee.</param>
/// <param name="FundFen">Fund share.</param>
/// <param name="AccountFen">Account share.</param>
/// <param name="CashFen">Cash share.</param>
/// <param name="Milliseconds">Duration.</param>
/// <param name="FirstFailure">Transaction and text of the first refusal; "" when none.</param>
public sealed record RunSummary(
    int Flows, long Settled, long Cancelled, int Failed, int Unknown, int Contradictions, long TotalFen, long FundFen, long AccountFen,
    long CashFen, long Milliseconds, string FirstFailure)
{
    /// <summary>One JSON line.</summary>
    public string ToJson() => string.Create(
        CultureInfo.InvariantCulture,
        $"{{\"flows\":{Flows},\"settled\":{Settled},\"cancelled\":{Cancelled},\"failed\":{Failed},\"unknown\":{Unknown},\"contradictions\":{Contradictions},\"total_fen\":{TotalFen},\"fund_fen\":{FundFen},\"account_fen\":{AccountFen},\"cash_fen\":{CashFen},\"ms\":{Milliseconds},\"first_failure\":\"{System.Text.Json.JsonEncodedText.Encode(FirstFailure)}\"}}");
}

/// <summary>Many patients through one institution, several counters at once.</summary>
public sealed class InstitutionRun(InstitutionClient client, Population population)
{
    /// <summary>
    /// Runs flows 0 … <paramref name="flows"/>-1, then asks once more about everything that stayed unknown.
    /// </summary>
    /// <param name="kind">Which flow.</param>
    /// <param name="flows">How many patients.</param>
    /// <param name="parallel">How many counters.</param>
    /// <param name="cancelPerMillion">Settlements cancelled afterwards, of a million; which ones follows from the seed.</param>
    /// <param name="cancel">Ends the run.</param>
    public async Task<RunSummary> RunAsync(FlowKind kind, int flows, int parallel, int cancelPerMillion, CancellationToken cancel)
    {
        TimeProvider clock = client.Options.Clock;
        long started = clock.GetTimestamp();
        var steps = new Flows(client, population);
        int failed = 0;
        string firstFailure = "";
        // Institutions of one run take different patients: the code moves the start of the patient list.
        long first = (long)(StableHash.Of(client.Options.Seed, client.Options.Code) % 1_000_000) * 1_000;
        var options = new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancel };
        await Parallel.ForAsync(0, flows, options, async (number, stop) =>
        {
            bool cancels = StableHash.Strikes(StableHash.Of(client.Options.Seed, $"cancel{client.Options.Code}{number}"), cancelPerMillion);
            FlowOutcome outcome = await steps.RunAsync(kind, first + number, cancels, stop);
            if (outcome.FailedAt.Length > 0)
            {
                Interlocked.Increment(ref failed);
                Interlocked.CompareExchange(ref firstFailure, $"{outcome.FailedAt} {outcome.Text}", "");
            }
        });
        int unknown = await client.AskUnknownAsync(cancel);
        IReadOnlyList<ClerkSettlement> live = client.Journal.Live();
        return new RunSummary(
            flows, client.Journal.Settled, client.Journal.Cancelled, failed, unknown, client.Journal.Contradictions().Count,
            live.Sum(s => s.TotalFen), live.Sum(s => s.FundFen), live.Sum(s => s.AccountFen), live.Sum(s => s.CashFen),
            (long)clock.GetElapsedTime(started).TotalMilliseconds, firstFailure);
    }
}
