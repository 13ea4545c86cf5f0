using System.Globalization;
using System.Text;
using Hub.Adapters.Infno.Wire.Json;
using Hub.Adapters.Infno.Wire.Schema;

namespace Hub.Adapters.Infno.Wire;

/// <summary>
/// One row of a node. Getters return null for an absent or empty value. They are meant for validated documents: a value
/// of the wrong form raises <see cref="WireRefusedException"/>, a name that is not in the table <see cref="ArgumentException"/>.
/// </summary>
public readonly struct InfnoRow
{
    private readonly InfnoDocument _document;
    private readonly int _position;

    internal InfnoRow(InfnoDocument document, int position)
    {
        _document = document;
        _position = position;
    }

    /// <summary>The row's node.</summary>
    public NodeTable Node => _document.Table.Nodes[_document.Entry(_position).Node];

    /// <summary>Number in its node, from 0.</summary>
    public int Number => _document.Entry(_position).NumberInNode;

    /// <summary>Position over the whole body.</summary>
    public int Position => _position;

    /// <summary>Position of the row this row stands in (2102 traceability codes), or -1.</summary>
    public int ParentPosition => _document.Entry(_position).Parent;

    /// <summary>How the value stood in the message.</summary>
    public ValueKind KindOf(string field) => Slot(field, out _).Kind;

    /// <summary>True when there is a value (not absent, not empty).</summary>
    public bool HasValue(string field) => KindOf(field) is not (ValueKind.Absent or ValueKind.Empty);

    /// <summary>Text; numbers as their digits. Null when empty.</summary>
    public string? Text(string field)
    {
        var slot = Slot(field, out var rule);
        return slot.Kind switch
        {
            ValueKind.Absent or ValueKind.Empty => null,
            ValueKind.Structure => throw Wrong(InfnoErrorCodes.FieldKind, rule),
            _ => Encoding.UTF8.GetString(Bytes(slot)),
        };
    }

    /// <summary>A dictionary code: <see cref="Text"/> without surrounding spaces.</summary>
    public string? Code(string field) => Text(field)?.Trim();

    /// <summary>A yuan amount in fen. Null when empty.</summary>
    public long? Fen(string field)
    {
        var slot = Slot(field, out var rule);
        if (slot.Kind is ValueKind.Absent or ValueKind.Empty)
        {
            return null;
        }

        return ParseNumber(slot, rule).TryToHundredths(out var fen) ? fen : throw Wrong(InfnoErrorCodes.AmountNotFen, rule);
    }

    /// <summary>A number, exact. Null when empty.</summary>
    public decimal? Quantity(string field)
    {
        var slot = Slot(field, out var rule);
        return slot.Kind is ValueKind.Absent or ValueKind.Empty ? null : ParseNumber(slot, rule).ToDecimal();
    }

    /// <summary>A whole number. Null when empty.</summary>
    public int? Whole(string field)
    {
        if (Quantity(field) is not { } value)
        {
            return null;
        }

        return value == decimal.Truncate(value) && Math.Abs(value) <= int.MaxValue
            ? (int)value
            : throw Wrong(InfnoErrorCodes.NotANumber, Node.Fields[Node.IndexOf(field)]);
    }

    /// <summary>The day; a time behind it is dropped. Null when empty.</summary>
    public DateOnly? Date(string field) => DateTime(field) is { } moment ? DateOnly.FromDateTime(moment) : null;

    /// <summary>Beijing wall-clock time, kind unspecified; a bare day means 00:00:00. Null when empty.</summary>
    public DateTime? DateTime(string field)
    {
        var slot = Slot(field, out var rule);
        if (slot.Kind is ValueKind.Absent or ValueKind.Empty)
        {
            return null;
        }

        return slot.Kind != ValueKind.Structure && WireTime.TryParse(Bytes(slot), out var moment)
            ? moment
            : throw Wrong(rule.Type == FieldType.Date ? InfnoErrorCodes.DateFormat : InfnoErrorCodes.DateTimeFormat, rule);
    }

    /// <summary>The value's exact bytes (text without quotes, escapes as sent); empty when absent or empty.</summary>
    public ReadOnlyMemory<byte> Raw(string field)
    {
        var slot = Slot(field, out _);
        return slot.Kind is ValueKind.Absent or ValueKind.Empty ? default : _document.Json.Slice(slot.Offset, slot.Length);
    }

    internal ValueSlot SlotAt(int field) => _document.Slot(_position, field);

    /// <summary>The value's UTF-8 text, unescaped.</summary>
    internal ReadOnlySpan<byte> Bytes(ValueSlot slot)
    {
        var raw = _document.Json.Span.Slice(slot.Offset, slot.Length);
        return slot.Kind == ValueKind.EscapedText ? StrictJson.Unescape(raw) : raw;
    }

    private ExactNumber ParseNumber(ValueSlot slot, FieldRule rule) =>
        slot.Kind != ValueKind.Structure && ExactNumber.TryParse(Bytes(slot), out var number)
            ? number
            : throw Wrong(InfnoErrorCodes.NotANumber, rule);

    private ValueSlot Slot(string field, out FieldRule rule)
    {
        var index = Node.IndexOf(field);
        if (index < 0)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"{_document.Table.Infno} {Node.Name} has no field {field}."), nameof(field));
        }

        rule = Node.Fields[index];
        return _document.Slot(_position, index);
    }

    private WireRefusedException Wrong(InfnoError error, FieldRule rule) =>
        new(new Violation(error, _document.Table.Infno, Node.Name, Number, rule.Name));

}
