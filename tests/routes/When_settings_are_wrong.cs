using Hub.Routes.Payment;
using Hub.Routes.Reconciliation;
using Hub.Routes.Settlement;

namespace Hub.Routes.Tests;

public sealed class When_settings_are_wrong
{
    [Fact]
    public void Should_find_nothing_wrong_with_the_defaults()
    {
        Assert.Empty(new SettlementOptions().Problems());
        Assert.Empty(new ReconciliationOptions().Problems());
        Assert.Empty(new PaymentOptions().Problems());
    }

    [Fact]
    public void Should_name_each_wrong_setting_and_its_range()
    {
        var problems = new SettlementOptions
        {
            InquiryDelays = [], ReversalDelay = TimeSpan.FromHours(1), ResolutionDelayMax = TimeSpan.FromDays(2),
            AttemptsBeforeDifference = 0, AttemptsMax = 100_001, FeeLinesMax = 0, FeeLinesPerMessage = 0, SettlementsMax = 0, NoticeRetries = -1,
            NoticeDelay = TimeSpan.Zero,
        }.Problems();
        Assert.Equal(10, problems.Count);
        Assert.Equal(9, new ReconciliationOptions
        {
            PeriodDaysMax = 0, RowsMax = 0, CoreRowsMax = 0, DifferencesMax = 0, FileSizeBytesMax = 0, FileLifetime = TimeSpan.Zero,
            CoreRetries = -1, CoreRetryDelay = TimeSpan.FromDays(9), CoreGroups = ["310"],
        }.Problems().Count);
        Assert.Equal(10, new PaymentOptions
        {
            CutOff = TimeSpan.FromDays(1), ValueDate = (ValueDateRule)7, Holidays = ["2026-02-30"], MakeUpDays = ["2026-02-30"], RetryDelays = [],
            InquiryDelays = [TimeSpan.FromSeconds(-1)], SlowDelay = TimeSpan.Zero, AttemptsMax = 0, AnswerDueBusinessDays = 0,
            PollInterval = TimeSpan.Zero,
        }.Problems().Count);
    }
}
