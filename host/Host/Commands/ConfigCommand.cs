using System.CommandLine;
using System.Text.Json;
using Hub.Certs.Registry;
using Hub.Host.Configuration;

namespace Hub.Host.Commands;

/// <summary><c>hub config check</c> and <c>hub config schema</c>.</summary>
internal static class ConfigCommand
{
    internal static Command Create()
    {
        var check = new Command("check", "Print every setting in effect (no secrets) and validate them");
        check.SetAction(parsed => Check(new Output(parsed), parsed.GetValue(CommandLine.ConfigOption)));
        var schema = new Command("schema", "Print the JSON Schema of hub.json");
        schema.SetAction(parsed =>
        {
            new Output(parsed).Raw(OptionSchema.Write(typeof(HubOptions)));
            return ExitCode.Ok;
        });
        return new Command("config", "Settings") { check, schema };
    }

    private static int Check(Output output, string? file)
    {
        HubConfiguration configuration;
        try
        {
            configuration = HubConfiguration.Load(file);
        }
        catch (InvalidOptionsException e)
        {
            output.Json(new { ok = false, file = HubConfiguration.FileOf(file), problems = e.Problems });
            PrintWrong(output, e.Problems);
            return ExitCode.Failed;
        }

        var problems = Registry(configuration.Options.Trust.PartnersFile);
        var settings = OptionTree.Leaves(configuration.Options).ToList();
        output.Json(new { ok = problems.Count == 0, file = configuration.File, settings = settings.ToDictionary(s => s.Name, s => s.Text), problems });
        output.Line($"# {configuration.File}{(File.Exists(configuration.File) ? "" : " (not there: defaults and environment)")}");
        foreach (var setting in settings)
        {
            output.Line($"{setting.Name} = {JsonSerializer.Serialize(setting.Text)}");
        }

        PrintWrong(output, problems);
        return problems.Count == 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    private static void PrintWrong(Output output, IReadOnlyList<object> problems)
    {
        foreach (var problem in problems)
        {
            output.Line(output.Paint("wrong", 31) + " " + problem);
        }
    }

    // A registry that is not there yet is for doctor to tell; one that is there must be right.
    private static IReadOnlyList<object> Registry(string file)
    {
        try
        {
            if (File.Exists(file))
            {
                PartnerRegistry.Load(file);
            }

            return [];
        }
        catch (InvalidConfigurationException e)
        {
            return e.Problems;
        }
    }
}
