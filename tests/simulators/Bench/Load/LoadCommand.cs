using System.CommandLine;
using Hub.Simulators.Processes;

namespace Hub.Simulators.Bench.Load;

/// <summary><c>hub-sandbox load</c>: the load generator of a bench, in a process of its own; it obeys orders on its standard input.</summary>
internal static class LoadCommand
{
    public static Command Create()
    {
        var town = new Option<string>("--town") { Description = "File with institutions and keys", Required = true };
        var command = new Command("load", "The load generator of a bench (started by it)") { town };
        command.SetAction(async (parse, cancel) =>
        {
            using var session = new LoadSession(TownFile.Load(parse.GetRequiredValue(town)), TimeProvider.System);
            try
            {
                await session.ServeAsync(Console.In, Console.Out, cancel);
            }
            catch (OperationCanceledException)
            {
                // Told to end.
            }
            return 0;
        });
        return command;
    }
}
