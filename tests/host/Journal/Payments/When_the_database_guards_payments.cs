using Hub.Canonical;
using Hub.Journal.Tests.Support;
using Npgsql;
using static Hub.Journal.Tests.Support.PaymentDesk;

namespace Hub.Journal.Tests.Payments;

/// <summary>What the application's role cannot do by SQL of its own, whatever the code above it believes.</summary>
[Collection(nameof(PostgresGroup))]
public sealed class When_the_database_guards_payments(PostgresFixture postgres)
{
    private static readonly string[] Facts =
    [
        "payee", "payee_approval", "payment", "clearing", "clearing_item", "payment_list", "content", "content_chunk", "payment_file", "payment_file_line",
        "payment_release", "payment_file_step", "bank_file_name", "payment_answer", "bank_statement", "statement_line", "stated_totals", "day_result", "audit",
    ];

    [Fact]
    public async Task Should_change_and_delete_no_fact()
    {
        await using var desk = await CreateAsync(postgres);
        foreach (var table in Facts)
        {
            var column = await desk.Database.AskAsync<string>("select column_name::text from information_schema.columns where is_identity = 'NO' and table_name = '" + table + "' limit 1");
            foreach (var statement in new[] { "delete from " + table, "truncate " + table, "update " + table + " set " + column + " = " + column })
            {
                await RefusedAsync(desk, statement, PostgresErrorCodes.InsufficientPrivilege);
            }
        }

        await RefusedAsync(desk, "delete from bank_file", PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task Should_put_a_payment_into_no_second_file()
    {
        await using var desk = await CreateAsync(postgres);
        var (serial, file) = await desk.SentAsync();
        await RefusedAsync(desk, Copy(file.Id, "F2", 1) + $"insert into payment_file_line values ('{serial}', 'F2', 1)", PostgresErrorCodes.UniqueViolation);
    }

    [Fact]
    public async Task Should_take_a_files_lines_only_whole_and_never_those_of_a_payment_that_was_ordered_again()
    {
        await using var desk = await CreateAsync(postgres);
        var (_, file) = await desk.SentAsync();
        await desk.SettleAsync("S2", Hospital, 1000);
        await desk.ClearAsync();
        const string Next = "C20261127H4301000000102";
        string[] bad =
        [
            $"insert into payment_file_line values ('{Next}', '{file.Id}', 2)", // a line more than the file counts
            $"insert into payment_file_line values ('{Next}', 'F9', 1)", // of no file
            Copy(file.Id, "F2", 2) + $"insert into payment_file_line values ('{Next}', 'F2', 1)", // a line less
            Copy(file.Id, "F2", 1) + $"insert into payment_file_line values ('{Next}', 'F2', 2)", // another number
            Copy(file.Id, "F2", 1, fen: 999) + $"insert into payment_file_line values ('{Next}', 'F2', 1)", // another sum
            Copy(file.Id, "F2", 1) + "insert into payment_file_line values ('unknown', 'F2', 1)",
            Copy(file.Id, "F2", 1) + $"insert into payment select 'R', kind, day, party, account, holder, '', null, fen, null, '', '', '', '{Next}', '', now() "
                + $"from payment where serial = '{Next}'; insert into payment_file_line values ('{Next}', 'F2', 1)",
        ];
        foreach (var statement in bad)
        {
            await RefusedAsync(desk, statement, PostgresErrorCodes.CheckViolation);
        }

        await desk.Database.ExecuteAsync(Copy(file.Id, "F2", 1) + $"insert into payment_file_line values ('{Next}', 'F2', 1)");
    }

    [Fact]
    public async Task Should_let_nobody_release_what_he_sealed_or_approve_what_he_proposed()
    {
        await using var desk = await CreateAsync(postgres);
        await desk.Book.AddPersonsAsync(List("a", Line("P1", 100)), Anna, default);
        var file = Assert.Single(await desk.SealAsync(PaymentKind.PayPerson));
        await RefusedAsync(desk, $"insert into payment_release values ('{file.Id}', 'anna', 'anna', now())", PostgresErrorCodes.CheckViolation);
        await RefusedAsync(desk, $"insert into payment_release values ('{file.Id}', 'cora', 'anna', now())", PostgresErrorCodes.ForeignKeyViolation);
        await desk.Book.ProposePayeeAsync(Hospital, new BankAccount { Number = "1", Holder = "H" }, Anna, default);
        await RefusedAsync(desk, $"insert into payee_approval values ('{Hospital}', 1, 'anna', 'anna', now())", PostgresErrorCodes.CheckViolation);
        await RefusedAsync(desk, $"insert into payee_approval values ('{Hospital}', 1, 'cora', 'anna', now())", PostgresErrorCodes.ForeignKeyViolation);
    }

    [Fact]
    public async Task Should_clear_a_settlement_once_and_only_in_a_whole_clearing()
    {
        await using var desk = await CreateAsync(postgres);
        await desk.SentAsync();
        await RefusedAsync(desk, "insert into clearing_item values ('S1', 'C20261127H4301000000101')", PostgresErrorCodes.UniqueViolation);
        await RefusedAsync(desk, "insert into clearing_item values ('S2', 'unknown')", PostgresErrorCodes.CheckViolation);
        await RefusedAsync(desk, "insert into clearing_item values ('S2', 'C20261127H4301000000101'), ('S3', 'C20261127H4301000000101')", PostgresErrorCodes.CheckViolation);
    }

    [Fact]
    public async Task Should_take_answers_and_bookings_only_of_what_is_known_and_post_a_payment_once()
    {
        await using var desk = await CreateAsync(postgres);
        var (serial, file) = await desk.SentAsync();
        await desk.AnswerAsync(file.Id, Answer(serial, PaymentStatus.Settled, 1000));
        await desk.StateAsync("1", 0, Booking("B1", -1000, serial));
        await desk.Book.AddPersonsAsync(List("a", Line("P1", 100)), Anna, default);
        await RefusedAsync(desk, "insert into payment_answer values ('P1', 1, 1, 100, 1, 1)", PostgresErrorCodes.ForeignKeyViolation);
        await RefusedAsync(desk, $"insert into payment_answer values ('{serial}', 2, 3, 100, 99, 1)", PostgresErrorCodes.ForeignKeyViolation);
        await RefusedAsync(desk, $"insert into payment_answer values ('{serial}', 1, 2, 0, 1, 1)", PostgresErrorCodes.UniqueViolation);
        await RefusedAsync(desk, Booked("B2", "9", 3), PostgresErrorCodes.ForeignKeyViolation);
        await RefusedAsync(desk, Booked("B2", "1", 1), PostgresErrorCodes.UniqueViolation);
        await RefusedAsync(desk, Booked("B1", "1", 3), PostgresErrorCodes.UniqueViolation);
        await desk.Database.ExecuteAsync(Booked("B2", "1", 4));

        string Booked(string bankSerial, string statement, int matched) =>
            $"insert into statement_line select bank, account, '{bankSerial}', '{statement}', bank_file, 2, booked_on, fen, false, null, serial, {matched}, '' from statement_line limit 1";
    }

    private static string Copy(string file, string id, int count, long fen = 1000) =>
        $"insert into payment_file select '{id}', bank, kind, business_day, 2, requested_on, created_at, '{id}', {count}, {fen}, sha256, control_name, control, "
        + $"sealed_by, sealed_at from payment_file where id = '{file}'; ";

    private static async Task RefusedAsync(PaymentDesk desk, string statement, string state)
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() => desk.Database.ExecuteAsync(statement));
        Assert.True(refused.SqlState == state, statement + ": " + refused.MessageText);
    }
}
