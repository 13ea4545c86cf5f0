namespace Hub.Adapters.Infno.Wire.Json;

/// <summary>How a value stood in the message.</summary>
public enum ValueKind : byte
{
    /// <summary>The member was not there.</summary>
    Absent,

    /// <summary>null, "", "null" or "NULL" (A1.3 "empty values").</summary>
    Empty,

    /// <summary>A string without escapes.</summary>
    Text,

    /// <summary>A string with escapes.</summary>
    EscapedText,

    /// <summary>A number.</summary>
    Number,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>An object or array where a single value was expected.</summary>
    Structure,
}

/// <summary>Where a value stands in the bytes: strings without their quotes.</summary>
internal readonly record struct ValueSlot(ValueKind Kind, int Offset, int Length)
{
    /// <summary>The slot of the scalar or structure the reader stands on; moves the reader to the end of a structure.</summary>
    public static ValueSlot Read(ref System.Text.Json.Utf8JsonReader reader, WireLimits limits)
    {
        var start = (int)reader.TokenStartIndex;
        switch (reader.TokenType)
        {
            case System.Text.Json.JsonTokenType.String:
                var text = reader.ValueSpan;
                if (text.IsEmpty || text.SequenceEqual("null"u8) || text.SequenceEqual("NULL"u8))
                {
                    return new ValueSlot(ValueKind.Empty, start, text.Length + 2);
                }

                StrictJson.CheckEscapes(reader);
                return new ValueSlot(reader.ValueIsEscaped ? ValueKind.EscapedText : ValueKind.Text, start + 1, text.Length);
            case System.Text.Json.JsonTokenType.Number:
                StrictJson.CheckNumber(reader.ValueSpan);
                return new ValueSlot(ValueKind.Number, start, reader.ValueSpan.Length);
            case System.Text.Json.JsonTokenType.Null:
                return new ValueSlot(ValueKind.Empty, start, 4);
            case System.Text.Json.JsonTokenType.True:
            case System.Text.Json.JsonTokenType.False:
                return new ValueSlot(ValueKind.Boolean, start, reader.ValueSpan.Length);
            default:
                StrictJson.SkipChecked(ref reader, limits);
                return new ValueSlot(ValueKind.Structure, start, (int)reader.BytesConsumed - start);
        }
    }
}
