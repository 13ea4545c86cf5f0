using Hub.Journal.Payments;

namespace Hub.Host.Payments;

/// <summary>A day's end: the ledger added up, the three books compared, the partners told.</summary>
internal sealed class DayClosing(IPaymentBook payments, ILedgerBook ledger, DayStatements statements)
{
    internal async Task<IReadOnlyList<DayResult>> CloseAsync(DateOnly day, Act act, CancellationToken cancellationToken)
    {
        await ledger.AddUpAsync(day, cancellationToken).ConfigureAwait(false);
        var results = await payments.ReconcileAsync(day, act, cancellationToken).ConfigureAwait(false);
        await statements.IssueAsync(day, cancellationToken).ConfigureAwait(false);
        return results;
    }
}
