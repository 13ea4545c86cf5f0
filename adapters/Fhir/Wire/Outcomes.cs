using Hub.Adapters.Fhir.Kernel;

namespace Hub.Adapters.Fhir.Wire;

/// <summary>OperationOutcome resources, in Chinese or English.</summary>
internal static class Outcomes
{
    /// <summary>System of our error codes.</summary>
    public const string ErrorSystem = "urn:hub:error";

    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "invalid", "structure", "required", "value", "invariant", "security", "login", "unknown", "expired", "forbidden", "suppressed", "processing",
        "not-supported", "duplicate", "multiple-matches", "not-found", "deleted", "too-long", "code-invalid", "extension", "too-costly", "business-rule",
        "conflict", "transient", "lock-error", "no-store", "exception", "timeout", "incomplete", "throttled", "informational",
    };

    /// <summary>Whether texts are Chinese: the first of zh and en that Accept-Language names; English when it names neither.</summary>
    public static bool WantsChinese(string? acceptLanguage)
    {
        foreach (var choice in (acceptLanguage ?? "").Split(',', 16))
        {
            var tag = choice.Split(';')[0].Trim();
            if (tag.StartsWith("zh", StringComparison.OrdinalIgnoreCase) || tag.StartsWith("en", StringComparison.OrdinalIgnoreCase))
            {
                return tag[0] is 'z' or 'Z';
            }
        }

        return false;
    }

    public static FhirNode Of(IReadOnlyList<Finding> findings, bool chinese, int issuesMax)
    {
        var issues = new List<FhirNode?>(findings.Count);
        foreach (var finding in findings.OrderBy(f => f.Warning).Take(issuesMax))
        {
            var severity = finding.Warning ? "warning" : finding.Error.Status < 300 ? "information" : "error";
            var text = chinese ? finding.Error.ChineseRule : finding.Error.Rule + " " + finding.Error.Fix;
            issues.Add(Make.Backbone(
                "issue",
                Make.Code("severity", severity),
                Make.Code("code", finding.IssueCode is { } code && Known.Contains(code) ? code : finding.Error.IssueCode),
                Make.Concept("details", ErrorSystem, finding.Error.Code, text),
                Make.Text("diagnostics", finding.Detail),
                Make.Text("expression", finding.Expression)));
        }

        return Make.Complex("OperationOutcome", "OperationOutcome", issues.ToArray());
    }

    /// <summary>Nothing wrong was found.</summary>
    public static FhirNode AllWell(bool chinese) => Make.Resource(
        "OperationOutcome",
        Make.Backbone(
            "issue", Make.Code("severity", "information"), Make.Code("code", "informational"),
            Make.Complex("details", "CodeableConcept", Make.Text("text", chinese ? "校验通过" : "The resource would be accepted."))));
}
