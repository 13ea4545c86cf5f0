using System.CommandLine;
using Hub.Simulators.Bank;

namespace Hub.Simulators.Bench.BankFile;

/// <summary><c>hub-sandbox bench bankfile</c>.</summary>
internal static class BankFileCommand
{
    private static readonly Option<int> Lines = new("--lines") { Description = "Payments of one file", DefaultValueFactory = _ => 1_000_000 };
    private static readonly Option<int> Settlements = new("--settlements")
    {
        Description = "Settlements of the day that is cleared; 0 leaves it out", DefaultValueFactory = _ => 1_000_000,
    };
    private static readonly Option<string?> Profile = new("--profile")
    {
        Description = "iso20022, text-delimited, text-fixed or all (default: iso20022 and text-delimited)",
    };
    private static readonly Option<string?> Json = new("--json") { Description = "File for the figures" };
    private static readonly Option<string> Folder = new("--folder")
    {
        Description = "Folder on a disk, below which the run's folder is made", DefaultValueFactory = _ => ".hub",
    };
    private static readonly Option<bool> Keep = new("--keep") { Description = "Leave the run's folder" };
    private static readonly Option<string?> Hub = new("--hub") { Description = "hub.dll (default: the one built beside this program)" };

    /// <summary>The command; it ends with 1 when a required figure is not reached.</summary>
    public static Command Create()
    {
        Profile.AcceptOnlyFromAmong("iso20022", "text-delimited", "text-fixed", "all");
        var command = new Command("bankfile", "Files of banks of a million lines: handed in, sealed, delivered, answered; a day cleared and compared")
        {
            Lines, Settlements, Profile, Json, Folder, Keep, Hub,
        };
        command.SetAction((parse, cancel) => BenchCommand.RunAsync(
            "bankfile", parse.GetValue(Json), report => new BankFileBench(Read(parse), report).RunAsync(cancel), isStrict: true, cancel));
        return command;
    }

    private static BankFileOptions Read(ParseResult parse) => new()
    {
        Lines = Math.Clamp(parse.GetValue(Lines), 100, 1_000_000),
        Settlements = Math.Clamp(parse.GetValue(Settlements), 0, 10_000_000),
        Profiles = parse.GetValue(Profile) switch
        {
            "iso20022" => [BankProfile.Iso20022],
            "text-delimited" => [BankProfile.TextDelimited],
            "text-fixed" => [BankProfile.TextFixed],
            "all" => [BankProfile.Iso20022, BankProfile.TextDelimited, BankProfile.TextFixed],
            _ => new BankFileOptions().Profiles,
        },
        Hub = parse.GetValue(Hub),
        Folder = parse.GetRequiredValue(Folder),
        Keep = parse.GetValue(Keep),
    };
}
