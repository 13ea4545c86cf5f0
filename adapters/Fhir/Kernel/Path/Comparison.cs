namespace Hub.Adapters.Fhir.Kernel.Path;

/// <summary>Equality and order of FHIRPath.</summary>
internal static class Comparison
{
    /// <summary><c>=</c>: null when one side has nothing or the precision of two times leaves it open.</summary>
    public static bool? Equal(FhirNode[] left, FhirNode[] right)
    {
        if (left.Length == 0 || right.Length == 0)
        {
            return null;
        }

        if (left.Length != right.Length)
        {
            return false;
        }

        bool? result = true;
        for (var i = 0; i < left.Length; i++)
        {
            var equal = Equal(left[i], right[i]);
            if (equal == false)
            {
                return false;
            }

            result = equal is null ? null : result;
        }

        return result;
    }

    /// <summary><c>~</c>: as sets, text without regard to case and spaces.</summary>
    public static bool Equivalent(FhirNode[] left, FhirNode[] right) =>
        left.Length == right.Length && left.All(item => right.Any(other => Equivalent(item, other)));

    public static bool Same(FhirNode left, FhirNode right) => Equal(left, right) == true;

    public static bool? Equal(FhirNode left, FhirNode right)
    {
        if (ReferenceEquals(left, right))
        {
            return true;
        }

        if (left.Value is null || right.Value is null)
        {
            return left.Value is null && right.Value is null && SameChildren(left, right);
        }

        if (Values.Number(left) is { } number && Values.Number(right) is { } other)
        {
            return number == other;
        }

        if (Values.IsMoment(left) || Values.IsMoment(right))
        {
            return Moment.Compare(left.Value, right.Value) is { } order ? order == 0 : left.Value == right.Value ? true : null;
        }

        return left.Value == right.Value && Values.IsNumber(left) == Values.IsNumber(right);
    }

    /// <summary>Negative, zero or positive; null when nothing can be said.</summary>
    public static int? Order(FhirNode[] left, FhirNode[] right)
    {
        if (Values.Single(left) is not { Value: { } text } item || Values.Single(right) is not { Value: { } otherText } other)
        {
            return null;
        }

        if (Values.IsNumber(item) || Values.IsNumber(other))
        {
            return Values.Number(item) is { } number && Values.Number(other) is { } otherNumber ? number.CompareTo(otherNumber) : null;
        }

        return Values.IsMoment(item) || Values.IsMoment(other) ? Moment.Compare(text, otherText) : string.CompareOrdinal(text, otherText);
    }

    private static bool Equivalent(FhirNode left, FhirNode right) =>
        left.Value is { } text && right.Value is { } other && !Values.IsNumber(left) && !Values.IsMoment(left)
            ? string.Equals(Words(text), Words(other), StringComparison.OrdinalIgnoreCase)
            : Same(left, right);

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static bool SameChildren(FhirNode left, FhirNode right)
    {
        var items = left.ChildrenSpan;
        var others = right.ChildrenSpan;
        if (items.Length != others.Length || left.Type != right.Type)
        {
            return false;
        }

        for (var i = 0; i < items.Length; i++)
        {
            if (items[i].Name != others[i].Name || !Same(items[i], others[i]))
            {
                return false;
            }
        }

        return true;
    }
}
