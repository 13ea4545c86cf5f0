using Hub.Adapters.Fhir.Wire;
using Hub.Adapters.Fhir.Kernel;

namespace Hub.Adapters.Fhir.Translation;

/// <summary>What is found wrong while a resource is translated: all of it, so that a sender corrects it in one go.</summary>
internal sealed class FindingList
{
    private readonly List<Finding> list = [];

    public bool Any => list.Count > 0;

    public void Add(FhirError error, string expression, string detail = "") => list.Add(new Finding(error, expression, detail));

    /// <exception cref="FhirRefusedException">Something was found.</exception>
    public void ThrowIfAny()
    {
        if (list.Count > 0)
        {
            throw new FhirRefusedException(list);
        }
    }

    /// <summary>The value, or a finding and an empty text.</summary>
    public string Require(string? value, FhirError error, string expression, string detail)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            Add(error, expression, detail);
            return "";
        }

        return value;
    }

    /// <summary>Code of a system out of a CodeableConcept; null when it is not coded so.</summary>
    public static FhirNode? Coded(FhirNode? concept, string system) => concept?.All("coding").FirstOrDefault(c => c.Text("system") == system);

    /// <summary>Value of the identifier of a system; null when there is none.</summary>
    public static string? Identified(FhirNode? owner, string system) =>
        owner?.All("identifier").FirstOrDefault(i => i.Text("system") == system)?.Text("value");

    /// <summary>Value of a simple extension; null when it is not there.</summary>
    public static string? Extended(FhirNode owner, string url) => owner.All("extension").FirstOrDefault(e => e.Text("url") == url)?.Text("value");
}
