using System.Security.Cryptography;
using System.Text;
using Hub.Adapters.Infno.Wire;
using Hub.Adapters.Infno.Wire.Envelope;
using Hub.Certs.Registry;
using Hub.Journal;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hub.Adapters.Infno.Inbound;

/// <summary>
/// One POST, many transactions: the body is signed as a whole, each record is a message of its own with identity, answer and receipt of its own, as if
/// it had come alone. Records of one case keep their order, cases go beside each other.
/// </summary>
internal sealed class BatchEndpoint(
    InfnoTransactions transactions, ProfileBook profiles, PartnerRegistryFile registry, ICorrelator correlator, InfnoOptions options,
    TimeProvider time, ILogger<BatchEndpoint> log)
{
    public async Task HandleAsync(HttpContext http)
    {
        var receivedAt = time.GetUtcNow();
        var plain = profiles.Find(null);
        if (await DetachedProof.ReadOrRefuseAsync(http, plain, options.RequestBytesMax, registry, receivedAt, log).ConfigureAwait(false)
            is not var (body, partner, key, _))
        {
            return;
        }

        var profile = profiles.Find(partner.Profile);
        var proof = new SenderProof(partner, profile, key.Algorithm.ToString(), key.KeyId, null);
        IReadOnlyList<ReadOnlyMemory<byte>> records;
        bool isArray;
        try
        {
            records = BatchReader.Read(body, profile.Limits, options.BatchRecordsMax, out isArray);
        }
        catch (WireRefusedException e)
        {
            // Nothing of it was a message: there is no record to keep, and the sender still has it all.
            InfnoLog.Unreadable(log, e.Violation.Code, body.Length);
            await DoorAnswer.RefuseAsync(http, profile, StatusCodes.Status400BadRequest, e.Violation, receivedAt).ConfigureAwait(false);
            return;
        }

        var answers = await RunAsync(records, proof, partner, receivedAt, http.RequestAborted).ConfigureAwait(false);
        InfnoLog.Batch(log, partner.Id, records.Count);
        await WriteAsync(http, answers, isArray).ConfigureAwait(false);
    }

    private async Task<TransactionAnswer[]> RunAsync(
        IReadOnlyList<ReadOnlyMemory<byte>> records, SenderProof proof, Partner partner, DateTimeOffset receivedAt, CancellationToken aborted)
    {
        var answers = new TransactionAnswer[records.Count];
        var work = new List<(int At, PreparedTransaction Prepared)>(records.Count);
        for (var i = 0; i < records.Count; i++)
        {
            if (Prepare(records[i], proof, partner, receivedAt, out answers[i]) is { } prepared)
            {
                work.Add((i, prepared));
            }
        }

        var until = receivedAt + TimeSpan.FromSeconds(options.WaitLimitSeconds);
        var cases = work.GroupBy(w => w.Prepared.Command is { } command ? correlator.CaseOf(command).Name : "\n" + w.At, StringComparer.Ordinal);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.BatchCasesAtATime, CancellationToken = aborted };
        await Parallel.ForEachAsync(cases, parallel, async (one, stop) =>
        {
            foreach (var (at, prepared) in one)
            {
                // The whole batch waits as long as a single message would; what is left is said to be pending, and it is.
                var left = until - time.GetUtcNow();
                answers[at] = await transactions.RunAsync(prepared, left > TimeSpan.Zero ? left : TimeSpan.Zero, stop).ConfigureAwait(false);
            }
        }).ConfigureAwait(false);
        return answers;
    }

    /// <summary>Null with an answer: not a message of this partner that could be kept.</summary>
    private PreparedTransaction? Prepare(
        ReadOnlyMemory<byte> record, SenderProof proof, Partner partner, DateTimeOffset receivedAt, out TransactionAnswer refusal)
    {
        refusal = null!;
        Violation violation;
        try
        {
            var request = EnvelopeReader.ReadRequest(record, proof.Profile.Limits);
            if (request.Envelope.FixmedinsCode == partner.Id && request.Envelope.Infno is not ("9101" or "9102"))
            {
                return transactions.Prepare(request, new RequestBody(record, record, default), proof, partner, receivedAt);
            }

            violation = request.Envelope.FixmedinsCode == partner.Id
                ? new Violation(InfnoErrorCodes.NotInBatch, Node: "envelope", Field: "infno")
                : new Violation(InfnoErrorCodes.SignatureInvalid, Node: "envelope", Field: "fixmedins_code");
        }
        catch (WireRefusedException e)
        {
            violation = e.Violation;
        }

        InfnoLog.Unreadable(log, violation.Code, record.Length);
        refusal = new TransactionAnswer(StatusCodes.Status400BadRequest, DoorAnswer.Refusal(proof.Profile, "", violation, receivedAt), "");
        return null;
    }

    private static async Task WriteAsync(HttpContext http, TransactionAnswer[] answers, bool isArray)
    {
        using var body = new MemoryStream();
        body.Write(isArray ? "["u8 : ""u8);
        for (var i = 0; i < answers.Length; i++)
        {
            body.Write(i == 0 ? ""u8 : isArray ? ",\n"u8 : "\n"u8);
            body.Write(Encoding.UTF8.GetBytes(FormattableString.Invariant(
                $"{{\"status\":{answers[i].Status},\"receipt\":\"{answers[i].Receipt}\",\"answer\":")));
            body.Write(answers[i].Body.Span);
            body.Write("}"u8);
        }

        body.Write(isArray ? "]"u8 : "\n"u8);
        http.Response.ContentType = isArray ? "application/json;charset=UTF-8" : "application/x-ndjson;charset=UTF-8";
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body.GetBuffer().AsMemory(0, (int)body.Length), http.RequestAborted).ConfigureAwait(false);
    }
}
