using System.Globalization;
using System.Security.Cryptography;
using Hub.Adapters.Soap.Translation;
using Hub.Adapters.Soap.Wire;
using Hub.Canonical.Messages;
using Hub.Certs.Registry;
using Hub.Certs.XmlSignatures;
using Hub.Journal;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hub.Adapters.Soap.Inbound;

/// <summary>One POST, one operation: receive, decode the envelope, authenticate, keep the raw bytes, validate, translate, commit, answer.</summary>
internal sealed class SoapEndpoint(
    InboundPipeline pipeline, IJournal journal, SenderVerifier senders, PartnerRegistryFile registry, SoapOptions options, SealKeeper seals, TimeProvider time,
    ILogger<SoapEndpoint> log)
{
    /// <summary>Header of an answer: where its receipt is.</summary>
    public const string ReceiptHeader = "x-hub-receipt";

    private const int KeyMax = 64;

    public async Task HandleAsync(HttpContext http)
    {
        var receivedAt = time.GetUtcNow();
        var door = new DoorAnswer(http, time, seals.Seal);
        var isSoap12 = http.Request.ContentType?.StartsWith("application/soap+xml", StringComparison.OrdinalIgnoreCase) == true;
        door.Version = isSoap12 ? SoapVersion.V12 : SoapVersion.V11;
        RequestBody? body = null;
        try
        {
            body = await RequestBody.ReadAsync(http.Request, options.RequestBytesMax, http.RequestAborted).ConfigureAwait(false);
            var text = DocumentText.Decode(body.Raw.Span, body.Charset, out var encoding);
            door.Encoding = encoding;
            var envelope = EnvelopeReader.Read(text, body.Version, body.Action);
            door.RelatesTo = envelope.MessageId;

            // The string of a call is opened for a proven sender only, or where nothing but the string says who it is.
            var read = new Lazy<CallReceived>(() => CallReceived.Of(envelope.Operation));
            var proof = senders.Verify(envelope, () => read.Value.Institution, registry.Current, receivedAt);
            if (proof.Partner is not { } partner)
            {
                await NotProvenAsync(door, body, proof.Failure!).ConfigureAwait(false);
                return;
            }

            var call = read.Value;
            if (call.Kind == "QueryReceipt" && call.Shape is null)
            {
                await ReceiptAsync(door, envelope.Operation, http.RequestAborted).ConfigureAwait(false);
            }
            else
            {
                var received = Received(call, body, proof, partner, receivedAt);
                var outcome = await DecideAsync(call, partner, received, http.RequestAborted).ConfigureAwait(false);
                await AnswerAsync(http, door, received, outcome).ConfigureAwait(false);
            }
        }
        catch (WireRefusedException e)
        {
            // Without a readable envelope there is nobody to prove, so nothing is kept but the count.
            SoapLog.Unreadable(log, e.Violation.Error.Code, body?.Raw.Length ?? 0);
            await door.GiveAsync(HubFault.Of(e.Violation).ToUtf8()).ConfigureAwait(false);
        }
        catch (IOException e) when (e is not BadHttpRequestException && body is null)
        {
            // Framing that does not parse, or the line was cut.
            await door.GiveAsync(HubFault.Of(new Violation(SoapErrorCodes.BodyEmpty)).ToUtf8()).ConfigureAwait(false);
        }
    }

    private Task NotProvenAsync(DoorAnswer door, RequestBody body, SoapError failure)
    {
        SoapLog.NotProven(log, failure.Code, Convert.ToHexStringLower(SHA256.HashData(body.Raw.Span)));
        return door.GiveAsync(HubFault.Of(new Violation(failure, "Security")).ToUtf8());
    }

    private async Task<IntakeOutcome> DecideAsync(CallReceived call, Partner partner, ReceivedMessage received, CancellationToken aborted)
    {
        ICommand command;
        try
        {
            var (element, violations) = call.Typed();
            if (!call.IsUnreadable && call.MessageId.Length is 0 or > KeyMax)
            {
                violations = [new Violation(SoapErrorCodes.MessageIdMissing, call.Shape is null ? "Header/MessageId" : "msgid"), .. violations];
            }
            else if (call.Institution.Length > 0 && call.Institution != partner.Id)
            {
                violations = [new Violation(SoapErrorCodes.InstitutionDiffers, call.Shape is null ? "Header/InstitutionCode" : "fixmedins_code")];
            }

            if (violations.Count > 0)
            {
                return await RefuseAsync(received, call.IsUnreadable ? Decision.Quarantined : Decision.Refused, violations, aborted).ConfigureAwait(false);
            }

            var operation = new TypedReading(element!);
            command = RequestTranslation.Read(operation, OriginOf(operation.Child("Header")!, received));
            if (partner.AllowedInfno.Count > 0 && !partner.AllowedInfno.Contains(NationalNumbers.Of(command)))
            {
                return await RefuseAsync(received, Decision.Refused, [new Violation(SoapErrorCodes.NotAllowed, "Body")], aborted).ConfigureAwait(false);
            }
        }
        catch (WireRefusedException e)
        {
            return await RefuseAsync(received, Decision.Refused, [e.Violation], aborted).ConfigureAwait(false);
        }

        return await pipeline.AcceptAsync(received, command, TimeSpan.FromSeconds(options.WaitLimitSeconds), aborted).ConfigureAwait(false);
    }

    private Task<IntakeOutcome> RefuseAsync(ReceivedMessage received, Decision decision, IReadOnlyList<Violation> violations, CancellationToken aborted)
    {
        SoapLog.Refused(log, received.Partner, received.Kind, violations[0].Error.Code, violations.Count);
        var answer = SoapAnswerEncoder.Refusal(received.Address, SoapAnswerEncoder.Fault(violations), received.ReceivedAt);
        return pipeline.RefuseAsync(received, decision, violations[0].Error.Code, answer, aborted);
    }

    private async Task AnswerAsync(HttpContext http, DoorAnswer door, ReceivedMessage received, IntakeOutcome outcome)
    {
        http.Response.Headers[ReceiptHeader] = "/receipts/" + Convert.ToHexStringLower(received.ContentDigest.Span);
        switch (outcome.Result)
        {
            case IntakeResult.Answered:
                await door.GiveAsync(outcome.Answer).ConfigureAwait(false);
                return;
            case IntakeResult.Pending:
                SoapLog.Pending(log, received.Partner, received.Kind, outcome.MessageId);
                var pending = HubFault.Of(new Violation(
                    SoapErrorCodes.OutcomePending, Detail: "inquiry " + outcome.MessageId.ToString(CultureInfo.InvariantCulture)));
                await door.GiveAsync(SoapAnswerEncoder.Refusal(received.Address, pending, time.GetUtcNow())).ConfigureAwait(false);
                return;
            case IntakeResult.Conflict:
                SoapLog.Conflict(log, received.Partner, received.Kind, outcome.MessageId);
                var conflict = HubFault.Of(new Violation(SoapErrorCodes.MessageIdConflict, received.AnswerHint.Length == 0 ? "Header/MessageId" : "msgid"));
                await door.GiveAsync(SoapAnswerEncoder.Refusal(received.Address, conflict, time.GetUtcNow())).ConfigureAwait(false);
                return;
            default:
                http.Response.Headers.RetryAfter = "2";
                await door.GiveAsync(HubFault.Of(new Violation(SoapErrorCodes.Overloaded)).ToUtf8()).ConfigureAwait(false);
                return;
        }
    }

    private async Task ReceiptAsync(DoorAnswer door, XmlTreeElement operation, CancellationToken aborted)
    {
        var violations = Wire.Contract.ContractChecker.Check(operation);
        if (violations.Count > 0)
        {
            throw new WireRefusedException(violations[0]);
        }

        var receipt = await journal.ReceiptAsync(operation.Only("ContentDigest", SoapNames.Hub)!.Text, aborted).ConfigureAwait(false)
            ?? throw new WireRefusedException(SoapErrorCodes.ReceiptUnknown, "ContentDigest", operation.Line);
        var response = new XmlTreeElement("h", "QueryReceiptResponse", SoapNames.Hub, 0);
        var element = new XmlTreeElement("h", "Receipt", SoapNames.Hub, 0);
        element.Add(System.Text.Encoding.UTF8.GetString(receipt.Span));
        response.Add(element);
        await door.GiveAsync(ExclusiveCanonicalizer.Canonicalize(response, [])).ConfigureAwait(false);
    }

    private static ReceivedMessage Received(CallReceived call, RequestBody body, SenderProof proof, Partner partner, DateTimeOffset receivedAt) => new()
    {
        Partner = partner.Id,
        Channel = SoapAdapter.Channel,
        Kind = call.Kind,
        Key = call.MessageId.Length is > 0 and <= KeyMax ? call.MessageId : "body:" + Convert.ToHexStringLower(SHA256.HashData(body.Raw.Span)),
        ContentDigest = ContentDigest.Of(partner.Id, call.Kind, call.Content),
        Raw = body.Raw,
        ReceivedAt = receivedAt,
        SignatureAlgorithm = proof.Algorithm,
        SignatureKeyId = proof.KeyId,
        AnswerHint = call.Shape?.Operation ?? "",
    };

    private static Origin OriginOf(TypedReading header, ReceivedMessage received) => new()
    {
        Partner = received.Partner,
        Channel = received.Channel,
        Kind = received.Kind,
        Key = received.Key,
        Institution = received.Partner,
        InstitutionName = header.Need("InstitutionName"),
        TreatmentDivision = header.Need("TreatmentDivision"),
        InsuredDivision = header.Need("InsuredDivision"),
        OperatorType = header.Text("OperatorType") ?? "1",
        Operator = header.Need("Operator"),
        OperatorName = header.Need("OperatorName"),
        SignIn = header.Need("SignIn"),
        SentAt = header.TimeOrNull("SentAt") ?? ChinaTime.Of(received.ReceivedAt),
    };
}
