using Hub.Adapters.Fhir.Kernel;

namespace Hub.Adapters.Fhir.Wire;

/// <summary>One thing that the door does: what is mapped and what /fhir/metadata says are both made from this list.</summary>
/// <param name="Type">Resource type.</param>
/// <param name="Operation">Operation without its dollar sign; null for an interaction.</param>
/// <param name="Interaction">read or search-type; null for an operation.</param>
/// <param name="Parameters">Search parameters, name and type.</param>
internal sealed record Capability(string Type, string? Operation, string? Interaction = null, params (string Name, string Type)[] Parameters);

/// <summary>Everything that is offered.</summary>
internal static class Capabilities
{
    public static readonly IReadOnlyList<Capability> All =
    [
        new("Claim", "submit"),
        new("Claim", "validate"),
        new("CoverageEligibilityRequest", "submit"),
        new("CoverageEligibilityRequest", "validate"),
        new("Task", "submit"),
        new("Task", "validate"),
        new("Bundle", "validate"),
        new("ClaimResponse", null, "read"),
        new("ClaimResponse", null, "search-type", ("_id", "token"), ("request", "reference")),
        new("CoverageEligibilityResponse", null, "read"),
        new("CoverageEligibilityResponse", null, "search-type", ("_id", "token"), ("request", "reference")),
        new("ExplanationOfBenefit", null, "read"),
        new("ExplanationOfBenefit", null, "search-type", ("created", "date")),
    ];

    private const string Definitions = "http://hl7.org/fhir/OperationDefinition/";

    /// <summary>Date of the statement: it changes with <see cref="All"/> only.</summary>
    private const string Date = "2026-11-28";

    public static bool IsOffered(string type) => All.Any(c => c.Type == type);

    public static FhirNode Statement() => Make.Resource(
        "CapabilityStatement",
        Make.Code("status", "active"),
        Make.Value("date", "dateTime", Date),
        Make.Code("kind", "instance"),
        Make.Complex("implementation", "BackboneElement", Make.Text("description", "Hub of a medical-insurance bureau: claims of designated institutions")),
        Make.Code("fhirVersion", "4.0.1"),
        Make.Code("format", "application/fhir+json"),
        Make.Code("format", "application/fhir+xml"),
        Make.Complex(
            "rest",
            "BackboneElement",
            [
                Make.Code("mode", "server"),
                Make.Backbone("security", Make.Value("description", "markdown", "Every request is signed: x-jws-signature, a JWS with detached content.")),
                .. All.GroupBy(c => c.Type).Select(Resource),
                Make.Backbone("interaction", Make.Code("code", "transaction")),
                Make.Backbone("interaction", Make.Code("code", "batch")),
            ]));

    private static FhirNode Resource(IGrouping<string, Capability> group) => Make.Complex(
        "resource",
        "BackboneElement",
        [
            Make.Code("type", group.Key),
            .. group.Where(c => c.Interaction is not null).Select(c => Make.Backbone("interaction", Make.Code("code", c.Interaction))),
            .. group.SelectMany(c => c.Parameters).Select(p => Make.Backbone("searchParam", Make.Text("name", p.Name), Make.Code("type", p.Type))),
            .. group.Where(c => c.Operation is not null).Select(c => Make.Backbone(
                "operation",
                Make.Text("name", c.Operation),
                Make.Value("definition", "canonical", Definitions + (c.Operation == "validate" ? "Resource-validate" : group.Key + "-submit")))),
        ]);
}
