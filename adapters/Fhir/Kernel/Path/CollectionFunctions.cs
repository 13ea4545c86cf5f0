namespace Hub.Adapters.Fhir.Kernel.Path;

/// <summary>Existence, counting, parts of a collection, sets.</summary>
internal static class CollectionFunctions
{
    public static readonly FunctionEntry[] All =
    [
        new("empty", 0, 0, (_, focus, _) => Values.Of(focus.Length == 0)),
        new("not", 0, 0, (_, focus, _) => Values.Of(!Values.Truth(focus))),
        new("count", 0, 0, (_, focus, _) => Values.Of(focus.Length)),
        new("hasValue", 0, 0, (_, focus, _) => Values.Of(focus is [{ Value: not null }])),
        new("getValue", 0, 0, (_, focus, _) => focus is [{ Value: not null }] ? focus : Values.None),
        new("allTrue", 0, 0, (_, focus, _) => Values.Of(Array.TrueForAll(focus, item => item.Value == "true"))),
        new("anyTrue", 0, 0, (_, focus, _) => Values.Of(Array.Exists(focus, item => item.Value == "true"))),
        new("allFalse", 0, 0, (_, focus, _) => Values.Of(Array.TrueForAll(focus, item => item.Value == "false"))),
        new("anyFalse", 0, 0, (_, focus, _) => Values.Of(Array.Exists(focus, item => item.Value == "false"))),
        new("first", 0, 0, (_, focus, _) => Range(focus, 0, 1)),
        new("last", 0, 0, (_, focus, _) => Range(focus, focus.Length - 1, 1)),
        new("tail", 0, 0, (_, focus, _) => Range(focus, 1, focus.Length)),
        new("single", 0, 0, (_, focus, _) => Values.Single(focus) is null ? Values.None : focus),
        new("skip", 1, 1, (e, focus, a) => Range(focus, Number(e, a[0]), focus.Length)),
        new("take", 1, 1, (e, focus, a) => Range(focus, 0, Number(e, a[0]))),
        new("distinct", 0, 0, (e, focus, _) => Distinct.Of(e, focus)),
        new("isDistinct", 0, 0, (e, focus, _) => Values.Of(Distinct.Of(e, focus).Length == focus.Length)),
        new("union", 1, 1, (e, focus, a) => Distinct.Of(e, [.. focus, .. Argument(e, a[0])])),
        new("combine", 1, 1, (e, focus, a) => [.. focus, .. Argument(e, a[0])]),
        new("intersect", 1, 1, (e, focus, a) => Distinct.Of(e, Having(e, focus, Argument(e, a[0]), wanted: true))),
        new("exclude", 1, 1, (e, focus, a) => Having(e, focus, Argument(e, a[0]), wanted: false)),
        new("subsetOf", 1, 1, (e, focus, a) => Values.Of(Having(e, focus, Argument(e, a[0]), wanted: true).Length == focus.Length)),
        new("supersetOf", 1, 1, (e, focus, a) => Argument(e, a[0]) is var others
            ? Values.Of(Having(e, others, focus, wanted: true).Length == others.Length) : Values.None),
    ];

    // An argument is about what is around the call, not about what the function is applied to.
    internal static FhirNode[] Argument(Evaluation evaluation, Expression argument) => argument.Evaluate(evaluation, evaluation.This);

    private static int Number(Evaluation evaluation, Expression argument) => Values.Integer(Argument(evaluation, argument)) ?? 0;

    private static FhirNode[] Range(FhirNode[] items, int start, int count)
    {
        start = Math.Max(start, 0);
        return start >= items.Length || count <= 0 ? Values.None : items[start..Math.Min(items.Length, (int)Math.Min((long)start + count, int.MaxValue))];
    }

    private static FhirNode[] Having(Evaluation evaluation, FhirNode[] items, FhirNode[] others, bool wanted)
    {
        var kept = new List<FhirNode>();
        foreach (var item in items)
        {
            evaluation.Spend(others.Length);
            if (Array.Exists(others, other => Comparison.Same(other, item)) == wanted)
            {
                kept.Add(item);
            }
        }

        return [.. kept];
    }
}
