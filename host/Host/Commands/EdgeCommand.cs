using System.CommandLine;
using Hub.Certs.Signatures;
using Hub.Host.Edge;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Hub.Host.Commands;

/// <summary><c>hub edge</c>: the agent of a small clinic; stores its messages and forwards them to the hub, until SIGTERM or Ctrl-C.</summary>
internal static class EdgeCommand
{
    internal static Command Create()
    {
        var command = new Command("edge", "Run the agent of a small clinic: store its messages and forward them to the hub (--config edge.json)");
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(CommandLine.ConfigOption) ?? "edge.json", cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string file, CancellationToken cancellationToken)
    {
        var options = EdgeOptions.Load(file);
        try
        {
            var app = EdgeServer.Build(options, TimeProvider.System);
            await using (app.ConfigureAwait(false))
            {
                await app.StartAsync(cancellationToken).ConfigureAwait(false);
                var addresses = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
                var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Hub.Edge");
                EdgeLog.Ready(logger, options.Institution, string.Join(' ', addresses), app.Services.GetRequiredService<EdgeStore>().State.Queued);
                await app.WaitForShutdownAsync(cancellationToken).ConfigureAwait(false);
            }

            return ExitCode.Ok;
        }
        catch (Exception e) when (e is InvalidKeyException or IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Failed, $"{file}: {e.Message}");
        }
    }
}
