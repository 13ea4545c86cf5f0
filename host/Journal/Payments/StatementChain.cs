using System.Globalization;
using Hub.Canonical;
using static Hub.Journal.Store.Columns;

namespace Hub.Journal.Payments;

/// <summary>Statements of an account in their order: each begins with the balance that the one before ended with.</summary>
internal static class StatementChain
{
    private sealed record Link(string Number, long BankFile, string Digest, DateOnly From, long? Opening, long? Closing);

    /// <summary>Writes a statement down. Returns how many differences it opened: a gap before it, or behind it when it comes late.</summary>
    public static async Task<int> AddAsync(
        BookTransaction book, IBankFormat format, BankFile file, StatementOpening statement, CancellationToken cancellationToken)
    {
        if (statement.Account != format.Payer.Number)
        {
            throw BankFileRefusedException.At(
                statement.Line, "account", "is not our account in the bank's profile", "ask the bank, or correct the profile and apply the file anew");
        }

        var isNew = await book.ExecuteAsync(
            """
            insert into bank_statement (bank, account, number, bank_file, from_day, to_day, opening, closing) values ($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict (bank, account, number) do nothing
            """,
            cancellationToken, One(file.Bank), One(statement.Account), One(statement.Number), One(file.Id), One(statement.From), One(statement.To),
            Maybe(statement.Opening?.Fen), Maybe(statement.Closing?.Fen)).ConfigureAwait(false) == 1;
        if (!isNew)
        {
            throw BankFileRefusedException.At(
                statement.Line, "statement number", "has been used before with other content", "ask the bank which of the two statements counts");
        }

        var self = new Link(
            statement.Number, file.Id, file.Content.Sha256, statement.From, statement.Opening?.Fen, statement.Closing?.Fen);
        var before = await NeighbourAsync(book, file.Bank, statement, "<", "desc", cancellationToken).ConfigureAwait(false);
        var behind = await NeighbourAsync(book, file.Bank, statement, ">", "asc", cancellationToken).ConfigureAwait(false);
        return await CompareAsync(book, file.Bank, before, self, cancellationToken).ConfigureAwait(false)
            + await CompareAsync(book, file.Bank, self, behind, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<Link?> NeighbourAsync(
        BookTransaction book, string bank, StatementOpening statement, string side, string order, CancellationToken cancellationToken) =>
        (await book.ListAsync(
            $"""
            select s.number, s.bank_file, encode(f.sha256, 'hex'), s.from_day, s.opening, s.closing from bank_statement s join bank_file f on f.id = s.bank_file
            where s.bank = $1 and s.account = $2 and (s.to_day, length(s.number), s.number) {side} ($3, length($4), $4)
            order by s.to_day {order}, length(s.number) {order}, s.number {order} limit 1
            """,
            reader => new Link(
                reader.GetString(0), reader.GetInt64(1), reader.GetString(2), reader.GetFieldValue<DateOnly>(3),
                reader.IsDBNull(4) ? null : reader.GetInt64(4), reader.IsDBNull(5) ? null : reader.GetInt64(5)),
            cancellationToken, One(bank), One(statement.Account), One(statement.To), One(statement.Number)).ConfigureAwait(false)).SingleOrDefault();

    private static async Task<int> CompareAsync(BookTransaction book, string bank, Link? earlier, Link? later, CancellationToken cancellationToken)
    {
        if (earlier?.Closing is not { } closing || later?.Opening is not { } opening)
        {
            return 0;
        }

        var key = string.Create(CultureInfo.InvariantCulture, $"gap:{later.BankFile}:{later.Number}");
        if (opening == closing)
        {
            // The statement that was missing has come.
            await book.ExecuteAsync(
                "update difference set closed_at = $2 where key = $1 and closed_at is null", cancellationToken, One(key), One(book.Now)).ConfigureAwait(false);
            return 0;
        }

        return await Differences.OpenAsync(
            book,
            [
                new Difference
                {
                    Key = key, Kind = DifferenceKind.OnlyAtBank, Partner = bank, Day = later.From, Ours = new Money(closing), Theirs = new Money(opening),
                    OurRawDigest = earlier.Digest, TheirRawDigest = later.Digest,
                    Text = "Gap of statements: " + later.Number + " does not begin with the balance that " + earlier.Number
                        + " ended with; ask the bank for the statements between.",
                },
            ],
            cancellationToken).ConfigureAwait(false);
    }
}
