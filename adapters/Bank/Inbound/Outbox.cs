using Hub.Adapters.Sftp;
using Hub.Journal.Payments;

namespace Hub.Adapters.Bank.Inbound;

/// <summary>One data file in a bank's outbox.</summary>
/// <param name="Name">Recognised name.</param>
/// <param name="Size">Bytes, as the server says.</param>
/// <param name="Modified">Last change, as the server says.</param>
/// <param name="HasControl">Its control file stands beside it, or it has none by its profile.</param>
internal sealed record OutboxFile(BankFileName Name, long Size, DateTimeOffset? Modified, bool HasControl);

/// <summary>What a listing of an outbox means. Pure; names are only judged here, nothing is opened.</summary>
/// <param name="Files">Data files: return files first, then statements and notices, each by name.</param>
/// <param name="OrphanControls">Control files of recognised names without a data file, with the data file's name.</param>
/// <param name="Skipped">Entries that are never touched, by reason.</param>
/// <param name="IsComplete">False when the folder holds more names than are read.</param>
internal sealed record Outbox(
    IReadOnlyList<OutboxFile> Files, IReadOnlyList<(string Control, BankFileName Data)> OrphanControls,
    IReadOnlyDictionary<string, int> Skipped, bool IsComplete)
{
    public const string UnsafeName = "unsafe name";
    public const string NotRegular = "no regular file";
    public const string NoSize = "size not stated";
    public const string TooLarge = "too large";
    public const string TooMany = "more names than are read";

    public static Outbox Of(SftpListing listing, BankPlace place, IBankFormat format)
    {
        var skipped = new Dictionary<string, int>(StringComparer.Ordinal);
        var regular = new Dictionary<string, SftpAttributes>(StringComparer.Ordinal);
        foreach (var entry in listing.Entries)
        {
            if (!entry.IsSafe)
            {
                Skip(UnsafeName);
            }
            else if (entry.Attributes.Kind == SftpEntryKind.Regular)
            {
                regular[entry.Name] = entry.Attributes;
            }
            else if (entry.Attributes.Kind != SftpEntryKind.Directory || place.Out(entry.Name) != place.ArchiveFolder)
            {
                Skip(NotRegular);
            }
        }

        var files = new List<OutboxFile>();
        var orphans = new List<(string, BankFileName)>();
        foreach (var (name, attributes) in regular)
        {
            if (format.Recognise(name) is { } recognised)
            {
                if (attributes.SizeBytes is not { } size)
                {
                    Skip(NoSize);
                }
                else if (size > place.FileBytesMax)
                {
                    Skip(TooLarge);
                }
                else
                {
                    files.Add(new OutboxFile(recognised, size, attributes.Modified, recognised.ControlName is not { } control || regular.ContainsKey(control)));
                }
            }
            else if (DataOf(name, format) is { } data && !regular.ContainsKey(data.Name))
            {
                orphans.Add((name, data));
            }
        }

        if (!listing.IsComplete)
        {
            Skip(TooMany);
        }

        files.Sort(static (a, b) => a.Name.Kind != b.Name.Kind ? a.Name.Kind.CompareTo(b.Name.Kind) : string.CompareOrdinal(a.Name.Name, b.Name.Name));
        return new Outbox(files, orphans, skipped, listing.IsComplete);

        void Skip(string reason) => skipped[reason] = skipped.GetValueOrDefault(reason) + 1;
    }

    private static BankFileName? DataOf(string control, IBankFormat format) =>
        control.LastIndexOf('.') is > 0 and var dot && format.Recognise(control[..dot]) is { } data && data.ControlName == control ? data : null;
}
