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

/// <summary>A transaction of a proven sender, decoded and not yet committed.</summary>
/// <param name="Received">What is kept.</param>
/// <param name="Request">The envelope.</param>
/// <param name="Proof">How the sender was proven.</param>
/// <param name="Partner">The institution that the message belongs to.</param>
/// <param name="Command">What it asks for; null when it is refused.</param>
/// <param name="Decision">Refused or quarantined, when there is no command.</param>
/// <param name="Faults">Why, the first reason first.</param>
internal sealed record PreparedTransaction(
    ReceivedMessage Received, ReceivedRequest Request, SenderProof Proof, Partner Partner, ICommand? Command, Decision Decision,
    IReadOnlyList<Violation> Faults);

/// <summary>An answer as it goes over the line.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">Envelope, or the file of a 9102.</param>
/// <param name="Receipt">Where its receipt is.</param>
internal sealed record TransactionAnswer(int Status, ReadOnlyMemory<byte> Body, string Receipt);

/// <summary>
/// A transaction after its sender is proven, however it came in (alone, in a batch, relayed): keep the raw bytes, decode, validate, translate, commit,
/// answer.
/// </summary>
internal sealed class InfnoTransactions(
    InboundPipeline pipeline, ProfileBook profiles, TimeProvider time, ILogger<InfnoTransactions> log)
{
    /// <param name="request">The envelope.</param>
    /// <param name="body">The bytes it came in.</param>
    /// <param name="proof">How the sender was proven.</param>
    /// <param name="partner">The institution that the message belongs to: identity for life is its.</param>
    /// <param name="receivedAt">When.</param>
    /// <param name="forwarder">Who brought it, when another institution did.</param>
    public PreparedTransaction Prepare(
        ReceivedRequest request, RequestBody body, SenderProof proof, Partner partner, DateTimeOffset receivedAt, string? forwarder = null)
    {
        var received = Received(request, body, proof, partner, receivedAt);
        PreparedTransaction Refused(Decision decision, params IReadOnlyList<Violation> faults) =>
            new(received, request, proof, partner, null, decision, faults);
        try
        {
            // The shape of msgid is a rule for institutions (nhsa.md A1.1 #2); the core numbers its own messages as it likes.
            var rules = partner.Kind == PartnerKind.Core ? proof.Profile with { MessageIdStrict = false } : proof.Profile;
            var envelopeFaults = InfnoValidator.CheckEnvelope(request, rules, ChinaTime.Of(received.ReceivedAt));
            if (InfnoValidator.Refuses(envelopeFaults))
            {
                return Refused(Decision.Refused, envelopeFaults);
            }

            if (!Allowed(partner, request.Envelope.Infno))
            {
                return Refused(Decision.Refused, new Violation(InfnoErrorCodes.UnknownTransaction, Node: "envelope", Field: "infno"));
            }

            var input = BodyOpener.ReadInput(request, proof.Profile, BodyCipher.Decrypt(partner));
            var inputFaults = partner.Kind == PartnerKind.Core ? [] : InfnoValidator.CheckInput(request, input, proof.Profile);
            return InfnoValidator.Refuses(inputFaults)
                ? Refused(Decision.Refused, [.. envelopeFaults, .. inputFaults])
                : new(received, request, proof, partner, Command(request, body, proof, partner, input, forwarder), Decision.Accepted, []);
        }
        catch (WireRefusedException e)
        {
            return Refused(Decision.Quarantined, e.Violation);
        }
        catch (FormatException)
        {
            return Refused(Decision.Refused, new Violation(InfnoErrorCodes.FieldKind, request.Envelope.Infno, "fsUploadIn", 0, "in"));
        }
    }

    /// <summary>Commits and waits for the answer. A caller who hangs up does not stop what was accepted: only the waiting ends.</summary>
    public async Task<TransactionAnswer> RunAsync(PreparedTransaction prepared, TimeSpan waitLimit, CancellationToken aborted)
    {
        var outcome = prepared.Command is { } command
            ? await pipeline.AcceptAsync(prepared.Received, command, waitLimit, aborted).ConfigureAwait(false)
            : await RefuseAsync(prepared, aborted).ConfigureAwait(false);
        return AnswerOf(prepared, outcome);
    }

    private ICommand Command(
        ReceivedRequest request, RequestBody body, SenderProof proof, Partner partner, InfnoDocument input, string? forwarder)
    {
        var e = request.Envelope;
        var origin = new Origin
        {
            Partner = forwarder ?? partner.Id,
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

    private Task<IntakeOutcome> RefuseAsync(PreparedTransaction prepared, CancellationToken aborted)
    {
        var (received, profile, faults) = (prepared.Received, prepared.Proof.Profile, prepared.Faults);
        InfnoLog.Refused(log, received.Partner, ErrorText.SafeName(received.Kind), faults[0].Code, faults.Count);
        var answer = InfnoAnswerEncoder.Encode(
            profile, received.Address, profile.FailureCode, ErrorText.For(faults), prepared.Request.Envelope.MdtrtareaAdmvs, received.ReceivedAt);
        return pipeline.RefuseAsync(received, prepared.Decision, faults[0].Code, answer, aborted);
    }

    private TransactionAnswer AnswerOf(PreparedTransaction prepared, IntakeOutcome outcome)
    {
        var (received, profile) = (prepared.Received, prepared.Proof.Profile);
        var receipt = "/receipts/" + Convert.ToHexStringLower(received.ContentDigest.Span);
        ReadOnlyMemory<byte> Say(string code, string text) =>
            InfnoAnswerEncoder.Encode(profile, received.Address, code, text, prepared.Request.Envelope.MdtrtareaAdmvs, time.GetUtcNow());
        switch (outcome.Result)
        {
            case IntakeResult.Answered:
                return new(StatusCodes.Status200OK, DoorAnswer.Sealed(outcome.Answer, profile, BodyCipher.Encrypt(prepared.Partner)), receipt);
            case IntakeResult.Pending:
                InfnoLog.Pending(log, received.Partner, received.Kind, outcome.MessageId);
                return new(StatusCodes.Status200OK, Say(profile.PendingCode, string.Create(
                    CultureInfo.InvariantCulture,
                    $"[{InfnoErrorCodes.OutcomePending.Code}] 结果待定,勿重复结算: 用同一msgid原样重发查询 "
                    + $"outcome pending, do not settle again; resend the same msgid to ask ({outcome.MessageId})")), receipt);
            case IntakeResult.Conflict:
                InfnoLog.Conflict(log, received.Partner, received.Kind, outcome.MessageId);
                return new(StatusCodes.Status200OK, Say(profile.FailureCode, ErrorText.For(
                    [new Violation(InfnoErrorCodes.MessageIdConflict, received.Kind, "envelope", Field: "msgid")])), receipt);
            default:
                return new(
                    StatusCodes.Status503ServiceUnavailable,
                    DoorAnswer.Refusal(profile, received.Key, new Violation(InfnoErrorCodes.Overloaded), received.ReceivedAt),
                    "");
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
}
