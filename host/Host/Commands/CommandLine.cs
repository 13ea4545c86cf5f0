using System.CommandLine;
using Hub.Certs.Registry;
using Hub.Host.Configuration;
using Hub.Journal.Embedded;

namespace Hub.Host.Commands;

/// <summary>The command line: one verb, one file.</summary>
internal static class CommandLine
{
    /// <summary>The configuration file; on every verb.</summary>
    internal static readonly Option<string?> ConfigOption = new("--config")
    {
        Description = "Configuration file (default: HUB_CONFIG, else hub.json)",
        Recursive = true,
    };

    /// <summary>Machine-readable output; on every verb.</summary>
    internal static readonly Option<bool> JsonOption = new("--json")
    {
        Description = "Print JSON for scripts",
        Recursive = true,
    };

    internal static async Task<int> RunAsync(string[] args)
    {
        var parsed = Root().Parse(args);

        // No handling of signals here: the server's own lifetime drains on them.
        var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        try
        {
            var code = await parsed.InvokeAsync(invocation).ConfigureAwait(false);
            return parsed.Errors.Count > 0 ? ExitCode.Usage : code;
        }
        catch (CommandException e)
        {
            return await FailAsync(e.Code, e.Message).ConfigureAwait(false);
        }
        catch (Exception e) when (e is InvalidOptionsException or InvalidConfigurationException or PostgresUnavailableException)
        {
            return await FailAsync(ExitCode.Failed, e.Message).ConfigureAwait(false);
        }
    }

    internal static RootCommand Root()
    {
        var root = new RootCommand("Hub: exchanges messages between a medical-insurance bureau and its partners")
        {
            ServeCommand.Create(),
            EdgeCommand.Create(),
            VerifyCommand.Create(),
            CertCommand.Create(),
            PartnerCommand.Create(),
            ConfigCommand.Create(),
            DoctorCommand.Create(),
            OpenApiCommand.Create(),
            MigrateCommand.Create(),
            ReconcileCommand.Create(),
            DifferencesCommand.Create(),
            OfficerCommand.Create(),
            PaymentCommand.Create(),
            DayCommand.Create(),
            StatementCommand.Create(),
        };
        root.Options.Add(ConfigOption);
        root.Options.Add(JsonOption);
        return root;
    }

    private static async Task<int> FailAsync(int code, string message)
    {
        foreach (var line in message.Split('\n'))
        {
            await System.Console.Error.WriteLineAsync("hub: " + line.TrimEnd('\r')).ConfigureAwait(false);
        }

        return code;
    }
}
