using System.Security.Cryptography;
using Hub.Adapters.Hl7v2.Translation;
using Hub.Adapters.Hl7v2.Wire;
using Hub.Canonical.Messages;
using Hub.Certs.Registry;
using Hub.Journal;
using Microsoft.Extensions.Logging;

namespace Hub.Adapters.Hl7v2.Inbound;

/// <summary>One frame: receive, authenticate, keep the raw bytes, decode, translate, commit, answer.</summary>
internal sealed class Hl7v2Endpoint(
    InboundPipeline pipeline, SenderBook senders, PartnerRegistryFile registry, Hl7v2Options options, Hl7v2Metrics metrics, TimeProvider time,
    ILogger<Hl7v2Endpoint> log)
{
    private const int KeyMax = 120;
    private const int KindMax = 20;

    private readonly WireLimits limits = WireLimits.Of(options.Limits);
    private readonly SequenceBook sequences = new();

    private TimeSpan WaitLimit => TimeSpan.FromSeconds(options.WaitLimitSeconds);

    /// <summary>Answers the content of a frame.</summary>
    public async Task<FrameAnswer> AnswerAsync(ReadOnlyMemory<byte> frame, LineFacts line, CancellationToken cancellationToken)
    {
        var receivedAt = time.GetUtcNow();
        Batch batch;
        try
        {
            batch = Batch.Divide(frame, limits);
        }
        catch (WireRefusedException e)
        {
            // Nothing of a batch that is not whole is processed; its sender is not proven by any of its messages.
            Hl7v2Log.Unreadable(log, line.Listener, e.Violation.Error.Code, frame.Length);
            metrics.Message(line.Listener, e.Violation.Error.Code);
            return Now(AckWriter.Write(BatchAnswer.HeaderOf(frame.Span), "AR", [AckNote.Of(e.Violation)], receivedAt));
        }

        if (!batch.HasHeader && batch.Messages.Count == 1)
        {
            return await OneAsync(frame, line, inBatch: false, WaitLimit, cancellationToken).ConfigureAwait(false);
        }

        if (!batch.HasHeader)
        {
            metrics.Framing(line.Listener, "unseparated");
        }

        var answers = new List<ReadOnlyMemory<byte>>(batch.Messages.Count);
        foreach (var message in batch.Messages)
        {
            // One after the other, as they were written: a registration comes before its charges. The batch as a whole waits as long as one message.
            var left = WaitLimit - (time.GetUtcNow() - receivedAt);
            var one = await OneAsync(message, line, inBatch: true, left > TimeSpan.Zero ? left : TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
            answers.AddRange(one.Messages);
        }

        return batch.HasHeader ? Now(BatchAnswer.Write(frame.Span, batch, answers, receivedAt)) : new FrameAnswer(answers, []);
    }

    /// <summary>Answers a frame that is too large to be taken; nothing is kept.</summary>
    public ReadOnlyMemory<byte> TooLarge(ReadOnlyMemory<byte> beginning, LineFacts line)
    {
        metrics.Message(line.Listener, Hl7v2ErrorCodes.FrameTooLarge.Code);
        return Refusal(beginning, new Violation(Hl7v2ErrorCodes.FrameTooLarge), time.GetUtcNow());
    }

    /// <summary>Answers a frame on which the hub itself failed; the sender may send it again.</summary>
    public ReadOnlyMemory<byte> Failed(ReadOnlyMemory<byte> frame, LineFacts line)
    {
        metrics.Message(line.Listener, Hl7v2ErrorCodes.Overloaded.Code);
        return Refusal(frame, new Violation(Hl7v2ErrorCodes.Overloaded), time.GetUtcNow());
    }

    private async Task<FrameAnswer> OneAsync(
        ReadOnlyMemory<byte> raw, LineFacts line, bool inBatch, TimeSpan waitLimit, CancellationToken cancellationToken)
    {
        var receivedAt = time.GetUtcNow();
        if (MessageReader.Peek(raw.Span, Charset.Utf8) is not { } peeked)
        {
            // Without a header there is nobody to prove, so nothing is kept but the count.
            return Now(Unreadable(raw, line, receivedAt));
        }

        if (peeked.Code == "ACK")
        {
            // An acknowledgement is never acknowledged: two systems would answer each other for ever.
            metrics.Message(line.Listener, "acknowledgement");
            return FrameAnswer.None;
        }

        var rules = senders.Find(peeked);
        var proof = SenderProof.Of(raw, rules, line, registry.Current, receivedAt);
        if (proof.Partner is not { } partner || rules is null)
        {
            var failure = proof.Failure ?? Hl7v2ErrorCodes.SenderUnknown;
            Hl7v2Log.NotProven(log, line.Listener, failure.Code, Convert.ToHexStringLower(SHA256.HashData(raw.Span)));
            metrics.Message(line.Listener, failure.Code);
            return Now(Refusal(raw, new Violation(failure), receivedAt));
        }

        var work = new MessageWork(line, rules, partner, raw, receivedAt, inBatch, waitLimit);
        try
        {
            var message = MessageReader.Read(raw.Span, rules.Charset, limits);
            if (message.OddLineEnds)
            {
                metrics.Framing(line.Listener, "line-ends");
            }

            work.Read(message, proof);
        }
        catch (WireRefusedException e)
        {
            work.Unread(peeked with { Charset = Charset.Find(peeked.DeclaredCharset) ?? rules.Charset }, proof);
            return await RefuseAsync(work, Decision.Quarantined, e.Violation, cancellationToken).ConfigureAwait(false);
        }

        return await DecideAsync(work, cancellationToken).ConfigureAwait(false);
    }

    private async Task<FrameAnswer> DecideAsync(MessageWork work, CancellationToken cancellationToken)
    {
        var header = work.Header;
        if (CheckHeader(work) is { } violation)
        {
            return await RefuseAsync(work, Decision.Refused, violation, cancellationToken).ConfigureAwait(false);
        }

        if (sequences.Missing(work.Rules, header) is { } expected)
        {
            // Not kept: the sender goes back to the number that is expected and sends this one again in its turn.
            metrics.Message(work.Line.Listener, Hl7v2ErrorCodes.SequenceGap.Code);
            var number = expected.ToString(System.Globalization.CultureInfo.InvariantCulture);
            var gap = AckNote.Of(new Violation(Hl7v2ErrorCodes.SequenceGap, "MSH", 1, 13));
            return Now(AckWriter.Write(header, work.Acknowledging.Original ? "AE" : "CE", [gap], work.ReceivedAt, expected: number));
        }

        Meaning meaning;
        try
        {
            meaning = Commands.Read(work.Message!, work.Rules, work.Origin, Hl7Time.InChina(work.ReceivedAt));
        }
        catch (WireRefusedException e)
        {
            return await RefuseAsync(work, Decision.Refused, e.Violation, cancellationToken).ConfigureAwait(false);
        }

        var answer = meaning.Command is { } command
            ? await AcceptAsync(work, command, cancellationToken).ConfigureAwait(false)
            : await KeepAsync(work, meaning, cancellationToken).ConfigureAwait(false);
        return answer;
    }

    private static Violation? CheckHeader(MessageWork work)
    {
        var header = work.Header;
        return header.ControlId.Length is 0 or > KeyMax || header.ControlId.Any(char.IsControl) ? new Violation(Hl7v2ErrorCodes.ControlIdMissing, "MSH", 1, 10)
            : !work.Rules.Speaks(header.Version) ? new Violation(Hl7v2ErrorCodes.VersionUnsupported, "MSH", 1, 12)
            : !work.Rules.Processing.Contains(header.Processing) ? new Violation(Hl7v2ErrorCodes.ProcessingId, "MSH", 1, 11)
            : header.Kind.Length > KindMax ? new Violation(Hl7v2ErrorCodes.MessageTypeUnsupported, "MSH", 1, 9)
            : null;
    }

    private async Task<FrameAnswer> AcceptAsync(MessageWork work, ICommand command, CancellationToken cancellationToken)
    {
        // Enhanced mode acknowledges the commit at once; the result follows on the line when it is known.
        var apart = work.Acknowledging.Apart;
        var outcome = await pipeline.AcceptAsync(work.Received, command, apart ? TimeSpan.Zero : work.WaitLimit, cancellationToken).ConfigureAwait(false);
        if (outcome.Result is IntakeResult.Answered or IntakeResult.Pending)
        {
            sequences.Kept(work.Rules, work.Header);
        }

        if (!apart || outcome.Result is IntakeResult.Conflict or IntakeResult.Unavailable)
        {
            return Conclude(work, outcome);
        }

        metrics.Message(work.Line.Listener, "committed");
        var accepted = Accept(work, outcome);
        return new FrameAnswer([accepted], [token => LaterAsync(work, command, outcome, token)]);
    }

    private async Task<ReadOnlyMemory<byte>?> LaterAsync(MessageWork work, ICommand command, IntakeOutcome outcome, CancellationToken cancellationToken)
    {
        if (work.Acknowledging.Application == "NE")
        {
            return null;
        }

        if (outcome.Result == IntakeResult.Pending)
        {
            // The same message again: it is a duplicate and only waits.
            var limit = TimeSpan.FromSeconds(options.ApplicationAnswerSeconds);
            outcome = await pipeline.AcceptAsync(work.Received, command, limit, cancellationToken).ConfigureAwait(false);
        }

        return outcome.Result == IntakeResult.Answered && work.Acknowledging.WantsApplication(IsYes(outcome.Answer)) ? outcome.Answer : null;
    }

    private FrameAnswer Conclude(MessageWork work, IntakeOutcome outcome)
    {
        var (kind, partner, listener) = (work.Received.Kind, work.Received.Partner, work.Line.Listener);
        switch (outcome.Result)
        {
            case IntakeResult.Answered:
                metrics.Message(listener, outcome.Duplicate ? "repeated" : "answered");
                return work.Acknowledging.WantsApplication(IsYes(outcome.Answer)) ? Now(outcome.Answer) : FrameAnswer.None;
            case IntakeResult.Pending:
                Hl7v2Log.Pending(log, partner, kind, outcome.MessageId);
                return Say(work, Hl7v2ErrorCodes.OutcomePending, outcome.ReceivedAt);
            case IntakeResult.Conflict:
                Hl7v2Log.Conflict(log, partner, kind, outcome.MessageId);
                return Say(work, Hl7v2ErrorCodes.ControlIdConflict, outcome.ReceivedAt);
            default:
                return Say(work, Hl7v2ErrorCodes.Overloaded, work.ReceivedAt);
        }
    }

    private FrameAnswer Say(MessageWork work, Hl7v2Error error, DateTimeOffset at)
    {
        metrics.Message(work.Line.Listener, error.Code);
        var atAccept = !work.Acknowledging.Original && work.Acknowledging.WantsAccept(success: false);
        var code = (atAccept ? "C" : "A") + (error.Rejects ? "R" : "E");
        var note = AckNote.Of(new Violation(error, "MSH", 1, error == Hl7v2ErrorCodes.ControlIdConflict ? 10 : 0));
        return Now(Hl7v2AnswerEncoder.Encode(work.Received.AnswerHint, code, [note], at));
    }

    private async Task<FrameAnswer> KeepAsync(MessageWork work, Meaning meaning, CancellationToken cancellationToken)
    {
        var note = new AckNote(0, "I", "HL7-0000", meaning.English, meaning.Chinese);
        var answer = Hl7v2AnswerEncoder.Encode(work.Received.AnswerHint, "AA", [note], work.ReceivedAt);
        var outcome = await pipeline.RefuseAsync(work.Received, Decision.Accepted, "kept", answer, cancellationToken).ConfigureAwait(false);
        if (outcome.Result == IntakeResult.Answered)
        {
            sequences.Kept(work.Rules, work.Header);
            if (work.Acknowledging.Apart)
            {
                metrics.Message(work.Line.Listener, "committed");
                var later = work.Acknowledging.WantsApplication(success: true) ? outcome.Answer : (ReadOnlyMemory<byte>?)null;
                return new FrameAnswer([Accept(work, outcome)], later is null ? [] : [_ => Task.FromResult(later)]);
            }
        }

        return Conclude(work, outcome);
    }

    private async Task<FrameAnswer> RefuseAsync(MessageWork work, Decision decision, Violation violation, CancellationToken cancellationToken)
    {
        Hl7v2Log.Refused(log, work.Received.Partner, work.Received.Kind, violation.Error.Code, 1);
        metrics.Message(work.Line.Listener, violation.Error.Code);
        var ways = work.Acknowledging;
        var atAccept = !ways.Original && ways.WantsAccept(success: false);
        var code = (atAccept ? "C" : "A") + (violation.Error.Rejects ? "R" : "E");
        var answer = Hl7v2AnswerEncoder.Encode(work.Received.AnswerHint, code, [AckNote.Of(violation)], work.ReceivedAt);
        var outcome = await pipeline.RefuseAsync(work.Received, decision, violation.Error.Code, answer, cancellationToken).ConfigureAwait(false);
        return outcome.Result != IntakeResult.Answered ? Conclude(work, outcome)
            : atAccept || ways.WantsApplication(success: false) ? Now(outcome.Answer)
            : FrameAnswer.None;
    }

    private static byte[] Accept(MessageWork work, IntakeOutcome outcome) =>
        Hl7v2AnswerEncoder.Encode(work.Received.AnswerHint, "CA", [], outcome.ReceivedAt);

    private byte[] Unreadable(ReadOnlyMemory<byte> raw, LineFacts line, DateTimeOffset at)
    {
        var error = Hl7v2ErrorCodes.NotHl7;
        try
        {
            _ = MessageReader.Read(raw.Span, Charset.Utf8, limits);
        }
        catch (WireRefusedException e)
        {
            error = e.Violation.Error;
        }

        Hl7v2Log.Unreadable(log, line.Listener, error.Code, raw.Length);
        metrics.Message(line.Listener, error.Code);
        return Refusal(raw, new Violation(error), at);
    }

    private static byte[] Refusal(ReadOnlyMemory<byte> raw, Violation violation, DateTimeOffset at)
    {
        var header = MessageReader.Peek(raw.Span, Charset.Utf8) ?? new MessageHeader { Delimiters = Delimiters.Usual, Charset = Charset.Utf8 };
        var ways = Acknowledging.Of(header, inBatch: false);
        return AckWriter.Write(header, ways.Original || !ways.WantsAccept(success: false) ? "AR" : "CR", [AckNote.Of(violation)], at);
    }

    private static bool IsYes(ReadOnlyMemory<byte> answer)
    {
        var msa = answer.Span.IndexOf("\rMSA"u8);
        return msa >= 0 && answer.Span[(msa + 5)..].StartsWith("AA"u8);
    }

    private static FrameAnswer Now(ReadOnlyMemory<byte> answer) => new([answer], []);
}
