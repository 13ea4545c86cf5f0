using System.CommandLine;
using Hub.Simulators.Processes;

namespace Hub.Simulators.Demo;

/// <summary><c>hub-sandbox demo</c>: the morning of a small city goes through the hub, with trouble, and ends with three equal books.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var once = new Option<bool>("--once") { Description = "End after the reconciliation; exit code 0 if all books agree" };
        var settlements = new Option<int>("--settlements") { Description = "Settlements at least", DefaultValueFactory = _ => 2_000 };
        var seed = new Option<long>("--seed") { Description = "Seed of people, bills and trouble", DefaultValueFactory = _ => 1 };
        var folder = new Option<string>("--folder") { Description = "Folder below which the run's folder is made", DefaultValueFactory = _ => ".hub" };
        var keep = new Option<bool>("--keep") { Description = "Leave database and logs of the run" };
        var hub = new Option<string?>("--hub") { Description = "hub.dll (default: the one built beside this program)" };
        var command = new Command("demo", "The morning of a small city, with trouble") { once, settlements, seed, folder, keep, hub };
        command.SetAction((parse, cancel) => RunAsync(
            new DemoOptions
            {
                Once = parse.GetValue(once),
                Settlements = Math.Clamp(parse.GetValue(settlements), 20, 1_000_000),
                Seed = parse.GetValue(seed),
                Folder = parse.GetRequiredValue(folder),
                Keep = parse.GetValue(keep),
                Hub = parse.GetValue(hub),
            },
            cancel));
        return command;
    }

    private static async Task<int> RunAsync(DemoOptions options, CancellationToken cancel)
    {
        PlainOutput.Choose();
        try
        {
            return await new DemoRun(options).RunAsync(cancel);
        }
        catch (Exception e) when (e is ChildFailedException or Npgsql.NpgsqlException or HttpRequestException or IOException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync(cancel.IsCancellationRequested ? "demo: stopped" : "demo: " + e.Message);
            return cancel.IsCancellationRequested ? 130 : 1;
        }
    }
}
