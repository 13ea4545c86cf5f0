using System.Collections.Concurrent;

namespace Hub.Adapters.Fhir.Kernel.Path;

/// <summary>Expressions that were parsed before; a limited number, since callers may build them.</summary>
internal static class ExpressionCache
{
    private const int CountMax = 1_000;

    private static readonly ConcurrentDictionary<string, Expression> Parsed = new(StringComparer.Ordinal);

    public static Expression Get(string source)
    {
        if (Parsed.TryGetValue(source, out var expression))
        {
            return expression;
        }

        expression = ExpressionParser.Parse(source);
        if (Parsed.Count < CountMax)
        {
            Parsed[source] = expression;
        }

        return expression;
    }
}
