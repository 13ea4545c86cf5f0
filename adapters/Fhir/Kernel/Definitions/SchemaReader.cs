namespace Hub.Adapters.Fhir.Kernel.Definitions;

/// <summary>Turns the lines of the definitions file into linked types.</summary>
internal sealed class SchemaReader(TextReader text)
{
    private readonly List<TypeLine> _lines = [];

    private readonly Dictionary<string, ValueSet> _valueSets = new(StringComparer.Ordinal);

    public Dictionary<string, TypeDefinition> Read()
    {
        ReadLines();
        var types = _lines.ToDictionary(line => line.Name, line => new TypeDefinition(line.Name, CodeOf(line), KindOf(line.Kind)), StringComparer.Ordinal);
        foreach (var line in _lines)
        {
            var index = 0;
            types[line.Name].Complete([.. line.Elements.Select((element, order) => Link(element, order, types, ref index))], [.. line.Constraints]);
        }

        return types;
    }

    private ElementDefinition Link(ElementLine line, int order, Dictionary<string, TypeDefinition> types, ref int index)
    {
        var isChoice = line.Name.EndsWith("[x]", StringComparison.Ordinal);
        var name = isChoice ? line.Name[..^3] : line.Name;
        var element = new ElementDefinition
        {
            Name = name,
            IsChoice = isChoice,
            Order = order,
            IsRequired = line.Min != "0",
            IsMany = line.Max is not ("0" or "1"),
            IsAttribute = line.IsAttribute,
            Binding = _valueSets.GetValueOrDefault(line.ValueSet),
            Constraints = [.. line.Constraints],
        };
        var properties = new List<ElementProperty>();
        foreach (var type in line.Types)
        {
            var wireName = isChoice ? name + char.ToUpperInvariant(type[0]) + type[1..] : name;
            properties.Add(new ElementProperty(element, wireName, types[type], index++));
        }

        element.Properties = [.. properties];
        return element;
    }

    private void ReadLines()
    {
        var constraints = new List<Constraint>();
        var url = string.Empty;
        var systems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        while (text.ReadLine() is { } line)
        {
            var fields = line.Split('\t');
            switch (fields[0])
            {
                case "T":
                    _lines.Add(new TypeLine(fields[1], fields[2], [], constraints = []));
                    break;
                case "E" when fields[3] != "0":
                    _lines[^1].Elements.Add(new ElementLine(
                        fields[1], fields[2], fields[3], fields[4].Split(','), fields[5], fields[6] == "@", constraints = []));
                    break;
                case "C":
                    constraints.Add(new Constraint(fields[1], fields[2] == "warning", fields[3], fields[4]));
                    break;
                case "V":
                    AddValueSet(url, systems);
                    (url, systems) = (fields[1], new Dictionary<string, string[]>(StringComparer.Ordinal));
                    break;
                case "S":
                    systems[fields[1]] = fields[2..];
                    break;
            }
        }

        AddValueSet(url, systems);
    }

    // Before the first value set there is none to add; an element without one must not find an empty one.
    private void AddValueSet(string url, Dictionary<string, string[]> systems)
    {
        if (url.Length > 0)
        {
            _valueSets[url] = new ValueSet(url, systems);
        }
    }

    private static string CodeOf(TypeLine line) => KindOf(line.Kind) == TypeKind.Backbone ? line.Kind : line.Name;

    private static TypeKind KindOf(string kind) => kind switch
    {
        "resource" => TypeKind.Resource,
        "abstract" => TypeKind.Abstract,
        "complex-type" => TypeKind.Complex,
        "primitive-type" => TypeKind.Primitive,
        _ => TypeKind.Backbone,
    };

    private sealed record TypeLine(string Name, string Kind, List<ElementLine> Elements, List<Constraint> Constraints);

    private sealed record ElementLine(
        string Name, string Min, string Max, string[] Types, string ValueSet, bool IsAttribute, List<Constraint> Constraints);
}
