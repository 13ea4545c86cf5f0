using Hub.Adapters.Fhir.Kernel.Definitions;

namespace Hub.Adapters.Fhir.Kernel.Checking;

/// <summary>
/// Rules of resources that the definitions say in prose: contained resources are named and named once; a Bundle entry's fullUrl is
/// absolute and, as a warning since official examples break it, agrees with the resource's id.
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
            if (entry.Text("fullUrl") is { } url)
            {
                FullUrl(url, entry, findings);
            }

            findings.Path.Pop();
            findings.Path.Pop();
        }
    }

    private static void FullUrl(string url, FhirNode entry, Findings findings)
    {
        if (url.IndexOf(':', StringComparison.Ordinal) <= 0 || !char.IsAsciiLetter(url[0]))
        {
            findings.Add(ValidationLevel.Values, "value", "must be absolute: urn:uuid:…, urn:oid:… or an address with its scheme", entry.Position);
        }
        else if (url.StartsWith("urn:uuid:", StringComparison.Ordinal) && !Guid.TryParseExact(url.AsSpan(9), "D", out _))
        {
            findings.Add(ValidationLevel.Values, "value", "urn:uuid: must be followed by a uuid", entry.Position);
        }
        else if (url.StartsWith("http", StringComparison.Ordinal) && entry.Child("resource") is { } resource && resource.Text("id") is { } id
            && url.Split('/') is [.., { } type, { } last] && type == resource.Type && last != id)
        {
            // Only an address of the form <base>/<Type>/<id> says an id.
            findings.Add(ValidationLevel.Values, "value", "should end with the id of the resource", entry.Position, warning: true);
        }
    }
}
