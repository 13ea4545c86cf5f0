using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Hub.Canonical.Json;

/// <summary>
/// How messages and records are written down: UTF-8 JSON, camelCase members in the order of declaration, amounts as
/// whole fen, times without a zone, enumerations by name, bytes in Base64, null left out. Reading ignores unknown members
/// (a newer writer), and refuses missing required members, null where none may be, and a member given twice. All errors are
/// <see cref="JsonException"/>.
/// </summary>
public static class CanonicalJson
{
    /// <summary>The options; read-only and shared. Types outside the model are not supported.</summary>
    public static JsonSerializerOptions Options { get; } = With(CanonicalJsonContext.Default);

    /// <summary>
    /// The same rules for types of another assembly that contain canonical ones, a route's state for example.
    /// </summary>
    /// <param name="resolver">Knows the other types; canonical types are always known.</param>
    /// <returns>Read-only options; keep them, they hold the caches.</returns>
    public static JsonSerializerOptions With(IJsonTypeInfoResolver resolver)
    {
        var options = new JsonSerializerOptions(CanonicalJsonContext.Default.Options)
        {
            TypeInfoResolver = JsonTypeInfoResolver.Combine(CanonicalJsonContext.Default, resolver),

            // The text goes into a database and never into a page: Chinese stays readable and short.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };

        // By name only: a number would let an undefined value in.
        options.Converters.Add(new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false));
        options.MakeReadOnly();
        return options;
    }

    /// <summary>Writes a message or record by its own type.</summary>
    /// <exception cref="NotSupportedException">The type is not part of the model.</exception>
    public static byte[] Write(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return JsonSerializer.SerializeToUtf8Bytes(value, Options.GetTypeInfo(value.GetType()));
    }

    /// <summary>Reads a message or record.</summary>
    /// <exception cref="JsonException">Not JSON, or not of this type.</exception>
    /// <exception cref="NotSupportedException">The type is not part of the model.</exception>
    public static object Read(Type type, ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, Options.GetTypeInfo(type)) ?? throw new JsonException("A message is not null.");

    /// <inheritdoc cref="Read(Type, ReadOnlySpan{byte})"/>
    public static T Read<T>(ReadOnlySpan<byte> utf8)
        where T : notnull =>
        JsonSerializer.Deserialize(utf8, (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T)))
            ?? throw new JsonException("A message is not null.");
}
