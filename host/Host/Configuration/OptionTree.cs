using System.Globalization;
using System.Reflection;

namespace Hub.Host.Configuration;

/// <summary>One setting: its path, its declaration and its value.</summary>
/// <param name="Name">Path as in the file, for example <c>Http:Port</c>.</param>
/// <param name="Property">The declaration, with its rules.</param>
/// <param name="Owner">The object that has the value.</param>
internal sealed record OptionLeaf(string Name, PropertyInfo Property, object Owner)
{
    internal object? Value => Property.GetValue(Owner);

    internal bool IsSecret => Property.IsDefined(typeof(SecretAttribute));

    /// <summary>The value as it is printed: invariant; a secret only as set or not.</summary>
    internal string Text => (IsSecret, Value) switch
    {
        (true, null or "") => "",
        (true, _) => "(set)",
        (_, null) => "",
        (_, bool flag) => flag ? "true" : "false",
        (_, IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture),
        (_, string text) => text,
        (_, System.Collections.IEnumerable list) => string.Join(", ", list.Cast<object>()),
        (_, { } other) => other.ToString() ?? "",
    };
}

/// <summary>
/// Walks options: a property whose type is a class of ours is a section, every other a setting. A list of such classes is a setting, and each of its
/// elements a section under its number.
/// </summary>
internal static class OptionTree
{
    internal static IEnumerable<OptionLeaf> Leaves(object section, string prefix = "", WithoutAttribute? without = null)
    {
        foreach (var property in Properties(section.GetType(), without))
        {
            var name = prefix.Length == 0 ? property.Name : prefix + ":" + property.Name;
            if (!IsSection(property.PropertyType))
            {
                yield return new OptionLeaf(name, property, section);
                foreach (var leaf in ElementLeaves(name, property, section))
                {
                    yield return leaf;
                }
            }
            else if (property.GetValue(section) is { } inner)
            {
                foreach (var leaf in Leaves(inner, name, property.GetCustomAttribute<WithoutAttribute>()))
                {
                    yield return leaf;
                }
            }
        }
    }

    internal static IEnumerable<PropertyInfo> Properties(Type section, WithoutAttribute? without) => section
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.CanWrite && without?.Names.Contains(property.Name) != true)
        .OrderBy(property => property.MetadataToken);

    internal static bool IsSection(Type type) =>
        type.IsClass && type.Namespace?.StartsWith("Hub.", StringComparison.Ordinal) == true && type.GetConstructor(Type.EmptyTypes) is not null;

    /// <summary>Type of the elements of a list of sections; null for every other type.</summary>
    internal static Type? ElementOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) && IsSection(type.GetGenericArguments()[0])
            ? type.GetGenericArguments()[0]
            : null;

    private static IEnumerable<OptionLeaf> ElementLeaves(string name, PropertyInfo property, object section) =>
        ElementOf(property.PropertyType) is not null && property.GetValue(section) is System.Collections.IEnumerable elements
            ? elements.Cast<object>().SelectMany((element, i) => Leaves(element, string.Create(CultureInfo.InvariantCulture, $"{name}:{i}")))
            : [];
}
