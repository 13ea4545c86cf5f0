using System.Security.Cryptography;
using Hub.Certs.Evidence;
using Hub.Journal.Contracts;
using Hub.Journal.Evidence;
using Hub.Journal.Store;
using Npgsql;

namespace Hub.Journal.Engine;

/// <summary>The first half of a round: which messages are new, which came before, which contradict.</summary>
internal sealed class IntakeStage(SagaCatalog catalog, ContractJson contracts, AnswerSlots slots)
{
    /// <summary>New messages, each with its id; the others of the same identity stand behind the first.</summary>
    internal sealed record Candidate(long Id, IntakeWork First, List<IntakeWork> Others)
    {
        public string? Case { get; set; }

        public bool IsNew { get; set; }
    }

    public static List<Candidate> Group(IEnumerable<IntakeWork> works, IdSource ids)
    {
        var byIdentity = new Dictionary<(string, string, string), Candidate>();
        var order = new List<Candidate>();
        foreach (var work in works)
        {
            if (byIdentity.TryGetValue(work.Identity, out var candidate))
            {
                candidate.Others.Add(work);
                continue;
            }

            order.Add(candidate = new Candidate(ids.Next(), work, []));
            byIdentity.Add(work.Identity, candidate);
        }

        return order;
    }

    /// <summary>Rows in one order on all writers and nodes, so that two of them never wait for each other crosswise.</summary>
    public static List<(long Id, IntakeWork Work)> Sorted(IEnumerable<Candidate> candidates) =>
        [.. candidates.OrderBy(c => c.First.Intake.Partner, StringComparer.Ordinal).ThenBy(c => c.First.Intake.Kind, StringComparer.Ordinal)
            .ThenBy(c => c.First.Intake.Key, StringComparer.Ordinal).Select(c => (c.Id, c.First))];

    /// <summary>Evidence of a new message, and its answer where it brought one; else the step for its saga.</summary>
    public Step? Accept(Round round, Candidate candidate)
    {
        var work = candidate.First;
        var intake = work.Intake;
        round.New.Add(work);
        round.Raw.Add(RawRole.Received, candidate.Id, intake.Raw.Span, work.RawDigest);
        round.Leaves.Add(Leaves.Received(candidate.Id, work, round.Now, Decisions.Name(intake.Decision)));
        foreach (var other in candidate.Others)
        {
            Compare(round, other, candidate.Id, intake.ContentDigest.Span, work.ReceivedAt, null, long.MinValue);
        }

        var address = AddressOf(candidate.Id, work);
        if (intake.Answer is { } answer)
        {
            round.Answers.Add(new AnswerRow(address, answer, work.RawDigest));
            round.AfterCommit.Add(() => work.Accepted.TrySetResult(new(IntakeResult.Answered, candidate.Id, false, answer, work.ReceivedAt, null, 0)));
            return null;
        }

        JoinAndTell(round, work, candidate.Id, work.ReceivedAt, duplicate: false, polled: false);
        return new Step { Case = candidate.Case ?? intake.Case.Name, Source = work, Message = intake.Message!, Incoming = address, RawDigest = work.RawDigest };
    }

    /// <summary>A message whose identity was there before.</summary>
    public async Task RepeatAsync(Round round, NpgsqlConnection connection, Candidate candidate, KnownMessage known, CancellationToken cancellationToken)
    {
        foreach (var work in candidate.Others.Prepend(candidate.First))
        {
            if (known.Decision == Decisions.Barred)
            {
                await BarredAsync(round, connection, work, known, cancellationToken).ConfigureAwait(false);
                continue;
            }

            Compare(round, work, known.Id, known.ContentDigest, known.At, known.AnswerBatch, candidate.Id);
        }
    }

    private void Compare(
        Round round, IntakeWork work, long firstId, ReadOnlySpan<byte> firstDigest, DateTimeOffset firstAt, long? answerBatch, long freeId)
    {
        if (CryptographicOperations.FixedTimeEquals(firstDigest, work.Intake.ContentDigest.Span))
        {
            if (answerBatch is { } batch)
            {
                round.AfterCommit.Add(() => work.Accepted.TrySetResult(new(IntakeResult.Answered, firstId, true, default, firstAt, null, batch)));
                return;
            }

            JoinAndTell(round, work, firstId, firstAt, duplicate: true, polled: freeId != long.MinValue);
            return;
        }

        Keep(round, work, firstId, Decisions.Conflict, "conflict");
        round.AfterCommit.Add(() => work.Accepted.TrySetResult(new(IntakeResult.Conflict, firstId, false, default, firstAt, null, 0)));
    }

    /// <summary>Ids for what is kept beside the first arrival; set by the writer for each round.</summary>
    public IdSource? Ids { get; set; }

    private void Keep(Round round, IntakeWork work, long original, short decision, string name)
    {
        var intake = work.Intake;
        var id = Ids!.Next();
        round.Messages.Add(new MessageRow(
            id, 3, intake.Partner, intake.Channel, intake.Kind, intake.Key, work.ReceivedAt, decision, intake.Reason, null,
            intake.ContentDigest.ToArray(), work.RawDigest, original));
        round.Raw.Add(RawRole.Received, id, intake.Raw.Span, work.RawDigest);
        round.Leaves.Add(Leaves.Received(id, work, round.Now, name));
    }

    // The identity was barred before the message came: it gets the answer kept for it, and nothing else happens.
    private async Task BarredAsync(Round round, NpgsqlConnection connection, IntakeWork work, KnownMessage known, CancellationToken cancellationToken)
    {
        var given = round.Answers.Find(a => a.To.MessageId == known.Id);
        if (known.AnswerBatch is { } batch)
        {
            round.AfterCommit.Add(() => work.Accepted.TrySetResult(new(IntakeResult.Answered, known.Id, true, default, known.At, null, batch)));
            return;
        }

        if (given is null)
        {
            await using var command = Columns.Query(connection, "select type, body from forbidden where message_id = $1", Columns.One(known.Id));
            await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            var reply = contracts.Read(reader.GetFieldValue<byte[]>(1), contracts.TypeOf(reader.GetString(0)));
            var to = AddressOf(known.Id, work);
            given = new AnswerRow(to, catalog.Encoder(work.Intake.Channel).Encode(to, reply, round.Now), work.RawDigest);
            round.Answers.Add(given);
            Keep(round, work, known.Id, Decisions.Barred, "refused");
        }

        round.AfterCommit.Add(() => work.Accepted.TrySetResult(new(IntakeResult.Answered, known.Id, true, given.Bytes, known.At, null, 0)));
    }

    private void JoinAndTell(Round round, IntakeWork work, long id, DateTimeOffset at, bool duplicate, bool polled)
    {
        // Joined before the commit: the answer may be given by another writer the moment after it.
        var slot = slots.Join(id, duplicate ? null : work.RawDigest, polled);
        round.AfterCommit.Add(() =>
        {
            if (!work.Accepted.TrySetResult(new(IntakeResult.Pending, id, duplicate, default, at, slot, 0)))
            {
                slots.Leave(slot);
            }
        });
        round.AfterRollback.Add(() => slots.Leave(slot));
    }

    private static ReplyAddress AddressOf(long id, IntakeWork work) => new()
    {
        MessageId = id,
        Partner = work.Intake.Partner,
        Channel = work.Intake.Channel,
        Kind = work.Intake.Kind,
        Key = work.Intake.Key,
        ReceivedAt = work.ReceivedAt,
        AnswerHint = work.Intake.AnswerHint,
    };
}
