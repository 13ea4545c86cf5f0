using System.Xml.Linq;
using Hub.Adapters.Fhir.Kernel;

namespace Hub.Adapters.Fhir.Tests.Kernel;

/// <summary>Compares trees; xhtml by its nodes, since XML may write the same in several ways.</summary>
internal static class Trees
{
    /// <summary>Path of the first difference, or null.</summary>
    public static string? Difference(FhirNode one, FhirNode other, string path = "")
    {
        path += "/" + one.Name;
        if (one.Name != other.Name || one.Type != other.Type || !SameValue(one, other) || one.Children.Count != other.Children.Count)
        {
            return path;
        }

        return one.Children.Zip(other.Children, (left, right) => Difference(left, right, path)).FirstOrDefault(found => found is not null);
    }

    private static bool SameValue(FhirNode one, FhirNode other) => one.Value == other.Value
        || (one.Type == "xhtml" && XNode.DeepEquals(Normal(one.Value!), Normal(other.Value!)));

    private static XElement Normal(string xhtml) => XElement.Parse(XElement.Parse(xhtml).ToString(SaveOptions.DisableFormatting));
}
