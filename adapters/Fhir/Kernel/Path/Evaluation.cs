namespace Hub.Adapters.Fhir.Kernel.Path;

/// <summary>One evaluation, or all of one document: variables, and how many steps are left.</summary>
internal sealed class Evaluation(FhirNode context, long stepsMax)
{
    private long _steps = stepsMax;

    /// <summary><c>%context</c>: what the whole expression is applied to.</summary>
    public FhirNode Context { get; private set; } = context;

    /// <summary><c>%resource</c>: the nearest resource around it.</summary>
    public FhirNode Resource { get; private set; } = context;

    /// <summary><c>%rootResource</c>: the same, for a contained resource its container.</summary>
    public FhirNode RootResource { get; private set; } = context;

    /// <summary><c>$this</c>, as a collection of one.</summary>
    public FhirNode[] This { get; private set; } = [context];

    /// <summary><c>$index</c>.</summary>
    public int Index { get; private set; }

    /// <summary><c>$total</c> of aggregate().</summary>
    public FhirNode[] Total { get; set; } = [];

    public void Enter(FhirNode context, FhirNode resource, FhirNode rootResource)
    {
        Context = context;
        Resource = resource;
        RootResource = rootResource;
        This = [context];
        Index = 0;
    }

    /// <summary>Counts work, so that no document can hold a core.</summary>
    public void Spend(int steps)
    {
        _steps -= steps + 1;
        if (_steps < 0)
        {
            throw new EvaluationTooCostlyException();
        }
    }

    /// <summary>Applies an expression to one item, as where() and its like do.</summary>
    public FhirNode[] With(FhirNode item, int index, Expression expression)
    {
        var (outer, outerIndex) = (This, Index);
        This = [item];
        Index = index;
        var result = expression.Evaluate(this, This);
        (This, Index) = (outer, outerIndex);
        return result;
    }
}
