using Hub.Adapters.Fhir.Kernel.Checking;

namespace Hub.Adapters.Fhir.Kernel.Path;

/// <summary>Functions on the tree of a resource.</summary>
internal static class TreeFunctions
{
    public static readonly FunctionEntry[] All =
    [
        new("children", 0, 0, (e, focus, _) => Children(e, focus)),
        new("descendants", 0, 0, (e, focus, _) => Descendants(e, focus)),
        new("extension", 1, 1, Extension),
        new("resolve", 0, 0, (e, focus, _) => Resolve(e, focus)),
        new("htmlChecks", 0, 0, (_, focus, _) => Values.Of(Array.TrueForAll(focus, item => item.Value is null || XhtmlRules.Problem(item.Value) is null))),
        new("trace", 1, 2, (_, focus, _) => focus),
        // Terminology and profiles beyond the definitions are not known here: nothing is said.
        new("memberOf", 1, 1, (_, _, _) => Values.None),
        new("conformsTo", 1, 1, (_, _, _) => Values.None),
    ];

    private static FhirNode[] Children(Evaluation evaluation, FhirNode[] focus)
    {
        if (focus is [{ } only])
        {
            evaluation.Spend(only.ChildrenSpan.Length);
            return only.ChildrenSpan.ToArray();
        }

        var children = new List<FhirNode>();
        foreach (var item in focus)
        {
            evaluation.Spend(item.ChildrenSpan.Length);
            children.AddRange(item.ChildrenSpan);
        }

        return [.. children];
    }

    private static FhirNode[] Descendants(Evaluation evaluation, FhirNode[] focus)
    {
        var found = new List<FhirNode>();
        foreach (var item in focus)
        {
            Collect(evaluation, item, found);
        }

        return [.. found];
    }

    private static void Collect(Evaluation evaluation, FhirNode node, List<FhirNode> found)
    {
        evaluation.Spend(node.ChildrenSpan.Length);
        foreach (var child in node.ChildrenSpan)
        {
            found.Add(child);
            Collect(evaluation, child, found);
        }
    }

    private static FhirNode[] Extension(Evaluation evaluation, FhirNode[] focus, Expression[] arguments)
    {
        var url = Values.Text(CollectionFunctions.Argument(evaluation, arguments[0]));
        return [.. Children(evaluation, focus).Where(child => child.Name == "extension" && child.Text("url") == url)];
    }

    // Only within the document: contained resources and the entries of a Bundle. Nothing is fetched.
    private static FhirNode[] Resolve(Evaluation evaluation, FhirNode[] focus)
    {
        var found = new List<FhirNode>();
        foreach (var item in focus)
        {
            if ((item.Value ?? item.Text("reference")) is { Length: > 0 } reference && Find(evaluation, reference) is { } target)
            {
                found.Add(target);
            }
        }

        return [.. found];
    }

    private static FhirNode? Find(Evaluation evaluation, string reference)
    {
        if (reference[0] == '#')
        {
            evaluation.Spend(evaluation.RootResource.ChildrenSpan.Length);
            return reference.Length == 1
                ? evaluation.RootResource
                : evaluation.RootResource.All("contained").FirstOrDefault(contained => reference.AsSpan(1).SequenceEqual(contained.Text("id")));
        }

        evaluation.Spend(evaluation.Context.ChildrenSpan.Length);
        return evaluation.Context.All("entry").FirstOrDefault(entry => entry.Text("fullUrl") == reference)?.Child("resource");
    }
}
