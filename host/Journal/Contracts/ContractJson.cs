using System.Collections.Concurrent;
using System.IO.Compression;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Hub.Canonical;
using Hub.Canonical.Json;

namespace Hub.Journal.Contracts;

/// <summary>A stored message names a type that this version does not know.</summary>
public sealed class UnknownContractException(string name) : Exception("no message type is called " + name);

/// <summary>
/// Messages and saga states as stored: JSON in UTF-8, compressed where it pays. The contract name of a type is its full name
/// (namespace and name), so moving a message type is a breaking change. The rules are those of <see cref="CanonicalJson"/>.
/// </summary>
public sealed class ContractJson
{
    private const byte Plain = 0;
    private const byte Brotli = 1;
    private const int CompressFrom = 400;

    private readonly ConcurrentDictionary<string, Type> types = new(StringComparer.Ordinal);
    private readonly JsonSerializerOptions options;

    /// <param name="roots">Types whose assemblies hold message types.</param>
    public ContractJson(IEnumerable<Type> roots)
    {
        options = new JsonSerializerOptions { Converters = { new AnyContractConverter(this) } };
        CanonicalJson.Apply(options, new DefaultJsonTypeInfoResolver());
        foreach (var assembly in roots.Append(typeof(Money)).Append(typeof(CallOutcome)).Select(type => type.Assembly).Distinct())
        {
            Register(assembly);
        }
    }

    /// <summary>Contract name of a type.</summary>
    public static string NameOf(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type.FullName ?? type.Name;
    }

    /// <summary>The type of a contract name.</summary>
    /// <exception cref="UnknownContractException">None of that name.</exception>
    public Type TypeOf(string name) => types.TryGetValue(name, out var type) ? type : throw new UnknownContractException(name);

    /// <summary>Stored form of a message or state.</summary>
    public byte[] Write(object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var json = JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), options);
        if (json.Length >= CompressFrom)
        {
            var packed = new byte[BrotliEncoder.GetMaxCompressedLength(json.Length) + 1];
            const int Quality = 1;
            const int Window = 16;
            if (BrotliEncoder.TryCompress(json, packed.AsSpan(1), out var length, Quality, Window))
            {
                packed[0] = Brotli;
                return packed.AsSpan(0, length + 1).ToArray();
            }
        }

        var plain = new byte[json.Length + 1];
        plain[0] = Plain;
        json.CopyTo(plain, 1);
        return plain;
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public object Read(ReadOnlySpan<byte> stored, Type type)
    {
        if (stored[0] == Plain)
        {
            return JsonSerializer.Deserialize(stored[1..], type, options) ?? throw new JsonException("a stored message is null");
        }

        using var input = new MemoryStream(stored[1..].ToArray(), writable: false);
        using var unpacked = new BrotliStream(input, CompressionMode.Decompress);
        return JsonSerializer.Deserialize(unpacked, type, options) ?? throw new JsonException("a stored message is null");
    }

    private void Register(Assembly assembly)
    {
        foreach (var type in assembly.GetTypes())
        {
            if (type is { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: false } && type.FullName is { } name)
            {
                types.TryAdd(name, type);
            }
        }
    }

    // A property of type object (the reply of an outcome, a kept answer) carries the contract name of what is in it.
    private sealed class AnyContractConverter(ContractJson contracts) : JsonConverter<object>
    {
        public override bool CanConvert(Type typeToConvert) => typeToConvert == typeof(object);

        public override object? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            Require(reader.TokenType == JsonTokenType.StartObject && reader.Read() && reader.TokenType == JsonTokenType.PropertyName);
            var type = contracts.TypeOf(reader.GetString()!);
            Require(reader.Read());
            var value = JsonSerializer.Deserialize(ref reader, type, options);
            Require(reader.Read() && reader.TokenType == JsonTokenType.EndObject);
            return value;
        }

        public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WritePropertyName(NameOf(value.GetType()));
            JsonSerializer.Serialize(writer, value, value.GetType(), options);
            writer.WriteEndObject();
        }

        private static void Require(bool holds)
        {
            if (!holds)
            {
                throw new JsonException("a stored value of any type is an object with the type's name as its one member");
            }
        }
    }
}
