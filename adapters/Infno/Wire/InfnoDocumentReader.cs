using System.Text;
using System.Text.Json;
using Hub.Adapters.Infno.Wire.Json;
using Hub.Adapters.Infno.Wire.Schema;

namespace Hub.Adapters.Infno.Wire;

/// <summary>
/// Reads a business body against its table (nhsa.md A1.3, A4). Tolerant of form: object for a one-row array, member order,
/// ASCII case of names, unknown members. Strict where two readers could differ: names twice, broken escapes, absurd numbers.
/// </summary>
public static class InfnoDocumentReader
{
    /// <summary>Reads or throws <see cref="WireRefusedException"/>. The document refers to the given bytes.</summary>
    public static InfnoDocument Read(ReadOnlyMemory<byte> json, BodyTable table, WireLimits limits)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(limits);
        json = StrictJson.Open(json, limits);
        try
        {
            var pass = new Pass(json, table, limits);
            return pass.Run();
        }
        catch (JsonException exception)
        {
            throw StrictJson.Refused(exception);
        }
    }

    /// <summary>A body without any node, for transactions whose answer is empty.</summary>
    public static InfnoDocument Empty(BodyTable table) => new(table, "{}"u8.ToArray(), [], [], [], []);

    private ref struct Pass(ReadOnlyMemory<byte> json, BodyTable table, WireLimits limits)
    {
        private readonly ReadOnlyMemory<byte> _json = json;
        private readonly BodyTable _table = table;
        private readonly WireLimits _limits = limits;
        private readonly List<InfnoDocument.RowEntry> _rows = new(4);
        private readonly List<int> _present = new(4);
        private ValueSlot[] _slots = new ValueSlot[64];
        private int _slotCount;
        private List<UnknownMember>? _unknown;
        private Utf8JsonReader _reader = StrictJson.Reader(json.Span, limits);

        public InfnoDocument Run()
        {
            _reader.Read();
            switch (_reader.TokenType)
            {
                case JsonTokenType.StartObject when _table.Root is { } root:
                    _present.Add(root.Index);
                    ReadRow(root, -1);
                    break;
                case JsonTokenType.StartObject:
                    ReadNodes();
                    break;
                case JsonTokenType.StartArray when _table.Root is { Name: NodeTable.ListName } list:
                    ReadNode(list, -1);
                    break;
                default:
                    StrictJson.SkipChecked(ref _reader, _limits);
                    FinishReading();
                    throw new WireRefusedException(
                        new Violation(InfnoErrorCodes.BodyKind, _table.Infno, _table.Direction == InfnoDirection.Input ? "input" : "output"));
            }

            FinishReading();
            return new InfnoDocument(
                _table, _json, _slots.AsSpan(0, _slotCount).ToArray(), [.. _rows], [.. _present], _unknown is null ? [] : _unknown);
        }

        private void FinishReading()
        {
            while (_reader.Read())
            {
            }
        }

        private void ReadNodes()
        {
            MemberNames? unknownNames = null;
            while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
            {
                if (Known() is { } node)
                {
                    if (_present.Contains(node.Index))
                    {
                        throw Duplicate(node.Name, -1, string.Empty);
                    }

                    _reader.Read();
                    ReadNode(node, -1);
                    continue;
                }

                ReadUnknown(ref unknownNames, string.Empty, -1);
            }
        }

        private readonly NodeTable? Known() =>
            _reader.ValueIsEscaped ? _table.Find(StrictJson.Unescape(_reader.ValueSpan)) : _table.Find(_reader.ValueSpan);

        private void ReadNode(NodeTable node, int parent)
        {
            if (!_present.Contains(node.Index))
            {
                _present.Add(node.Index);
            }

            switch (_reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    ReadRow(node, parent);
                    break;
                case JsonTokenType.StartArray:
                    while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
                    {
                        if (_reader.TokenType != JsonTokenType.StartObject)
                        {
                            throw Kind(node);
                        }

                        ReadRow(node, parent);
                    }

                    break;
                case JsonTokenType.Null:
                    break;
                case JsonTokenType.String when IsEmptyText():
                    break;
                case JsonTokenType.String when node.Fields.Count == 1 && node.Fields[0].Name == node.Name:
                    // 9002 answers {"sign_time":"…"} in the field although the table prints a node of that name.
                    AddRow(node, parent);
                    _slots[_slotCount - 1] = ValueSlot.Read(ref _reader, _limits);
                    break;
                default:
                    throw Kind(node);
            }
        }

        private readonly bool IsEmptyText() =>
            _reader.ValueSpan.IsEmpty || _reader.ValueSpan.SequenceEqual("null"u8) || _reader.ValueSpan.SequenceEqual("NULL"u8);

        private void ReadRow(NodeTable node, int parent)
        {
            var position = AddRow(node, parent);
            var first = _rows[position].FirstSlot;
            MemberNames? unknownNames = null;
            while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
            {
                var field = _reader.ValueIsEscaped
                    ? node.IndexOf(StrictJson.Unescape(_reader.ValueSpan))
                    : node.IndexOf(_reader.ValueSpan);
                if (field < 0)
                {
                    ReadUnknown(ref unknownNames, node.Name, _rows[position].NumberInNode);
                    continue;
                }

                if (_slots[first + field].Kind != ValueKind.Absent)
                {
                    throw Duplicate(node.Name, _rows[position].NumberInNode, node.Fields[field].Name);
                }

                _reader.Read();
                var start = (int)_reader.TokenStartIndex;
                if (node.Fields[field].Type == FieldType.Node && _table.Find(node.Fields[field].Name) is { } child)
                {
                    ReadNode(child, position);
                    _slots[first + field] = new ValueSlot(ValueKind.Structure, start, (int)_reader.BytesConsumed - start);
                    continue;
                }

                _slots[first + field] = ValueSlot.Read(ref _reader, _limits);
            }
        }

        private int AddRow(NodeTable node, int parent)
        {
            if (_rows.Count >= _limits.RowsMax)
            {
                throw new WireRefusedException(new Violation(
                    InfnoErrorCodes.TooManyRows, _table.Infno, node.Name, Detail: $"max {_limits.RowsMax}"));
            }

            var number = 0;
            for (var i = _rows.Count - 1; i >= 0; i--)
            {
                if (_rows[i].Node == node.Index)
                {
                    number = _rows[i].NumberInNode + 1;
                    break;
                }
            }

            _rows.Add(new InfnoDocument.RowEntry(node.Index, number, _slotCount, parent));
            _slotCount += node.Fields.Count;
            if (_slotCount > _slots.Length)
            {
                Array.Resize(ref _slots, Math.Max(_slotCount, _slots.Length * 2));
            }

            return _rows.Count - 1;
        }

        private void ReadUnknown(ref MemberNames? names, string node, int row)
        {
            var seen = names ?? new MemberNames(_limits);
            var name = seen.Add(_reader);
            names = seen;
            _reader.Read();
            var start = (int)_reader.TokenStartIndex;
            StrictJson.SkipChecked(ref _reader, _limits);
            _unknown ??= [];
            _unknown.Add(new UnknownMember(
                node, row, Encoding.UTF8.GetString(name), _json[start..(int)_reader.BytesConsumed]));
        }

        private readonly WireRefusedException Kind(NodeTable node) =>
            new(new Violation(InfnoErrorCodes.NodeKind, _table.Infno, node.Name));

        private readonly WireRefusedException Duplicate(string node, int row, string field) =>
            new(new Violation(InfnoErrorCodes.DuplicateMember, _table.Infno, node, row, field));
    }
}
