using System.Text.Json;
using Hub.Simulators.Core.Faults;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Core.Admin;

/// <summary>
/// Fault rules as JSON: <c>{"seed":42,"rules":[{"kind":"lostAnswer","rate":0.01,"infno":["2207"],"delayMs":3000,"perMessageMax":1,"booked":true}]}</c>.
/// </summary>
internal static class FaultJson
{
    public static void Apply(FaultPlan plan, JsonElement body)
    {
        body.TryNumber("seed", out decimal seed);
        plan.Use((long)seed, [.. body.Rows("rules").Select(Read)]);
    }

    public static void WriteRules(Utf8JsonWriter json, FaultPlan plan)
    {
        json.WriteNumber("seed", plan.Seed);
        json.WriteStartArray("rules");
        foreach (FaultRule rule in plan.Rules)
        {
            json.WriteStartObject();
            json.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(rule.Kind.ToString()));
            json.WriteNumber("rate", rule.PerMillion / 1_000_000m);
            json.WriteStartArray("infno");
            foreach (string infNo in rule.InfNos)
            {
                json.WriteStringValue(infNo);
            }
            json.WriteEndArray();
            json.WriteNumber("delayMs", (long)rule.Delay.TotalMilliseconds);
            json.WriteNumber("perMessageMax", rule.PerMessageMax);
            json.WriteBoolean("booked", rule.Booked);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public static void WriteLog(Utf8JsonWriter json, FaultPlan plan)
    {
        json.WriteStartObject("counts");
        foreach ((FaultKind kind, long count) in plan.Counts)
        {
            json.WriteNumber(JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()), count);
        }
        json.WriteEndObject();
        json.WriteStartArray("faults");
        foreach (InjectedFault fault in plan.Log)
        {
            json.WriteStartObject();
            json.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(fault.Kind.ToString()));
            json.WriteString("infno", fault.InfNo);
            json.WriteString("msgid", fault.MsgId);
            json.WriteString("fixmedins_code", fault.Institution);
            json.WriteString("time", ChinaTime.Stamp(fault.Time));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static FaultRule Read(JsonElement node)
    {
        if (!Enum.TryParse(node.Text("kind"), ignoreCase: true, out FaultKind kind) || !Enum.IsDefined(kind))
        {
            throw new FormatException($"kind: one of {string.Join(", ", Enum.GetNames<FaultKind>())}");
        }
        if (!node.TryNumber("rate", out decimal rate) || rate is < 0 or > 1)
        {
            throw new FormatException("rate: 0 to 1");
        }
        node.TryNumber("delayMs", out decimal delay);
        node.TryNumber("perMessageMax", out decimal perMessage);
        var infNos = new HashSet<string>(StringComparer.Ordinal);
        if (node.TryGetProperty("infno", out JsonElement list) && list.ValueKind == JsonValueKind.Array)
        {
            infNos.UnionWith(list.EnumerateArray().Select(item => item.GetString() ?? ""));
        }
        else if (node.Text("infno").Length > 0)
        {
            infNos.Add(node.Text("infno"));
        }
        var rule = new FaultRule { Kind = kind, PerMillion = (int)(rate * 1_000_000m), InfNos = infNos, Booked = node.Text("booked") != "false" };
        return rule with
        {
            Delay = delay > 0 ? TimeSpan.FromMilliseconds((long)delay) : rule.Delay,
            PerMessageMax = perMessage > 0 ? (int)perMessage : rule.PerMessageMax,
        };
    }
}
