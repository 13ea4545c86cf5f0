using System.Text;
using Hub.Adapters.Infno.Profiles;
using Hub.Adapters.Infno.Wire.Json;
using Hub.Adapters.Infno.Wire.Schema;

namespace Hub.Adapters.Infno.Wire.Validation;

/// <summary>Rules of single fields from the tables: required, kind, length, number form, date form, dictionary.</summary>
internal static class FieldRules
{
    public static void Check(InfnoDocument document, ViolationList list)
    {
        Nodes(document, list);
        for (var position = 0; position < document.RowCount && !list.IsFull; position++)
        {
            var row = document.RowAt(position);
            foreach (var rule in row.Node.Fields)
            {
                Field(row, rule, row.SlotAt(rule.Index), list);
            }
        }

        foreach (var unknown in document.Unknown)
        {
            var policy = unknown.Row < 0 ? list.Profile.UnknownNodes : list.Profile.UnknownFields;
            if (policy == UnknownPolicy.Refuse)
            {
                var error = unknown.Row < 0 ? InfnoErrorCodes.UnknownNode : InfnoErrorCodes.UnknownField;
                list.Add(error, unknown.Node, unknown.Row, ErrorText.SafeName(unknown.Name));
            }
        }
    }

    /// <summary>
    /// Every input node that a transaction cannot do without: a node with a mandatory field, the nested ones and the
    /// optional lists of 4101 apart. Answers may lack any node (a refusal has none at all).
    /// </summary>
    private static void Nodes(InfnoDocument document, ViolationList list)
    {
        foreach (var node in document.Table.Nodes)
        {
            var rows = 0;
            for (var i = 0; i < document.RowCount; i++)
            {
                rows += document.Entry(i).Node == node.Index ? 1 : 0;
            }

            if (rows > 1 && !node.Many)
            {
                list.Add(InfnoErrorCodes.SingleNodeRows, node.Name);
            }

            if (rows == 0 && document.Table.Direction == InfnoDirection.Input && IsEssential(document.Table, node))
            {
                list.Add(InfnoErrorCodes.NodeMissing, node.Name);
            }
        }
    }

    private static bool IsEssential(BodyTable table, NodeTable node)
    {
        if (table.Infno == "4101" && node.Many)
        {
            return false;
        }

        foreach (var other in table.Nodes)
        {
            foreach (var field in other.Fields)
            {
                if (field.Type == FieldType.Node && field.Name == node.Name)
                {
                    return false;
                }
            }
        }

        return node.Index == 0 || node.Fields.Any(f => f.Required);
    }

    private static void Field(InfnoRow row, FieldRule rule, ValueSlot slot, ViolationList list)
    {
        switch (slot.Kind)
        {
            case ValueKind.Absent:
            case ValueKind.Empty:
                if (rule.Required)
                {
                    list.Add(InfnoErrorCodes.FieldRequired, row.Node.Name, row.Number, rule.Name);
                }

                return;
            case ValueKind.Structure when rule.Type is FieldType.Node or FieldType.Bytes:
                return;
            case ValueKind.Structure or ValueKind.Boolean:
                list.Add(InfnoErrorCodes.FieldKind, row.Node.Name, row.Number, rule.Name);
                return;
            default:
                break;
        }

        var bytes = row.Bytes(slot);
        switch (rule.Type)
        {
            case FieldType.Text:
                Text(row, rule, bytes, list);
                break;
            case FieldType.Number:
                Number(row, rule, bytes, list);
                break;
            case FieldType.Date or FieldType.DateTime when !WireTime.TryParse(bytes, out _):
                list.Add(
                    rule.Type == FieldType.Date ? InfnoErrorCodes.DateFormat : InfnoErrorCodes.DateTimeFormat,
                    row.Node.Name, row.Number, rule.Name);
                break;
            default:
                break;
        }
    }

    private static void Text(InfnoRow row, FieldRule rule, ReadOnlySpan<byte> bytes, ViolationList list)
    {
        if (rule.Length > 0 && bytes.Length > rule.Length && Characters(bytes) > rule.Length)
        {
            list.Add(InfnoErrorCodes.TextTooLong, row.Node.Name, row.Number, rule.Name, $"max {rule.Length}");
        }

        if (HasControl(bytes))
        {
            list.Add(InfnoErrorCodes.ControlCharacter, row.Node.Name, row.Number, rule.Name);
        }

        if (rule.Codes is { } codes && rule.CodeMode != DictionaryMode.Open && !codes.Allows(Encoding.UTF8.GetString(bytes), rule.CodeMode))
        {
            list.Add(InfnoErrorCodes.CodeUnknown, row.Node.Name, row.Number, rule.Name, codes.Name);
        }
    }

    /// <summary>Line breaks and tabs are ordinary in descriptions; other C0 characters and DEL are not.</summary>
    private static bool HasControl(ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            if (b is < 0x20 and not ((byte)'\n' or (byte)'\r' or (byte)'\t') or 0x7f)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Characters of valid UTF-8: every byte that does not continue one.</summary>
    private static int Characters(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        foreach (var b in bytes)
        {
            count += (b & 0xc0) != 0x80 ? 1 : 0;
        }

        return count;
    }

    private static void Number(InfnoRow row, FieldRule rule, ReadOnlySpan<byte> bytes, ViolationList list)
    {
        if (!ExactNumber.TryParse(bytes, out var number))
        {
            list.Add(InfnoErrorCodes.NotANumber, row.Node.Name, row.Number, rule.Name);
            return;
        }

        if (number.Scale > rule.Scale)
        {
            var error = rule.IsAmount ? InfnoErrorCodes.AmountNotFen : InfnoErrorCodes.TooManyDecimals;
            list.Add(error, row.Node.Name, row.Number, rule.Name, $"max {rule.Scale}");
        }

        if (number.IntegerDigits > rule.Length - rule.Scale)
        {
            list.Add(InfnoErrorCodes.TooManyDigits, row.Node.Name, row.Number, rule.Name, $"max {rule.Length - rule.Scale}");
        }
    }
}
