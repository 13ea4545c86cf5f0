using Hub.Canonical;
using Hub.Journal.Payments;
using Hub.Journal.Tests.Support;
using static Hub.Journal.Tests.Support.PaymentDesk;

namespace Hub.Journal.Tests.Payments;

[Collection(nameof(PostgresGroup))]
public sealed class When_the_ledger_is_read_by_day(PostgresFixture postgres)
{
    private const string Account = "institution:H43010000001:payable";

    [Fact]
    public async Task Should_give_the_balance_before_what_moved_by_kind_and_the_balance_after()
    {
        await using var desk = await CreateAsync(postgres);
        var ledger = ((PaymentBook)desk.Book).Ledger;
        await PostAsync(desk, 1, "settle:S1", Day, -1000);
        await PostAsync(desk, 2, "settle:S2", Today, -300);
        await PostAsync(desk, 3, "settle:S3", Today, -200);
        await PostAsync(desk, 4, "clear:C1", Today, 1000);
        await ledger.AddUpAsync(Day, default);
        await ledger.AddUpAsync(Today, default);

        var day = await ledger.DayAsync(Account, Today, default);

        Assert.Equal((new Money(-1000), new Money(-500)), (day.Opening, day.Closing));
        Assert.Equal([new AccountMovement("clear", 1, new Money(1000)), new AccountMovement("settle", 2, new Money(-500))], day.Movements);
        Assert.Equal(new AccountDay(Money.Zero, [], Money.Zero), (await ledger.DayAsync("nobody", Today, default)) with { Movements = [] });
    }

    [Fact]
    public async Task Should_take_late_postings_in_when_it_is_added_up_again()
    {
        await using var desk = await CreateAsync(postgres);
        var ledger = ((PaymentBook)desk.Book).Ledger;
        await PostAsync(desk, 1, "settle:S1", Day, -1000);
        await ledger.AddUpAsync(Day, default);
        await PostAsync(desk, 2, "settle:S2", Day, -50);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ledger.AddUpAsync(Day, default)));

        Assert.Equal(new Money(-1050), (await ledger.DayAsync(Account, Day, default)).Closing);
    }

    private static Task PostAsync(PaymentDesk desk, long id, string key, DateOnly day, long fen) => desk.Database.ExecuteAsync(
        $"""
        insert into ledger_transaction values ({id}, '{key}', '{day:yyyy-MM-dd}', 'c', now());
        insert into posting values ({id}, 0, '{Account}', {fen}), ({id}, 1, 'x', {-fen})
        """);
}
