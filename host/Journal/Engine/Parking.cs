using Hub.Journal.Contracts;
using Microsoft.Extensions.Logging;

namespace Hub.Journal.Engine;

/// <summary>Puts messages into the inbox that cannot be handled in this transaction, and sees to it that they are handled later.</summary>
internal sealed class Parking(
    ContractJson contracts, LaneTable lanes, int writer, CaseBook cases, Action<InboxRow> handOver, Action<long> load, ILogger logger)
{
    /// <summary>Writes (or keeps) the inbox row of a step.</summary>
    public InboxRow Park(Round round, Step step, short lane, long newId, short attempts, DateTimeOffset due, short state = InboxRow.Ready)
    {
        if (step.Row is { } row)
        {
            row = row with { Attempts = attempts, DueAt = due, State = state };
            round.InboxChanged.Add(row);
        }
        else
        {
            row = new InboxRow(
                newId, lane, step.Case, step.Incoming?.MessageId, ContractJson.NameOf(step.Message.GetType()),
                contracts.Write(new StoredStep(step.Message, step.Incoming)), step.RawDigest, state, attempts, due);
            round.InboxAdded.Add(row);
        }

        if (state == InboxRow.Ready)
        {
            round.AfterCommit.Add(() => Parked(row, round.Now));
        }

        return row;
    }

    /// <summary>Puts a message aside until its case lets it go.</summary>
    public void Defer(Round round, Step step, short lane, IdSource ids)
    {
        Park(round, step, lane, ids.Next(), step.Row?.Attempts ?? 0, round.Now, InboxRow.Deferred);
        if (step.Row is { } row)
        {
            round.AfterCommit.Add(() => Next(row.Case, row.Id));
        }
    }

    /// <summary>Tells of a failure; after the last retry the case is quarantined.</summary>
    public void Failed(Round round, Step step, InboxRow row, string reason, bool isLast)
    {
        JournalLog.HandlerFailed(logger, row.Type, row.Attempts, reason);
        if (!isLast)
        {
            return;
        }

        round.Quarantined.Add((step.Case, row.Lane, row.Id, row.Type, reason, row.Attempts));
        round.AfterCommit.Add(() =>
        {
            cases.Quarantine(step.Case);
            JournalLog.CaseQuarantined(logger, row.Type, row.Attempts, reason);
        });
    }

    /// <summary>A waiting row is gone: the next of its case has its turn.</summary>
    public void Next(string name, long inboxId)
    {
        if (cases.Done(name, inboxId) && !cases.IsQuarantined(name))
        {
            load(cases.Backlog(name)!.Min);
        }
    }

    private void Parked(InboxRow row, DateTimeOffset now)
    {
        if (lanes.Find(row.Lane) is not null && lanes.WriterOf(row.Lane) == writer)
        {
            cases.Await(row.Case, row.Id);
            if (row.DueAt <= now && cases.Backlog(row.Case)!.Min == row.Id && !cases.IsQuarantined(row.Case))
            {
                load(row.Id);
            }

            return;
        }

        handOver(row);
    }
}
