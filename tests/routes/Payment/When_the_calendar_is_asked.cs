using Hub.Routes.Payment;

namespace Hub.Routes.Tests.Payment;

public sealed class When_the_calendar_is_asked
{
    // Thursday 1 and Friday 2 October 2026 are holidays, Saturday 10 October is worked.
    private static readonly PaymentOptions Options = new() { Holidays = ["2026-10-01", "2026-10-02"], MakeUpDays = ["2026-10-10"] };

    private static readonly PaymentCalendar Calendar = new(Options);
    private static readonly PaymentCalendar DayAfter = new(Options with { ValueDate = ValueDateRule.NextBusinessDay });

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static DateTimeOffset Local(string text) => new(DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(8));

    [Theory]
    [InlineData("2026-09-30", true)]
    [InlineData("2026-10-01", false)]
    [InlineData("2026-10-03", false)]
    [InlineData("2026-10-10", true)]
    [InlineData("2026-10-11", false)]
    public void Should_know_business_days(string day, bool business) => Assert.Equal(business, Calendar.IsBusinessDay(Day(day)));

    [Theory]
    [InlineData("2026-09-30T16:29:59", "2026-09-30", "2026-10-05")]
    [InlineData("2026-09-30T16:30:00", "2026-10-05", "2026-10-06")]
    [InlineData("2026-10-01T00:00:00", "2026-10-05", "2026-10-06")]
    [InlineData("2026-10-09T17:00:00", "2026-10-10", "2026-10-12")]
    [InlineData("2026-10-10T09:00:00", "2026-10-10", "2026-10-12")]
    public void Should_name_the_value_date(string released, string sameDay, string dayAfter)
    {
        Assert.Equal(Day(sameDay), Calendar.RequestedOn(Local(released)));
        Assert.Equal(Day(dayAfter), DayAfter.RequestedOn(Local(released)));

        // Whoever releases now has not missed the cut-off of the day that is named.
        Assert.True(Local(released) < Calendar.CutOffFor(Day(sameDay)));
        Assert.True(Local(released) < DayAfter.CutOffFor(Day(dayAfter)));
    }

    [Fact]
    public void Should_take_the_day_of_the_bureau_whatever_the_clock_s_zone() =>
        Assert.Equal(Day("2026-09-30"), Calendar.RequestedOn(new DateTimeOffset(2026, 9, 29, 17, 0, 0, TimeSpan.Zero)));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Should_agree_with_itself_on_when_an_answer_is_due(int days)
    {
        var calendar = new PaymentCalendar(Options with { AnswerDueBusinessDays = days });
        for (var now = Local("2026-09-28T00:00:00"); now < Local("2026-10-16T00:00:00"); now = now.AddHours(1.5))
        {
            var before = calendar.AnsweredIfDeliveredBefore(now);
            for (var delivered = Local("2026-09-14T00:00:00"); delivered < now; delivered = delivered.AddHours(6))
            {
                Assert.Equal(calendar.AnswerDue(delivered) <= now, delivered < before);
            }
        }
    }

    [Fact]
    public void Should_refuse_a_year_without_a_business_day() => Assert.Throws<InvalidOperationException>(() => new PaymentCalendar(new PaymentOptions
    {
        Holidays = [.. Enumerable.Range(0, 800).Select(i => Day("2026-01-01").AddDays(i).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))],
    }).Next(Day("2026-01-01")));
}
