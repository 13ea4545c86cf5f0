using System.Text.Json;
using Hub.Simulators.Bank.Faults;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Bank.Admin;

/// <summary>
/// The bank's fault rules as JSON: <c>{"seed":42,"rules":[{"kind":"rejectLine","rate":0.1,"only":["serial"],"files":["RET"],"max":1,"count":1,
/// "afterDays":1,"delayMs":200,"code":"AC04","bytes":1000}]}</c>. Everything but the kind may be left out.
/// </summary>
internal static class BankFaultJson
{
    public static (long Seed, IReadOnlyList<BankFaultRule> Rules) Read(JsonElement body)
    {
        body.TryNumber("seed", out decimal seed);
        return ((long)seed, [.. body.Rows("rules").Select(Rule)]);
    }

    public static void WriteRules(Utf8JsonWriter json, BankFaultPlan plan)
    {
        json.WriteNumber("seed", plan.Seed);
        json.WriteStartArray("rules");
        foreach (BankFaultRule rule in plan.Rules)
        {
            json.WriteStartObject();
            json.WriteString("kind", Name(rule.Kind));
            json.WriteNumber("rate", rule.PerMillion / 1_000_000m);
            WriteNames(json, "only", rule.Only);
            WriteNames(json, "files", rule.Files);
            json.WriteNumber("max", rule.Max);
            json.WriteNumber("count", rule.Count);
            json.WriteNumber("afterDays", rule.AfterDays);
            json.WriteNumber("delayMs", (long)rule.Delay.TotalMilliseconds);
            json.WriteString("code", rule.Code);
            json.WriteNumber("bytes", rule.Bytes);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public static void WriteLog(Utf8JsonWriter json, BankFaultPlan plan)
    {
        json.WriteStartObject("counts");
        foreach ((BankFaultKind kind, long count) in plan.Counts)
        {
            json.WriteNumber(Name(kind), count);
        }
        json.WriteEndObject();
        json.WriteStartArray("faults");
        foreach (InjectedBankFault fault in plan.Log)
        {
            json.WriteStartObject();
            json.WriteString("kind", Name(fault.Kind));
            json.WriteString("subject", fault.Subject);
            json.WriteString("time", ChinaTime.Stamp(fault.Time));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static BankFaultRule Rule(JsonElement node)
    {
        if (!Enum.TryParse(node.Text("kind"), ignoreCase: true, out BankFaultKind kind) || !Enum.IsDefined(kind))
        {
            throw new FormatException($"kind: one of {string.Join(", ", Enum.GetValues<BankFaultKind>().Select(Name))}");
        }
        var rule = new BankFaultRule { Kind = kind };
        return rule with
        {
            PerMillion = (int)(Number(node, "rate", 1, 0, 1) * 1_000_000m),
            Only = Names(node, "only"),
            Files = Names(node, "files"),
            Max = (int)Number(node, "max", rule.Max, 0, int.MaxValue),
            Count = (int)Number(node, "count", rule.Count, 1, 100_000),
            AfterDays = (int)Number(node, "afterDays", rule.AfterDays, 0, 365),
            Delay = TimeSpan.FromMilliseconds((long)Number(node, "delayMs", (long)rule.Delay.TotalMilliseconds, 0, 3_600_000)),
            Code = node.Text("code"),
            Bytes = (long)Number(node, "bytes", rule.Bytes, 0, 1L << 42),
        };
    }

    private static decimal Number(JsonElement node, string name, decimal absent, decimal least, decimal most)
    {
        if (node.Text(name).Length == 0)
        {
            return absent;
        }
        return node.TryNumber(name, out decimal number) && number >= least && number <= most
            ? number
            : throw new FormatException($"{name}: {least} to {most}");
    }

    private static HashSet<string> Names(JsonElement node, string name)
        => node.ValueKind == JsonValueKind.Object && node.TryGetProperty(name, out JsonElement list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(item => item.GetString() ?? "")]
            : [];

    private static void WriteNames(Utf8JsonWriter json, string name, IReadOnlySet<string> names)
    {
        json.WriteStartArray(name);
        foreach (string item in names)
        {
            json.WriteStringValue(item);
        }
        json.WriteEndArray();
    }

    private static string Name(BankFaultKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());
}
