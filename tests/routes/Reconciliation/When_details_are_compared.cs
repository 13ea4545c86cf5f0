using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal;
using Hub.Routes.Reconciliation;
using static Hub.Routes.Tests.Samples;

namespace Hub.Routes.Tests.Reconciliation;

public sealed class When_details_are_compared
{
    private readonly FakeBook book = new();
    private readonly FakeCodec codec = new();
    private readonly ReconciliationOptions options = new() { DifferencesMax = 3, RowsMax = 10 };
    private DeskContext context = new(new DateTimeOffset(2025, 1, 3, 0, 0, 0, TimeSpan.Zero), "theirs");
    private static readonly DateOnly Day = new(2025, 1, 2);

    private async Task<object> Compare(params StatementRow[] rows)
    {
        codec.Statement = codec.Statement with { Rows = rows };
        var files = new FileDesk(book, options);
        var upload = new StoreFile { Origin = Origin("9101"), FileName = "a.zip", Content = new byte[] { 1 } };
        var stored = Assert.IsType<FileStored>(await files.AnswerAsync(upload, context, CancellationToken.None));
        return await Details(stored.FileTicket);
    }

    private async Task<object> Details(string ticket, string institution = Samples.Institution) =>
        await new DetailsDesk(book, codec, options).AnswerAsync(
            new ReconcileDetails
            {
                Origin = Origin("3202", institution: institution), SettlementAgency = "430100", FileTicket = ticket, From = Day, To = Day,
                Total = Money.Zero, FundTotal = Money.Zero, Count = 0, ClearingType = "11",
            },
            context, CancellationToken.None);

    private (SettlementRecord Settled, SettlementRecord Refund) Pair(SettlementState state)
    {
        var pair = (FakeBook.Row("S2", 8000, state), FakeBook.Row("S2R", -8000, state, "S2"));
        book.Rows.AddRange([pair.Item1, pair.Item2]);
        return pair;
    }

    [Fact]
    public async Task Should_find_equal_rows_balanced_and_report_nothing()
    {
        var row = FakeBook.Row("S1", 10000);
        book.Rows.Add(row);
        var pair = Pair(SettlementState.Cancelled);
        var answer = Assert.IsType<DetailsCompared>(await Compare(FakeBook.Line(row), FakeBook.Line(pair.Settled), FakeBook.Line(pair.Refund)));
        Assert.All(codec.WrittenCompared, r => Assert.True(r.Balanced));
        Assert.Empty(book.Differences);
        Assert.Equal(new DateTime(2025, 1, 6, 8, 0, 0), answer.AvailableUntil);
        Assert.InRange(answer.FileTicket.Length, 1, 30);
    }

    [Fact]
    public async Task Should_accept_a_refund_under_the_id_of_its_settlement()
    {
        var pair = Pair(SettlementState.Cancelled);
        await Compare(FakeBook.Line(pair.Settled), FakeBook.Line(pair.Refund) with { SettlementId = "S2" });
        Assert.All(codec.WrittenCompared, r => Assert.True(r.Balanced));
        Assert.Equal(2, codec.WrittenCompared.Count);
    }

    [Fact]
    public async Task Should_give_the_message_to_reverse_for_what_only_the_hub_has()
    {
        book.Rows.Add(FakeBook.Row("S1", 10000));
        await Compare();
        var row = Assert.Single(codec.WrittenCompared);
        Assert.Equal(("", "", "KS1", 10000), (row.Row.SettlementId, row.Row.EncounterId, row.MessageKey, row.Row.Total.Fen));
        var difference = Assert.Single(book.Differences).Value;
        Assert.Equal((DifferenceKind.OnlyAtHub, "raw:2207:KS1", "theirs"), (difference.Kind, difference.OurRawDigest, difference.TheirRawDigest));
    }

    [Fact]
    public async Task Should_name_what_only_the_institution_has_and_what_it_lists_twice()
    {
        var row = FakeBook.Row("S1", 10000);
        book.Rows.Add(row);
        await Compare(FakeBook.Line(row), FakeBook.Line(row), FakeBook.Line(FakeBook.Row("S9", 1)));
        Assert.Equal([true, false, false], codec.WrittenCompared.Select(r => r.Balanced));
        Assert.All(book.Differences.Values, d => Assert.Equal(DifferenceKind.OnlyAtInstitution, d.Kind));
    }

    [Fact]
    public async Task Should_show_both_amounts_when_they_differ()
    {
        book.Rows.Add(FakeBook.Row("S1", 10000));
        await Compare(FakeBook.Line(FakeBook.Row("S1", 9000)));
        var row = Assert.Single(codec.WrittenCompared);
        Assert.Contains("100.00/90.00", row.Memo, StringComparison.Ordinal);
        Assert.Equal(DifferenceKind.AmountDiffers, Assert.Single(book.Differences).Value.Kind);
    }

    [Fact]
    public async Task Should_not_expect_a_reversed_pair_but_accept_it()
    {
        var pair = Pair(SettlementState.Reversed);
        await Compare();
        Assert.Empty(codec.WrittenCompared);
        await CompareAgain(FakeBook.Line(pair.Settled), FakeBook.Line(pair.Refund));
        Assert.All(codec.WrittenCompared, r => Assert.True(r.Balanced));
    }

    [Theory]
    [InlineData(SettlementState.Reversed)]
    public async Task Should_name_a_settlement_that_was_undone_here(SettlementState state)
    {
        var pair = Pair(state);
        await Compare(FakeBook.Line(pair.Settled));
        Assert.Equal(DifferenceKind.StateDiffers, Assert.Single(book.Differences).Value.Kind);
    }

    [Fact]
    public async Task Should_name_the_refund_that_is_missing_at_the_institution()
    {
        var pair = Pair(SettlementState.CancelledByCore);
        await Compare(FakeBook.Line(pair.Settled));
        var difference = Assert.Single(book.Differences).Value;
        Assert.Equal((DifferenceKind.OnlyAtHub, "S2R"), (difference.Kind, difference.SettlementId));
    }

    [Fact]
    public async Task Should_name_another_person()
    {
        var row = FakeBook.Row("S1", 10000);
        book.Rows.Add(row);
        await Compare(FakeBook.Line(row) with { PersonNumber = "1" });
        Assert.Equal(DifferenceKind.StateDiffers, Assert.Single(book.Differences).Value.Kind);
    }

    [Fact]
    public async Task Should_sum_up_what_exceeds_the_limit_and_open_each_once()
    {
        var rows = Enumerable.Range(1, 5).Select(i => FakeBook.Line(FakeBook.Row("X" + i, i))).ToArray();
        await Compare(rows);
        Assert.Equal(4, book.Differences.Count);
        await CompareAgain(rows);
        Assert.Equal(5, book.Differences.Count);
    }

    [Fact]
    public async Task Should_refuse_an_unreadable_file_with_its_line()
    {
        codec.Statement = new StatementReading([], "line 3: 6 columns, 7 expected");
        Assert.Contains("line 3", Assert.IsType<Refused>(await Compare()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_refuse_too_many_rows() =>
        Assert.Equal("REC-1008", Code(await Compare([.. Enumerable.Range(1, 11).Select(i => FakeBook.Line(FakeBook.Row("X" + i, i)))])));

    [Fact]
    public async Task Should_show_files_to_their_owner_only_and_only_in_time()
    {
        await Compare();
        var ticket = book.Files.Keys.First();
        Assert.Equal("REC-1005", Code(await Details(ticket, "H43010000002")));
        Assert.Equal("REC-1005", Code(await Details("F0")));
        context = context with { Now = context.Now.AddHours(73) };
        Assert.Equal("REC-1006", Code(await Details(ticket)));
    }

    private Task<object> CompareAgain(params StatementRow[] rows)
    {
        context = context with { RawDigest = context.RawDigest + "2" };
        return Compare(rows);
    }
}
