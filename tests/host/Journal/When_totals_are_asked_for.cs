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
}
