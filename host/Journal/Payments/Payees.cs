using Hub.Canonical;
using Npgsql;
using static Hub.Journal.Store.Columns;

namespace Hub.Journal.Payments;

/// <summary>Accounts that institutions are paid to: one officer proposes, another approves; the newest approved version counts.</summary>
internal sealed class Payees(BookStore store)
{
    public const int AccountCharactersMax = 34;

    public async Task<int> ProposeAsync(string party, BankAccount account, Act act, CancellationToken cancellationToken)
    {
        Audit.Check(act);
        ArgumentNullException.ThrowIfNull(account);
        if (party is not { Length: > 0 } || account.Number is not { Length: > 0 and <= AccountCharactersMax } || account.Holder is not { Length: > 0 })
        {
            throw PaymentErrorCodes.PayeeAccount.With("payee");
        }

        await using var book = await BookTransaction.BeginAsync(store, cancellationToken).ConfigureAwait(false);
        await Locks.PayeeAsync(book, party, cancellationToken).ConfigureAwait(false);
        var before = await ApprovedAsync(book, party, cancellationToken).ConfigureAwait(false);
        var version = await book.AskAsync<int>(
            """
            insert into payee (party, version, account, holder, bank_name, line_number, proposed_by, proposed_at)
            select $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5, $6, $7 from payee where party = $1 returning version
            """,
            cancellationToken, One(party), One(account.Number), One(account.Holder), One(account.BankName), Maybe(account.LineNumber),
            One(act.Officer), One(book.Now)).ConfigureAwait(false);
        await Audit.WriteAsync(
            book, act, "propose-payee", Subject(party, version), before is null ? null : State(before), State(account), cancellationToken)
            .ConfigureAwait(false);
        await book.CommitAsync(cancellationToken).ConfigureAwait(false);
        return version;
    }

    public async Task ApproveAsync(string party, int version, Act act, CancellationToken cancellationToken)
    {
        Audit.Check(act);
        await using var book = await BookTransaction.BeginAsync(store, cancellationToken).ConfigureAwait(false);
        await Locks.PayeeAsync(book, party, cancellationToken).ConfigureAwait(false);
        var subject = Subject(party, version);
        var proposals = await book.ListAsync(
            "select account, holder, bank_name, line_number, proposed_by from payee where party = $1 and version = $2",
            reader => (Account: ReadAccount(reader), By: reader.GetString(4)), cancellationToken, One(party), One(version)).ConfigureAwait(false);
        if (proposals is not [var proposal])
        {
            throw PaymentErrorCodes.NoSuchProposal.With(subject);
        }

        if (proposal.By == act.Officer)
        {
            throw PaymentErrorCodes.ApproverProposed.With(subject);
        }

        var newest = await book.AskAsync<int?>("select max(version) from payee_approval where party = $1", cancellationToken, One(party)).ConfigureAwait(false);
        if (newest >= version)
        {
            throw PaymentErrorCodes.AlreadyApproved.With(subject);
        }

        var before = await ApprovedAsync(book, party, cancellationToken).ConfigureAwait(false);
        await book.ExecuteAsync(
            "insert into payee_approval (party, version, proposed_by, approved_by, approved_at) values ($1, $2, $3, $4, $5)", cancellationToken,
            One(party), One(version), One(proposal.By), One(act.Officer), One(book.Now)).ConfigureAwait(false);
        await Audit.WriteAsync(
            book, act, "approve-payee", subject, before is null ? null : State(before), State(proposal.Account), cancellationToken).ConfigureAwait(false);
        await book.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The account that counts now; null when none is approved.</summary>
    public static async Task<BankAccount?> ApprovedAsync(BookTransaction book, string party, CancellationToken cancellationToken) =>
        (await book.ListAsync(
            """
            select account, holder, bank_name, line_number from payee join payee_approval using (party, version)
            where party = $1 order by version desc limit 1
            """,
            ReadAccount, cancellationToken, One(party)).ConfigureAwait(false)).SingleOrDefault();

    private static BankAccount ReadAccount(NpgsqlDataReader reader) => new()
    {
        Number = reader.GetString(0), Holder = reader.GetString(1), BankName = reader.GetString(2),
        LineNumber = reader.IsDBNull(3) ? null : reader.GetString(3),
    };

    private static object State(BankAccount account) => new { account = Audit.Masked(account.Number), lineNumber = account.LineNumber };

    private static string Subject(string party, int version) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{party}:{version}");
}
