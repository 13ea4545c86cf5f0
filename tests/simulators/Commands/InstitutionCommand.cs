using System.CommandLine;
using Hub.Simulators.Institutions;
using Hub.Simulators.Persons;

namespace Hub.Simulators.Commands;

/// <summary><c>hub-sandbox institution</c>: N flows of one institution against a URL, then one JSON line that sums them up.</summary>
internal static class InstitutionCommand
{
    public static Command Create()
    {
        var url = UriOption.Create("--url", "callService address of the hub (or of a core)", required: true);
        var code = new Option<string>("--code") { Description = "fixmedins_code", DefaultValueFactory = _ => "H43010000001" };
        var kind = new Option<FlowKind>("--flow") { Description = "Which flow", DefaultValueFactory = _ => FlowKind.Outpatient };
        var flows = new Option<int>("--flows") { Description = "How many patients", DefaultValueFactory = _ => 100 };
        var parallel = new Option<int>("--parallel") { Description = "How many counters at once", DefaultValueFactory = _ => 4 };
        var seed = new Option<long>("--seed") { Description = "Seed of patients, bills and trouble", DefaultValueFactory = _ => 1 };
        var cancelRate = new Option<decimal>("--cancel-rate") { Description = "Share of settlements cancelled afterwards, 0 to 1" };
        var troubleRate = new Option<decimal>("--trouble-rate") { Description = "Share of messages that meet trouble, 0 to 1" };
        var journal = new Option<string?>("--journal") { Description = "JSON-lines file of the institution's journal" };
        var command = new Command("institution", "A hospital or pharmacy with its clerks")
        {
            url, code, kind, flows, parallel, seed, cancelRate, troubleRate, journal,
        };
        command.SetAction(async (parse, cancel) =>
        {
            var options = new InstitutionOptions
            {
                Code = parse.GetValue(code)!,
                Url = parse.GetValue(url)!,
                Seed = parse.GetValue(seed),
                TroublePerMillion = (int)(parse.GetValue(troubleRate) * 1_000_000m),
                JournalFile = parse.GetValue(journal),
            };
            using var client = new InstitutionClient(options);
            var run = new InstitutionRun(client, new Population(options.Seed, options.Division));
            RunSummary summary = await run.RunAsync(
                parse.GetValue(kind), parse.GetValue(flows), parse.GetValue(parallel), (int)(parse.GetValue(cancelRate) * 1_000_000m), cancel);
            await Console.Out.WriteLineAsync(summary.ToJson());
            return summary.Unknown == 0 && summary.Contradictions == 0 ? 0 : 1;
        });
        return command;
    }
}
