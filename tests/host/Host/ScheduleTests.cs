using Hub.Canonical;
using Hub.Certs.Registry;
using Hub.Host.Configuration;
using Hub.Host.Schedule;
using Hub.Journal;
using Hub.Routes.Reconciliation;
using Microsoft.Extensions.Logging.Abstractions;
using Quartz;

namespace Hub.Host.Tests;

public sealed class When_the_night_comes : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 3, 17, 30, 0, TimeSpan.Zero); // 01:30 of the 4th in China
    private readonly string folder = Directory.CreateTempSubdirectory("hub-schedule-").FullName;
    private readonly RecordingJournal journal = new();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("01:30:00", "2026-03-03T17:30:00Z")]
    [InlineData("23:05:00", "2026-03-03T15:05:00Z")]
    [InlineData("00:00:00", "2026-03-03T16:00:00Z")]
    public void Should_start_at_the_time_of_day_in_china(string at, string expected)
    {
        var trigger = TriggerBuilder.Create(TimeProvider.System).WithSchedule(ScheduleSetup.Daily(TimeSpan.Parse(at, null))).StartAt(DateTimeOffset.UnixEpoch).Build();
        var first = trigger.GetFireTimeAfter(new DateTimeOffset(2026, 3, 3, 1, 0, 0, TimeSpan.Zero));
        Assert.Equal(DateTimeOffset.Parse(expected, null), first);
        Assert.Equal(first!.Value.AddDays(1), trigger.GetFireTimeAfter(first));
    }

    [Fact]
    public async Task Should_compare_the_last_finished_days_of_every_active_institution()
    {
        await JobOf(days: 2).RunAsync(CancellationToken.None);

        Assert.Equal(
            ["H43010000001 2026-03-02", "H43010000001 2026-03-03", "P43010000001 2026-03-02", "P43010000001 2026-03-03"],
            journal.Submitted.Select(i => (ReconcileDayWithCore)i.Message!).Select(m => $"{m.Origin.Institution} {m.Day:yyyy-MM-dd}").Distinct().Order(StringComparer.Ordinal));
        Assert.All(journal.Submitted, i => Assert.Equal(("hub", "local", "reconcile-day"), (i.Partner, i.Channel, i.Kind)));
    }

    [Fact]
    public async Task Should_be_the_same_messages_however_often_and_wherever_it_runs()
    {
        await JobOf(days: 1).RunAsync(CancellationToken.None);
        var first = journal.Submitted.Select(Identity).ToList();
        journal.Submitted.Clear();
        await JobOf(days: 1, rows: 3).RunAsync(CancellationToken.None);
        Assert.NotEmpty(first);
        Assert.Equal(first, journal.Submitted.Select(Identity));
    }

    private static string Identity(Intake intake) => intake.Key + " " + Convert.ToHexString(intake.ContentDigest.Span) + " " + intake.Case.Name;

    private CoreReconciliationJob JobOf(int days, int rows = 0)
    {
        var file = Path.Combine(folder, "partners.json");
        File.WriteAllText(file, """
            {"version":1,"partners":[
              {"id":"H43010000001","name":"a","kind":"hospital"}, {"id":"P43010000001","name":"b","kind":"pharmacy"},
              {"id":"H43010000009","name":"c","kind":"hospital","status":"suspended"}, {"id":"core","name":"d","kind":"core"}]}
            """);
        var clock = new StillClock();
        var collector = new CoreDayCollector(new BookOfRows(rows), new ReconciliationOptions());
        var reconciliation = new CoreReconciliation(journal, collector, new PartnerRegistryFile(file), clock, NullLogger<CoreReconciliation>.Instance);
        var options = new ScheduleOptions { CoreReconciliationDays = days };
        return new CoreReconciliationJob(reconciliation, options, clock, NullLogger<CoreReconciliationJob>.Instance);
    }

    private sealed class StillClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class RecordingJournal : IJournal
    {
        public List<Intake> Submitted { get; } = [];

        public Task<IntakeOutcome> SubmitAsync(Intake intake, TimeSpan waitLimit, CancellationToken cancellationToken)
        {
            Submitted.Add(intake);
            return Task.FromResult(default(IntakeOutcome) with { Result = IntakeResult.Pending });
        }

        public Task<ReadOnlyMemory<byte>?> ReceiptAsync(string contentDigestHex, CancellationToken cancellationToken) =>
            Task.FromResult<ReadOnlyMemory<byte>?>(null);
    }

    private sealed class BookOfRows(int count) : ISettlementBook
    {
        public Task<IReadOnlyList<SettlementRecord>> RowsAsync(SettlementQuery query, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<SettlementRecord>>([.. Enumerable.Range(0, count).Select(i => new SettlementRecord
            {
                SettlementId = "S" + i, EncounterId = "E", Institution = query.Institution!, MessageKey = "M" + i, Setting = CareSetting.Outpatient,
                PersonNumber = "1", InsuranceType = "310", ClearingType = "11", SettlementAgency = "430100", SettledAt = query.From.ToDateTime(TimeOnly.MinValue),
                State = SettlementState.Settled, Total = new Money(100), FundTotal = new Money(100), PersonalAccount = Money.Zero, Cash = Money.Zero,
                HospitalShare = Money.Zero,
            })]);

        public Task<IReadOnlyDictionary<(string Kind, string Key), string>> RawDigestsAsync(
            string partner, IReadOnlyCollection<(string Kind, string Key)> messages, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyDictionary<(string, string), string>>(new Dictionary<(string, string), string>());

        public Task<SettlementTotals> TotalsAsync(SettlementQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<SettlementRecord?> FindAsync(string settlementId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<int> ReportAsync(IReadOnlyList<Difference> differences, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<int> CloseAsync(BalancedGroup group, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<Difference>> DifferencesAsync(DateOnly? day, string? partner, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task StoreFileAsync(StoredFile file, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task ReplaceFileAsync(StoredFile file, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<StoredFile?> FetchFileAsync(string ticket, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
