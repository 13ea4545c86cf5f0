using System.CommandLine;
using Hub.Host.Configuration;
using Hub.Host.Serving;
using Hub.Journal.Store;

namespace Hub.Host.Commands;

/// <summary><c>hub migrate</c>: brings the schema up to date and ends.</summary>
internal static class MigrateCommand
{
    internal static Command Create()
    {
        var command = new Command("migrate", "Bring the database schema up to date");
        command.SetAction((parsed, cancellationToken) => RunAsync(new Output(parsed), parsed.GetValue(CommandLine.ConfigOption), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Output output, string? file, CancellationToken cancellationToken)
    {
        var options = HubConfiguration.Load(file).Options.Database;

        // Asked for by name, it is done whatever the setting for the start says.
        options.MigrateAtStart = true;
        var store = await Store.OpenAsync(options, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            try
            {
                await Store.MigrateAsync(store.OwnerConnectionString!, cancellationToken).ConfigureAwait(false);
            }
            catch (SchemaException e)
            {
                throw new CommandException(ExitCode.Refused, e.Message);
            }
        }

        output.Json(new { ok = true });
        output.Line("the schema is up to date");
        return ExitCode.Ok;
    }
}
