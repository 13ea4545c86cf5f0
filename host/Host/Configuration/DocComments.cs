using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Hub.Host.Configuration;

/// <summary>Reads docstrings from the documentation files that stand beside the assemblies.</summary>
internal static partial class DocComments
{
    private static readonly Dictionary<string, Dictionary<string, string>> Files = new(StringComparer.Ordinal);

    /// <summary>The summary of a property as plain text; null where there is none.</summary>
    internal static string? Summary(PropertyInfo property)
    {
        var owner = property.DeclaringType!;
        lock (Files)
        {
            if (!Files.TryGetValue(owner.Assembly.Location, out var summaries))
            {
                Files[owner.Assembly.Location] = summaries = Read(Path.ChangeExtension(owner.Assembly.Location, ".xml"));
            }

            return summaries.GetValueOrDefault($"P:{owner.FullName}.{property.Name}");
        }
    }

    private static Dictionary<string, string> Read(string file) => File.Exists(file)
        ? XDocument.Load(file).Descendants("member")
            .Where(member => member.Element("summary") is not null)
            .GroupBy(member => (string)member.Attribute("name")!, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => Text(group.First().Element("summary")!), StringComparer.Ordinal)
        : [];

    private static string Text(XElement summary) =>
        Spaces().Replace(string.Concat(summary.Nodes().Select(Text)), " ").Trim();

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see => ((string?)see.Attribute("cref") ?? "").Split('.')[^1],
        XElement element => string.Concat(element.Nodes().Select(Text)),
        _ => "",
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
