using Microsoft.Extensions.Logging;
using static Hub.Journal.Store.Columns;

namespace Hub.Journal.Payments;

/// <summary>Lets a sealed file go, by a second person.</summary>
internal sealed class Release(BookStore store, ILogger logger)
{
    public async Task<SealedFile> ReleaseAsync(string file, Act act, CancellationToken cancellationToken)
    {
        Audit.Check(act);
        await using var book = await BookTransaction.BeginAsync(store, cancellationToken).ConfigureAwait(false);
        var before = await SealedFiles.FindAsync(book, file, cancellationToken).ConfigureAwait(false)
            ?? throw PaymentErrorCodes.NoSuchFile.With(file);
        if (before.SealedBy == act.Officer)
        {
            throw PaymentErrorCodes.ReleaserSealed.With(file);
        }

        // The row of another release that is under way is waited for here.
        var isNew = await book.ExecuteAsync(
            "insert into payment_release (file, sealed_by, released_by, released_at) values ($1, $2, $3, $4) on conflict (file) do nothing",
            cancellationToken, One(file), One(before.SealedBy), One(act.Officer), One(book.Now)).ConfigureAwait(false) == 1;
        if (!isNew)
        {
            var standing = (await SealedFiles.FindAsync(book, file, cancellationToken).ConfigureAwait(false))!;
            return standing.ReleasedBy == act.Officer ? standing : throw PaymentErrorCodes.AlreadyReleased.With(file);
        }

        await SealedFiles.StepAsync(book, file, PaymentFileState.Released, "", cancellationToken).ConfigureAwait(false);
        await Audit.WriteAsync(
            book, act, "release-file", file, new { state = "sealed", sealedBy = before.SealedBy },
            new { state = "released", count = before.Header.Count, fen = before.Header.Total.Fen, sha256 = before.Content.Sha256 }, cancellationToken)
            .ConfigureAwait(false);
        var released = (await SealedFiles.FindAsync(book, file, cancellationToken).ConfigureAwait(false))!;
        Fault.Hit("b4.before");
        await book.CommitAsync(cancellationToken).ConfigureAwait(false);
        Fault.Hit("b4.after");
        PaymentsLog.Released(logger, file);
        return released;
    }
}
