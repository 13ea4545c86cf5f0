using System.Collections.Frozen;
using System.IO.Compression;
using System.Text;

namespace Hub.Adapters.Fhir.Kernel.Definitions;

/// <summary>All types of R4, read once from the file that the generator wrote (its lines are described in the README beside it).</summary>
internal sealed class Schema
{
    private const string File = "r4.txt.br";

    private static readonly Lazy<Schema> Shared = new(Load);

    private readonly FrozenDictionary<string, TypeDefinition> _types;

    private Schema(Dictionary<string, TypeDefinition> types)
    {
        _types = types.ToFrozenDictionary(StringComparer.Ordinal);
        Element = types["Element"];
        Xhtml = types["xhtml"];
    }

    public static Schema R4 => Shared.Value;

    /// <summary>What a primitive has besides its value: id and extensions.</summary>
    public TypeDefinition Element { get; }

    public TypeDefinition Xhtml { get; }

    public IEnumerable<TypeDefinition> Types => _types.Values;

    public TypeDefinition? Find(string name) => _types.GetValueOrDefault(name);

    /// <summary>A resource type that may be sent, or null.</summary>
    public TypeDefinition? FindResource(string name) => _types.TryGetValue(name, out var type) && type.Kind == TypeKind.Resource ? type : null;

    private static Schema Load()
    {
        using var packed = typeof(Schema).Assembly.GetManifestResourceStream(File)
            ?? throw new InvalidOperationException("The definitions are not embedded in the assembly: " + File);
        using var reader = new StreamReader(new BrotliStream(packed, CompressionMode.Decompress), Encoding.UTF8);
        return new Schema(new SchemaReader(reader).Read());
    }
}
