using Hub.Canonical;
using Hub.Journal.Payments;
using Hub.Journal.Tests.Support;
using static Hub.Journal.Tests.Support.PaymentDesk;

namespace Hub.Journal.Tests.Payments;

[Collection(nameof(PostgresGroup))]
public sealed class When_a_statement_comes(PostgresFixture postgres)
{
    [Fact]
    public async Task Should_book_what_was_ordered_and_leave_nothing_due()
    {
        await using var desk = await CreateAsync(postgres);
        var (serial, file) = await desk.SentAsync();
        await desk.AnswerAsync(file.Id, Answer(serial, PaymentStatus.Settled, 1000));

        var applied = await desk.StateAsync("1", 50_000, Booking("B1", -1000, serial, batch: file.Id));
        await desk.Book.ApplyAsync(applied.Id, default);

        Assert.Equal((BankFileState.Applied, 1, 0), (applied.State, applied.Lines, applied.Differences));
        Assert.Equal((0, 0, -1000, 0), (await desk.DueAsync(), await desk.PayableAsync(), await desk.BankAsync(), await desk.SuspenseAsync()));
        Assert.Equal(1, await desk.Database.AskAsync<long>("select count(*) from statement_line"));
    }

    [Fact]
    public async Task Should_take_a_booking_once_and_name_it_when_it_is_stated_otherwise()
    {
        await using var desk = await CreateAsync(postgres);
        var (serial, _) = await desk.SentAsync();
        await desk.StateAsync("1", 50_000, Booking("B1", -1000, serial), Booking("B9", 5));
        var second = await desk.StateAsync("2", 49_005, Booking("B1", -1000, serial), Booking("B9", 6), Booking("B10", 7), Booking("B10", 7), Booking("B10", 8));

        Assert.Equal(["booked OnlyAtBank", "booked OnlyAtBank", "rebooked BankAnswerDisputed", "rebooked BankAnswerDisputed"], await desk.OpenAsync());
        Assert.Equal(3, second.Differences);
        Assert.Equal(3, await desk.Database.AskAsync<long>("select count(*) from statement_line"));
        Assert.Equal(-1000 + 5 + 7, await desk.BankAsync());
        Assert.Equal(-12, await desk.SuspenseAsync());
    }

    [Fact]
    public async Task Should_put_what_matches_nothing_into_suspense_and_name_it()
    {
        await using var desk = await CreateAsync(postgres);
        var (serial, file) = await desk.SentAsync();
        await desk.Book.AddPersonsAsync(List("a", Line("P1", 100)), Anna, default);
        Assert.Single(await desk.SealAsync(PaymentKind.PayPerson)); // sealed, not released

        await desk.StateAsync(
            "1", 50_000, Booking("B1", -999, serial), Booking("B2", -50), Booking("B3", -100, "P1"), Booking("B4", -70, "unknown"),
            Booking("B5", 1000, serial, reversal: true), Booking("B6", 8), Booking("B7", -1000, batch: file.Id));

        string[] expected = ["booked AmountDiffers", .. Enumerable.Repeat("booked OnlyAtBank", 6)];
        Assert.Equal(expected, await desk.OpenAsync());
        Assert.Equal(999 + 50 + 100 + 70 - 1000 - 8 + 1000, await desk.SuspenseAsync());
        Assert.Equal(-1100, await desk.DueAsync());
        Assert.Equal(2, await desk.Database.AskAsync<long>("select count(*) from posting where account = 'suspense:bank-a'")); // debits and credits apart
    }

    [Fact]
    public async Task Should_find_a_payment_that_the_bank_executed_twice_and_close_it_when_it_comes_back()
    {
        await using var desk = await CreateAsync(postgres);
        var (serial, _) = await desk.SentAsync();
        await desk.StateAsync("1", 50_000, Booking("B1", -1000, serial), Booking("B2", -1000, serial));
        await desk.StateAsync("2", 48_000, Booking("B3", -1000, serial));
        Assert.Equal(["twice PaidTwice", "twice PaidTwice"], await desk.OpenAsync());
        Assert.Equal((0, 2000), (await desk.DueAsync(), await desk.SuspenseAsync()));

        await desk.StateAsync("3", 47_000, Booking("B4", 1000, serial, reversal: true));
        Assert.Equal(["twice PaidTwice"], await desk.OpenAsync());
        await desk.StateAsync("4", 48_000, Booking("B5", 1000, serial, reversal: true));

        Assert.Empty(await desk.OpenAsync());
        Assert.Equal((0, 0, 0, -1000), (await desk.DueAsync(), await desk.SuspenseAsync(), await desk.PayableAsync(), await desk.BankAsync()));
        await RefusedAsync(desk.Book.RepeatAsync(serial, Anna, default), PaymentErrorCodes.NotRepeatable);
        await desk.StateAsync("5", 49_000, Booking("B6", 1000, serial, reversal: true));
        Assert.Equal(["returned PaymentReturned"], await desk.OpenAsync());
        Assert.Equal((-1000, 0), (await desk.PayableAsync(), await desk.BankAsync()));
        await desk.StateAsync("6", 50_000, Booking("B7", 1000, serial, reversal: true));
        Assert.Equal(["booked OnlyAtBank", "returned PaymentReturned"], await desk.OpenAsync());
    }

    [Fact]
    public async Task Should_take_an_announced_return_for_the_return_of_the_payment_itself()
    {
        await using var desk = await CreateAsync(postgres);
        var (serial, file) = await desk.SentAsync();
        await desk.AnswerAsync(file.Id, Answer(serial, PaymentStatus.Settled, 1000));
        await desk.StateAsync("1", 50_000, Booking("B1", -1000, serial), Booking("B2", -1000, serial));
        await desk.NotifyAsync(Answer(serial, PaymentStatus.Returned, 1000));

        await desk.StateAsync("2", 48_000, Booking("B3", 1000, serial, reversal: true));

        Assert.Equal(["returned PaymentReturned", "twice PaidTwice"], await desk.OpenAsync());
        Assert.Equal((-1000, 1000), (await desk.PayableAsync(), await desk.SuspenseAsync()));
        await RefusedAsync(desk.Book.RepeatAsync(serial, Anna, default), PaymentErrorCodes.NotRepeatable); // the surplus is still out
        await desk.StateAsync("3", 49_000, Booking("B4", 1000, serial, reversal: true));
        await desk.Book.RepeatAsync(serial, Anna, default);
        Assert.Empty(await desk.OpenAsync());
    }

    [Fact]
    public async Task Should_not_pay_again_what_the_bank_refused_and_booked_nevertheless()
    {
        await using var desk = await CreateAsync(postgres);
        var (serial, file) = await desk.SentAsync();
        await desk.AnswerAsync(file.Id, Answer(serial, PaymentStatus.Failed, 1000));
        await desk.StateAsync("1", 50_000, Booking("B1", -1000, serial));

        Assert.Equal(["contradicts StatementContradictsAnswer", "failed PaymentFailed"], await desk.OpenAsync());
        Assert.Equal((-1000, 0, 1000), (await desk.PayableAsync(), await desk.DueAsync(), await desk.SuspenseAsync()));
        await RefusedAsync(desk.Book.RepeatAsync(serial, Anna, default), PaymentErrorCodes.NotRepeatable);
        await desk.StateAsync("2", 49_000, Booking("B2", 1000, serial, reversal: true));
        Assert.Equal(["failed PaymentFailed"], await desk.OpenAsync());
        await desk.Book.RepeatAsync(serial, Anna, default);
        Assert.Equal((0, -1000, 0), (await desk.PayableAsync(), await desk.DueAsync(), await desk.SuspenseAsync()));
    }

    [Fact]
    public async Task Should_not_owe_again_what_a_statement_booked_before_the_bank_refused_it()
    {
        await using var desk = await CreateAsync(postgres);
        var (serial, file) = await desk.SentAsync();
        await desk.StateAsync("1", 50_000, Booking("B1", -1000, serial));
        await desk.AnswerAsync(file.Id, Answer(serial, PaymentStatus.Failed, 1000));

        Assert.Equal(["contradicts StatementContradictsAnswer"], await desk.OpenAsync());
        Assert.Equal((0, 0), (await desk.PayableAsync(), await desk.DueAsync()));
        await RefusedAsync(desk.Book.RepeatAsync(serial, Anna, default), PaymentErrorCodes.NotRepeatable);
        await desk.StateAsync("2", 49_000, Booking("B2", 1000, serial, reversal: true));
        Assert.Equal(["returned PaymentReturned"], await desk.OpenAsync());
        Assert.Equal(-1000, await desk.PayableAsync());
    }

    [Fact]
    public async Task Should_name_what_was_confirmed_and_is_not_on_the_statement_until_it_is()
    {
        await using var desk = await CreateAsync(postgres);
        var (serial, file) = await desk.SentAsync();
        await desk.AnswerAsync(file.Id, Answer(serial, PaymentStatus.Settled, 1000));
        await desk.StateAsync("1", 50_000);
        Assert.Equal(["unbooked StatementContradictsAnswer"], await desk.OpenAsync());

        await desk.StateAsync("2", 50_000, Booking("B1", -1000, serial));

        Assert.Empty(await desk.OpenAsync());
    }

    [Fact]
    public async Task Should_name_what_is_confirmed_after_its_statement_without_it()
    {
        await using var desk = await CreateAsync(postgres);
        var (serial, file) = await desk.SentAsync();
        await desk.StateAsync("1", 50_000);
        await desk.AnswerAsync(file.Id, Answer(serial, PaymentStatus.Settled, 1000));
        Assert.Equal(["unbooked StatementContradictsAnswer"], await desk.OpenAsync());
    }

    [Fact]
    public async Task Should_name_a_gap_of_statements_until_the_missing_one_comes()
    {
        await using var desk = await CreateAsync(postgres);
        await desk.StateAsync("1", 50_000, Booking("B1", 10));
        await desk.StateAsync("3", 50_030, Booking("B3", 30));
        await desk.StateAsync("10", 50_060, Booking("B4", 40));
        Assert.Contains("gap OnlyAtBank", await desk.OpenAsync());
        Assert.Equal(1, await desk.Database.AskAsync<long>("select count(*) from difference where text like '%3 %1 %' and ours = 50010 and theirs = 50030"));

        await desk.StateAsync("2", 50_010, Booking("B2", 20));

        Assert.DoesNotContain("gap OnlyAtBank", await desk.OpenAsync());
        Assert.Equal(100, await desk.BankAsync());
    }

    [Theory]
    [InlineData("statement number: has been used before", "S|1||20261128|20261128|0|0")]
    [InlineData("account: is not our account", "S|2|999|20261128|20261128|0|0")]
    [InlineData("is not complete", "S|3||20261128|20261128|0|0", "B|B1|20261128|5|0||")]
    public async Task Should_set_a_doubtful_statement_aside_as_a_whole(string reason, params string[] lines)
    {
        await using var desk = await CreateAsync(postgres);
        await desk.StateAsync("1", 50_000);

        var taken = await desk.TakeAsync(BankFileKind.Statement, "STM_x", ["O||20261128", .. lines, "C|0"]);

        Assert.Equal(BankFileState.Quarantined, taken.State);
        Assert.Contains(reason, taken.Reason, StringComparison.Ordinal);
        Assert.Equal(1, await desk.Database.AskAsync<long>("select count(*) from bank_statement"));
        Assert.Equal(0, await desk.Database.AskAsync<long>("select count(*) from statement_line"));
    }
}
