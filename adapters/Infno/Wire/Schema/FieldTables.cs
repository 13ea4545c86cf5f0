using System.Collections.Frozen;
using System.Text.Json;

namespace Hub.Adapters.Infno.Wire.Schema;

/// <summary>
/// The field tables and dictionaries that ship with the adapter (Wire/Tables, generated from nhsa.md A4, A5, A7).
/// Immutable; loaded once.
/// </summary>
public sealed class FieldTables
{
    private static readonly Lazy<FieldTables> LazyDefault = new(Load);

    private FieldTables(
        FrozenDictionary<string, TransactionTable> transactions,
        FrozenDictionary<string, CodeList> dictionaries)
    {
        Transactions = transactions;
        Dictionaries = dictionaries;
    }

    /// <summary>The tables as printed, before any profile.</summary>
    public static FieldTables Default => LazyDefault.Value;

    /// <summary>Transactions by number.</summary>
    public FrozenDictionary<string, TransactionTable> Transactions { get; }

    /// <summary>Dictionaries by name (A7). A field may name a dictionary that is not listed here: its codes are not checked.</summary>
    public FrozenDictionary<string, CodeList> Dictionaries { get; }

    private static FieldTables Load()
    {
        using var tables = JsonDocument.Parse(Resource("tables.json"));
        using var dictionaries = JsonDocument.Parse(Resource("dictionaries.json"));
        return new FieldTables(
            tables.RootElement.EnumerateObject().ToFrozenDictionary(t => t.Name, Transaction),
            dictionaries.RootElement.EnumerateObject().ToFrozenDictionary(
                d => d.Name,
                d => new CodeList(d.Name, d.Value.EnumerateObject().ToDictionary(c => c.Name, c => c.Value.GetString()!))));
    }

    private static Stream Resource(string name) =>
        typeof(FieldTables).Assembly.GetManifestResourceStream("Hub.Adapters.Infno.Wire.Tables." + name)
        ?? throw new InvalidOperationException($"Embedded resource {name} is missing from the build.");

    private static TransactionTable Transaction(JsonProperty transaction)
    {
        var nodes = transaction.Value.GetProperty("nodes").EnumerateArray().ToArray();
        BodyTable Half(InfnoDirection direction, string word) => new(transaction.Name, direction, Nodes(nodes, word));
        return new TransactionTable(
            transaction.Name,
            transaction.Value.GetProperty("name").GetString()!,
            Half(InfnoDirection.Input, "input"),
            Half(InfnoDirection.Output, "output"),
            Nodes(nodes, "file"));
    }

    private static NodeTable[] Nodes(JsonElement[] nodes, string word) =>
        [.. nodes.Where(n => n[0].GetString() == word)
            .Select((n, index) => new NodeTable(index, n[1].GetString()!, n[2].GetInt32() == 1, Fields(n[3])))];

    private static FieldRule[] Fields(JsonElement fields) =>
        [.. fields.EnumerateArray().Select((f, index) => new FieldRule(
            index,
            f[0].GetString()!,
            f[1].GetString()!,
            TypeOf(f[2].GetString()!, f[3].GetInt32()),
            f[3].GetInt32(),
            f[4].GetInt32(),
            f[5].GetString()!,
            f[6].GetInt32() == 1))];

    // N(30) is printed for fee line serials, which the field fills with letters too (shared sample of 2204).
    private static FieldType TypeOf(string letter, int length) => letter switch
    {
        "C" => FieldType.Text,
        "N" when length > 18 => FieldType.Text,
        "N" => FieldType.Number,
        "D" => FieldType.Date,
        "DT" => FieldType.DateTime,
        "B" => FieldType.Bytes,
        "S" => FieldType.Node,
        _ => throw new InvalidOperationException($"Unknown type {letter} in tables.json."),
    };
}
