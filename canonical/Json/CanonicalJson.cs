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
    public static JsonSerializerOptions Options { get; } = MakeOptions();

    /// <summary>
    /// Puts the same rules into options that also serve types of another assembly, a route's state for example. Canonical
    /// types then use the generated code.
    /// </summary>
    /// <param name="options">Not yet read-only; converters already in it go first.</param>
    /// <param name="others">Knows the other types; without it only canonical types are supported.</param>
    public static void Apply(JsonSerializerOptions options, IJsonTypeInfoResolver? others = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.AllowDuplicateProperties = false;

        // The text goes into a database and never into a page: Chinese stays readable and short.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new MoneyConverter());
        options.Converters.Add(new LocalTimeConverter());

        // By name only: a number would let an undefined value in.
        options.Converters.Add(new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false));
        options.TypeInfoResolver = JsonTypeInfoResolver.Combine(CanonicalJsonContext.Default, others);
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

    private static JsonSerializerOptions MakeOptions()
    {
        var options = new JsonSerializerOptions();
        Apply(options);
        options.MakeReadOnly();
        return options;
    }
}
