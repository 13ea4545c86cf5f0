using System.Text;
using System.Text.Json;
using Hub.Adapters.Infno.Wire.Json;
using Hub.Adapters.Infno.Wire.Schema;

namespace Hub.Adapters.Infno.Wire.Envelope;

/// <summary>
/// The shared first pass over a body: outer members in received order, the known ones sorted into their places. The
/// business part (<c>input</c>, <c>output</c>) is only stepped over; its own reader checks it.
/// </summary>
internal sealed class OuterReader
{
    private readonly Utf8Names _names;
    private readonly int _bodyField;

    public OuterReader(ReadOnlyMemory<byte> body, WireLimits limits, Utf8Names names, int count, int bodyField)
    {
        _names = names;
        _bodyField = bodyField;
        Texts = new string?[count];
        Present = new bool[count];
        Members = new List<OuterMember>(count + 4);
        body = StrictJson.Open(body, limits);
        try
        {
            Read(body, limits);
        }
        catch (JsonException exception)
        {
            throw StrictJson.Refused(exception);
        }
    }

    /// <summary>Text by field; null when absent or JSON null.</summary>
    public string?[] Texts { get; }

    /// <summary>Whether the member was there.</summary>
    public bool[] Present { get; }

    /// <summary>Every outer member in order.</summary>
    public List<OuterMember> Members { get; }

    /// <summary>Exact bytes of the business part; empty when absent.</summary>
    public ReadOnlyMemory<byte> Body { get; private set; }

    /// <summary>Known fields that held an object, an array or a boolean.</summary>
    public List<int> WrongKind { get; } = [];

    private void Read(ReadOnlyMemory<byte> body, WireLimits limits)
    {
        var reader = StrictJson.Reader(body.Span, limits);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            StrictJson.SkipChecked(ref reader, limits);
            while (reader.Read())
            {
            }

            throw StrictJson.Refused(InfnoErrorCodes.RootNotObject);
        }

        MemberNames? unknown = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var field = _names.Find(reader.ValueIsEscaped ? StrictJson.Unescape(reader.ValueSpan) : reader.ValueSpan);
            if (field >= 0)
            {
                ReadKnown(field, body, ref reader, limits);
                continue;
            }

            var seen = unknown ?? new MemberNames(limits);
            var name = seen.Add(reader);
            unknown = seen;
            reader.Read();
            Add(Encoding.UTF8.GetString(name), body, ref reader, limits);
        }

        while (reader.Read())
        {
        }
    }

    private void ReadKnown(int field, ReadOnlyMemory<byte> body, ref Utf8JsonReader reader, WireLimits limits)
    {
        var name = reader.ValueIsEscaped
            ? Encoding.UTF8.GetString(StrictJson.Unescape(reader.ValueSpan))
            : Interned(field, reader.ValueSpan);
        if (Present[field])
        {
            throw new WireRefusedException(new Violation(InfnoErrorCodes.DuplicateMember, Node: "envelope", Field: name));
        }

        Present[field] = true;
        reader.Read();
        if (field == _bodyField)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            Body = body[start..(int)reader.BytesConsumed];
            Members.Add(new OuterMember(name, null, Body));
            return;
        }

        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.True or JsonTokenType.False)
        {
            WrongKind.Add(field);
        }

        Texts[field] = Add(name, body, ref reader, limits);
    }

    private string Interned(int field, ReadOnlySpan<byte> sent)
    {
        var printed = _bodyField == EnvelopeFields.Input ? EnvelopeFields.Request[field].Name : EnvelopeFields.Response[field].Name;
        return Ascii.Equals(sent, printed) ? printed : Encoding.UTF8.GetString(sent);
    }

    private string? Add(string name, ReadOnlyMemory<byte> body, ref Utf8JsonReader reader, WireLimits limits)
    {
        var start = (int)reader.TokenStartIndex;
        var text = reader.TokenType switch
        {
            JsonTokenType.String when reader.ValueIsEscaped => Encoding.UTF8.GetString(StrictJson.Unescape(reader.ValueSpan)),
            JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False =>
                reader.ValueSpan.IsEmpty ? string.Empty : Encoding.UTF8.GetString(reader.ValueSpan),
            _ => null,
        };
        StrictJson.SkipChecked(ref reader, limits);
        Members.Add(new OuterMember(name, text, body[start..(int)reader.BytesConsumed]));
        return text;
    }
}
