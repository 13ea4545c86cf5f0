namespace Hub.Routes.Settlement;

/// <summary>In which order a stay is discharged (2402) and settled (2304): a provincial choice (nhsa.md A0).</summary>
public enum DischargeOrder
{
    /// <summary>Either first; the core decides.</summary>
    Either,

    /// <summary>A settlement before the discharge is refused.</summary>
    DischargeFirst,

    /// <summary>A discharge before the settlement is refused.</summary>
    SettlementFirst,
}

/// <summary>Waits, retries and limits of settlement and reversal.</summary>
public sealed record SettlementOptions
{
    /// <summary>Order of discharge and settlement. Default: either.</summary>
    public DischargeOrder DischargeOrder { get; init; } = DischargeOrder.Either;

    /// <summary>
    /// Waits before each inquiry (5203) after an unanswered settlement, in order; as many inquiries as waits. After the
    /// last the settlement is reversed (2601). Default: 1, 3 and 6 seconds; 1 to 20 waits of 0 to 600 seconds.
    /// </summary>
    public IReadOnlyList<TimeSpan> InquiryDelays { get; init; } =
        [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(6)];

    /// <summary>First wait after an unanswered reversal; doubles each time. Default 2 s, range 0 to 600 s.</summary>
    public TimeSpan ReversalDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest wait between two attempts to find out. Default 5 min, range <see cref="ReversalDelay"/> to 24 h.</summary>
    public TimeSpan ResolutionDelayMax { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// After this many attempts (reversals, or inquiries about a cancellation) without a definite answer the hub opens a
    /// difference for an operator; it goes on trying. Default 8, range 1 to 1,000.
    /// </summary>
    public int AttemptsBeforeDifference { get; init; } = 8;

    /// <summary>
    /// After this many attempts the hub stops trying and gives its callers the honest answer SET-1203. With the default
    /// waits 600 attempts are two days. Default 600, range <see cref="AttemptsBeforeDifference"/> plus the inquiries, to 100,000.
    /// </summary>
    public int AttemptsMax { get; init; } = 600;

    /// <summary>Fee lines that one encounter may hold. Default 5,000, range 1 to 100,000.</summary>
    public int FeeLinesMax { get; init; } = 5_000;

    /// <summary>
    /// Fee lines that one message to the core carries (2204, 2301) when the hub uploads a claim. Default 500, range 1 to 2,000;
    /// the core's own limit rules.
    /// </summary>
    public int FeeLinesPerMessage { get; init; } = 500;

    /// <summary>Settlements (live, cancelled, reversed) that one encounter may hold. Default 200, range 1 to 10,000.</summary>
    public int SettlementsMax { get; init; } = 200;

    /// <summary>How often a notice to an institution is sent again when it did not arrive. Default 20, range 0 to 1,000.</summary>
    public int NoticeRetries { get; init; } = 20;

    /// <summary>Wait before a notice is sent again. Default 5 min, range 1 s to 24 h.</summary>
    public TimeSpan NoticeDelay { get; init; } = TimeSpan.FromMinutes(5);

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

        var tenMinutes = TimeSpan.FromMinutes(10);
        Check(InquiryDelays.Count is >= 1 and <= 20 && InquiryDelays.All(d => d >= TimeSpan.Zero && d <= tenMinutes),
            "Settlement:InquiryDelays must be 1 to 20 waits of 0 to 600 seconds");
        Check(ReversalDelay >= TimeSpan.Zero && ReversalDelay <= tenMinutes, "Settlement:ReversalDelay must be 0 to 600 seconds");
        Check(ResolutionDelayMax >= ReversalDelay && ResolutionDelayMax <= TimeSpan.FromHours(24),
            "Settlement:ResolutionDelayMax must be ReversalDelay to 24 hours");
        Check(AttemptsBeforeDifference is >= 1 and <= 1_000, "Settlement:AttemptsBeforeDifference must be 1 to 1000");
        Check(AttemptsMax >= AttemptsBeforeDifference + InquiryDelays.Count && AttemptsMax <= 100_000,
            "Settlement:AttemptsMax must be AttemptsBeforeDifference plus the inquiries, to 100000");
        Check(FeeLinesMax is >= 1 and <= 100_000, "Settlement:FeeLinesMax must be 1 to 100000");
        Check(FeeLinesPerMessage is >= 1 and <= 2_000, "Settlement:FeeLinesPerMessage must be 1 to 2000");
        Check(SettlementsMax is >= 1 and <= 10_000, "Settlement:SettlementsMax must be 1 to 10000");
        Check(NoticeRetries is >= 0 and <= 1_000, "Settlement:NoticeRetries must be 0 to 1000");
        Check(NoticeDelay >= TimeSpan.FromSeconds(1) && NoticeDelay <= TimeSpan.FromHours(24),
            "Settlement:NoticeDelay must be 1 second to 24 hours");
        return problems;
    }
}
