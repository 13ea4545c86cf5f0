using System.Security.Cryptography;
using Hub.Adapters.Front.Translation;
using Hub.Adapters.Front.Wire;
using Hub.Canonical.Messages;
using Hub.Journal;
using Microsoft.Extensions.Logging;

namespace Hub.Adapters.Front.Inbound;

/// <summary>How a sender was proven, for the evidence.</summary>
internal readonly record struct FrontProof(string Algorithm, string KeyId);

/// <summary>
/// One record through the hub, wherever it lay: keep, decode, translate, commit, answer. Each is a message of its own, so a bad one never stops its
/// neighbours and one that was taken before is answered from the store.
/// </summary>
internal sealed class RecordSubmission(InboundPipeline pipeline, FrontOptions options, TimeProvider time, ILogger<RecordSubmission> log)
{
    public FrontLimits Limits { get; } = new(options.UnpackedBytesMax, options.RecordsMax, options.RowsPerRecordMax, options.RowBytesMax);

    /// <summary>All records of a file, results in their order: visits beside each other, the records of one visit in theirs.</summary>
    public async Task<IReadOnlyList<FrontResult>> SubmitAsync(
        IReadOnlyList<FrontRecord> records, FrontPlace place, FrontProof proof, CancellationToken cancel)
    {
        var results = new FrontResult[records.Count];
        var work = records.Select((record, at) => (record, at, rows: Decode(record, place)))
            .GroupBy(r => r.rows.Fields?[0].TextOrNull(FrontColumns.Visit) ?? "\n" + r.record.MessageId, StringComparer.Ordinal);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.VisitsAtATime, CancellationToken = cancel };
        await Parallel.ForEachAsync(work, parallel, async (visit, stop) =>
        {
            foreach (var (record, at, rows) in visit)
            {
                results[at] = await SubmitAsync(record, rows, place, proof, stop).ConfigureAwait(false);
            }
        }).ConfigureAwait(false);
        return results;
    }

    private (IReadOnlyList<FrontFields>? Fields, FrontRefusedException? Refused) Decode(FrontRecord record, FrontPlace place)
    {
        try
        {
            return (FrontFields.Read(record, place.Encoding, Limits), null);
        }
        catch (FrontRefusedException refused)
        {
            return (null, refused);
        }
    }

    private async Task<FrontResult> SubmitAsync(
        FrontRecord record, (IReadOnlyList<FrontFields>? Fields, FrontRefusedException? Refused) decoded, FrontPlace place, FrontProof proof,
        CancellationToken cancel)
    {
        var received = Keep(record, place, proof);
        var receipt = Convert.ToHexStringLower(received.ContentDigest.Span);
        IntakeOutcome outcome;
        try
        {
            var now = DateTime.SpecifyKind(received.ReceivedAt.ToOffset(TimeSpan.FromHours(8)).DateTime, DateTimeKind.Unspecified);
            var command = decoded.Refused is { } bad ? throw bad
                : FrontTranslation.ToCommand(record, decoded.Fields!, new FrontSender(place.Partner, place.TreatmentDivision, now));
            outcome = await pipeline.AcceptAsync(received, command, TimeSpan.FromSeconds(options.WaitLimitSeconds), cancel).ConfigureAwait(false);
        }
        catch (FrontRefusedException refused)
        {
            FrontLog.Refused(log, place.Partner, refused.Line, refused.Error.Code);
            outcome = await pipeline.RefuseAsync(
                received, Decision.Refused, refused.Error.Code, Relative(refused, record).ToUtf8(), cancel).ConfigureAwait(false);
        }

        var answer = outcome.Result switch
        {
            IntakeResult.Answered => FrontAnswer.Parse(outcome.Answer.Span),
            IntakeResult.Pending => FrontAnswer.Of('P', FrontErrorCodes.Pending),
            IntakeResult.Conflict => FrontAnswer.Of('C', FrontErrorCodes.Conflict),
            _ => FrontAnswer.Of('U', FrontErrorCodes.Busy),
        };
        return new FrontResult(record.FirstLine, record.MessageId, answer, outcome.Result == IntakeResult.Unavailable ? "" : receipt);
    }

    // The stored answer is given out again when the record comes in another file, at another line: it counts rows of the record.
    private static FrontAnswer Relative(FrontRefusedException refused, FrontRecord record)
    {
        var row = record.Rows.TakeWhile(r => r.Line != refused.Line).Count() + 1;
        return new FrontAnswer('R', refused.Error.Code, FormattableString.Invariant(
            $"{refused.Error.Rule}; {refused.Error.Fix} [row {Math.Min(row, record.Rows.Count)} of the record] {refused.Column}").TrimEnd());
    }

    private ReceivedMessage Keep(FrontRecord record, FrontPlace place, FrontProof proof)
    {
        var digest = SHA256.HashData(record.Raw.Span);
        return new ReceivedMessage
        {
            Partner = place.Partner,
            Channel = FrontAdapter.Channel,
            Kind = record.IsClaim ? FrontAdapter.ClaimKind : FrontAdapter.SaleKind,
            Key = record.MessageId.Length > 0 ? record.MessageId : "sha256-" + Convert.ToHexStringLower(digest),
            ContentDigest = digest,
            Raw = record.Raw,
            ReceivedAt = time.GetUtcNow(),
            SignatureAlgorithm = proof.Algorithm,
            SignatureKeyId = proof.KeyId,
        };
    }
}
