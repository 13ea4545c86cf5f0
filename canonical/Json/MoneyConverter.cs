using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.Canonical.Json;

/// <summary>An amount as a whole number of fen; a fraction, an exponent or text is refused.</summary>
public sealed class MoneyConverter : JsonConverter<Money>
{
    public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var fen)
            ? new Money(fen)
            : throw new JsonException("An amount is a whole number of fen.");

    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteNumberValue(value.Fen);
    }
}
