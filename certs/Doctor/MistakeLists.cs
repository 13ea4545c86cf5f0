using System.Reflection;

namespace Hub.Certs.Doctor;

/// <summary>A catalogue's fields as a list, so that a mistake cannot be declared and left out of the documents.</summary>
internal static class MistakeLists
{
    internal static IReadOnlyList<Mistake> Of(Type catalogue) =>
    [
        .. catalogue.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => field.GetValue(null)).OfType<Mistake>().OrderBy(mistake => mistake.Code, StringComparer.Ordinal),
    ];
}
