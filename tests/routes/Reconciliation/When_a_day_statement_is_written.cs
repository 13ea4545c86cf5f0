using System.Text;
using System.Text.Json;
using Hub.Canonical;
using Hub.Journal.Payments;
using Hub.Routes.Reconciliation;

namespace Hub.Routes.Tests.Reconciliation;

public sealed class When_a_day_statement_is_written
{
    private static readonly DateOnly Day = new(2026, 11, 28);

    private static readonly AccountDay Account = new(
        new Money(-500), [new AccountMovement("clear", 1, new Money(1500)), new AccountMovement("settle", 2, new Money(-1200))], new Money(-200));

    private static readonly DayResult Result = new()
    {
        Institution = "H43010000001", Day = Day, Run = 7, Equality = DayEquality.Equal, AcceptedCount = 2, Accepted = new Money(1200),
        StatedCount = 2, Stated = new Money(1200), CoreCount = null, Core = null, ClearedCount = 2, Cleared = new Money(1200),
        Confirmed = new Money(1200), Booked = new Money(1200), Differences = 0, Text = "",
    };

    private static readonly Difference Open = new()
    {
        Key = "failed:S1", Kind = DifferenceKind.PaymentFailed, Partner = "banka", Day = Day, Ours = new Money(3), OurRawDigest = "ab", Text = "owed again",
    };

    private static DayStatement Write(DayResult? result, params Difference[] differences) =>
        DayStatement.Of("H43010000001", 7, "institution:H43010000001:payable", Account, Day, result, differences);

    [Fact]
    public void Should_read_back_as_it_was_written_in_one_line()
    {
        var bytes = Write(Result).ToBytes();
        var read = DayStatement.Parse(bytes);
        Assert.DoesNotContain((byte)'\n', bytes);
        Assert.Equal(bytes, read.ToBytes());
        Assert.Equal((-500L, -200L, "equal", 7L), (read.Opening, read.Closing, read.Verdict, read.Run));
        Assert.Equal((2, 1200L, null, null), (read.Hops!.StatedCount!.Value, read.Hops.Stated!.Value, read.Hops.CoreCount, read.Hops.Core));
        Assert.Null(read.Violation());
    }

    [Fact]
    public void Should_not_hold_when_it_does_not_add_up()
    {
        Assert.NotNull((Write(Result) with { Closing = -201 }).Violation());
        Assert.NotNull((Write(Result) with { Movements = [] }).Violation());
    }

    [Fact]
    public void Should_not_hold_when_it_says_equal_and_lists_differences()
    {
        Assert.NotNull(Write(Result, Open).Violation());
        Assert.Null(Write(Result with { Equality = DayEquality.Different }, Open).Violation());
    }

    [Fact]
    public void Should_have_no_verdict_for_a_partner_whose_day_has_no_three_sides()
    {
        var statement = Write(null, Open);
        Assert.Null(statement.Verdict);
        Assert.Null(statement.Hops);
        Assert.Equal(("failed:S1", "PaymentFailed", 3L), (statement.Differences[0].Key, statement.Differences[0].Kind, statement.Differences[0].Ours));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"version":2,"type":"day-statement"}""")]
    public void Should_be_refused_when_it_is_none(string json) =>
        Assert.Throws<JsonException>(() => DayStatement.Parse(Encoding.UTF8.GetBytes(json)));
}
