using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal;
using Hub.Routes.Reconciliation;
using static Hub.Routes.Tests.Samples;

namespace Hub.Routes.Tests.Reconciliation;

public sealed class When_totals_are_compared
{
    private readonly FakeBook book = new();
    private readonly DeskContext context = new(new DateTimeOffset(2025, 1, 3, 0, 0, 0, TimeSpan.Zero), "theirs");
    private static readonly DateOnly Day = new(2025, 1, 2);

    public When_totals_are_compared()
    {
        book.Rows.Add(FakeBook.Row("S1", 10000));
        book.Rows.Add(FakeBook.Row("S2", 8000, SettlementState.Cancelled));
        book.Rows.Add(FakeBook.Row("S2R", -8000, SettlementState.Cancelled, "S2"));
        book.Rows.Add(FakeBook.Row("S9", 700) with { SettledAt = new DateTime(2025, 1, 3) });
    }

    private static ReconcileTotals Ask(long total, int count, bool refunds = true) => new()
    {
        Origin = Origin("3201"), InsuranceType = "310", ClearingType = "11", SettlementAgency = "430100", From = Day, To = Day,
        Total = new Money(total), FundTotal = new Money(total / 2), PersonalAccount = new Money(total / 4), Count = count,
        IncludesRefunds = refunds,
    };

    private async Task<object> Answer(ReconcileTotals ask) =>
        await new TotalsDesk(book, book, new ReconciliationOptions()).AnswerAsync(ask, context, CancellationToken.None);

    [Theory]
    [InlineData(10000, 3, true)]
    [InlineData(10000, 1, false)]
    public async Task Should_balance_net_of_refunds_or_without_them(long total, int count, bool refunds)
    {
        Assert.True(Assert.IsType<TotalsCompared>(await Answer(Ask(total, count, refunds))).Balanced);
        Assert.Empty(book.Differences);
        Assert.Equal(("310", "11", Day), (Assert.Single(book.Closed).InsuranceType, book.Closed[0].ClearingType, book.Closed[0].To));
        var stated = Assert.Single(book.Stated);
        Assert.Equal((Day, count, total, refunds, "theirs"), (stated.Day, stated.Count, stated.Total.Fen, stated.IncludesRefunds, stated.RawDigest));
    }

    [Theory]
    [InlineData(10001, 3)]
    [InlineData(10000, 2)]
    public async Task Should_name_both_sides_and_report_when_they_differ(long total, int count)
    {
        var answer = Assert.IsType<TotalsCompared>(await Answer(Ask(total, count)));
        await Answer(Ask(total, count));
        Assert.False(answer.Balanced);
        Assert.Contains("100.00/" + new Money(total), answer.Text, StringComparison.Ordinal);
        Assert.True(answer.Text.Length <= 200);
        Assert.Equal("theirs", Assert.Single(book.Differences).Value.TheirRawDigest);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-92)]
    public async Task Should_refuse_a_wrong_period(int shift) =>
        Assert.Equal("REC-1001", Code(await Answer(Ask(0, 0) with { From = Day.AddDays(shift) })));

    [Fact]
    public async Task Should_fit_the_largest_amounts_into_the_text()
    {
        book.Rows.Add(FakeBook.Row("S3", 99_999_999_999_999));
        var answer = Assert.IsType<TotalsCompared>(await Answer(Ask(99_999_999_999_999, int.MaxValue)));
        Assert.True(answer.Text.Length <= 200, answer.Text);
    }
}
