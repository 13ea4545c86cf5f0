using System.Globalization;
using System.Text.RegularExpressions;
using Hub.Journal.Payments;

namespace Hub.Adapters.Bank.Translation;

/// <summary>Names of files (FORMATS.md, Folders and names). Anything else in the folder is not ours: a name is never cleaned up or guessed.</summary>
internal static partial class FileNames
{
    private const string ControlExtension = ".ok";
    private const int NameMax = 100;

    /// <summary>Name of a payment file; null when the batch cannot be part of a name.</summary>
    public static string? OfPayments(string batch, string extension) => Batch().IsMatch(batch) ? "PAY_" + batch + extension : null;

    /// <summary>Name of the control file of a file.</summary>
    public static string ControlOf(string name) => name + ControlExtension;

    /// <summary>What a name in the bank's outbox says.</summary>
    public static BankFileName? Recognise(string name, string extension, bool hasControl)
    {
        if (name.Length > NameMax || Parse(name) is not { Success: true } match || match.Groups["extension"].Value != extension)
        {
            return null;
        }

        BankFileKind? kind = match.Groups["kind"].Value switch
        {
            "RET" => BankFileKind.Return,
            "STM" when IsDay(match) => BankFileKind.Statement,
            "NTF" when IsDay(match) => BankFileKind.Notification,
            _ => null,
        };
        return kind is { } known ? new BankFileName(name, known, hasControl ? ControlOf(name) : null) : null;
    }

    /// <summary>The batch that the name of a return file says; null for other names.</summary>
    public static string? BatchOf(string name) => name.Length <= NameMax && Parse(name) is { Success: true } match
        && match.Groups["kind"].Value == "RET" ? match.Groups["of"].Value : null;

    private static Match Parse(string name) => Incoming().Match(name);

    private static bool IsDay(Match match) =>
        DateOnly.TryParseExact(match.Groups["of"].ValueSpan, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    [GeneratedRegex(@"\A[A-Z0-9]{1,35}\z")]
    private static partial Regex Batch();

    [GeneratedRegex(@"\A(?<kind>RET|STM|NTF)_(?<of>[A-Z0-9]{1,35})_[1-9][0-9]{0,3}(?<extension>\.xml|\.txt)\z")]
    private static partial Regex Incoming();
}
