using System.Collections.Frozen;
using System.Text.Json;
using Hub.Adapters.Infno.Wire;
using Hub.Adapters.Infno.Wire.Json;
using Hub.Adapters.Infno.Wire.Schema;

namespace Hub.Adapters.Infno.Profiles;

/// <summary>A profile that breaks a rule; the text names file, member and rule. Raised at start-up only.</summary>
public sealed class InfnoProfileException(string file, string member, string rule)
    : Exception($"{file}: {member}: {rule}");

/// <summary>Loads and checks profiles. Shipped ones are embedded: national, hunan, guangdong, hubei, jilin.</summary>
public static class InfnoProfileLoader
{
    private const int ExtendsMax = 4;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Disallow,
        AllowDuplicateProperties = false,
    };

    private static readonly Lazy<InfnoProfile> LazyNational = new(() => Shipped("national"));

    /// <summary>The national baseline with the older core's optional fields (A8.4).</summary>
    public static InfnoProfile National => LazyNational.Value;

    /// <summary>Names of the shipped profiles.</summary>
    public static IReadOnlyList<string> ShippedNames { get; } = ["national", "hunan", "guangdong", "hubei", "jilin"];

    /// <summary>A shipped profile by name.</summary>
    public static InfnoProfile Shipped(string name)
    {
        using var stream = Open(name) ?? throw new InfnoProfileException(name, "name", "is no shipped profile");
        using var text = new StreamReader(stream);
        return Load(name + ".json", text.ReadToEnd());
    }

    /// <summary>Checks and builds a profile from its JSON text. <paramref name="file"/> names it in errors.</summary>
    public static InfnoProfile Load(string file, string json)
    {
        var chain = new List<ProfileFile> { Parse(file, json) };
        while (chain[^1].Name != "national")
        {
            var parent = chain[^1].Extends ?? "national";
            using var stream = Open(parent) ?? throw new InfnoProfileException(file, "extends", $"{parent} is no shipped profile");
            using var text = new StreamReader(stream);
            chain.Add(Parse(parent + ".json", text.ReadToEnd()));
            if (chain.Count > ExtendsMax)
            {
                throw new InfnoProfileException(file, "extends", "chain too long");
            }
        }

        chain.Reverse();
        return new Check(file, chain).Build();
    }

    private static Stream? Open(string name) =>
        typeof(InfnoProfileLoader).Assembly.GetManifestResourceStream($"Hub.Adapters.Infno.Profiles.{name}.json");

    private static ProfileFile Parse(string file, string json)
    {
        try
        {
            return JsonSerializer.Deserialize<ProfileFile>(json, Json) ?? throw new InfnoProfileException(file, "(root)", "must be an object");
        }
        catch (JsonException exception)
        {
            throw new InfnoProfileException(file, exception.Path ?? "(root)", exception.Message);
        }
    }

    private sealed class Check(string file, List<ProfileFile> chain)
    {
        private readonly string _file = file;
        private readonly List<ProfileFile> _chain = chain;

        public InfnoProfile Build() => new()
        {
            Name = _chain[^1].Name is { Length: > 0 } name ? name : throw Wrong("name", "required"),
            Versions = Last(p => p.Infver) ?? [],
            Gateway = Word<GatewayScheme>("gateway", Last(p => p.Gateway)),
            GatewayTolerance = TimeSpan.FromSeconds(Range("gatewayToleranceSeconds", Value(p => p.GatewayToleranceSeconds), 1, 86_400)),
            Cainfo = Word<CainfoScheme>("cainfo", Last(p => p.Cainfo)),
            CainfoEncoding = Word<SignatureEncoding>("cainfoEncoding", Last(p => p.CainfoEncoding)),
            CainfoRequired = Value(p => p.CainfoRequired) ?? false,
            SignatureUserId = Text("signatureUserId", Last(p => p.SignatureUserId)),
            Body = Word<BodyForm>("body", Last(p => p.Body)),
            SuccessCode = Text("successCode", Last(p => p.SuccessCode)),
            FailureCode = NotSuccess("failureCode", Last(p => p.FailureCode)),
            PendingCode = NotSuccess("pendingCode", Last(p => p.PendingCode)),
            BalancedCode = Text("balancedCode", Last(p => p.BalancedCode)),
            MessageIdStrict = Value(p => p.MessageIdStrict) ?? true,
            TimeTolerance = TimeSpan.FromSeconds(Range("timeToleranceSeconds", Value(p => p.TimeToleranceSeconds), 0, 86_400)),
            EnvelopeOptional = (Last(p => p.EnvelopeOptional) ?? []).ToFrozenSet(),
            UnknownFields = Word<UnknownPolicy>("unknownFields", Last(p => p.UnknownFields)),
            UnknownNodes = Word<UnknownPolicy>("unknownNodes", Last(p => p.UnknownNodes)),
            AmountToleranceFen = Range("amountToleranceFen", Value(p => p.AmountToleranceFen), 0, 100),
            Severities = Severities(),
            Limits = Limits(),
            Transactions = Transactions(),
        };

        private T? Last<T>(Func<ProfileFile, T?> member)
            where T : class => _chain.Select(member).LastOrDefault(v => v is not null);

        private T? Value<T>(Func<ProfileFile, T?> member)
            where T : struct => _chain.Select(member).LastOrDefault(v => v is not null);

        private InfnoProfileException Wrong(string member, string rule) => new(_file, member, rule);

        private T Word<T>(string member, string? text)
            where T : struct, Enum =>
            Enum.GetNames<T>().FirstOrDefault(n => string.Equals(n, text, StringComparison.OrdinalIgnoreCase)) is { } name
                ? Enum.Parse<T>(name)
                : throw Wrong(member, "must be one of " + string.Join(", ", Enum.GetNames<T>()));

        private string Text(string member, string? text) => string.IsNullOrEmpty(text) ? throw Wrong(member, "must not be empty") : text;

        private string NotSuccess(string member, string? text) =>
            Text(member, text).All(c => c == '0') ? throw Wrong(member, "must not read as success") : text!;

        private int Range(string member, int? value, int low, int high) =>
            value is { } v && v >= low && v <= high ? v : throw Wrong(member, $"must be {low} to {high}");

        private WireLimits Limits()
        {
            var all = _chain.Select(p => p.Limits).Where(l => l is not null).ToArray();
            int? Of(Func<ProfileFile.LimitsFile, int?> member) => all.Select(l => member(l!)).LastOrDefault(v => v is not null);
            return new WireLimits
            {
                BodyBytesMax = Range("limits.bodyBytes", Of(l => l.BodyBytes), 1_000, 67_108_864),
                DepthMax = Range("limits.depth", Of(l => l.Depth), 4, 64),
                MembersMax = Range("limits.members", Of(l => l.Members), 20, 2_000),
                RowsMax = Range("limits.rows", Of(l => l.Rows), 1, 100_000),
                ViolationsMax = Range("limits.violations", Of(l => l.Violations), 1, 1_000),
            };
        }

        private FrozenDictionary<string, Severity> Severities()
        {
            var found = new Dictionary<string, Severity>();
            foreach (var (code, word) in _chain.SelectMany(p => p.Severities ?? []))
            {
                if (!InfnoErrorCodes.ByCode.ContainsKey(code) || !code.StartsWith("INF-1", StringComparison.Ordinal)
                    || string.CompareOrdinal(code, "INF-1200") < 0)
                {
                    throw Wrong($"severities.{code}", "must be a code INF-12xx to INF-15xx");
                }

                found[code] = Word<Severity>($"severities.{code}", word);
            }

            return found.ToFrozenDictionary();
        }

        private FrozenDictionary<string, TransactionTable> Transactions()
        {
            var modes = new Dictionary<string, DictionaryMode>();
            foreach (var (name, word) in _chain.SelectMany(p => p.Dictionaries ?? []))
            {
                if (name != "*" && !FieldTables.Default.Dictionaries.ContainsKey(name))
                {
                    throw Wrong($"dictionaries.{name}", "is no shipped dictionary");
                }

                modes[name] = Word<DictionaryMode>($"dictionaries.{name}", word);
            }

            var overrides = _chain.SelectMany(p => p.Fields ?? []).Select(f => new OverrideRule(_file, f)).ToArray();
            var tables = FieldTables.Default.Transactions.ToFrozenDictionary(t => t.Key, t => Apply(t.Value, modes, overrides));
            return overrides.FirstOrDefault(o => !o.Used) is { } unused
                ? throw Wrong("fields", $"{unused.Pattern} matches no field")
                : tables;
        }

        private static TransactionTable Apply(TransactionTable table, Dictionary<string, DictionaryMode> modes, OverrideRule[] overrides)
        {
            BodyTable Half(BodyTable body) => new(body.Infno, body.Direction, [.. body.Nodes.Select(n => new NodeTable(
                n.Index, n.Name, n.Many, [.. n.Fields.Select(f => Field(body, n, f))]))]);

            FieldRule Field(BodyTable body, NodeTable node, FieldRule field)
            {
                var mode = modes.TryGetValue(field.Dictionary, out var own) ? own : modes.GetValueOrDefault("*");
                var result = field with { Codes = FieldTables.Default.Dictionaries.GetValueOrDefault(field.Dictionary), CodeMode = mode };
                return overrides.Aggregate(result, (f, o) => o.Apply(body, node, f));
            }

            return table with { Input = Half(table.Input), Output = Half(table.Output) };
        }
    }

    private sealed class OverrideRule
    {
        private readonly string[] _parts;
        private readonly InfnoDirection? _direction;
        private readonly ProfileFile.FieldOverride _file;

        public OverrideRule(string file, ProfileFile.FieldOverride rule)
        {
            _file = rule;
            Pattern = rule.Field;
            _parts = rule.Field.Split('.');
            _direction = rule.Direction switch
            {
                null => null,
                "input" => InfnoDirection.Input,
                "output" => InfnoDirection.Output,
                _ => throw new InfnoProfileException(file, "fields.direction", "must be input or output"),
            };
            if (_parts.Length != 3 || rule.Length is < 1 or > 100_000 || rule.Scale is < 0 or > 8)
            {
                throw new InfnoProfileException(file, $"fields.{rule.Field}", "must be infno.node.field, length 1 to 100000, scale 0 to 8");
            }
        }

        public string Pattern { get; }

        public bool Used { get; private set; }

        public FieldRule Apply(BodyTable body, NodeTable node, FieldRule field)
        {
            if ((_direction is { } only && only != body.Direction)
                || !Fits(_parts[0], body.Infno) || !Fits(_parts[1], node.Name) || !Fits(_parts[2], field.Name))
            {
                return field;
            }

            Used = true;
            return field with
            {
                Length = _file.Length ?? field.Length,
                Scale = _file.Scale ?? field.Scale,
                Required = _file.Required ?? field.Required,
            };
        }

        private static bool Fits(string part, string name) => part == "*" || part == name;
    }
}
