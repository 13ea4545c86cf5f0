using System.CommandLine;
using System.Globalization;
using Hub.Console.Officers;
using Hub.Host.Configuration;

namespace Hub.Host.Commands;

/// <summary><c>hub officer add|list</c>: who may clear, seal, release, keep accounts, reconcile and look.</summary>
internal static class OfficerCommand
{
    internal static Command Create()
    {
        var list = new Command("list", "Every officer, one a line");
        list.SetAction(parsed => List(new Output(parsed), FileOf(parsed)));
        return new Command("officer", "The officers of the console and of payments") { Add(), list };
    }

    private static Command Add()
    {
        var id = new Argument<string>("ID") { Description = "1-60 letters, digits, '-', '_', '.'; stands in the audit trail for ever" };
        var name = new Option<string?>("--name") { Description = "Name shown on pages (default: the id)" };
        var roles = new Option<string>("--roles")
        {
            Description = "Comma-separated: " + string.Join(", ", OfficerRoleNames.All.Select(one => one.Word)),
            Required = true,
        };
        var until = new Option<DateTimeOffset?>("--until") { Description = "First moment at which the officer is no longer let in" };
        var token = new Option<string?>("--token-file") { Description = "Write the access token into this new file (mode 600) instead of showing it" };
        var command = new Command("add", "Let an officer in; the access token is shown once and kept nowhere") { id, name, roles, until, token };
        command.SetAction(parsed =>
        {
            var officer = parsed.GetRequiredValue(id);
            return Run(
                new Output(parsed), FileOf(parsed),
                new NewOfficer(officer, parsed.GetValue(name) ?? officer, Roles(parsed.GetRequiredValue(roles)), parsed.GetValue(until)),
                parsed.GetValue(token));
        });
        return command;
    }

    private static int Run(Output output, string file, NewOfficer officer, string? tokenFile)
    {
        if (tokenFile is not null && File.Exists(tokenFile))
        {
            throw new CommandException(ExitCode.Refused, $"{tokenFile} exists already: name a new file");
        }

        string token;
        try
        {
            token = OfficerFile.Add(file, officer);
        }
        catch (InvalidOfficersException e)
        {
            throw new CommandException(ExitCode.Refused, e.Message);
        }

        if (tokenFile is not null)
        {
            using var written = new FileStream(tokenFile, new FileStreamOptions
            {
                Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
            written.Write(System.Text.Encoding.ASCII.GetBytes(token + "\n"));
        }

        output.Json(new { ok = true, id = officer.Id, roles = OfficerRoleNames.Words(officer.Roles), token = tokenFile is null ? token : null, tokenFile });
        output.Line($"{officer.Id} is let in ({string.Join(", ", OfficerRoleNames.Words(officer.Roles))}) by {file}");
        output.Line(tokenFile is null ? $"access token, shown only now: {token}" : $"access token in {tokenFile}");
        return ExitCode.Ok;
    }

    private static OfficerRoles Roles(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(word => OfficerRoleNames.Find(word) ?? throw new CommandException(
            ExitCode.Usage, $"there is no role '{word}': write some of {string.Join(", ", OfficerRoleNames.All.Select(one => one.Word))}"))
        .Aggregate(OfficerRoles.None, (all, role) => all | role);

    private static int List(Output output, string file)
    {
        OfficerList officers;
        try
        {
            officers = new OfficerFile(file).Current;
        }
        catch (InvalidOfficersException e)
        {
            throw new CommandException(ExitCode.Failed, e.Message);
        }

        output.Json(officers.Officers.Select(o => new { o.Id, o.Name, roles = OfficerRoleNames.Words(o.Roles), status = o.Status.ToString(), o.NotAfter }));
        foreach (var officer in officers.Officers)
        {
            var until = officer.NotAfter is { } end ? " until " + end.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "";
            output.Line($"{officer.Id,-20} {officer.Status,-10} {string.Join(',', OfficerRoleNames.Words(officer.Roles))}{until}  {officer.Name}");
        }

        output.Line($"{officers.Officers.Count} officers in {file}");
        return ExitCode.Ok;
    }

    private static string FileOf(ParseResult parsed) => HubConfiguration.Load(parsed.GetValue(CommandLine.ConfigOption)).Options.Console.OfficersFile;
}
