using Hub.Adapters.Fhir.Kernel;
using Hub.Adapters.Fhir.Translation;
using Hub.Adapters.Fhir.Wire;
using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal;
using Microsoft.Extensions.Logging;

namespace Hub.Adapters.Fhir.Inbound;

/// <summary>One resource that asks for something: translate, commit, answer.</summary>
internal sealed class Submission(InboundPipeline pipeline, IFhirKernel kernel, FhirOptions options, ILogger<Submission> log)
{
    /// <summary>Resources that ask for something; all others only come along.</summary>
    public static bool IsAct(FhirNode resource) => resource.Type is "Claim" or "CoverageEligibilityRequest" or "Task";

    /// <summary>The command, without committing anything.</summary>
    /// <exception cref="FhirRefusedException">It cannot be acted on.</exception>
    public ICommand Translate(Exchange x, FhirNode resource, ResourceGraph graph)
    {
        var kind = Identity.KindOf(resource);
        var key = Identity.Require(resource);
        var origin = new Origin
        {
            Partner = x.Partner.Id,
            Channel = FhirAdapter.Channel,
            Kind = kind,
            Key = key,
            Institution = x.Partner.Id,
            InstitutionName = x.Partner.Name,
            TreatmentDivision = x.Partner.Id.Length == InstitutionCode.Length ? x.Partner.Id[1..7] : "",
            Operator = FhirAdapter.Channel,
            OperatorName = FhirAdapter.Channel,
            SentAt = Literals.Local(Literals.Instant(x.ReceivedAt))!.Value,
        };
        ICommand command = resource.Type switch
        {
            "Claim" => ClaimTranslation.Read(resource, graph, origin, options.ItemsPerClaimMax),
            "CoverageEligibilityRequest" => RequestTranslation.Eligibility(resource, graph, origin),
            _ => RequestTranslation.Reversal(resource, origin),
        };
        return x.Partner.AllowedInfno.Count == 0 || x.Partner.AllowedInfno.Contains(TransactionOf(command))
            ? command
            : throw new FhirRefusedException(FhirErrorCodes.Forbidden);
    }

    public async Task<Answer> SubmitAsync(Exchange x, FhirNode resource, ResourceGraph graph, bool waits, CancellationToken cancellationToken)
    {
        var digest = ContentDigest.Of(resource, graph);
        var kind = Identity.KindOf(resource);
        ICommand command;
        try
        {
            command = Translate(x, resource, graph);
        }
        catch (FhirRefusedException e)
        {
            return await RefuseAsync(x, kind, digest, Decision.Refused, e.Findings, cancellationToken).ConfigureAwait(false);
        }

        var hint = x.Hint(resource.Type == "Claim" ? FindingList.Coded(resource.Child("type"), Names.ClaimTypes)?.Text("code") ?? "" : "", digest);
        var received = Received(x, kind, command.Origin.Key, digest, hint);
        var limit = waits ? TimeSpan.FromSeconds(options.WaitLimitSeconds) : TimeSpan.Zero;
        var outcome = await pipeline.AcceptAsync(received, command, limit, cancellationToken).ConfigureAwait(false);
        return AnswerOf(x, received, hint, outcome);
    }

    /// <summary>Keeps what is refused under its own content, so that its identifier stays free for the corrected one.</summary>
    public async Task<Answer> RefuseAsync(
        Exchange x, string kind, byte[] digest, Decision decision, IReadOnlyList<Finding> findings, CancellationToken cancellationToken)
    {
        var hex = Convert.ToHexStringLower(digest);
        FhirLog.Refused(log, x.Partner.Id, kind, findings[0].Error.Code, findings.Count);
        var hint = x.Hint("", digest);
        var answer = FhirAnswerEncoder.Write(kernel, Outcomes.Of(findings, x.Chinese, options.IssuesMax), x.AnswerFormat);
        var received = Received(x, kind + "/refused", hex, digest, hint);
        var outcome = await pipeline.RefuseAsync(received, decision, findings[0].Error.Code, answer, cancellationToken).ConfigureAwait(false);
        return outcome.Result == IntakeResult.Answered
            ? new Answer(StatusOf(findings), outcome.Answer, FormatOf(outcome.Answer), hex)
            : Say(x, FhirErrorCodes.Busy);
    }

    /// <summary>An answer that is kept nowhere.</summary>
    public Answer Say(Exchange x, FhirError error, string digest = "") => new(
        error.Status, FhirAnswerEncoder.Write(kernel, Outcomes.Of([new Finding(error)], x.Chinese, options.IssuesMax), x.AnswerFormat), x.AnswerFormat, digest);

    /// <summary>400 when it is no resource, else 422; the guide's own status for what has one.</summary>
    public static int StatusOf(IReadOnlyList<Finding> findings) => findings.FirstOrDefault(f => !f.Warning)?.Error.Status ?? 422;

    /// <summary>How a stored answer is written: an XML document begins with a less-than sign.</summary>
    public static FhirFormat FormatOf(ReadOnlyMemory<byte> answer) => answer.Span is [(byte)'<', ..] ? FhirFormat.Xml : FhirFormat.Json;

    /// <summary>
    /// A stored answer says no when its outcome is error. Inside a string of JSON the quotation marks would be escaped, inside one of XML the
    /// less-than sign, so the text cannot be a value of the sender's or of the core's.
    /// </summary>
    public static int StatusOf(ReadOnlySpan<byte> answer) =>
        answer.IndexOf("\"outcome\":\"error\""u8) >= 0 || answer.IndexOf("<outcome value=\"error\""u8) >= 0 ? 422 : 200;

    private Answer AnswerOf(Exchange x, ReceivedMessage received, AnswerHint hint, IntakeOutcome outcome)
    {
        switch (outcome.Result)
        {
            case IntakeResult.Answered:
                return new Answer(StatusOf(outcome.Answer.Span), outcome.Answer, FormatOf(outcome.Answer), hint.Digest);
            case IntakeResult.Pending:
                FhirLog.Pending(log, received.Partner, received.Kind, outcome.MessageId);
                var queued = received.Kind is Identity.Claim or Identity.Predetermination or Identity.Cancellation
                    ? ClaimResponses.Queued(received.Kind, received.Key, hint, received.ReceivedAt)
                    : Outcomes.Of([new Finding(FhirErrorCodes.Pending)], x.Chinese, options.IssuesMax);
                var body = FhirAnswerEncoder.Write(kernel, queued, x.AnswerFormat);
                return new Answer(202, body, x.AnswerFormat, hint.Digest, $"{FhirAdapter.BasePath}/ClaimResponse/{hint.Digest}");
            case IntakeResult.Conflict:
                FhirLog.Conflict(log, received.Partner, received.Kind, outcome.MessageId);
                return Say(x, FhirErrorCodes.Conflict);
            default:
                return Say(x, FhirErrorCodes.Busy);
        }
    }

    private static ReceivedMessage Received(Exchange x, string kind, string key, byte[] digest, AnswerHint hint) => new()
    {
        Partner = x.Partner.Id,
        Channel = FhirAdapter.Channel,
        Kind = kind,
        Key = key,
        ContentDigest = digest,
        Raw = x.Raw,
        ReceivedAt = x.ReceivedAt,
        SignatureAlgorithm = x.Signer.Algorithm,
        SignatureKeyId = x.Signer.KeyId,
        AnswerHint = hint.ToString(),
    };

    /// <summary>The national transaction that a partner must be allowed.</summary>
    private static string TransactionOf(ICommand command) => command switch
    {
        SubmitClaim { Setting: CareSetting.Inpatient } c => c.Trial ? "2303" : "2304",
        SubmitClaim c => c.Trial ? "2206" : "2207",
        Settle c => c.Trial ? "2101" : "2102",
        CancelSettlement { Setting: CareSetting.Inpatient } => "2305",
        CancelSettlement { Setting: CareSetting.Pharmacy } => "2103",
        CancelSettlement => "2208",
        ReverseMessage => "2601",
        _ => "1101",
    };
}
