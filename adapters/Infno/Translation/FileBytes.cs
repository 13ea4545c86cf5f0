using System.Buffers.Text;
using System.Text.Json;

namespace Hub.Adapters.Infno.Translation;

/// <summary>The <c>in</c> field of a 9101: Base64 text, or a JSON array of byte numbers (signed or unsigned, as Java and C# write them).</summary>
internal static class FileBytes
{
    /// <summary>The bytes; empty for an empty field. Throws <see cref="FormatException"/> for anything else.</summary>
    public static ReadOnlyMemory<byte> Decode(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
        {
            return default;
        }

        return value[0] == (byte)'[' ? FromArray(value) : FromBase64(value);
    }

    private static byte[] FromArray(ReadOnlySpan<byte> value)
    {
        var bytes = new List<byte>(value.Length / 3);
        var reader = new Utf8JsonReader(value);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.Number)
            {
                bytes.Add(reader.TryGetInt32(out var number) && number is >= sbyte.MinValue and <= byte.MaxValue
                    ? unchecked((byte)number)
                    : throw new FormatException("in: an element of the array is not a byte."));
            }
            else if (reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.EndArray))
            {
                throw new FormatException("in: the array holds something other than numbers.");
            }
        }

        return [.. bytes];
    }

    private static byte[] FromBase64(ReadOnlySpan<byte> value)
    {
        var text = System.Text.Encoding.ASCII.GetString(value).Replace("\\/", "/", StringComparison.Ordinal);
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        return Convert.TryFromBase64String(text, bytes, out var written)
            ? bytes[..written]
            : throw new FormatException("in: neither Base64 nor an array of bytes.");
    }
}
