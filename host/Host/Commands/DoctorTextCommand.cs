using System.CommandLine;
using System.Text;
using Hub.Certs.Doctor;

namespace Hub.Host.Commands;

/// <summary><c>hub doctor text FILE</c> and <c>hub doctor key FILE</c>: what a garbled text really is, and what is wrong with an SM2 public key.</summary>
internal static class DoctorTextCommand
{
    internal static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The text as received" };
        var encoding = new Option<string>("--encoding") { Description = "utf8, gbk or gb18030: what was agreed", DefaultValueFactory = _ => "utf8" };
        encoding.AcceptOnlyFromAmong("utf8", "gbk", "gb18030");
        var command = new Command("text", "Name what is wrong with a text's encoding, with the byte where it shows") { file, encoding };
        command.SetAction(parsed =>
        {
            var agreed = Enum.Parse<TextEncoding>(parsed.GetRequiredValue(encoding), ignoreCase: true);
            var findings = TextDoctor.Look(DoctorSignatureCommand.Read(parsed.GetRequiredValue(file)), agreed);
            return Report(new Output(parsed), findings.Select(finding => (finding.Mistake, $"from byte {finding.Position} ")));
        });
        return command;
    }

    internal static Command CreateKey()
    {
        var file = new Argument<string>("FILE") { Description = "The SM2 public key as handed in" };
        var command = new Command("key", "Name what is wrong with an SM2 public key") { file };
        command.SetAction(parsed =>
        {
            var found = KeyDoctor.LookSm2(Encoding.UTF8.GetString(DoctorSignatureCommand.Read(parsed.GetRequiredValue(file))))
                ?? throw new CommandException(ExitCode.Failed, "nothing that looks like an SM2 public key");
            return Report(new Output(parsed), found.Select(mistake => (mistake, "")));
        });
        return command;
    }

    private static int Report(Output output, IEnumerable<(Mistake Mistake, string Where)> findings)
    {
        var list = findings.ToList();
        output.Json(new { ok = list.Count == 0, findings = list.Select(finding => new { finding.Mistake, where = finding.Where.Trim() }) });
        output.Line(list.Count == 0 ? output.Paint("right", 32) : output.Paint("wrong", 31));
        foreach (var (mistake, where) in list)
        {
            output.Line($"  {mistake.Code}  {where}{mistake.Chinese}; {mistake.English}");
            output.Line($"        -> {mistake.ChineseFix}; {mistake.EnglishFix}");
        }

        return list.Count == 0 ? ExitCode.Ok : ExitCode.Failed;
    }
}
