using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Hub.Adapters.Fhir.Kernel.Definitions;

namespace Hub.Adapters.Fhir.Kernel.Reading;

/// <summary>
/// Reads FHIR JSON (http://hl7.org/fhir/R4/json.html) led by the definitions: an element that they do not know is a finding and is
/// left out, a duplicate property refuses the document, a number keeps its literal. A primitive's <c>_element</c> is merged into its node.
/// </summary>
internal sealed class JsonTreeReader(FhirKernelOptions options, Findings findings)
{
    private const int NameLengthMax = 64;

    private readonly NodeBuffer _nodes = new();

    public FhirNode Read(ReadOnlySpan<byte> document)
    {
        if (!Utf8.IsValid(document))
        {
            throw NotReadable("the text is not UTF-8; send UTF-8 without other encodings", 0);
        }

        var reader = new Utf8JsonReader(document, new JsonReaderOptions { MaxDepth = options.DepthMax });
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw NotReadable("a resource is a JSON object", 0);
            }

            var type = ResourceType(reader, out var named) ?? throw NotReadable(
                named ? "resourceType is not a resource of R4 (4.0.1); send one that is" : "resourceType is missing; name the resource there", 0);
            findings.Path.Push(type.Name);
            var root = Object(ref reader, type, type.Name, isResource: true);
            findings.Path.Pop();
            // Anything but white space after the resource is refused by this.
            reader.Read();
            return root;
        }
        catch (JsonException e)
        {
            throw NotReadable("the JSON is not well-formed or nested too deeply; correct it there", (int)(e.LineNumber ?? 0) + 1);
        }
        catch (InvalidOperationException)
        {
            throw NotReadable("a string holds half a surrogate pair; send whole characters", findings.Lines.LineOf((int)reader.TokenStartIndex));
        }
    }

    // Looks ahead with a copy: resourceType may stand anywhere in the object.
    private static TypeDefinition? ResourceType(Utf8JsonReader reader, out bool named)
    {
        named = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("resourceType"u8);
            reader.Read();
            if (isType)
            {
                named = reader.TokenType == JsonTokenType.String;
                return named ? Schema.R4.FindResource(reader.GetString()!) : null;
            }

            reader.Skip();
        }

        return null;
    }

    private FhirNode Object(ref Utf8JsonReader reader, TypeDefinition type, string name, bool isResource)
    {
        var start = _nodes.Count;
        var position = (int)reader.TokenStartIndex;
        var seen = new SeenProperties(stackalloc ulong[SeenProperties.Words]);
        Span<char> letters = stackalloc char[NameLengthMax];
        var types = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (isResource && reader.ValueTextEquals("resourceType"u8))
            {
                if (types++ > 0)
                {
                    throw Duplicate((int)reader.TokenStartIndex);
                }

                reader.Read();
                continue;
            }

            var text = reader.ValueSpan.Length <= NameLengthMax ? letters[..reader.CopyString(letters)] : [];
            var isMeta = text.Length > 1 && text[0] == '_';
            if (!Find(type, isMeta ? text[1..] : text, out var property) || (isMeta && property.Type.Kind != TypeKind.Primitive))
            {
                Unknown(text, (int)reader.TokenStartIndex);
                reader.Skip();
                continue;
            }

            if (!seen.Add(property.Index, isMeta))
            {
                throw Duplicate((int)reader.TokenStartIndex);
            }

            reader.Read();
            Property(ref reader, property, isMeta, seen.Has(property.Index, !isMeta) ? _nodes.Find(start, property) : -1);
        }

        if (_nodes.DropEmpty(start))
        {
            findings.Add(ValidationLevel.Structure, "structure", "a null stands for no extension and no value; leave both out", position);
        }

        return new FhirNode(name, type, null, _nodes.Take(start), position);
    }

    private static bool Find(TypeDefinition type, ReadOnlySpan<char> name, out ElementProperty property) =>
        type.Properties.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out property!);

    private void Property(ref Utf8JsonReader reader, ElementProperty property, bool isMeta, int others)
    {
        var element = property.Element;
        var ofType = element.IsChoice ? property.Type.Code : null;
        if (element.IsMany != (reader.TokenType == JsonTokenType.StartArray))
        {
            findings.Path.Push(element.Name, ofType);
            findings.Add(
                ValidationLevel.Structure, "structure", element.IsMany ? "may repeat; write an array" : "does not repeat; write one value, no array",
                (int)reader.TokenStartIndex);
            findings.Path.Pop();
            reader.Skip();
            return;
        }

        if (!element.IsMany)
        {
            findings.Path.Push(element.Name, ofType);
            Item(ref reader, property, isMeta, others);
            findings.Path.Pop();
            return;
        }

        var index = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            findings.Path.Push(element.Name, ofType, index);
            Item(ref reader, property, isMeta, others < 0 ? -1 : others + index);
            findings.Path.Pop();
            index++;
        }

        if (index == 0)
        {
            findings.Path.Push(element.Name, ofType);
            findings.Add(ValidationLevel.Structure, "structure", "the array is empty; leave the element out", (int)reader.TokenStartIndex);
            findings.Path.Pop();
        }
    }

    private void Item(ref Utf8JsonReader reader, ElementProperty property, bool isMeta, int other)
    {
        var position = (int)reader.TokenStartIndex;
        if (property.Type.Kind == TypeKind.Primitive)
        {
            var node = isMeta ? Meta(ref reader, property, position) : Primitive(ref reader, property, position);
            if (node is not null)
            {
                _nodes.AddOrMerge(property, node, _nodes.Holds(other, property) ? other : -1);
            }
        }
        else if (reader.TokenType != JsonTokenType.StartObject)
        {
            findings.Add(ValidationLevel.Structure, "structure", "must be an object with the elements of " + property.Type.Code, position);
            reader.Skip();
        }
        else if (property.Type.Kind == TypeKind.Abstract)
        {
            Resource(ref reader, property);
        }
        else
        {
            _nodes.Add(property, Object(ref reader, property.Type, property.Element.Name, isResource: false));
        }
    }

    private void Resource(ref Utf8JsonReader reader, ElementProperty property)
    {
        if (ResourceType(reader, out _) is { } type)
        {
            _nodes.Add(property, Object(ref reader, type, property.Element.Name, isResource: true));
            return;
        }

        findings.Add(ValidationLevel.Structure, "structure", "resourceType is missing or not a resource of R4", (int)reader.TokenStartIndex);
        reader.Skip();
    }

    private FhirNode? Meta(ref Utf8JsonReader reader, ElementProperty property, int position)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null when property.Element.IsMany:
                return new FhirNode(property.Element.Name, property.Type, null, [], position);
            case JsonTokenType.StartObject:
                var extensions = Object(ref reader, Schema.R4.Element, property.Element.Name, isResource: false);
                return new FhirNode(property.Element.Name, property.Type, null, extensions.ChildrenSpan.ToArray(), position);
            default:
                findings.Add(ValidationLevel.Structure, "structure", "the property with the underscore holds an object with id and extension only", position);
                reader.Skip();
                return null;
        }
    }

    private FhirNode? Primitive(ref Utf8JsonReader reader, ElementProperty property, int position)
    {
        var name = property.Element.Name;
        switch (reader.TokenType)
        {
            case JsonTokenType.Null when property.Element.IsMany:
                return new FhirNode(name, property.Type, null, [], position);
            case JsonTokenType.Null or JsonTokenType.StartObject or JsonTokenType.StartArray:
                findings.Add(ValidationLevel.Structure, "structure", $"must be a value of type {property.Type.Name}, no object, array or null", position);
                reader.Skip();
                return null;
        }

        if (reader.TokenType != TokenOf(property.Type.Primitive)
            && !(reader.TokenType == JsonTokenType.False && property.Type.Primitive == PrimitiveKind.Boolean))
        {
            findings.Add(ValidationLevel.Values, "value", $"a {property.Type.Name} is written as a JSON {WordOf(property.Type.Primitive)}", position);
        }

        var value = reader.TokenType switch
        {
            JsonTokenType.True => "true",
            JsonTokenType.False => "false",
            JsonTokenType.Number => Encoding.ASCII.GetString(reader.ValueSpan),
            _ => reader.GetString()!,
        };
        return new FhirNode(name, property.Type, value, [], position);
    }

    private static JsonTokenType TokenOf(PrimitiveKind kind) => kind switch
    {
        PrimitiveKind.Boolean => JsonTokenType.True,
        PrimitiveKind.Decimal or PrimitiveKind.Integer or PrimitiveKind.PositiveInt or PrimitiveKind.UnsignedInt => JsonTokenType.Number,
        _ => JsonTokenType.String,
    };

    private static string WordOf(PrimitiveKind kind) => TokenOf(kind) switch
    {
        JsonTokenType.True => "true or false",
        JsonTokenType.Number => "number",
        _ => "string",
    };

    // A property's name may be anything, also personal: only what looks like an element is repeated.
    private void Unknown(ReadOnlySpan<char> name, int position)
    {
        var shown = UnknownNames.IsShown(name) ? $"'{name}'" : "A property";
        findings.Add(ValidationLevel.Structure, "structure", shown + " is not an element here in R4; remove or correct it", position);
    }

    private FhirFormatException Duplicate(int offset) =>
        NotReadable("a property stands twice in one object; send each once", findings.Lines.LineOf(offset));

    private FhirFormatException NotReadable(string text, int line)
    {
        var path = findings.Path.ToString();
        return new FhirFormatException(new FhirIssue("structure", path, path.Length == 0 ? text : path + ": " + text, false, line));
    }
}
