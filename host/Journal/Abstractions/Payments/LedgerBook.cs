using Hub.Canonical;

namespace Hub.Journal.Payments;

/// <summary>Read side of the ledger, by account and day.</summary>
public interface ILedgerBook
{
    /// <summary>
    /// Adds up a day's postings per account, so that balances are read without the postings. Adding up again replaces what was there: a day
    /// may get late postings (a settlement counts for the core's day, whenever its answer came).
    /// </summary>
    Task AddUpAsync(DateOnly day, CancellationToken cancellationToken);

    /// <summary>Balance before a day, what moved on it, balance after, as far as days were added up.</summary>
    Task<AccountDay> DayAsync(string account, DateOnly day, CancellationToken cancellationToken);
}

/// <summary>An account over one day; debit positive, credit negative.</summary>
/// <param name="Opening">Balance before the day.</param>
/// <param name="Movements">By kind, ordered by its name.</param>
/// <param name="Closing">Opening and all movements.</param>
public sealed record AccountDay(Money Opening, IReadOnlyList<AccountMovement> Movements, Money Closing);

/// <summary>What moved for one reason.</summary>
/// <param name="Kind">First part of the ledger transactions' keys: <c>settle</c>, <c>cancel</c>, <c>clear</c>, <c>return</c>, <c>statement</c> …</param>
/// <param name="Count">Postings.</param>
/// <param name="Amount">Their sum.</param>
public sealed record AccountMovement(string Kind, int Count, Money Amount);
