using static Hub.Journal.Store.Columns;

namespace Hub.Journal.Payments;

/// <summary>Keeps what institutions and the core say a day amounts to: every word of theirs, the newest of a group counts.</summary>
internal sealed class StatedSide(BookStore store)
{
    public async Task NoteAsync(StatedTotals stated, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stated);
        await using var book = await BookTransaction.BeginAsync(store, cancellationToken).ConfigureAwait(false);
        await book.ExecuteAsync(
            """
            insert into stated_totals (stated_by, institution, day, insurance_type, clearing_type, agency, count, total, fund_total, account, includes_refunds,
                raw_digest, at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            """,
            cancellationToken, One((short)stated.By), One(stated.Institution), One(stated.Day), One(stated.InsuranceType), One(stated.ClearingType),
            One(stated.Agency), One(stated.Count), One(stated.Total.Fen), One(stated.FundTotal.Fen), One(stated.PersonalAccount.Fen),
            Flag(stated.IncludesRefunds), One(stated.RawDigest), One(stated.At)).ConfigureAwait(false);
        await book.CommitAsync(cancellationToken).ConfigureAwait(false);
    }
}
