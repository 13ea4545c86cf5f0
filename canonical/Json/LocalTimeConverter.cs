using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.Canonical.Json;

/// <summary>
/// Wall-clock time of the treatment area (UTC+8) as <c>yyyy-MM-ddTHH:mm:ss</c>, with a fraction only where there is one
/// and never with a zone: a value that knows its zone was taken from the wrong place and is refused when written.
/// </summary>
public sealed class LocalTimeConverter : JsonConverter<DateTime>
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF";

    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        DateTime.TryParseExact(reader.GetString(), Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw new JsonException("A time is written yyyy-MM-ddTHH:mm:ss without a zone.");

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value.Kind != DateTimeKind.Unspecified)
        {
            throw new JsonException("Times of the canonical model are wall-clock times of UTC+8 without a zone.");
        }

        Span<char> text = stackalloc char[27];
        value.TryFormat(text, out var length, Format, CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }
}
