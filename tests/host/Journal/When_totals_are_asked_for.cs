using Hub.Canonical;
using Hub.Journal.Tests.Support;

namespace Hub.Journal.Tests;

[Collection(nameof(PostgresGroup))]
public sealed class When_totals_are_asked_for(PostgresFixture postgres)
{
    private static readonly DateOnly Day = new(2026, 3, 1);

    /// <summary>One stands, one is cancelled, one cancelled by the core, one reversed; each cancelling row is on the same day.</summary>
    private const string Rows =
        """
        insert into settlement select id, cancels, 'E', 'H43010000001', 'M', 0, 'P', '310', '11', '430100', timestamp '2026-03-01 09:00', state,
            fen, fen - 20, 10, 10, 0, 'c'
        from (values ('S1', null, 0, 10000), ('S2', null, 1, 5000), ('S2-R', 'S2', 0, -5000), ('S3', null, 3, 700), ('S3-R', 'S3', 0, -700),
            ('S4', null, 2, 3000), ('S4-R', 'S4', 2, -3000)) as r (id, cancels, state, fen)
        """;

    [Theory]
    [InlineData(true, 5)]
    [InlineData(false, 1)]
    public async Task Should_leave_out_what_was_reversed_and_count_both_rows_of_what_was_cancelled(bool withRefunds, int count)
    {
        var database = await postgres.CreateAsync();
        await using var node = new TestNode(database.Options("a"), new FakeLine(TimeSpan.Zero));
        await node.Engine.StartAsync(CancellationToken.None);
        await database.ExecuteAsync(Rows);
        var query = new SettlementQuery { Institution = "H43010000001", From = Day, To = Day, IncludesRefunds = withRefunds };

        var totals = await node.Engine.Book.TotalsAsync(query, CancellationToken.None);

        Assert.Equal((count, new Money(10000)), (totals.Count, totals.Total));
    }

    [Fact]
    public async Task Should_still_show_reversed_rows_to_who_compares_row_by_row()
    {
        var database = await postgres.CreateAsync();
        await using var node = new TestNode(database.Options("a"), new FakeLine(TimeSpan.Zero));
        await node.Engine.StartAsync(CancellationToken.None);
        await database.ExecuteAsync(Rows);

        var rows = await node.Engine.Book.RowsAsync(new SettlementQuery { From = Day, To = Day }, CancellationToken.None);

        Assert.Equal(2, rows.Count(r => r.State == SettlementState.Reversed));
    }

    [Fact]
    public async Task Should_close_what_was_found_about_a_group_that_balances_now_and_nothing_else()
    {
        var database = await postgres.CreateAsync();
        await using var node = new TestNode(database.Options("a"), new FakeLine(TimeSpan.Zero));
        await node.Engine.StartAsync(CancellationToken.None);
        await node.Engine.Book.ReportAsync(
        [
            Open("totals:H43010000001:310:11:430100:x"), Open("details:H43010000001:11:430100:y"), Open("totals:H43010000001:390:21:430100:x"),
            Open("details:H43010000001:21:430100:y"), Open("totals:H43010000001:310:11:430100:z") with { Day = Day.AddDays(1) },
            Open("core:OnlyAtHub:H43010000001:S1") with { Partner = "core" }, Open("totals:H43010000002:310:11:430100:x") with { Partner = "H43010000002" },
        ], CancellationToken.None);

        await node.Engine.Book.CloseAsync(new BalancedGroup("H43010000001", "310", "11", "430100", Day, Day), CancellationToken.None);

        Assert.Equal(5, (await node.Engine.Book.DifferencesAsync(null, null, CancellationToken.None)).Count);
        Assert.DoesNotContain(
            await node.Engine.Book.DifferencesAsync(Day, "H43010000001", CancellationToken.None), d => d.Key.Contains(":11:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Should_keep_the_rows_of_a_clearing_type_open_while_another_group_of_it_does_not_balance()
    {
        var database = await postgres.CreateAsync();
        await using var node = new TestNode(database.Options("a"), new FakeLine(TimeSpan.Zero));
        await node.Engine.StartAsync(CancellationToken.None);
        await node.Engine.Book.ReportAsync(
            [Open("totals:H43010000001:310:11:430100:x"), Open("totals:H43010000001:390:11:430100:x"), Open("details:H43010000001:11:430100:y")],
            CancellationToken.None);

        await node.Engine.Book.CloseAsync(new BalancedGroup("H43010000001", "310", "11", "430100", Day, Day), CancellationToken.None);
        Assert.Equal(2, (await node.Engine.Book.DifferencesAsync(Day, null, CancellationToken.None)).Count);
        await node.Engine.Book.CloseAsync(new BalancedGroup("H43010000001", "390", "11", "430100", Day, Day), CancellationToken.None);
        Assert.Empty(await node.Engine.Book.DifferencesAsync(Day, null, CancellationToken.None));
    }

    private static Difference Open(string key) =>
        new() { Key = key, Kind = DifferenceKind.AmountDiffers, Partner = "H43010000001", Day = Day, Text = "t" };
}
