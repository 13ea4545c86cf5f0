using Hub.Adapters.Fhir.Kernel.Definitions;

namespace Hub.Adapters.Fhir.Kernel.Checking;

/// <summary>
/// Rules of resources that the definitions say in prose: contained resources are named and named once; a Bundle entry's fullUrl is
/// absolute and agrees with the resource's id.
/// </summary>
internal static class ResourceRules
{
    public static void Check(FhirNode resource, TypeDefinition type, Findings findings)
    {
        if (type.IsDomainResource)
        {
            Contained(resource, findings);
        }
        else if (type.Name == "Bundle")
        {
            Entries(resource, findings);
        }
    }

    private static void Contained(FhirNode resource, Findings findings)
    {
        HashSet<string>? ids = null;
        var index = 0;
        foreach (var contained in resource.ChildrenSpan)
        {
            if (contained.Name != "contained")
            {
                continue;
            }

            findings.Path.Push("contained", null, index++);
            if (contained.Text("id") is not { } id)
            {
                findings.Add(ValidationLevel.Values, "required", "a contained resource needs an id by which it is referred to", contained.Position);
            }
            else if (!(ids ??= new HashSet<string>(StringComparer.Ordinal)).Add(id))
            {
                findings.Add(ValidationLevel.Values, "duplicate", "two contained resources have the same id", contained.Position);
            }

            findings.Path.Pop();
        }
    }

    private static void Entries(FhirNode bundle, Findings findings)
    {
        var index = 0;
        foreach (var entry in bundle.ChildrenSpan)
        {
            if (entry.Name != "entry")
            {
                continue;
            }

            findings.Path.Push("entry", null, index++);
            findings.Path.Push("fullUrl");
            if (entry.Text("fullUrl") is { } url && Problem(url, entry.Child("resource")) is { } problem)
            {
                findings.Add(ValidationLevel.Values, "value", problem, entry.Position);
            }

            findings.Path.Pop();
            findings.Path.Pop();
        }
    }

    private static string? Problem(string url, FhirNode? resource)
    {
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || !char.IsAsciiLetter(url[0]))
        {
            return "must be absolute: urn:uuid:…, urn:oid:… or an address with its scheme";
        }

        if (url.StartsWith("urn:uuid:", StringComparison.Ordinal))
        {
            return Guid.TryParseExact(url.AsSpan(9), "D", out _) ? null : "urn:uuid: must be followed by a uuid";
        }

        if (resource?.Text("id") is not { } id || !url.StartsWith("http", StringComparison.Ordinal))
        {
            return null;
        }

        // Only an address of the form <base>/<Type>/<id> says an id.
        var segments = url.Split('/');
        return segments.Length >= 2 && segments[^2] == resource.Type && segments[^1] != id ? "must end with the id of the resource" : null;
    }
}
