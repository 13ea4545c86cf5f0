using System.Text.Json;
using Hub.Simulators.Processes;

namespace Hub.Simulators.Demo;

/// <summary>What the core does wrong in the demonstration, about one settlement in fifty, and what it says it did.</summary>
internal static class CoreTrouble
{
    private static readonly string[] Settling = ["2102", "2207", "2304", "2103", "2208", "2305"];

    /// <summary>Turns the misbehaviour on.</summary>
    public static Task<bool> StartAsync(CoreProcess core, long seed, CancellationToken cancel)
    {
        var rules = new (string Kind, decimal Rate, int DelayMs)[]
        {
            ("lostAnswer", 0.008m, 0),
            ("lostRequest", 0.004m, 0),
            ("lateAnswer", 0.004m, 2_500),
            ("silentAnswer", 0.001m, 12_000),
            ("http503", 0.002m, 0),
            ("truncated", 0.002m, 0),
            ("garbage", 0.001m, 0),
            ("refusal", 0.002m, 0),
        };
        string json = JsonSerializer.Serialize(new
        {
            seed,
            rules = rules.Select(rule => new { kind = rule.Kind, rate = rule.Rate, infno = Settling, delayMs = rule.DelayMs }),
        });
        return core.PostAsync("/admin/faults", json, cancel);
    }

    /// <summary>Turns it off: the evening is quiet.</summary>
    public static Task<bool> StopAsync(CoreProcess core, CancellationToken cancel) => core.PostAsync("/admin/faults", "{\"seed\":0,\"rules\":[]}", cancel);

    /// <summary>How often which fault was injected.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> CountsAsync(CoreProcess core, CancellationToken cancel)
    {
        JsonElement log = await core.GetAsync("/admin/faults/log", cancel);
        return log.GetProperty("counts").EnumerateObject().ToDictionary(count => count.Name, count => count.Value.GetInt64());
    }
}
