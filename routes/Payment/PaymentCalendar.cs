using System.Collections.Frozen;
using System.Globalization;

namespace Hub.Routes.Payment;

/// <summary>
/// Business days, cut-off and value date, in local time UTC+8. Pure: the same options and the same instant give the same day. Saturdays,
/// Sundays and holidays are no business days; a make-up day is one.
/// </summary>
public sealed class PaymentCalendar
{
    /// <summary>A calendar in which no business day comes for so long is a wrong one.</summary>
    private const int SearchDaysMax = 366;

    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    private readonly FrozenSet<DateOnly> holidays;
    private readonly FrozenSet<DateOnly> makeUpDays;
    private readonly PaymentOptions options;

    /// <param name="options">Checked settings.</param>
    public PaymentCalendar(PaymentOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
        holidays = options.Holidays.Select(Day).ToFrozenSet();
        makeUpDays = options.MakeUpDays.Select(Day).ToFrozenSet();
    }

    public bool IsBusinessDay(DateOnly day) =>
        makeUpDays.Contains(day) || (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !holidays.Contains(day));

    /// <summary>The first business day after <paramref name="day"/>.</summary>
    public DateOnly Next(DateOnly day) => Search(day, 1);

    /// <summary>The last business day before <paramref name="day"/>.</summary>
    public DateOnly Previous(DateOnly day) => Search(day, -1);

    /// <summary>Value date (RequestedOn) of a file that is sealed or released at <paramref name="now"/>.</summary>
    public DateOnly RequestedOn(DateTimeOffset now)
    {
        var today = TreatmentClock.Day(now);
        var day = IsBusinessDay(today) && now < CutOffOn(today) ? today : Next(today);
        return options.ValueDate == ValueDateRule.SameDay ? day : Next(day);
    }

    /// <summary>
    /// The moment by which a file must be at the bank to be acted on on <paramref name="requestedOn"/>: the cut-off of that day, or by the rule
    /// of the next business day that of the business day before.
    /// </summary>
    public DateTimeOffset CutOffFor(DateOnly requestedOn) =>
        CutOffOn(options.ValueDate == ValueDateRule.SameDay ? requestedOn : Previous(requestedOn));

    /// <summary>When a file that was delivered at <paramref name="delivered"/> must have been answered.</summary>
    public DateTimeOffset AnswerDue(DateTimeOffset delivered)
    {
        var day = TreatmentClock.Day(delivered);
        for (var i = 0; i < options.AnswerDueBusinessDays; i++)
        {
            day = Next(day);
        }

        return CutOffOn(day);
    }

    /// <summary>Files that were delivered before this moment, and no others, must be answered by <paramref name="now"/>.</summary>
    public DateTimeOffset AnsweredIfDeliveredBefore(DateTimeOffset now)
    {
        var today = TreatmentClock.Day(now);
        var day = IsBusinessDay(today) && now >= CutOffOn(today) ? today : Previous(today);
        for (var i = 1; i < options.AnswerDueBusinessDays; i++)
        {
            day = Previous(day);
        }

        return new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), Offset);
    }

    private DateTimeOffset CutOffOn(DateOnly day) => new(day.ToDateTime(TimeOnly.FromTimeSpan(options.CutOff)), Offset);

    private DateOnly Search(DateOnly from, int step)
    {
        for (var i = 1; i <= SearchDaysMax; i++)
        {
            if (from.AddDays(i * step) is var day && IsBusinessDay(day))
            {
                return day;
            }
        }

        throw new InvalidOperationException("Payment:Holidays leave no business day within a year of " + Text.Iso(from) + ".");
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
