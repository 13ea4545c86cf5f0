using Hub.Certs.Evidence;
using Hub.Journal.Contracts;
using Hub.Journal.Evidence;
using Hub.Journal.Store;
using Npgsql;

namespace Hub.Journal.Engine;

/// <summary>One transaction of a writer, from the identities to the commit.</summary>
internal sealed partial class Writer
{
    private async Task<Round> ReadAndFoldAsync(List<WorkItem> items)
    {
        pack.Clear();
        var round = new Round(ids!.Next(), shared.Time.GetUtcNow(), pack);
        intake.Ids = ids;
        try
        {
            await FoldAllAsync(round, items).ConfigureAwait(false);
            return round;
        }
        catch
        {
            Undo(round);
            throw;
        }
    }

    private async Task FoldAllAsync(Round round, List<WorkItem> items)
    {
        var candidates = IntakeStage.Group(PutOffLinked(items), ids!);
        var loads = items.OfType<LoadWork>().DistinctBy(l => l.InboxId).ToArray();
        var rows = new List<InboxRow>();
        Fault.Hit("i7.before");
        await ReadAsync(round, candidates, items).ConfigureAwait(false);
        Fault.Hit("i8.after");
        if (loads.Length > 0)
        {
            rows = await RoundReader.InboxAsync(
                connection!, "id = any($1) and state = 0", [Columns.Longs(loads.Select(l => l.InboxId))], default).ConfigureAwait(false);
        }

        var steps = new Queue<Step>();
        StoredSteps(rows, loads, steps);
        OtherSteps(round, items, steps);
        await IntakeStepsAsync(round, candidates, steps).ConfigureAwait(false);
        await LoadCellsAsync(round, steps.Select(s => s.Case)).ConfigureAwait(false);
        Fault.Hit("c2.after");
        while (steps.TryDequeue(out var step))
        {
            folder.Fold(round, step, ids!, steps);
        }

        Fault.Hit("c4.after");
        await FinishAsync(round).ConfigureAwait(false);
    }

    // A message that refers to another of the same batch waits for the next: the other must be found in the table.
    private IEnumerable<IntakeWork> PutOffLinked(List<WorkItem> items)
    {
        var works = items.OfType<IntakeWork>().ToArray();
        if (!works.Any(w => w.Intake.Case.How == CaseReferenceKind.Message && w.Intake.Answer is null))
        {
            return works;
        }

        var present = works.Select(w => w.Identity).ToHashSet();
        var linked = works.Where(w => RoundReader.Reference(w) is var (kind, key) && key.Length > 0
            && !w.PutOff && present.Contains((w.Intake.Partner, kind, key))).ToArray();
        foreach (var work in linked)
        {
            work.PutOff = true; // once only: two that name each other must not wait for ever
            items.Remove(work);
            Post(work);
        }

        return works.Except(linked);
    }

    private async Task ReadAsync(Round round, List<IntakeStage.Candidate> candidates, List<WorkItem> items)
    {
        var names = items.Select(NameOf).OfType<string>().Where(n => cases.Find(n) is null).Distinct(StringComparer.Ordinal).ToArray();
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("begin"));
        if (candidates.Count > 0)
        {
            batch.BatchCommands.Add(RoundReader.AcceptCommand(IntakeStage.Sorted(candidates), round.Batch));
        }

        if (names.Length > 0)
        {
            batch.BatchCommands.Add(RoundReader.StatesCommand(names));
        }

        var reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);
        if (candidates.Count > 0)
        {
            var accepted = await RoundReader.ReadAcceptedAsync(reader, default).ConfigureAwait(false);
            foreach (var candidate in candidates)
            {
                candidate.IsNew = accepted.TryGetValue(candidate.Id, out var name);
                candidate.Case = name;
            }

            await reader.NextResultAsync().ConfigureAwait(false);
        }

        foreach (var name in names)
        {
            NewCell(name, round);
        }

        if (names.Length > 0)
        {
            await RoundReader.ReadStatesAsync(reader, n => cases.Find(n)!, default).ConfigureAwait(false);
        }
    }

    private void NewCell(string name, Round round)
    {
        cases.GetOrAdd(name, shared.Lanes.LaneOf(name));
        round.AfterRollback.Add(() => cases.Forget(name));
    }

    private string? NameOf(WorkItem item) => item switch
    {
        IntakeWork { Intake: { Answer: null, Case.How: CaseReferenceKind.NameOrAlias } wanted } => IsMine(wanted.Case.Name) ? wanted.Case.Name : null,
        OutcomeWork outcome => outcome.Request.Case,
        TimeoutWork timeout => timeout.Case,
        _ => null,
    };

    private bool IsMine(string caseName) =>
        shared.Lanes.LaneOf(caseName) is var lane && shared.Lanes.Find(lane) is not null && shared.Lanes.WriterOf(lane) == index;

    private void StoredSteps(List<InboxRow> rows, LoadWork[] loads, Queue<Step> steps)
    {
        foreach (var row in rows.Where(r => IsMine(r.Case)))
        {
            if (!cases.Knows(row.Case, row.Id))
            {
                cases.Await(row.Case, row.Id);
            }

            if (!cases.IsQuarantined(row.Case) && row.DueAt <= shared.Time.GetUtcNow())
            {
                var stored = (Read(row.Body, typeof(StoredStep)) as StoredStep) ?? new StoredStep(new UnreadableMessage(row.Type, row.Body));
                steps.Enqueue(new Step
                {
                    Case = row.Case, Source = Array.Find(loads, l => l.InboxId == row.Id), Message = stored.Message, Incoming = stored.Incoming,
                    RawDigest = row.RawDigest, Row = row,
                });
            }
        }
    }

    private void OtherSteps(Round round, List<WorkItem> items, Queue<Step> steps)
    {
        foreach (var item in items)
        {
            switch (item)
            {
                case TimeoutWork timeout:
                    round.AfterCommit.Add(() => timeoutsTaken.Remove(timeout.Id));
                    if (IsMine(timeout.Case))
                    {
                        round.Lanes.Add(timeout.Lane);
                        var message = Read(timeout.Body, null, timeout.Type);
                        steps.Enqueue(new Step { Case = timeout.Case, Source = timeout, Message = message });
                    }

                    break;
                case OutcomeWork outcome:
                    Outcome(round, outcome, steps);
                    break;
                case MarkSendingWork mark:
                    MarkSending(round, mark);
                    break;
            }
        }
    }

    // What this version cannot read (a newer message, a renamed type) fails in its own case and is kept as it is.
    private object Read(byte[] body, Type? type, string name = "")
    {
        try
        {
            return shared.Contracts.Read(body, type ?? shared.Contracts.TypeOf(name));
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or UnknownContractException or InvalidDataException or NotSupportedException
            or InvalidOperationException)
        {
            return new UnreadableMessage(name, body);
        }
    }

    private void MarkSending(Round round, MarkSendingWork mark)
    {
        var line = shared.Lines.To(mark.Request.Destination);
        if (!IsMine(mark.Request.Case))
        {
            round.AfterCommit.Add(line.Release);
            return;
        }

        round.Lanes.Add(mark.Request.Lane);
        round.OutboxSending.Add(mark.Request.Request.RequestId);
        Fault.Hit("r1.after");
        round.AfterCommit.Add(() =>
        {
            Fault.Hit("r2.before");
            line.Start(mark.Request);
        });
    }

    private void Outcome(Round round, OutcomeWork work, Queue<Step> steps)
    {
        var request = work.Request.Request;
        var outcome = work.Outcome;
        var mine = IsMine(work.Request.Case);
        if (mine)
        {
            round.Lanes.Add(work.Request.Lane);
            (work.Closes ? round.OutboxRemoved : round.OutboxLate).Add(request.RequestId);
        }
        else
        {
            // The lane's new owner has reported this request unknown; what came after that is late.
            outcome = outcome with { Late = true };
        }

        if (outcome is { Late: true, Result: CallResult.Unknown } && work.Body.IsEmpty)
        {
            return;
        }

        byte[]? digest = null;
        if (!work.Body.IsEmpty)
        {
            digest = Convert.FromHexString(outcome.RawDigest);
            round.Raw.Add(outcome.Late ? RawRole.LateAnswer : RawRole.ForeignAnswer, request.RequestId, work.Body.Span, digest);
            round.Leaves.Add(Leaves.Of(
                outcome.Late ? LeafRole.LateAnswer : LeafRole.ForeignAnswer, request.RequestId, round.Now, request.Partner, MessageDirection.In,
                work.Request.Destination, request.Kind, request.Key, digest,
                System.Security.Cryptography.SHA256.HashData(request.Body.Span), outcome.Late ? "late" : "answered"));
        }

        Fault.Hit("k4.before");
        round.Outcomes.Add(new OutcomeRow(request.RequestId, outcome.Late, outcome.Result, digest, outcome.Detail));
        steps.Enqueue(new Step { Case = work.Request.Case, Source = work, Message = outcome, RawDigest = digest });
    }

    private async Task IntakeStepsAsync(Round round, List<IntakeStage.Candidate> candidates, Queue<Step> steps)
    {
        var repeated = candidates.Where(c => !c.IsNew).ToArray();
        if (repeated.Length > 0)
        {
            var known = await RoundReader.KnownAsync(connection!, [.. repeated.Select(c => c.First)], default).ConfigureAwait(false);
            for (var i = 0; i < repeated.Length; i++)
            {
                await intake.RepeatAsync(
                    round, connection!, repeated[i], known[i] ?? throw new InvalidOperationException("an identity vanished"), default).ConfigureAwait(false);
            }
        }

        foreach (var candidate in candidates.Where(c => c.IsNew))
        {
            if (intake.Accept(round, candidate) is { } step)
            {
                steps.Enqueue(step);
            }
        }
    }

    private async Task LoadCellsAsync(Round round, IEnumerable<string> names)
    {
        var missing = names.Where(n => IsMine(n) && cases.Find(n) is null).Distinct(StringComparer.Ordinal).ToArray();
        foreach (var name in missing)
        {
            NewCell(name, round);
        }

        if (missing.Length > 0)
        {
            await using var command = Columns.Query(
                connection!, "select name, saga, version, partner, at, state from case_state where name = any($1)", Columns.Texts(missing));
            await using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
            await RoundReader.ReadStatesAsync(reader, n => cases.Find(n)!, default).ConfigureAwait(false);
        }
    }

    // Answers, states and evidence in their stored form.
    private async Task FinishAsync(Round round)
    {
        var unknown = round.Answers.Where(a => a.RequestDigest is null).ToArray();
        var digests = new Dictionary<long, byte[]?>();
        foreach (var answer in unknown.Where(a => shared.Slots.Find(a.To.MessageId)?.RawDigest is not null))
        {
            digests.TryAdd(answer.To.MessageId, shared.Slots.Find(answer.To.MessageId)?.RawDigest);
        }

        var asked = unknown.Select(a => a.To.MessageId).Where(id => !digests.ContainsKey(id)).ToArray();
        if (asked.Length > 0)
        {
            await using var command = Columns.Query(connection!, "select id, raw_digest from message where id = any($1)", Columns.Longs(asked));
            await using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
            while (await reader.ReadAsync().ConfigureAwait(false))
            {
                digests[reader.GetInt64(0)] = reader.IsDBNull(1) ? null : reader.GetFieldValue<byte[]>(1);
            }
        }

        foreach (var answer in round.Answers)
        {
            Answer(round, answer, answer.RequestDigest ?? digests.GetValueOrDefault(answer.To.MessageId));
        }

        foreach (var cell in round.Changed)
        {
            cell.Stored = shared.Contracts.Write(cell.State!);
        }

        if (round.Leaves.Count > 0)
        {
            round.Sealed = log!.Seal(round.Batch, round.Leaves, round.Now);
        }
    }

    private void Answer(Round round, AnswerRow answer, byte[]? requestDigest)
    {
        var to = answer.To;
        var digest = System.Security.Cryptography.SHA256.HashData(answer.Bytes.Span);
        round.Raw.Add(RawRole.Answer, to.MessageId, answer.Bytes.Span, digest);
        round.Leaves.Add(Leaves.Of(
            LeafRole.Answer, to.MessageId, round.Now, to.Partner, MessageDirection.Out, to.Channel, to.Kind, to.Key, digest, requestDigest, "answered"));
        round.TellsAnswers |= shared.HasPeers() && shared.Slots.Find(to.MessageId) is null;
        round.AfterCommit.Add(() => shared.Slots.Find(to.MessageId)?.Complete(answer.Bytes));
    }
}
