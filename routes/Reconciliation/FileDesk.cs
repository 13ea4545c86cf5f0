using Hub.Canonical.Messages;
using Hub.Journal;

namespace Hub.Routes.Reconciliation;

/// <summary>Keeps uploaded files for a ticket (9101) and gives files back (9102), to their owner only.</summary>
public sealed class FileDesk(ISettlementBook book, ReconciliationOptions options) : IDesk
{
    public IReadOnlyCollection<Type> MessageTypes { get; } = [typeof(StoreFile), typeof(FetchFile)];

    public Task<object> AnswerAsync(object command, DeskContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return command is StoreFile store
            ? StoreAsync(store, context, cancellationToken)
            : FetchAsync((FetchFile)command, context, cancellationToken);
    }

    /// <summary>
    /// Ticket of at most 30 characters, the same for the same message and not to be guessed: it comes from the digest of
    /// the received bytes.
    /// </summary>
    internal static string Ticket(Origin origin, DeskContext context, string purpose) =>
        "F" + Text.Fingerprint(purpose, origin.Partner, origin.Key, context.RawDigest)
        + Text.Fingerprint(context.RawDigest, purpose)[..12];

    private async Task<object> StoreAsync(StoreFile command, DeskContext context, CancellationToken cancellationToken)
    {
        if (command.Content.IsEmpty)
        {
            return ReconciliationErrorCodes.EmptyFile.With();
        }

        if (command.Content.Length > options.FileSizeBytesMax)
        {
            return ReconciliationErrorCodes.FileTooLarge.With(Text.Number(options.FileSizeBytesMax));
        }

        if (!PlainName(command.FileName))
        {
            return ReconciliationErrorCodes.FileName.With();
        }

        var until = context.Now + options.FileLifetime;
        var ticket = Ticket(command.Origin, context, "9101");
        var file = new StoredFile(ticket, command.Origin.Institution, command.FileName, command.Content, until);
        await book.StoreFileAsync(file, cancellationToken).ConfigureAwait(false);
        return new FileStored(ticket, command.FileName, TreatmentClock.LocalTime(until), command.Origin.Institution);
    }

    private async Task<object> FetchAsync(FetchFile command, DeskContext context, CancellationToken cancellationToken)
    {
        var file = await book.FetchFileAsync(command.FileTicket, cancellationToken).ConfigureAwait(false);
        if (file is null || file.Partner != command.Origin.Institution)
        {
            return ReconciliationErrorCodes.NoSuchFile.With();
        }

        return file.AvailableUntil < context.Now
            ? ReconciliationErrorCodes.Expired.With()
            : new FileFetched(file.FileName, file.Content);
    }

    private static bool PlainName(string name) =>
        name.Length is > 0 and <= 200 && name is not ("." or "..") && !name.Any(c => c is '/' or '\\' or ':' || char.IsControl(c));
}
