using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal;
using Hub.Journal.Payments;
using Hub.Routes.Reconciliation;
using static Hub.Routes.Tests.Samples;

namespace Hub.Routes.Tests.Reconciliation;

public sealed class When_a_day_is_compared_with_the_core
{
    private static readonly DateOnly Day = new(2025, 1, 2);
    private readonly FakeCodec codec = new();
    private readonly FakeBook book = new();
    private readonly SagaHarness hub;

    public When_a_day_is_compared_with_the_core()
    {
        hub = new SagaHarness(new CoreReconciliationSaga(codec, new ReconciliationOptions { CoreRetries = 2 }));
        book.Rows.Add(FakeBook.Row("S1", 10000));
        book.Rows.Add(FakeBook.Row("S2", 8000));
        book.Rows.Add(FakeBook.Row("S3", 700, SettlementState.Reversed));
        book.Rows.Add(FakeBook.Row("S3-R", -700, SettlementState.Reversed, "S3"));
    }

    private async Task<IReadOnlyList<ReconcileDayWithCore>> Collect() =>
        await new CoreDayCollector(book, new ReconciliationOptions()).CollectAsync(Samples.Institution, "430100", Day, hub.Now, CancellationToken.None);

    private async Task Start() => hub.Local((await Collect()).First(m => m is { InsuranceType: "310", ClearingType: "11" }));

    private async Task Compare(params ComparedRow[] result)
    {
        await Start();
        hub.Done(new TotalsCompared(false, "430100", "1"));
        hub.Done(new FileStored("T1", "a.zip", default));
        hub.Done(new DetailsCompared("T2", "b.zip", default));
        codec.Compared = new ComparedReading(result, null);
        Assert.Equal("T2", Assert.IsType<FetchFile>(hub.Last.Message).FileTicket);
        hub.Done(new FileFetched("b.zip", new byte[] { 3 }));
    }

    private static ComparedRow Result(SettlementRecord record, bool balanced, long? fen = null) => new()
    {
        Row = FakeBook.Line(record) with { Total = new Money(fen ?? record.Total.Fen) }, Balanced = balanced, MessageKey = record.MessageKey, Memo = "",
    };

    [Fact]
    public async Task Should_collect_every_group_also_those_of_which_the_hub_has_nothing()
    {
        var messages = await Collect();
        Assert.Equal(6, messages.Count);
        Assert.Equal(6, messages.Select(m => m.Case()).Distinct().Count());
        Assert.Equal(["S1", "S2"], messages.Single(m => m.Rows.Count > 0).Rows.Select(r => r.Row.SettlementId));
    }

    [Fact]
    public async Task Should_end_when_the_totals_balance()
    {
        await Start();
        var totals = Assert.IsType<ReconcileTotals>(hub.Last.Message);
        Assert.Equal((18000, 2, Samples.Institution), (totals.Total.Fen, totals.Count, totals.Origin.Institution));
        hub.Done(new TotalsCompared(true, "430100", "0"));
        var core = Assert.Single(hub.Stated);
        Assert.Equal((StatedBy.Core, 2, 18000L, "raw" + hub.Last.Id), (core.By, core.Count, core.Total.Fen, core.RawDigest));
        Assert.Equal(CoreReconciliationPhase.Balanced, hub.State<CoreReconciliationState>().Phase);
        Assert.Empty(hub.Differences);
        Assert.Null(hub.State<CoreReconciliationState>().Work);
    }

    [Fact]
    public async Task Should_tell_who_asked_how_it_ended_and_a_second_asker_that_it_is_at_work()
    {
        var work = (await Collect()).First(m => m is { InsuranceType: "310", ClearingType: "11" });
        hub.Ask(work, "first");
        hub.Ask(work, "second");
        Assert.Null(hub.Answer("first"));
        Assert.Equal(new DayCompared(CoreReconciliationPhase.Totals, 0), hub.Answer("second"));
        hub.Done(new TotalsCompared(true, "430100", "0"));
        Assert.Equal(new DayCompared(CoreReconciliationPhase.Balanced, 0), hub.Answer("first"));
        hub.Ask(work, "third");
        hub.Refuse();
        Assert.Equal(new DayCompared(CoreReconciliationPhase.Failed, 1), hub.Answer("third"));
    }

    [Fact]
    public async Task Should_itemise_what_differs_with_both_raw_messages()
    {
        var onlyCore = Result(FakeBook.Row("S9", 300), false);
        await Compare(
            Result(book.Rows[0], false, 9000),
            Result(book.Rows[1], false),
            onlyCore with { Row = onlyCore.Row with { SettlementId = "", EncounterId = "" } });
        Assert.Equal([DifferenceKind.AmountDiffers, DifferenceKind.OnlyAtHub, DifferenceKind.OnlyAtCore], hub.Differences.Select(d => d.Kind));
        Assert.Equal([(10000L, 9000L), (8000L, 0L), (0L, 300L)], hub.Differences.Select(d => (d.Ours.Fen, d.Theirs.Fen)));
        var core = Assert.Single(hub.Stated);
        Assert.Equal((2, 9300L), (core.Count, core.Total.Fen));
        Assert.All(hub.Differences, d => Assert.Equal(Samples.Institution, d.Institution));
        Assert.Equal("raw:2207:KS1", hub.Differences[0].OurRawDigest);
        Assert.All(hub.Differences, d => Assert.Equal("raw" + hub.Last.Id, d.TheirRawDigest));
        Assert.Equal(CoreReconciliationPhase.Different, hub.State<CoreReconciliationState>().Phase);
    }

    [Fact]
    public async Task Should_say_so_when_no_row_explains_the_totals()
    {
        await Compare(Result(book.Rows[0], true), Result(book.Rows[1], true));
        Assert.Contains("names no row", Assert.Single(hub.Differences).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_repeat_a_question_without_an_answer_then_fail_with_a_difference()
    {
        await Start();
        hub.Unknown();
        hub.Tick();
        hub.NotSent();
        hub.Tick();
        hub.Unknown();
        Assert.Equal(3, hub.Sent.Count);
        Assert.Equal(CoreReconciliationPhase.Failed, hub.State<CoreReconciliationState>().Phase);
        Assert.Single(hub.Differences);
        await Start();
        Assert.Equal(CoreReconciliationPhase.Totals, hub.State<CoreReconciliationState>().Phase);
    }

    [Fact]
    public async Task Should_fail_with_a_difference_when_the_core_refuses_or_its_file_is_unreadable()
    {
        codec.Compared = new ComparedReading([], "line 1");
        await Start();
        hub.Refuse();
        Assert.Single(hub.Differences);
        await Start();
        hub.Done(new TotalsCompared(false, "430100", "1"));
        hub.Done(new FileStored("T1", "a.zip", default));
        hub.Done(new DetailsCompared("T2", "b.zip", default));
        hub.Done(new FileFetched("b.zip", default));
        Assert.Equal(2, hub.Differences.Count);
    }

    [Fact]
    public async Task Should_ignore_doubled_answers_and_a_second_start_while_at_work()
    {
        await Start();
        var call = hub.Last.Id;
        await Start();
        hub.Outcome(call, CallResult.Done, new TotalsCompared(false, "430100", "1"));
        hub.Outcome(call, CallResult.Done, new TotalsCompared(true, "430100", "0"), late: true);
        Assert.Equal(CoreReconciliationPhase.Upload, hub.State<CoreReconciliationState>().Phase);
        Assert.Equal(2, hub.Sent.Count);
    }
}
