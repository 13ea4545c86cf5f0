using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hub.Adapters.Infno.Profiles;
using Hub.Adapters.Infno.Translation;
using Hub.Adapters.Infno.Wire;
using Hub.Adapters.Infno.Wire.Envelope;
using Hub.Adapters.Infno.Wire.Validation;
using Hub.Canonical.Messages;
using Hub.Certs.Registry;
using Hub.Journal;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hub.Adapters.Infno.Inbound;

/// <summary>
/// One POST, one transaction: receive, authenticate, keep the raw bytes, decode, validate, translate, commit, answer. The
/// answer to whatever was proven and readable is an envelope with HTTP 200, as the national interface has it.
/// </summary>
internal sealed class InfnoEndpoint(
    InboundPipeline pipeline, SenderVerifier senders, ProfileBook profiles, PartnerRegistryFile registry, InfnoOptions options, TimeProvider time,
    ILogger<InfnoEndpoint> log)
{
    /// <summary>Header of an answer: where its receipt is.</summary>
    public const string ReceiptHeader = "x-hub-receipt";

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

        var received = Received(request, body, proof, partner, receivedAt);
        var outcome = await DecideAsync(request, body, proof, partner, received, http).ConfigureAwait(false);
        await AnswerAsync(http, proof, partner, received, request, outcome).ConfigureAwait(false);
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

    private async Task<IntakeOutcome> DecideAsync(
        ReceivedRequest request, RequestBody body, SenderProof proof, Partner partner, ReceivedMessage received, HttpContext http)
    {
        var aborted = http.RequestAborted;
        ICommand command;
        try
        {
            var now = ChinaTime.Of(received.ReceivedAt);
            // The shape of msgid is a rule for institutions (nhsa.md A1.1 #2); the core numbers its own messages as it likes.
            var rules = partner.Kind == PartnerKind.Core ? proof.Profile with { MessageIdStrict = false } : proof.Profile;
            var envelopeFaults = InfnoValidator.CheckEnvelope(request, rules, now);
            if (InfnoValidator.Refuses(envelopeFaults))
            {
                return await RefuseAsync(received, proof, Decision.Refused, envelopeFaults, request, aborted).ConfigureAwait(false);
            }

            if (!Allowed(partner, request.Envelope.Infno))
            {
                var unknown = new Violation(InfnoErrorCodes.UnknownTransaction, Node: "envelope", Field: "infno");
                return await RefuseAsync(received, proof, Decision.Refused, [unknown], request, aborted).ConfigureAwait(false);
            }

            var input = BodyOpener.ReadInput(request, proof.Profile, BodyCipher.Decrypt(partner));
            var inputFaults = partner.Kind == PartnerKind.Core ? [] : InfnoValidator.CheckInput(request, input, proof.Profile);
            if (InfnoValidator.Refuses(inputFaults))
            {
                return await RefuseAsync(received, proof, Decision.Refused, [.. envelopeFaults, .. inputFaults], request, aborted).ConfigureAwait(false);
            }

            command = Command(request, body, proof, partner, input);
        }
        catch (WireRefusedException e)
        {
            return await RefuseAsync(received, proof, Decision.Quarantined, [e.Violation], request, aborted).ConfigureAwait(false);
        }
        catch (FormatException)
        {
            var violation = new Violation(InfnoErrorCodes.FieldKind, request.Envelope.Infno, "fsUploadIn", 0, "in");
            return await RefuseAsync(received, proof, Decision.Refused, [violation], request, aborted).ConfigureAwait(false);
        }

        // A caller who hangs up does not stop what was accepted: only the waiting ends.
        return await pipeline.AcceptAsync(received, command, TimeSpan.FromSeconds(options.WaitLimitSeconds), aborted).ConfigureAwait(false);
    }

    private ICommand Command(ReceivedRequest request, RequestBody body, SenderProof proof, Partner partner, InfnoDocument input)
    {
        var e = request.Envelope;
        var origin = new Origin
        {
            Partner = partner.Id,
            Channel = InfnoAdapter.Channel,
            Kind = e.Infno,
            Key = e.Msgid,
            Institution = e.FixmedinsCode,
            InstitutionName = e.FixmedinsName,
            TreatmentDivision = e.MdtrtareaAdmvs,
            InsuredDivision = e.InsuplcAdmdvs,
            OperatorType = e.OpterType,
            Operator = e.Opter,
            OperatorName = e.OpterName,
            SignIn = e.SignNo,
            SentAt = WireTime.TryParse(Encoding.UTF8.GetBytes(e.InfTime), out var sent) ? sent : default,
        };
        var command = profiles.Translations(proof.Profile).Find(e.Infno)?.ReadRequest(e.Infno, origin, new BodyReading(input))
            ?? throw new WireRefusedException(new Violation(InfnoErrorCodes.UnknownTransaction, Node: "envelope", Field: "infno"));
        if (command is StoreFile file && !body.File.IsEmpty)
        {
            return file with { Content = body.File };
        }

        // What an institution calls a cancellation is, from the core, the news of one.
        return partner.Kind == PartnerKind.Core && command is CancelSettlement cancel
            ? new SettlementCancelledByCore
            {
                Origin = origin,
                Setting = cancel.Setting,
                SettlementId = cancel.SettlementId,
                EncounterId = cancel.EncounterId,
                PersonNumber = cancel.PersonNumber,
                Extensions = cancel.Extensions,
            }
            : command;
    }

    private Task<IntakeOutcome> RefuseAsync(
        ReceivedMessage received, SenderProof proof, Decision decision, IReadOnlyList<Violation> violations, ReceivedRequest request, CancellationToken aborted)
    {
        InfnoLog.Refused(log, received.Partner, ErrorText.SafeName(received.Kind), violations[0].Code, violations.Count);
        var answer = InfnoAnswerEncoder.Encode(
            proof.Profile, received.Address, proof.Profile.FailureCode, ErrorText.For(violations), request.Envelope.MdtrtareaAdmvs,
            received.ReceivedAt);
        return pipeline.RefuseAsync(received, decision, violations[0].Code, answer, aborted);
    }

    private async Task AnswerAsync(
        HttpContext http, SenderProof proof, Partner partner, ReceivedMessage received, ReceivedRequest request, IntakeOutcome outcome)
    {
        var division = request.Envelope.MdtrtareaAdmvs;
        http.Response.Headers[ReceiptHeader] = "/receipts/" + Convert.ToHexStringLower(received.ContentDigest.Span);
        switch (outcome.Result)
        {
            case IntakeResult.Answered:
                await DoorAnswer.WriteAsync(http, DoorAnswer.Sealed(outcome.Answer, proof.Profile, BodyCipher.Encrypt(partner))).ConfigureAwait(false);
                return;
            case IntakeResult.Pending:
                InfnoLog.Pending(log, received.Partner, received.Kind, outcome.MessageId);
                var text = string.Create(
                    CultureInfo.InvariantCulture,
                    $"[{InfnoErrorCodes.OutcomePending.Code}] 结果待定,勿重复结算: 用同一msgid原样重发查询 "
                    + $"outcome pending, do not settle again; resend the same msgid to ask ({outcome.MessageId})");
                var pending = InfnoAnswerEncoder.Encode(
                    proof.Profile, received.Address, proof.Profile.PendingCode, text, division, time.GetUtcNow());
                await DoorAnswer.WriteAsync(http, pending).ConfigureAwait(false);
                return;
            case IntakeResult.Conflict:
                InfnoLog.Conflict(log, received.Partner, received.Kind, outcome.MessageId);
                var conflict = ErrorText.For([new Violation(InfnoErrorCodes.MessageIdConflict, received.Kind, "envelope", Field: "msgid")]);
                var answer = InfnoAnswerEncoder.Encode(
                    proof.Profile, received.Address, proof.Profile.FailureCode, conflict, division, time.GetUtcNow());
                await DoorAnswer.WriteAsync(http, answer).ConfigureAwait(false);
                return;
            default:
                http.Response.Headers.RetryAfter = "2";
                await DoorAnswer.RefuseAsync(
                    http, proof.Profile, StatusCodes.Status503ServiceUnavailable, InfnoErrorCodes.Overloaded, received.ReceivedAt).ConfigureAwait(false);
                return;
        }
    }

    private static ReceivedMessage Received(ReceivedRequest request, RequestBody body, SenderProof proof, Partner partner, DateTimeOffset receivedAt) => new()
    {
        Partner = partner.Id,
        Channel = InfnoAdapter.Channel,
        Kind = request.Envelope.Infno.Length is > 0 and <= 8 ? request.Envelope.Infno : "unknown",
        Key = request.Envelope.Msgid.Length is > 0 and <= 120
            ? request.Envelope.Msgid
            : "body:" + Convert.ToHexStringLower(SHA256.HashData(body.Raw.Span)),
        ContentDigest = ContentIdentity.Of(request, body.File.Span),
        Raw = body.Raw,
        ReceivedAt = receivedAt,
        SignatureAlgorithm = proof.Algorithm,
        SignatureKeyId = proof.KeyId,
        AnswerHint = InfnoAnswerEncoder.Hint(proof.Profile, request.Envelope.MdtrtareaAdmvs),
    };

    private static bool Allowed(Partner partner, string infno) => partner.Kind == PartnerKind.Core
        ? infno is "2103" or "2208" or "2305"
        : partner.AllowedInfno.Count == 0 || partner.AllowedInfno.Contains(infno);

    // A header given twice is both values, so it matches nothing: leaving it out would let the sender choose what is checked.
    private static string? Single(IHeaderDictionary headers, string name) =>
        headers.TryGetValue(name, out var values) ? values.ToString() : null;
}
