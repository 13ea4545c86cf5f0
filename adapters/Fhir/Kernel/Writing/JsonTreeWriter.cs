using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hub.Adapters.Fhir.Kernel.Checking;
using Hub.Adapters.Fhir.Kernel.Definitions;

namespace Hub.Adapters.Fhir.Kernel.Writing;

/// <summary>Writes FHIR JSON: elements in the order of the definitions, no white space, numbers by their literal.</summary>
internal sealed class JsonTreeWriter(IBufferWriter<byte> output)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public void Write(FhirNode resource)
    {
        using var writer = new Utf8JsonWriter(output, Options);
        Object(writer, resource, TreeTypes.OfResource(resource));
    }

    private static void Object(Utf8JsonWriter writer, FhirNode node, TypeDefinition type)
    {
        writer.WriteStartObject();
        if (type.Kind == TypeKind.Resource)
        {
            writer.WriteString("resourceType"u8, type.Name);
        }

        var children = TreeTypes.Sorted(node, type);
        for (var i = 0; i < children.Length;)
        {
            var property = TreeTypes.PropertyOf(type, children[i]);
            var end = i + 1;
            while (end < children.Length && ReferenceEquals(TreeTypes.PropertyOf(type, children[end]), property))
            {
                end++;
            }

            Property(writer, property, children.AsSpan(i, end - i));
            i = end;
        }

        writer.WriteEndObject();
    }

    private static void Property(Utf8JsonWriter writer, ElementProperty property, ReadOnlySpan<FhirNode> nodes)
    {
        if (property.Type.Kind == TypeKind.Primitive)
        {
            Values(writer, property, nodes);
            Metas(writer, property, nodes);
            return;
        }

        writer.WritePropertyName(property.Name);
        if (property.Element.IsMany)
        {
            writer.WriteStartArray();
        }

        foreach (var node in nodes)
        {
            Object(writer, node, TreeTypes.Of(property, node));
        }

        if (property.Element.IsMany)
        {
            writer.WriteEndArray();
        }
    }

    private static void Values(Utf8JsonWriter writer, ElementProperty property, ReadOnlySpan<FhirNode> nodes)
    {
        if (!Any(nodes, node => node.Value is not null))
        {
            return;
        }

        writer.WritePropertyName(property.Name);
        if (property.Element.IsMany)
        {
            writer.WriteStartArray();
        }

        foreach (var node in nodes)
        {
            Value(writer, property.Type.Primitive, node.Value);
        }

        if (property.Element.IsMany)
        {
            writer.WriteEndArray();
        }
    }

    private static void Metas(Utf8JsonWriter writer, ElementProperty property, ReadOnlySpan<FhirNode> nodes)
    {
        if (!Any(nodes, node => node.ChildrenSpan.Length > 0))
        {
            return;
        }

        writer.WritePropertyName("_" + property.Name);
        if (property.Element.IsMany)
        {
            writer.WriteStartArray();
        }

        foreach (var node in nodes)
        {
            if (node.ChildrenSpan.Length == 0)
            {
                writer.WriteNullValue();
            }
            else
            {
                Object(writer, node, Schema.R4.Element);
            }
        }

        if (property.Element.IsMany)
        {
            writer.WriteEndArray();
        }
    }

    private static void Value(Utf8JsonWriter writer, PrimitiveKind kind, string? value)
    {
        switch (kind)
        {
            case not PrimitiveKind.None when value is null:
                writer.WriteNullValue();
                break;
            case PrimitiveKind.Boolean when value is "true" or "false":
                writer.WriteBooleanValue(value == "true");
                break;
            case PrimitiveKind.Decimal or PrimitiveKind.Integer or PrimitiveKind.PositiveInt or PrimitiveKind.UnsignedInt
                when PrimitiveRules.IsNumber(value):
                writer.WriteRawValue(value, skipInputValidation: true);
                break;
            default:
                // A value that is not of its type stays a string: what is written is always JSON.
                writer.WriteStringValue(value);
                break;
        }
    }

    private static bool Any(ReadOnlySpan<FhirNode> nodes, Func<FhirNode, bool> has)
    {
        foreach (var node in nodes)
        {
            if (has(node))
            {
                return true;
            }
        }

        return false;
    }
}
