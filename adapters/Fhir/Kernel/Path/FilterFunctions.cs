namespace Hub.Adapters.Fhir.Kernel.Path;

/// <summary>Functions that apply an expression to each item.</summary>
internal static class FilterFunctions
{
    public static readonly FunctionEntry[] All =
    [
        new("exists", 0, 1, Exists),
        new("where", 1, 1, Where),
        new("all", 1, 1, AllOf),
        new("select", 1, 1, Select),
        new("repeat", 1, 1, Repeat),
        new("iif", 2, 3, If),
        new("aggregate", 1, 2, Aggregate),
    ];

    private static FhirNode[] Exists(Evaluation evaluation, FhirNode[] focus, Expression[] arguments)
    {
        if (arguments.Length == 0)
        {
            return Values.Of(focus.Length > 0);
        }

        for (var i = 0; i < focus.Length; i++)
        {
            if (Values.IsTrue(evaluation.With(focus[i], i, arguments[0])))
            {
                return Values.True;
            }
        }

        return Values.False;
    }

    private static FhirNode[] Where(Evaluation evaluation, FhirNode[] focus, Expression[] arguments)
    {
        if (focus.Length == 0)
        {
            return focus;
        }

        var kept = new List<FhirNode>();
        for (var i = 0; i < focus.Length; i++)
        {
            if (Values.IsTrue(evaluation.With(focus[i], i, arguments[0])))
            {
                kept.Add(focus[i]);
            }
        }

        return [.. kept];
    }

    private static FhirNode[] AllOf(Evaluation evaluation, FhirNode[] focus, Expression[] arguments)
    {
        for (var i = 0; i < focus.Length; i++)
        {
            if (!Values.IsTrue(evaluation.With(focus[i], i, arguments[0])))
            {
                return Values.False;
            }
        }

        return Values.True;
    }

    private static FhirNode[] Select(Evaluation evaluation, FhirNode[] focus, Expression[] arguments)
    {
        var selected = new List<FhirNode>();
        for (var i = 0; i < focus.Length; i++)
        {
            selected.AddRange(evaluation.With(focus[i], i, arguments[0]));
        }

        return [.. selected];
    }

    private static FhirNode[] Repeat(Evaluation evaluation, FhirNode[] focus, Expression[] arguments)
    {
        var found = new List<FhirNode>();
        var seen = new HashSet<FhirNode>(ReferenceEqualityComparer.Instance);
        var waiting = new Queue<FhirNode>(focus);
        while (waiting.TryDequeue(out var item))
        {
            foreach (var next in evaluation.With(item, 0, arguments[0]))
            {
                evaluation.Spend(1);
                if (seen.Add(next))
                {
                    found.Add(next);
                    waiting.Enqueue(next);
                }
            }
        }

        return [.. found];
    }

    private static FhirNode[] If(Evaluation evaluation, FhirNode[] focus, Expression[] arguments)
    {
        var isMet = Values.IsTrue(Apply(evaluation, focus, arguments[0]));
        return isMet ? Apply(evaluation, focus, arguments[1]) : arguments.Length > 2 ? Apply(evaluation, focus, arguments[2]) : Values.None;
    }

    private static FhirNode[] Apply(Evaluation evaluation, FhirNode[] focus, Expression argument) =>
        focus is [{ } item] ? evaluation.With(item, 0, argument) : CollectionFunctions.Argument(evaluation, argument);

    private static FhirNode[] Aggregate(Evaluation evaluation, FhirNode[] focus, Expression[] arguments)
    {
        var outer = evaluation.Total;
        evaluation.Total = arguments.Length > 1 ? CollectionFunctions.Argument(evaluation, arguments[1]) : Values.None;
        for (var i = 0; i < focus.Length; i++)
        {
            evaluation.Total = evaluation.With(focus[i], i, arguments[0]);
        }

        var total = evaluation.Total;
        evaluation.Total = outer;
        return total;
    }
}
