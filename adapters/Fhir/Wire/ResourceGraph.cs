using Hub.Adapters.Fhir.Kernel;

namespace Hub.Adapters.Fhir.Wire;

/// <summary>
/// The resources that came together and how they refer to each other (FHIR R4 bundle.html 2.36.4, references.html 2.3.0.2): a fragment leads to a
/// contained resource, a URN to the entry of that fullUrl, <c>Type/id</c> to the entry whose fullUrl ends so or whose resource has that id.
/// Nothing is ever fetched.
/// </summary>
internal sealed class ResourceGraph
{
    private readonly Dictionary<string, FhirNode> byUrl = new(StringComparer.Ordinal);
    private readonly HashSet<string> ambiguous = new(StringComparer.Ordinal);

    /// <param name="root">A Bundle, or a single resource.</param>
    public ResourceGraph(FhirNode root)
    {
        foreach (var entry in root.Type == "Bundle" ? root.All("entry") : [])
        {
            if (entry.Child("resource") is { } resource)
            {
                Add(entry.Text("fullUrl"), resource);
                Add(resource.Text("id") is { } id ? resource.Type + "/" + id : null, resource);
            }
        }
    }

    /// <summary>The resource that a Reference of <paramref name="owner"/> leads to; null when it is not among them, or is not one alone.</summary>
    public FhirNode? Follow(FhirNode owner, FhirNode? reference)
    {
        if (reference?.Text("reference") is not { Length: > 0 } address)
        {
            return null;
        }

        if (address[0] == '#')
        {
            return owner.All("contained").FirstOrDefault(c => c.Text("id") == address[1..]);
        }

        var version = address.IndexOf("/_history/", StringComparison.Ordinal);
        var plain = version < 0 ? address : address[..version];
        if (Find(plain) is { } found)
        {
            return found;
        }

        var parts = plain.Split('/');
        return parts.Length > 2 ? Find(parts[^2] + "/" + parts[^1]) : null;
    }

    private FhirNode? Find(string address) => !ambiguous.Contains(address) && byUrl.TryGetValue(address, out var found) ? found : null;

    private void Add(string? address, FhirNode resource)
    {
        if (address is { Length: > 0 } && !byUrl.TryAdd(address, resource) && byUrl[address] != resource)
        {
            // Two of the same address: whichever were taken, the other might have been meant.
            ambiguous.Add(address);
        }
    }
}
