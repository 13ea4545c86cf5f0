using System.Security.Cryptography;
using Hub.Adapters.Infno.Wire;
using Hub.Adapters.Infno.Wire.Envelope;
using Hub.Certs.Registry;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hub.Adapters.Infno.Inbound;

/// <summary>
/// One POST, one transaction: receive, authenticate, keep the raw bytes, decode, validate, translate, commit, answer. The
/// answer to whatever was proven and readable is an envelope with HTTP 200, as the national interface has it.
/// </summary>
internal sealed class InfnoEndpoint(
    InfnoTransactions transactions, SenderVerifier senders, ProfileBook profiles, PartnerRegistryFile registry, InfnoOptions options, TimeProvider time,
    ILogger<InfnoEndpoint> log)
{
    public async Task HandleAsync(HttpContext http)
    {
        var receivedAt = time.GetUtcNow();
        if (await ReadOrRefuseAsync(http, receivedAt).ConfigureAwait(false) is not { } body)
        {
            return;
        }

        ReceivedRequest request;
        try
        {
            request = EnvelopeReader.ReadRequest(body.Envelope, profiles.Find(null).Limits);
        }
        catch (WireRefusedException e)
        {
            // Without an envelope there is nobody to prove, so nothing is kept but the count.
            InfnoLog.Unreadable(log, e.Violation.Code, body.Raw.Length);
            await DoorAnswer.RefuseAsync(http, profiles.Find(null), StatusCodes.Status400BadRequest, e.Violation, receivedAt).ConfigureAwait(false);
            return;
        }

        var proof = senders.Verify(request, name => Single(http.Request.Headers, name), registry.Current, receivedAt);
        if (proof.Partner is not { } partner)
        {
            InfnoLog.NotProven(log, proof.Failure?.Code ?? "", Convert.ToHexStringLower(SHA256.HashData(body.Raw.Span)));
            var failure = new Violation(proof.Failure ?? InfnoErrorCodes.SignatureInvalid);
            if (proof.Finding is var (claimed, diagnosis))
            {
                InfnoLog.Diagnosed(log, claimed.Id, diagnosis.Codes());
                failure = claimed.Diagnose ? failure with { Detail = diagnosis.ToText() } : failure;
            }

            await DoorAnswer.RefuseAsync(http, proof.Profile, StatusCodes.Status401Unauthorized, failure, receivedAt).ConfigureAwait(false);
            return;
        }

        var prepared = transactions.Prepare(request, body, proof, partner, receivedAt);
        var answer = await transactions.RunAsync(prepared, TimeSpan.FromSeconds(options.WaitLimitSeconds), http.RequestAborted).ConfigureAwait(false);
        await DoorAnswer.WriteAsync(http, answer).ConfigureAwait(false);
    }

    /// <summary>The body, or null when it was refused.</summary>
    private async Task<RequestBody?> ReadOrRefuseAsync(HttpContext http, DateTimeOffset receivedAt)
    {
        var (status, error) = (StatusCodes.Status413PayloadTooLarge, InfnoErrorCodes.BodyTooLarge);
        if (http.Request.Headers.ContentEncoding is { Count: > 0 } coding && coding != "identity")
        {
            // What is signed are the bytes as sent: nothing is unpacked (a bomb), nor read as if it were not packed.
            (status, error) = (StatusCodes.Status415UnsupportedMediaType, InfnoErrorCodes.BodyPacked);
        }
        else
        {
            try
            {
                if (await RequestBody.ReadAsync(http.Request, options.RequestBytesMax, http.RequestAborted).ConfigureAwait(false) is { } body)
                {
                    return body;
                }
            }
            catch (IOException e) when (e is not BadHttpRequestException)
            {
                // Framing that does not parse (a chunk size beyond 64 bits), or the line was cut: nobody to prove, nothing to keep.
                (status, error) = (StatusCodes.Status400BadRequest, InfnoErrorCodes.BodyEmpty);
            }
        }

        await DoorAnswer.RefuseAsync(http, profiles.Find(null), status, error, receivedAt).ConfigureAwait(false);
        return null;
    }

    // A header given twice is both values, so it matches nothing: leaving it out would let the sender choose what is checked.
    private static string? Single(IHeaderDictionary headers, string name) =>
        headers.TryGetValue(name, out var values) ? values.ToString() : null;
}
