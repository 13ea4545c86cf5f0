using System.Globalization;

namespace Hub.Routes.Payment;

/// <summary>On which day the bank shall act on a file.</summary>
public enum ValueDateRule
{
    /// <summary>On the day of the release where that is a business day and the cut-off is not reached; else on the next business day.</summary>
    SameDay,

    /// <summary>On the business day after the one that <see cref="SameDay"/> gives.</summary>
    NextBusinessDay,
}

/// <summary>Times, waits, retries and limits of payment files.</summary>
public sealed record PaymentOptions
{
    /// <summary>
    /// Time of day, UTC+8, before which a file must be at the bank to be acted on that day. Default 16:30, range 00:01 to 23:59.
    /// </summary>
    public TimeSpan CutOff { get; init; } = new(16, 30, 0);

    /// <summary>Day on which the bank shall act. Default SameDay.</summary>
    public ValueDateRule ValueDate { get; init; } = ValueDateRule.SameDay;

    /// <summary>Days, yyyy-MM-dd, that are no business days besides Saturdays and Sundays. Default none; at most 1,000.</summary>
    public IReadOnlyList<string> Holidays { get; init; } = [];

    /// <summary>
    /// Saturdays and Sundays, yyyy-MM-dd, that are business days (调休). Default none; at most 1,000; none of them in <see cref="Holidays"/>.
    /// </summary>
    public IReadOnlyList<string> MakeUpDays { get; init; } = [];

    /// <summary>
    /// Waits before a file that was certainly not sent is sent again, in order; the last is repeated. Default 10 s, 30 s, 1, 2 and 5 min;
    /// 1 to 20 waits of 1 second to 24 hours.
    /// </summary>
    public IReadOnlyList<TimeSpan> RetryDelays { get; init; } =
        [TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5)];

    /// <summary>
    /// Waits before the bank's inbox is looked at after an outcome that nobody knows, in order; the last is repeated. Default 2 s, 10 s, 1 and
    /// 5 min; 1 to 20 waits of 0 seconds to 24 hours.
    /// </summary>
    public IReadOnlyList<TimeSpan> InquiryDelays { get; init; } =
        [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)];

    /// <summary>Shortest wait once a person has been called; a longer one of the lists above stands. Default 10 min, range 1 s to 24 h.</summary>
    public TimeSpan SlowDelay { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Calls to the bank that come to nothing before a file is stopped until a person resumes it. Default 2,000, range 1 to 100,000.</summary>
    public int AttemptsMax { get; init; } = 2_000;

    /// <summary>
    /// Business days after its delivery by whose cut-off a file must be answered; later a person is called. Default 1, range 1 to 30.
    /// </summary>
    public int AnswerDueBusinessDays { get; init; } = 1;

    /// <summary>Wait between two looks into the banks' outboxes. Default 1 min, range 1 s to 24 h.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Names and ranges of the settings that are wrong; empty when all are right.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        void Check(bool holds, string problem)
        {
            if (!holds)
            {
                problems.Add(problem);
            }
        }

        var second = TimeSpan.FromSeconds(1);
        var day = TimeSpan.FromHours(24);
        Check(CutOff >= TimeSpan.FromMinutes(1) && CutOff <= new TimeSpan(23, 59, 0), "Payment:CutOff must be 00:01 to 23:59");
        Check(Enum.IsDefined(ValueDate), "Payment:ValueDate must be SameDay or NextBusinessDay");
        Check(Holidays.Count <= 1_000 && Holidays.All(IsDay), "Payment:Holidays must be at most 1000 days yyyy-MM-dd");
        Check(
            MakeUpDays.Count <= 1_000 && MakeUpDays.All(d => IsDay(d) && !Holidays.Contains(d)),
            "Payment:MakeUpDays must be at most 1000 days yyyy-MM-dd, none of them a holiday");
        Check(RetryDelays.Count is >= 1 and <= 20 && RetryDelays.All(d => d >= second && d <= day),
            "Payment:RetryDelays must be 1 to 20 waits of 1 second to 24 hours");
        Check(InquiryDelays.Count is >= 1 and <= 20 && InquiryDelays.All(d => d >= TimeSpan.Zero && d <= day),
            "Payment:InquiryDelays must be 1 to 20 waits of 0 seconds to 24 hours");
        Check(SlowDelay >= second && SlowDelay <= day, "Payment:SlowDelay must be 1 second to 24 hours");
        Check(AttemptsMax is >= 1 and <= 100_000, "Payment:AttemptsMax must be 1 to 100000");
        Check(AnswerDueBusinessDays is >= 1 and <= 30, "Payment:AnswerDueBusinessDays must be 1 to 30");
        Check(PollInterval >= second && PollInterval <= day, "Payment:PollInterval must be 1 second to 24 hours");
        return problems;
    }

    private static bool IsDay(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
