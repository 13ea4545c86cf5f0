using System.CommandLine;
using Hub.Host.Configuration;
using Hub.Host.Diagnosis;

namespace Hub.Host.Commands;

/// <summary><c>hub doctor</c>: what is wrong on this machine or in this configuration, and how to mend it.</summary>
internal static class DoctorCommand
{
    internal static Command Create()
    {
        var command = new Command("doctor", "Check machine and configuration; exit 1 if something fails")
        {
            DoctorSignatureCommand.Create(), DoctorTextCommand.Create(), DoctorTextCommand.CreateKey(),
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(new Output(parsed), parsed.GetValue(CommandLine.ConfigOption), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Output output, string? file, CancellationToken cancellationToken)
    {
        var findings = await FindAsync(file, cancellationToken).ConfigureAwait(false);
        var ok = findings.All(finding => finding.Verdict != Verdict.Fail);
        output.Json(new { ok, findings = findings.Select(f => new { f.Check, verdict = Word(f.Verdict), f.Text, f.Fix }) });
        foreach (var finding in findings)
        {
            output.Line($"{output.Paint($"{Word(finding.Verdict),-4}", Colour(finding.Verdict))}  {finding.Check,-18} {finding.Text}");
            if (finding.Fix.Length > 0)
            {
                output.Line($"      {"",-18} -> {finding.Fix}");
            }
        }

        return ok ? ExitCode.Ok : ExitCode.Failed;
    }

    private static async Task<IReadOnlyList<Finding>> FindAsync(string? file, CancellationToken cancellationToken)
    {
        HubConfiguration configuration;
        try
        {
            configuration = HubConfiguration.Load(file);
        }
        catch (InvalidOptionsException e)
        {
            // Without settings nothing else can be looked at but the machine, and that with the defaults.
            var wrong = e.Problems.Select(p => Finding.Fail("configuration", $"{p.Name} = '{p.Value}': {p.Rule}", p.Fix));
            return [.. wrong, .. MachineChecks.Run(new HubOptions())];
        }

        var options = configuration.Options;
        return
        [
            Finding.Ok("configuration", File.Exists(configuration.File) ? configuration.File : "defaults and environment"),
            .. MachineChecks.Run(options),
            .. TrustChecks.Run(options, TimeProvider.System.GetUtcNow()),
            .. await DatabaseChecks.RunAsync(options, TimeProvider.System, cancellationToken).ConfigureAwait(false),
        ];
    }

    private static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Ok => "ok",
        Verdict.Warn => "warn",
        _ => "fail",
    };

    private static int Colour(Verdict verdict) => verdict switch
    {
        Verdict.Ok => 32,
        Verdict.Warn => 33,
        _ => 31,
    };
}
