using Hub.Adapters.Fhir.Kernel.Definitions;

namespace Hub.Adapters.Fhir.Kernel.Checking;

/// <summary>Required bindings (L3): the code must be one of the value set, with its system where the type has one.</summary>
internal static class BindingRules
{
    public static void Check(FhirNode node, TypeDefinition type, ValueSet binding, Findings findings)
    {
        var isBound = type.Name switch
        {
            "code" or "string" or "uri" => node.Value is null || binding.Has(node.Value),
            "Coding" => IsCoding(node, binding),
            "CodeableConcept" => IsConcept(node, binding),
            "Quantity" => node.Child("code") is null || IsCoding(node, binding),
            _ => true,
        };
        if (!isBound)
        {
            findings.Add(ValidationLevel.Bindings, "code-invalid", $"the code (with its system) must be one of {binding.Url}", node.Position);
        }
    }

    private static bool IsConcept(FhirNode concept, ValueSet binding)
    {
        // Data that is said to be absent by an extension has no code.
        return concept.All("coding").Any(coding => IsCoding(coding, binding)) || (concept.Child("coding") is null && concept.Child("extension") is not null);
    }

    private static bool IsCoding(FhirNode coding, ValueSet binding) =>
        coding.Text("code") is { } code
            ? coding.Text("system") is { } system && binding.Has(system, code)
            : coding.Child("code") is not null || coding.Child("extension") is not null;
}
