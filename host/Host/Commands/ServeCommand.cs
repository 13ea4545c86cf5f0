using Microsoft.AspNetCore.Http.Features;
using System.CommandLine;
using Hub.Host.Configuration;
using Hub.Host.Logs;
using Hub.Host.Serving;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Hub.Host.Commands;

/// <summary><c>hub serve</c>: runs until SIGTERM or Ctrl-C, then drains.</summary>
internal static class ServeCommand
{
    internal static Command Create()
    {
        var command = new Command("serve", "Run the hub until SIGTERM or Ctrl-C");
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(CommandLine.ConfigOption), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string? file, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        var options = HubConfiguration.Load(file).Options;
        if (!File.Exists(options.Trust.PartnersFile) || !File.Exists(options.Trust.TrustAnchorsFile))
        {
            throw new CommandException(
                ExitCode.NotFound,
                $"{options.Trust.PartnersFile} or {options.Trust.TrustAnchorsFile} is not there: ./hub cert init makes both for development");
        }

        if (options.Infno.Core.Url is null)
        {
            throw new CommandException(ExitCode.Usage, "Infno:Core:Url is not set: write the address of the core's transactions into hub.json");
        }

        SystemdNotifier.Claim();
        var store = await Store.OpenAsync(options.Database, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            var app = Composition.Build(options, store);
            await using (app.ConfigureAwait(false))
            {
                await app.StartAsync(cancellationToken).ConfigureAwait(false);
                var addresses = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
                var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Hub.Host");
                HostLog.Ready(logger, string.Join(' ', addresses), (long)TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
                await app.WaitForShutdownAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        return ExitCode.Ok;
    }
}
