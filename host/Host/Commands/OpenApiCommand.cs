using System.CommandLine;
using Hub.Host.Configuration;
using Hub.Host.Serving;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Hub.Host.Commands;

/// <summary><c>hub openapi</c>: the document that a running hub serves at <c>/openapi/v1.json</c>.</summary>
internal static class OpenApiCommand
{
    internal static Command Create()
    {
        var command = new Command("openapi", "Print the OpenAPI 3.1 document");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            new Output(parsed).Raw(await WriteAsync(cancellationToken).ConfigureAwait(false));
            return ExitCode.Ok;
        });
        return command;
    }

    internal static async Task<string> WriteAsync(CancellationToken cancellationToken)
    {
        // A free port of this machine for a moment: routes are known to the description only once the server's pipeline is built.
        var options = new HubOptions { Http = { Port = 0 }, Log = { Console = false } };
        var app = Composition.Build(options, store: null);
        await using (app.ConfigureAwait(false))
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
            var provider = app.Services.GetRequiredKeyedService<IOpenApiDocumentProvider>("v1");
            var document = await provider.GetOpenApiDocumentAsync(cancellationToken).ConfigureAwait(false);
            using var text = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
            document.SerializeAsV31(new OpenApiJsonWriter(text));
            await app.StopAsync(cancellationToken).ConfigureAwait(false);
            return text.ToString().ReplaceLineEndings("\n") + "\n";
        }
    }
}
