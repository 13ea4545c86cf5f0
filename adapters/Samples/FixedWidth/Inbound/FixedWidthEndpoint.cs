using System.Security.Cryptography;
using Hub.Adapters.Samples.FixedWidth.Translation;
using Hub.Adapters.Samples.FixedWidth.Wire;
using Hub.Certs.Registry;
using Hub.Journal;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hub.Adapters.Samples.FixedWidth.Inbound;

/// <summary>One POST, one visit: receive, authenticate, keep the raw bytes, decode, translate, commit, answer.</summary>
internal sealed class FixedWidthEndpoint(
    InboundPipeline pipeline, PartnerRegistryFile registry, FixedWidthOptions options, TimeProvider time, ILogger<FixedWidthEndpoint> log)
{
    public async Task HandleAsync(HttpContext http)
    {
        var receivedAt = time.GetUtcNow();
        if (await ReceiveAsync(http.Request).ConfigureAwait(false) is not { } raw)
        {
            await RefuseAsync(http, StatusCodes.Status413PayloadTooLarge, FixedWidthErrorCodes.TooLarge).ConfigureAwait(false);
            return;
        }

        if (Authenticate(http.Request, raw, receivedAt) is not { } sender)
        {
            // Nothing of a stranger is kept but the count and the digest.
            FixedWidthLog.NotProven(log, Convert.ToHexStringLower(SHA256.HashData(raw)));
            await RefuseAsync(http, StatusCodes.Status401Unauthorized, FixedWidthErrorCodes.NotProven).ConfigureAwait(false);
            return;
        }

        var received = Keep(sender, raw, receivedAt);
        var outcome = await DecideAsync(received, http.RequestAborted).ConfigureAwait(false);
        await AnswerAsync(http, received, outcome).ConfigureAwait(false);
    }

    private async Task<byte[]?> ReceiveAsync(HttpRequest request)
    {
        if (request.ContentLength > options.FileBytesMax)
        {
            return null;
        }

        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, request.HttpContext.RequestAborted).ConfigureAwait(false)) > 0)
        {
            if (buffer.Length + read > options.FileBytesMax)
            {
                return null;
            }

            buffer.Write(chunk, 0, read);
        }

        return buffer.ToArray();
    }

    /// <summary>Key and algorithm come from the registry; the message only says which of the partner's keys it was.</summary>
    private (Partner Partner, string KeyId, string Algorithm)? Authenticate(HttpRequest request, byte[] raw, DateTimeOffset now)
    {
        var keyId = request.Headers["x-hub-key-id"].ToString();
        var signature = new byte[1024];
        if (!Convert.TryFromBase64String(request.Headers["x-hub-signature"].ToString(), signature, out var length)
            || registry.Current.FindKey(keyId)?.Partner is not { Status: PartnerStatus.Active } partner
            || registry.Current.KeyFor(partner, keyId, now) is not { } key || !key.Verify(raw, signature.AsSpan(0, length)))
        {
            return null;
        }

        return (partner, key.KeyId, key.Algorithm.ToString());
    }

    /// <summary>
    /// Identity for life: partner, kind and the id inside the signed bytes (an id beside them could be changed by whoever repeats the
    /// file). A file whose id cannot be read is known by its digest.
    /// </summary>
    private static ReceivedMessage Keep((Partner Partner, string KeyId, string Algorithm) sender, byte[] raw, DateTimeOffset receivedAt)
    {
        var digest = SHA256.HashData(raw);
        return new ReceivedMessage
        {
            Partner = sender.Partner.Id,
            Channel = FixedWidthAdapter.Channel,
            Kind = FixedWidthAdapter.Kind,
            Key = VisitFileReader.MessageIdOf(raw) ?? "sha256-" + Convert.ToHexStringLower(digest),
            ContentDigest = digest,
            Raw = raw,
            ReceivedAt = receivedAt,
            SignatureAlgorithm = sender.Algorithm,
            SignatureKeyId = sender.KeyId,
        };
    }

    private async Task<IntakeOutcome> DecideAsync(ReceivedMessage received, CancellationToken aborted)
    {
        try
        {
            var file = VisitFileReader.Read(received.Raw.Span);
            if (file.Institution != received.Partner)
            {
                throw new FileRefusedException(FixedWidthErrorCodes.OtherSender, 1, "institution");
            }

            var claim = VisitTranslation.ToClaim(file, received.Partner, options.TreatmentDivision);
            return await pipeline.AcceptAsync(received, claim, TimeSpan.FromSeconds(options.WaitLimitSeconds), aborted).ConfigureAwait(false);
        }
        catch (FileRefusedException e)
        {
            FixedWidthLog.Refused(log, received.Partner, e.Error.Code, e.Record);
            var answer = FixedWidthAnswerEncoder.Encode('R', e.Error, FormattableString.Invariant($"record {e.Record}, {e.Column}"));
            return await pipeline.RefuseAsync(received, Decision.Quarantined, e.Error.Code, answer, aborted).ConfigureAwait(false);
        }
    }

    private async Task AnswerAsync(HttpContext http, ReceivedMessage received, IntakeOutcome outcome)
    {
        http.Response.Headers["x-hub-receipt"] = "/receipts/" + Convert.ToHexStringLower(received.ContentDigest.Span);
        if (outcome.Result == IntakeResult.Answered)
        {
            await WriteAsync(http, StatusCodes.Status200OK, outcome.Answer).ConfigureAwait(false);
            return;
        }

        FixedWidthLog.NotAnswered(log, received.Partner, outcome.MessageId, outcome.Result.ToString());
        var (status, answer) = outcome.Result switch
        {
            IntakeResult.Pending => (StatusCodes.Status202Accepted, FixedWidthAnswerEncoder.Encode('P', FixedWidthErrorCodes.Pending)),
            IntakeResult.Conflict => (StatusCodes.Status409Conflict, FixedWidthAnswerEncoder.Encode('C', FixedWidthErrorCodes.Conflict)),
            _ => (StatusCodes.Status503ServiceUnavailable, FixedWidthAnswerEncoder.Encode('P', FixedWidthErrorCodes.Busy)),
        };
        await WriteAsync(http, status, answer).ConfigureAwait(false);
    }

    private static Task RefuseAsync(HttpContext http, int status, FixedWidthError error) =>
        WriteAsync(http, status, FixedWidthAnswerEncoder.Encode('R', error));

    private static async Task WriteAsync(HttpContext http, int status, ReadOnlyMemory<byte> answer)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        http.Response.ContentLength = answer.Length;
        await http.Response.Body.WriteAsync(answer, http.RequestAborted).ConfigureAwait(false);
    }
}
