using System.Globalization;
using Hub.Adapters.Fhir.Kernel;
using Hub.Adapters.Fhir.Translation;
using Hub.Adapters.Fhir.Wire;
using Hub.Journal;

namespace Hub.Adapters.Fhir.Inbound;

/// <summary>
/// Claims in a Bundle. In a batch or collection each stands alone. A transaction holds one: two settlements cannot be booked at the core
/// as one, and the hub does not say that they were.
/// </summary>
internal sealed class BundleSubmission(Submission submission, IFhirKernel kernel, FhirOptions options)
{
    public async Task<Answer> SubmitAsync(Exchange x, FhirNode bundle, CancellationToken cancellationToken)
    {
        var graph = new ResourceGraph(bundle);
        var digest = ContentDigest.Of(bundle, graph);
        var acts = bundle.All("entry").Select(e => e.Child("resource")).OfType<FhirNode>().Where(Submission.IsAct).ToList();
        if (Refusal(x, bundle, graph, acts) is { Count: > 0 } findings)
        {
            return await submission.RefuseAsync(x, "Bundle", digest, Decision.Refused, findings, cancellationToken).ConfigureAwait(false);
        }

        var answers = new Dictionary<FhirNode, Answer>(ReferenceEqualityComparer.Instance);
        foreach (var act in acts)
        {
            answers[act] = await submission.SubmitAsync(x, act, graph, !x.WantsNoWaiting, cancellationToken).ConfigureAwait(false);
        }

        var isTransaction = bundle.Text("type") == "transaction";
        if (isTransaction && answers.Values.Single() is { Status: not 200 } single)
        {
            // A transaction fails as a whole, with the answer of what failed; an outcome that is open is said as it is.
            return single;
        }

        var response = Make.Complex(
            "Bundle",
            "Bundle",
            [
                Make.Code("type", isTransaction ? "transaction-response" : "batch-response"),
                .. bundle.All("entry").Select(e => Entry(e.Child("resource"), answers)),
            ]);
        var pending = answers.Values.Where(a => a.Status == 202).Select(a => a.Digest).ToList();
        var body = FhirAnswerEncoder.Write(kernel, response, x.AnswerFormat);
        return pending.Count == 0
            ? new Answer(200, body, x.AnswerFormat, answers.Values.First().Digest)
            : new Answer(202, body, x.AnswerFormat, pending[0], $"{FhirAdapter.BasePath}/ClaimResponse?_id={string.Join(',', pending)}");
    }

    private List<Finding> Refusal(Exchange x, FhirNode bundle, ResourceGraph graph, List<FhirNode> acts)
    {
        var findings = new List<Finding>();
        if (bundle.Text("type") is not ("transaction" or "batch" or "collection"))
        {
            findings.Add(new Finding(FhirErrorCodes.NotSupported, "Bundle.type", "transaction, batch or collection"));
        }

        if (acts.Count == 0)
        {
            findings.Add(new Finding(FhirErrorCodes.Required, "Bundle.entry", "a Claim, CoverageEligibilityRequest or Task"));
        }

        if (acts.Count > options.ClaimsPerBundleMax)
        {
            findings.Add(new Finding(FhirErrorCodes.TooMany, "Bundle.entry"));
            return findings;
        }

        if (bundle.Text("type") != "transaction")
        {
            return findings;
        }

        if (acts.Count > 1)
        {
            findings.Add(new Finding(FhirErrorCodes.NotSupported, "Bundle.type", "a transaction holds one Claim; send a batch"));
        }

        foreach (var act in acts)
        {
            try
            {
                submission.Translate(x, act, graph);
            }
            catch (FhirRefusedException e)
            {
                findings.AddRange(e.Findings);
            }
        }

        return findings;
    }

    private FhirNode Entry(FhirNode? resource, Dictionary<FhirNode, Answer> answers)
    {
        if (resource is null || !answers.TryGetValue(resource, out var answer))
        {
            // It came along with a claim; nothing of it is stored as a resource of its own.
            return Make.Backbone("entry", Make.Backbone("response", Make.Text("status", "200")));
        }

        var (said, _) = kernel.Read(answer.Body, answer.Format, ValidationLevel.WellFormed);
        var location = answer.Digest.Length > 0 ? "ClaimResponse/" + answer.Digest : null;
        var status = answer.Status.ToString(CultureInfo.InvariantCulture);
        return said is { Type: "OperationOutcome" }
            ? Make.Backbone("entry", Make.Backbone("response", Make.Text("status", status), Make.Inside("outcome", said)))
            : Make.Backbone(
                "entry",
                said is null ? null : Make.Inside("resource", said),
                Make.Backbone("response", Make.Text("status", status), Make.Value("location", "uri", location)));
    }
}
