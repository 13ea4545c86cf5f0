using System.Collections.Frozen;

namespace Hub.Adapters.Fhir.Kernel.Path;

/// <summary>All functions by name, with the number of arguments they take.</summary>
internal static class Functions
{
    private static readonly FrozenDictionary<string, (Function Function, int Min, int Max)> All =
        new[] { CollectionFunctions.All, FilterFunctions.All, TreeFunctions.All, TextFunctions.All, ConversionFunctions.All }
            .SelectMany(group => group)
            .ToFrozenDictionary(entry => entry.Name, entry => (entry.Function, entry.Min, entry.Max), StringComparer.Ordinal);

    public static Call Call(string name, Expression[] arguments)
    {
        if (!All.TryGetValue(name, out var entry))
        {
            throw new ExpressionException("The function is not implemented: " + name);
        }

        return arguments.Length >= entry.Min && arguments.Length <= entry.Max
            ? new Call(entry.Function, arguments)
            : throw new ExpressionException("The number of arguments does not fit: " + name);
    }
}

/// <summary>One function of the list.</summary>
internal sealed record FunctionEntry(string Name, int Min, int Max, Function Function);
