using System.Globalization;
using System.Text.Json;
using Hub.Adapters.Infno.Wire.Schema;

namespace Hub.Adapters.Infno.Wire;

/// <summary>
/// One row under construction. A null or empty value leaves the field empty. A field that is not in the table, a value of
/// the wrong type, or more decimals than the table allows is a fault of the caller: <see cref="ArgumentException"/>.
/// </summary>
public sealed class InfnoRowBuilder
{
    private readonly NodeTable _node;
    private readonly string?[] _texts;
    private readonly decimal?[] _numbers;
    private List<InfnoRowBuilder>? _children;

    internal InfnoRowBuilder(NodeTable node)
    {
        _node = node;
        _texts = new string?[node.Fields.Count];
        _numbers = new decimal?[node.Fields.Count];
    }

    /// <summary>Text or code.</summary>
    public InfnoRowBuilder Text(string field, string? value)
    {
        _texts[Find(field, FieldType.Text, FieldType.Bytes, FieldType.Date, FieldType.DateTime).Index] = value;
        return this;
    }

    /// <summary>Amount in fen; written in yuan with two decimals.</summary>
    public InfnoRowBuilder Fen(string field, long? fen)
    {
        var rule = Find(field, FieldType.Number);
        _numbers[rule.Index] = fen is null ? null : new decimal((int)(uint)Abs(fen.Value), (int)(uint)(Abs(fen.Value) >> 32), 0, fen < 0, 2);
        return this;
    }

    /// <summary>Number with at most the decimals of the table; text fields that hold numbers take it as digits.</summary>
    public InfnoRowBuilder Quantity(string field, decimal? value)
    {
        var rule = Find(field, FieldType.Number, FieldType.Text);
        if (rule.Type == FieldType.Text)
        {
            _texts[rule.Index] = value?.ToString(CultureInfo.InvariantCulture);
            return this;
        }

        if (value is { } given && decimal.Round(given, rule.Scale) != given)
        {
            throw new ArgumentException($"{_node.Name}.{field} takes {rule.Scale} decimals.", nameof(value));
        }

        _numbers[rule.Index] = value;
        return this;
    }

    /// <summary>Day, <c>yyyy-MM-dd</c>.</summary>
    public InfnoRowBuilder Date(string field, DateOnly? day)
    {
        _texts[Find(field, FieldType.Date, FieldType.DateTime, FieldType.Text).Index] = day is { } d ? WireTime.Write(d) : null;
        return this;
    }

    /// <summary>Beijing wall-clock time, <c>yyyy-MM-dd HH:mm:ss</c>.</summary>
    public InfnoRowBuilder DateTime(string field, DateTime? moment)
    {
        _texts[Find(field, FieldType.DateTime, FieldType.Date, FieldType.Text).Index] = moment is { } m ? WireTime.Write(m) : null;
        return this;
    }

    /// <summary>Adds a row of a node that stands inside this row (2102 <c>durg_trac_info</c>).</summary>
    public InfnoRowBuilder Child(string field, NodeTable childNode)
    {
        Find(field, FieldType.Node);
        var child = new InfnoRowBuilder(childNode);
        (_children ??= []).Add(child);
        return child;
    }

    internal void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var field in _node.Fields)
        {
            switch (field.Type)
            {
                case FieldType.Number:
                    writer.WriteNumber(field.EncodedName, _numbers[field.Index] ?? 0m);
                    break;
                case FieldType.Node:
                    if (_children is not null)
                    {
                        writer.WritePropertyName(field.EncodedName);
                        writer.WriteStartArray();
                        _children.ForEach(c => c.WriteTo(writer));
                        writer.WriteEndArray();
                    }

                    break;
                default:
                    writer.WriteString(field.EncodedName, _texts[field.Index] ?? string.Empty);
                    break;
            }
        }

        writer.WriteEndObject();
    }

    private static ulong Abs(long value) => value < 0 ? 0UL - (ulong)value : (ulong)value;

    private FieldRule Find(string field, params ReadOnlySpan<FieldType> types)
    {
        var index = _node.IndexOf(field);
        if (index < 0)
        {
            throw new ArgumentException($"{_node.Name} has no field {field}.", nameof(field));
        }

        var rule = _node.Fields[index];
        return types.Contains(rule.Type)
            ? rule
            : throw new ArgumentException($"{_node.Name}.{field} is {rule.Type}.", nameof(field));
    }
}
