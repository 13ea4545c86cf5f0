using Hub.Canonical;
using Hub.Journal.Payments;
using Hub.Journal.Tests.Support;
using static Hub.Journal.Tests.Support.PaymentDesk;

namespace Hub.Journal.Tests.Payments;

[Collection(nameof(PostgresGroup))]
public sealed class When_a_day_is_compared(PostgresFixture postgres)
{
    [Fact]
    public async Task Should_be_equal_only_when_hospital_core_and_bank_say_the_same_to_the_fen()
    {
        await using var desk = await CreateAsync(postgres);
        await desk.PayeeAsync(Hospital);
        await desk.SettleAsync("S1", Hospital, 1000);
        await desk.SettleAsync("S2", Hospital, 400, type: "390");
        await desk.SettleAsync("S3", Hospital, 300);
        await desk.ReverseAsync("S3", Hospital, 300);
        Assert.Equal(DayEquality.Incomplete, (await CompareAsync(desk)).Equality);

        await SayAsync(desk, StatedBy.Institution, "310", 1, 999);
        await SayAsync(desk, StatedBy.Institution, "310", 1, 1000); // the last word counts
        await SayAsync(desk, StatedBy.Institution, "340", 0, 0);
        Assert.Null((await CompareAsync(desk)).Stated); // one of its groups is missing
        await SayAsync(desk, StatedBy.Institution, "390", 1, 400);
        await SayAsync(desk, StatedBy.Core, "310", 1, 1000);
        await SayAsync(desk, StatedBy.Core, "390", 1, 400);
        var uncleared = await CompareAsync(desk);
        Assert.Equal((DayEquality.Incomplete, 2, 2), (uncleared.Equality, uncleared.StatedCount, uncleared.CoreCount));
        Assert.Contains("not cleared", uncleared.Text, StringComparison.Ordinal);

        await desk.ClearAsync();
        var file = await desk.SendAsync();
        const string Serial = "C20261127H4301000000101";
        await desk.AnswerAsync(file.Id, Answer(Serial, PaymentStatus.Settled, 1400));
        var unbooked = await CompareAsync(desk);
        Assert.Equal((DayEquality.Incomplete, new Money(1400), Money.Zero), (unbooked.Equality, unbooked.Confirmed, unbooked.Booked));
        await desk.StateAsync("1", 50_000, Booking("B1", -1400, Serial));

        var equal = await CompareAsync(desk);

        Assert.Equal((DayEquality.Equal, ""), (equal.Equality, equal.Text));
        Assert.Equal((2, new Money(1400), new Money(1400), new Money(1400)), (equal.ClearedCount, equal.Accepted, equal.Cleared, equal.Booked));
        Assert.Equal(equal, Assert.Single(await desk.Book.ResultAsync(Day, default)));
        Assert.Equal(5, await desk.Database.AskAsync<long>("select count(*) from day_result")); // older results stay
        Assert.Empty(await desk.Book.ResultAsync(Today, default));

        await SayAsync(desk, StatedBy.Core, "390", 1, 399);
        Assert.Equal(DayEquality.Different, (await CompareAsync(desk)).Equality);
    }

    [Fact]
    public async Task Should_take_an_institution_at_its_word_that_leaves_refunds_out()
    {
        await using var desk = await CreateAsync(postgres);
        await desk.SettleAsync("S1", Hospital, 1000);
        await desk.SettleAsync("S2", Hospital, 500, state: 1);
        await desk.SettleAsync("S2-R", Hospital, -500, state: 1, cancels: "S2");
        await SayAsync(desk, StatedBy.Institution, "310", 1, 1000, refunds: false);
        await SayAsync(desk, StatedBy.Core, "310", 3, 1000);

        var result = await CompareAsync(desk);

        Assert.Equal((3, new Money(1000)), (result.StatedCount, result.Stated));
        Assert.DoesNotContain("states", result.Text, StringComparison.Ordinal);
        await SayAsync(desk, StatedBy.Institution, "310", 1, 1000);
        Assert.Contains("the institution states 1", (await CompareAsync(desk)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_be_different_while_a_payment_failed_and_equal_when_its_repetition_is_booked()
    {
        await using var desk = await CreateAsync(postgres);
        var (serial, file) = await desk.SentAsync();
        await SayAsync(desk, StatedBy.Institution, "310", 1, 1000);
        await SayAsync(desk, StatedBy.Core, "310", 1, 1000);
        await desk.AnswerAsync(file.Id, Answer(serial, PaymentStatus.Failed, 1000));
        var failed = await CompareAsync(desk);
        Assert.Equal((DayEquality.Different, 1), (failed.Equality, failed.Differences));

        var again = await desk.Book.RepeatAsync(serial, Anna, default);
        Assert.Equal(DayEquality.Incomplete, (await CompareAsync(desk)).Equality);
        var second = await desk.SendAsync();
        await desk.AnswerAsync(second.Id, Answer(again, PaymentStatus.Settled, 1000));
        await desk.StateAsync("1", 50_000, Booking("B1", -1000, again));
        Assert.Equal(DayEquality.Equal, (await CompareAsync(desk)).Equality);

        await desk.StateAsync("2", 49_000, Booking("B2", 1000, again, reversal: true));
        var back = await CompareAsync(desk);
        Assert.Equal((DayEquality.Different, Money.Zero), (back.Equality, back.Booked));
    }

    [Fact]
    public async Task Should_give_a_payment_of_several_days_to_each_of_them_in_full()
    {
        await using var desk = await CreateAsync(postgres);
        await desk.SettleAsync("S0", Hospital, 70, day: Day.AddDays(-1));
        var (serial, _) = await desk.SentAsync();
        await desk.StateAsync("1", 50_000, Booking("B1", -1070, serial));

        Assert.Equal(new Money(1000), (await CompareAsync(desk)).Booked);
        Assert.Equal(new Money(70), Assert.Single(await desk.Book.ReconcileAsync(Day.AddDays(-1), Anna, default)).Booked);
    }

    [Fact]
    public async Task Should_say_that_an_institution_is_carried_and_ask_no_bank_about_it()
    {
        await using var desk = await CreateAsync(postgres);
        await desk.SettleAsync("S0", Hospital, -5, day: Day.AddDays(-1));
        await desk.SettleAsync("S1", Hospital, -200);
        await SayAsync(desk, StatedBy.Institution, "310", 1, -200);
        await SayAsync(desk, StatedBy.Core, "310", 1, -200);
        await desk.ClearAsync();

        var result = await CompareAsync(desk);

        Assert.Equal(DayEquality.Equal, result.Equality);
        Assert.Contains("carried", result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_count_a_settlement_reversed_after_its_clearing_on_its_own_day()
    {
        await using var desk = await CreateAsync(postgres);
        var (serial, _) = await desk.SentAsync();
        await desk.StateAsync("1", 50_000, Booking("B1", -1000, serial));
        await desk.ReverseAsync("S1", Hospital, 1000, Today);
        var open = await CompareAsync(desk);
        Assert.Equal((DayEquality.Incomplete, Money.Zero, new Money(1000)), (open.Equality, open.Accepted, open.Cleared));

        await desk.SettleAsync("S2", Hospital, 1500, day: Today);
        await desk.ClearAsync(Today);

        Assert.Equal(Money.Zero, (await CompareAsync(desk)).Cleared);
    }

    [Fact]
    public async Task Should_include_an_institution_that_only_another_side_knows()
    {
        await using var desk = await CreateAsync(postgres);
        await SayAsync(desk, StatedBy.Core, "310", 1, 1000);
        var result = await CompareAsync(desk);
        Assert.Equal((DayEquality.Different, 0, 1), (result.Equality, result.AcceptedCount, result.CoreCount));
    }

    [Fact]
    public async Task Should_count_open_differences_with_institution_core_and_bank()
    {
        await using var desk = await CreateAsync(postgres);
        var (serial, _) = await desk.SentAsync();
        await desk.Database.ExecuteAsync(
            $"""
            insert into difference select key, 0, partner, '2026-11-27', null, message, 0, 0, '', '', 't', now(), closed, institution from (values
                ('details:1', '{Hospital}', null, null, null), ('core:1', 'core', '{Hospital}', null, null), ('twice:1', 'bank-a', null, '{serial}', null),
                ('details:2', '{Hospital}', null, null, now()), ('core:2', 'core', '{Clinic}', null, null), ('twice:2', 'bank-a', null, 'other', null))
                as r (key, partner, institution, message, closed)
            """);
        Assert.Equal(3, (await CompareAsync(desk)).Differences);
    }

    private static async Task<DayResult> CompareAsync(PaymentDesk desk) => Assert.Single(await desk.Book.ReconcileAsync(Day, Anna, default));

    private static Task SayAsync(PaymentDesk desk, StatedBy by, string type, int count, long fen, bool refunds = true) => desk.Book.NoteStatedAsync(
        new StatedTotals
        {
            By = by, Institution = Hospital, Day = Day, InsuranceType = type, ClearingType = "11", Agency = "430100", Count = count, IncludesRefunds = refunds,
            Total = new Money(fen), FundTotal = new Money(fen - (fen / 10)), PersonalAccount = new Money(fen / 10), RawDigest = "", At = desk.Time.Now,
        },
        default);
}
