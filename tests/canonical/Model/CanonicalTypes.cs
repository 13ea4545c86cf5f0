using System.Reflection;
using System.Runtime.CompilerServices;

namespace Hub.Canonical.Tests.Model;

/// <summary>The records and messages of the model: what is stored, mapped and described by the schema.</summary>
internal static class CanonicalTypes
{
    /// <summary>Public records of the assembly, ordered by name; rows of the code tables are not part of the model.</summary>
    public static IReadOnlyList<Type> Records { get; } =
    [
        .. typeof(Money).Assembly.GetExportedTypes()
            .Where(t => t.IsClass && t.GetMethod("<Clone>$") is not null && t != typeof(Division) && t != typeof(CodeTable))
            .OrderBy(t => t.Name, StringComparer.Ordinal),
    ];

    /// <summary>What a record states, without what it computes or the compiler adds.</summary>
    public static IEnumerable<PropertyInfo> FieldsOf(Type record) => record
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(p => p.GetCustomAttribute<CompilerGeneratedAttribute>() is null && p.Name != "EqualityContract");
}
