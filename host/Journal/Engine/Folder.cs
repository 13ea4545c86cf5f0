using System.Security.Cryptography;
using Hub.Certs.Evidence;
using Hub.Journal.Contracts;
using Hub.Journal.Evidence;
using Hub.Journal.Store;

namespace Hub.Journal.Engine;

/// <summary>Folds the messages of a round over their cases and puts what they want to happen into the round.</summary>
internal sealed class Folder(
    JournalOptions options, SagaCatalog catalog, ContractJson contracts, LaneTable lanes, int writer, CaseBook cases, Lines lines, Parking parking)
{
    /// <summary>Folds one step; local messages it sends to cases in memory are added to <paramref name="more"/>.</summary>
    public void Fold(Round round, Step step, IdSource ids, Queue<Step> more)
    {
        var lane = lanes.LaneOf(step.Case);
        var holding = lanes.Find(lane);
        var mine = holding is not null && lanes.WriterOf(lane) == writer;
        if (!mine || (holding!.Draining && step.Message is not CallOutcome))
        {
            if (step.Row is null)
            {
                Consume(round, step);
                parking.Park(round, step, lane, ids.Next(), 0, round.Now);
            }

            return;
        }

        var cell = cases.Find(step.Case)!;
        if (HasToWait(round, step, cell))
        {
            if (step.Row is null)
            {
                Consume(round, step);
                parking.Park(round, step, lane, ids.Next(), 0, round.Now);
            }

            return;
        }

        Run(round, step, cell, ids, more);
    }

    private bool HasToWait(Round round, Step step, CaseCell cell)
    {
        if (cases.IsQuarantined(step.Case) || cell.Stopped)
        {
            return true;
        }

        var before = cases.Backlog(step.Case)?.Where(id => !round.InboxRemoved.Contains(id));
        return step.Row is { } row
            ? before is null || before.FirstOrDefault() != row.Id
            : cell.Released || (before is not null && before.Any());
    }

    private void Run(Round round, Step step, CaseCell cell, IdSource ids, Queue<Step> more)
    {
        round.Lanes.Add(cell.Lane);
        if (step.Source?.Failures > 1)
        {
            Fail(round, step, cell, ids, "the database refused its effects");
            return;
        }

        var now = cell.At > round.Now ? cell.At : round.Now;
        var reason = "";
        for (var attempt = 0; attempt <= options.ImmediateRetries; attempt++)
        {
            try
            {
                Open(cell, step);
                var context = new StepContext(catalog, step, cell, now, ids.Next, DigestText(step));
                cell.Saga!.Handle(cell.State!, step.Message, context);
                Apply(round, step, cell, context.Effects, now, ids, more);
                return;
            }
#pragma warning disable CA1031 // Whatever a handler throws stops its own case and nothing else.
            catch (Exception e)
#pragma warning restore CA1031
            {
                reason = Reason(e);
                Restore(cell);
            }
        }

        Fail(round, step, cell, ids, reason);
    }

    // The message of a foreign exception may quote data of persons; its type and place do not.
    private static string Reason(Exception e) =>
        e is SagaException ? e.Message : e.GetType().Name + " in " + (e.TargetSite?.DeclaringType?.Name ?? "?") + "." + (e.TargetSite?.Name ?? "?");

    private void Open(CaseCell cell, Step step)
    {
        if (cell.Saga is not null && cell.State is not null)
        {
            return;
        }

        if (cell.Stored is not null)
        {
            cell.Saga = catalog.Named(cell.StoredSaga!);
            cell.State = contracts.Read(cell.Stored, cell.Saga.StateType);
            return;
        }

        cell.Saga = catalog.StartedBy(step.Message.GetType())
            ?? throw new SagaException("no case is open and no saga is started by " + step.Message.GetType().Name);
        cell.State = cell.Saga.NewState();
    }

    // A handler that threw may have changed half of its state: read the stored one and do again what had succeeded.
    private void Restore(CaseCell cell)
    {
        cell.State = null;
        if (cell.Folded.Count == 0)
        {
            if (cell.Stored is null)
            {
                cell.Saga = null;
            }

            return;
        }

        cell.Saga = cell.Stored is null ? null : cell.Saga;
        foreach (var (step, given, now) in cell.Folded)
        {
            Open(cell, step);
            using var same = given.GetEnumerator();
            var context = new StepContext(catalog, step, cell, now, () => same.MoveNext() ? same.Current : 0, DigestText(step));
            cell.Saga!.Handle(cell.State!, step.Message, context);
        }
    }

    private void Fail(Round round, Step step, CaseCell cell, IdSource ids, string reason)
    {
        cell.Stopped = true;
        Consume(round, step);
        var attempts = (short)((step.Row?.Attempts ?? 0) + 1);
        var isLast = attempts > options.DelayedRetries.Count;
        var due = isLast ? round.Now : round.Now + options.DelayedRetries[attempts - 1];
        var row = parking.Park(round, step, cell.Lane, ids.Next(), attempts, due);
        parking.Failed(round, step, row, reason, isLast);
    }

    /// <summary>What brought the message is used up whatever becomes of it (an inbox row stays until it succeeds).</summary>
    private static void Consume(Round round, Step step)
    {
        if (step.Source is TimeoutWork timeout)
        {
            round.TimeoutsRemoved.Add(timeout.Id);
        }
    }

    private void Apply(Round round, Step step, CaseCell cell, StepEffects effects, DateTimeOffset now, IdSource ids, Queue<Step> more)
    {
        Consume(round, step);
        if (effects.Deferred)
        {
            parking.Defer(round, step, cell.Lane, ids);
            return;
        }

        cell.Folded.Add((step, effects.Ids, now));
        cell.At = now;
        cell.Partner = step.Incoming?.Partner ?? cell.Partner;
        round.Changed.Add(cell);
        if (step.Row is { } row)
        {
            round.InboxRemoved.Add(row.Id);
            round.AfterCommit.Add(() => parking.Next(row.Case, row.Id));
        }

        foreach (var (destination, request, tag) in effects.Sends)
        {
            Send(round, cell, destination, request, tag);
        }

        foreach (var (to, bytes) in effects.Replies)
        {
            round.Answers.Add(new AnswerRow(to, bytes, to.MessageId == step.Incoming?.MessageId ? step.RawDigest : null));
        }

        foreach (var (delay, message) in effects.Timeouts)
        {
            round.TimeoutsAdded.Add((ids.Next(), cell.Lane, cell.Name, now + delay, ContractJson.NameOf(message.GetType()), contracts.Write(message)));
        }

        foreach (var (to, message) in effects.Locals)
        {
            Local(round, to, message, step.Depth, ids, more);
        }

        Book(round, cell, effects, ids);
    }

    private void Book(Round round, CaseCell cell, StepEffects effects, IdSource ids)
    {
        foreach (var transaction in effects.Transactions)
        {
            round.Ledger.Add((ids.Next(), transaction, cell.Name));
        }

        foreach (var settlement in effects.Settlements)
        {
            round.Settlements.Add((settlement, cell.Name));
        }

        round.Differences.AddRange(effects.Differences);
        round.FileSteps.AddRange(effects.FileSteps);
        round.Stated.AddRange(effects.Stated);
        round.Aliases.AddRange(effects.Aliases.Select(a => (a, cell.Name)));
        foreach (var (kind, key, answer) in effects.Forbidden)
        {
            // The identity is taken by a row of its own, so that it and the message cannot both win.
            var id = ids.Next();
            round.Messages.Add(new MessageRow(id, 1, cell.Partner, "", kind, key, round.Now, Decisions.Barred, null, cell.Name, null, null, null));
            round.Forbidden.Add((id, ContractJson.NameOf(answer.GetType()), contracts.Write(answer)));
        }

        if (effects.Released)
        {
            cell.Released = true;
            round.Released.Add(cell.Name);
        }
    }

    private void Local(Round round, string to, object message, int depth, IdSource ids, Queue<Step> more)
    {
        var local = new Step { Case = to, Source = null, Message = message, Depth = depth + 1 };
        var lane = lanes.LaneOf(to);
        if (depth < options.LocalDepthMax && lanes.Find(lane) is not null && lanes.WriterOf(lane) == writer && cases.Find(to) is not null)
        {
            more.Enqueue(local);
            return;
        }

        parking.Park(round, local, lane, ids.Next(), 0, round.Now);
    }

    private void Send(Round round, CaseCell cell, string destination, OutboundRequest request, string tag)
    {
        var line = lines.To(destination);
        var reserved = line.TryReserve();
        var open = new OpenRequest
        {
            Request = request, Lane = cell.Lane, Destination = destination, Case = cell.Name, Tag = tag, At = round.Now, Sending = reserved,
        };
        var digest = SHA256.HashData(request.Body.Span);
        round.Messages.Add(new MessageRow(
            request.RequestId, 2, request.Partner, destination, request.Kind, request.Key, round.Now, Decisions.Sent, null, cell.Name, null, digest, null));
        round.Raw.Add(RawRole.Sent, request.RequestId, request.Body.Span, digest);
        round.Leaves.Add(Leaves.Of(
            LeafRole.Sent, request.RequestId, round.Now, request.Partner, MessageDirection.Out, destination, request.Kind, request.Key, digest, null, "sent"));
        round.OutboxAdded.Add(open);
        if (reserved)
        {
            round.AfterCommit.Add(() => line.Start(open));
            round.AfterRollback.Add(line.Release);
        }
        else
        {
            round.AfterCommit.Add(() => line.Enqueue(open));
        }
    }

    private static string DigestText(Step step) => step.Message is CallOutcome outcome
        ? outcome.RawDigest
        : step.RawDigest is null ? "" : Convert.ToHexStringLower(step.RawDigest);
}
