using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal;

namespace Hub.Routes.Reconciliation;

/// <summary>
/// Compares one institution's day with the core, in the institution's name: totals (3201); if they differ, our statement
/// (9101), rows (3202), result (9102), every difference itemised. All steps only ask, so an unanswered one is repeated.
/// </summary>
public sealed class CoreReconciliationSaga : Saga<CoreReconciliationState>
{
    private readonly IStatementCodec codec;
    private readonly ReconciliationOptions options;

    public CoreReconciliationSaga(IStatementCodec codec, ReconciliationOptions options)
    {
        this.codec = codec;
        this.options = options;
        StartedBy<ReconcileDayWithCore>(Start);
        Handles<CallOutcome>(Answered);
        Handles<CoreReconciliationDue>(Due);
    }

    public override string Name => "core-reconciliation";

    private void Start(CoreReconciliationState state, ReconcileDayWithCore work, ISagaContext context)
    {
        if (state.Work is not null)
        {
            if (context.Incoming is not null)
            {
                context.Reply(new DayCompared(state.Phase, state.Differences));
            }

            return;
        }

        state.Run++;
        state.Work = work;
        state.Asker = context.Incoming;
        state.Differences = 0;
        Enter(state, CoreReconciliationPhase.Totals, context);
    }

    private void Answered(CoreReconciliationState state, CallOutcome outcome, ISagaContext context)
    {
        if (state.Work is null || outcome.RequestId != state.RequestId)
        {
            return;
        }

        switch (outcome.Result)
        {
            case CallResult.Done:
                Next(state, outcome, context);
                break;
            case CallResult.Refused:
                Fail(state, context, "The core refused to compare the day.", outcome.RawDigest);
                break;
            default:
                Again(state, context);
                break;
        }
    }

    private void Next(CoreReconciliationState state, CallOutcome outcome, ISagaContext context)
    {
        switch (outcome.Reply)
        {
            case TotalsCompared { Balanced: true }:
                context.Note(CoreStated.Balanced(state.Work!, outcome.RawDigest, context.Now));
                End(state, CoreReconciliationPhase.Balanced, context);
                break;
            case TotalsCompared:
                Enter(state, CoreReconciliationPhase.Upload, context);
                break;
            case FileStored stored:
                state.Ticket = stored.FileTicket;
                Enter(state, CoreReconciliationPhase.Details, context);
                break;
            case DetailsCompared compared:
                state.Ticket = compared.FileTicket;
                state.FileName = compared.FileName;
                Enter(state, CoreReconciliationPhase.Fetch, context);
                break;
            case FileFetched fetched:
                Itemise(state, fetched, outcome.RawDigest, context);
                break;
            default:
                Again(state, context);
                break;
        }
    }

    private void Itemise(CoreReconciliationState state, FileFetched fetched, string rawDigest, ISagaContext context)
    {
        var reading = codec.ReadCompared(fetched.Content);
        if (reading.Error is { } error)
        {
            Fail(state, context, "The core's result file cannot be read: " + error, rawDigest);
            return;
        }

        var found = CoreDifferences.Of(state.Work!, reading.Rows, rawDigest);
        foreach (var difference in found.Take(options.DifferencesMax))
        {
            context.Report(difference);
        }

        if (found.Count == 0 || found.Count > options.DifferencesMax)
        {
            var text = found.Count == 0
                ? "The core says the day does not balance, but names no row that differs."
                : "Rows that differ: " + Text.Number(found.Count) + "; only the first are itemised.";
            context.Report(CoreDifferences.OfDay(state.Work!, text, rawDigest));
        }

        if (found.Count > 0)
        {
            context.Note(CoreStated.Different(state.Work!, reading.Rows, rawDigest, context.Now));
        }

        state.Differences = found.Count;
        End(state, CoreReconciliationPhase.Different, context);
    }

    private void Due(CoreReconciliationState state, CoreReconciliationDue due, ISagaContext context)
    {
        if (state.Work is not null && state.RequestId == 0 && due == new CoreReconciliationDue(state.Run, state.Phase, state.Tries))
        {
            Send(state, context);
        }
    }

    private void Again(CoreReconciliationState state, ISagaContext context)
    {
        if (state.Tries >= options.CoreRetries)
        {
            Fail(state, context, "The core gave no answer to the comparison of the day.", "");
            return;
        }

        state.Tries++;
        state.RequestId = 0;
        context.RequestTimeout(options.CoreRetryDelay, new CoreReconciliationDue(state.Run, state.Phase, state.Tries));
    }

    private void Enter(CoreReconciliationState state, CoreReconciliationPhase phase, ISagaContext context)
    {
        state.Move(phase);
        state.Tries = 0;
        Send(state, context);
    }

    private void Send(CoreReconciliationState state, ISagaContext context)
    {
        var work = state.Work!;
        object message = state.Phase switch
        {
            CoreReconciliationPhase.Totals => CoreQuestions.Totals(work),
            CoreReconciliationPhase.Upload => CoreQuestions.Statement(work, codec),
            CoreReconciliationPhase.Details => CoreQuestions.Details(work, state.Ticket),
            _ => CoreQuestions.Result(work, state.Ticket, state.FileName),
        };
        state.RequestId = context.Send(Destinations.Core, message, state.Phase.ToString());
    }

    private static void Fail(CoreReconciliationState state, ISagaContext context, string text, string rawDigest)
    {
        context.Report(CoreDifferences.OfDay(state.Work!, text, rawDigest));
        state.Differences = 1;
        End(state, CoreReconciliationPhase.Failed, context);
    }

    private static void End(CoreReconciliationState state, CoreReconciliationPhase phase, ISagaContext context)
    {
        state.Move(phase);
        if (state.Asker is { } asker)
        {
            context.Reply(asker, new DayCompared(phase, state.Differences));
        }

        state.Asker = null;
        state.Work = null;
        state.RequestId = 0;
    }
}
