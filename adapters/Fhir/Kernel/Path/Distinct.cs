namespace Hub.Adapters.Fhir.Kernel.Path;

/// <summary>Items without repetition, in the order of their first appearance.</summary>
internal static class Distinct
{
    public static FhirNode[] Of(Evaluation evaluation, FhirNode[] items)
    {
        if (items.Length < 2)
        {
            return items;
        }

        var buckets = new Dictionary<string, List<FhirNode>>(StringComparer.Ordinal);
        var distinct = new List<FhirNode>(items.Length);
        foreach (var item in items)
        {
            var key = KeyOf(item);
            if (!buckets.TryGetValue(key, out var bucket))
            {
                buckets[key] = bucket = [];
            }

            evaluation.Spend(bucket.Count);
            if (!bucket.Exists(other => Comparison.Same(other, item)))
            {
                bucket.Add(item);
                distinct.Add(item);
            }
        }

        return distinct.Count == items.Length ? items : [.. distinct];
    }

    // Numbers and times may be equal under different literals: they share a bucket.
    private static string KeyOf(FhirNode item) =>
        item.Value is null ? item.Type : Values.IsNumber(item) ? "number" : Values.IsMoment(item) ? "moment" : item.Value;
}
