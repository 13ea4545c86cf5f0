using Hub.Canonical;
using Hub.Journal.Payments;
using Hub.Journal.Tests.Support;
using static Hub.Journal.Tests.Support.PaymentDesk;

namespace Hub.Journal.Tests.Payments;

[Collection(nameof(PostgresGroup))]
public sealed class When_a_bank_answers(PostgresFixture postgres)
{
    [Fact]
    public async Task Should_apply_each_answer_once_and_owe_the_failed_ones_again()
    {
        await using var desk = await CreateAsync(postgres);
        var (file, _) = await TwoPaymentsAsync(desk);
        string[] lines = [Answer("P1", PaymentStatus.Settled, 100, "B1"), Answer("P2", PaymentStatus.Failed, 250, reason: "AC01")];

        var applied = await desk.AnswerAsync(file.Id, lines);
        var again = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => desk.Book.ApplyAsync(applied.Id, default)));

        Assert.Equal((BankFileState.Applied, 2, 1), (applied.State, applied.Lines, applied.Differences));
        Assert.All(again, a => Assert.Equal(applied with { ReceivedAt = a.ReceivedAt }, a));
        Assert.Equal(["failed PaymentFailed"], await desk.OpenAsync());
        Assert.Contains("AC01", await desk.Database.AskAsync<string>("select text from difference"), StringComparison.Ordinal);
        Assert.Equal(file.Content.Sha256 + applied.Content.Sha256, await desk.Database.AskAsync<string>("select our_raw_digest || their_raw_digest from difference"));
        Assert.Equal(-100, await desk.DueAsync());
        Assert.Equal(-250, await desk.BalanceAsync(LedgerAccounts.PersonsPayable("430100")));
        Assert.Equal(PaymentFileState.Answered, (await desk.Book.FindFileAsync(file.Id, default))!.State);
        Assert.Equal(1, await desk.Database.AskAsync<long>("select count(*) from audit where action = 'apply-bank-file'"));
    }

    [Fact]
    public async Task Should_know_a_content_again_under_any_name_and_quarantine_a_name_with_other_content()
    {
        await using var desk = await CreateAsync(postgres);
        var (file, _) = await TwoPaymentsAsync(desk);
        string[] lines = ["O|" + file.Id + "|20261128", Answer("P1", PaymentStatus.Settled, 100), Answer("P2", PaymentStatus.Processing, 0), "C|2"];

        var first = await desk.ArriveAsync(BankFileKind.Return, "RET_1", lines);
        var renamed = await desk.ArriveAsync(BankFileKind.Return, "RET_2", lines);
        var other = await desk.ArriveAsync(BankFileKind.Return, "RET_1", [.. lines.Take(3), "C|3"]);

        Assert.Equal((BankFileArrival.New, BankFileState.Stored), (first.Arrival, first.File.State));
        Assert.Equal((BankFileArrival.Known, first.File.Id), (renamed.Arrival, renamed.File.Id));
        Assert.Equal((BankFileArrival.NameReused, BankFileState.Quarantined), (other.Arrival, other.File.State));
        Assert.Equal(first.File.Id, Assert.Single(await desk.Book.UnappliedAsync(default)).Id);
        Assert.Equal(BankFileState.Quarantined, (await desk.Book.ApplyAsync(other.File.Id, default)).State);
        Assert.Equal(3, await desk.Database.AskAsync<long>("select count(*) from bank_file_name"));
        var many = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => desk.ArriveAsync(BankFileKind.Return, "RET_9", "C|9")));
        Assert.Single(many, m => m.Arrival == BankFileArrival.New);
        await RefusedAsync(
            desk.Book.ArriveAsync("bank-a", new BankFileName("n", BankFileKind.Return, null), first.File.Content with { Sha256 = new string('0', 64) }, default),
            PaymentErrorCodes.ContentUnknown);
    }

    [Fact]
    public async Task Should_wait_for_what_an_answer_leaves_out_and_close_it_when_it_comes()
    {
        await using var desk = await CreateAsync(postgres);
        var (file, _) = await TwoPaymentsAsync(desk);
        await desk.AnswerAsync(file.Id, Answer("P1", PaymentStatus.Settled, 100));
        Assert.Equal(["missing OnlyAtOrder"], await desk.OpenAsync());
        Assert.Equal(PaymentFileState.Released, (await desk.Book.FindFileAsync(file.Id, default))!.State);
        await RefusedAsync(desk.Book.AddPersonsAsync(List("b", Line("Q2", 250, "P2")), Anna, default), PaymentErrorCodes.NotRepeatable);

        await desk.AnswerAsync(file.Id, Answer("P2", PaymentStatus.Settled, 250));

        Assert.Empty(await desk.OpenAsync());
        Assert.Equal(PaymentFileState.Answered, (await desk.Book.FindFileAsync(file.Id, default))!.State);
    }

    [Fact]
    public async Task Should_let_the_first_final_answer_stand_and_name_a_contradiction_with_both_files()
    {
        await using var desk = await CreateAsync(postgres);
        var (file, _) = await TwoPaymentsAsync(desk);
        var first = await desk.AnswerAsync(file.Id, Answer("P1", PaymentStatus.Settled, 100, "B1"), Answer("P2", PaymentStatus.Settled, 250, "B2"));

        var same = await desk.AnswerAsync(file.Id, Answer("P2", PaymentStatus.Settled, 250, "B2"), Answer("P1", PaymentStatus.Settled, 100));
        Assert.Equal((BankFileState.Applied, 0), (same.State, same.Differences));
        var second = await desk.AnswerAsync(file.Id, Answer("P1", PaymentStatus.Failed, 100), Answer("P2", PaymentStatus.Settled, 250, "B2-twice"));

        Assert.Equal(["disputed BankAnswerDisputed", "disputed BankAnswerDisputed"], await desk.OpenAsync());
        Assert.Equal(first.Content.Sha256 + second.Content.Sha256, await desk.Database.AskAsync<string>("select our_raw_digest || their_raw_digest from difference limit 1"));
        Assert.Equal(2, await desk.Database.AskAsync<long>("select count(*) from payment_answer where status = 1"));
        Assert.Equal(-350, await desk.DueAsync());
    }

    [Fact]
    public async Task Should_not_apply_a_line_with_another_amount()
    {
        await using var desk = await CreateAsync(postgres);
        var (file, _) = await TwoPaymentsAsync(desk);
        await desk.AnswerAsync(file.Id, Answer("P1", PaymentStatus.Settled, 99), Answer("P2", PaymentStatus.Failed, 250));

        Assert.Equal(["disputed BankAnswerDisputed", "failed PaymentFailed"], await desk.OpenAsync());
        Assert.Equal(100, await desk.Database.AskAsync<long>("select ours from difference where theirs = 99"));
        Assert.Equal("P2", await desk.Database.AskAsync<string>("select serial from payment_answer"));
    }

    [Theory]
    [InlineData("unknown file", "BANKX202611280001", "R|P1|Settled|100||20261128|")]
    [InlineData("line 3: serial: names no payment of file", null, "R|P1|Settled|100||20261128|", "R|P9|Settled|100||20261128|")]
    [InlineData("line 3: serial: stands twice", null, "R|P1|Settled|100||20261128|", "R|P1|Settled|100||20261128|")]
    [InlineData("line 3: tag: is not one of", null, "R|P1|Failed|0||20261128|", "nonsense")]
    [InlineData("does not belong here", null, "B|1|20261128|100|0||P1")]
    public async Task Should_set_a_doubtful_file_aside_as_a_whole(string reason, string? batch, params string[] lines)
    {
        await using var desk = await CreateAsync(postgres);
        var (file, _) = await TwoPaymentsAsync(desk);
        if (lines[0][0] == 'B')
        {
            lines = ["S|1||20261128|20261128|0|0", .. lines];
        }

        var taken = await desk.AnswerAsync(batch ?? file.Id, lines);

        Assert.Equal(BankFileState.Quarantined, taken.State);
        Assert.Contains(reason, taken.Reason, StringComparison.Ordinal);
        Assert.Equal(0, await desk.Database.AskAsync<long>("select count(*) from payment_answer"));
        Assert.Empty(await desk.OpenAsync());
        await desk.Book.QuarantineAsync(taken.Id, "again", default);
        Assert.Equal(taken.Reason, await desk.Database.AskAsync<string>("select reason from bank_file"));
    }

    [Fact]
    public async Task Should_set_an_answer_to_a_file_aside_that_was_never_released()
    {
        await using var desk = await CreateAsync(postgres);
        await desk.Book.AddPersonsAsync(List("a", Line("P1", 100)), Anna, default);
        var file = Assert.Single(await desk.SealAsync(PaymentKind.PayPerson));

        Assert.Equal(BankFileState.Quarantined, (await desk.AnswerAsync(file.Id, Answer("P1", PaymentStatus.Failed, 100))).State);
        Assert.Equal(BankFileState.Quarantined, (await desk.NotifyAsync(Answer("P1", PaymentStatus.Returned, 100))).State);
    }

    [Fact]
    public async Task Should_fail_every_payment_of_a_file_that_is_refused_as_a_whole()
    {
        await using var desk = await CreateAsync(postgres);
        var (file, _) = await TwoPaymentsAsync(desk);

        var applied = await desk.TakeAsync(BankFileKind.Return, "RET", "O|" + file.Id + "|20261128|Failed", "C|0");

        Assert.Equal((2, 2), (applied.Lines, applied.Differences));
        Assert.Equal(0, await desk.DueAsync());
        Assert.Equal(-350, await desk.BalanceAsync(LedgerAccounts.PersonsPayable("430100")));
        Assert.Equal(PaymentFileState.Answered, (await desk.Book.FindFileAsync(file.Id, default))!.State);
    }

    [Fact]
    public async Task Should_take_a_return_only_of_what_was_paid_and_repeat_it_only_when_the_money_is_back()
    {
        await using var desk = await CreateAsync(postgres);
        var (serial, file) = await desk.SentAsync();
        var early = await desk.NotifyAsync(Answer(serial, PaymentStatus.Returned, 1000));
        Assert.Equal(["disputed BankAnswerDisputed"], await desk.OpenAsync());
        await desk.Database.AskAsync<object>("update difference set closed_at = now()");
        Assert.Equal(1, early.Lines);

        await desk.AnswerAsync(file.Id, Answer(serial, PaymentStatus.Settled, 1000));
        await desk.StateAsync("1", 50_000, Booking("B1", -1000, serial));
        await desk.NotifyAsync(Answer(serial, PaymentStatus.Returned, 1000, reason: "AC04"));
        await desk.NotifyAsync(Answer(serial, PaymentStatus.Returned, 1000, "x", "AC04"));
        Assert.Equal(["returned PaymentReturned"], await desk.OpenAsync());
        await RefusedAsync(desk.Book.RepeatAsync(serial, Anna, default), PaymentErrorCodes.NotRepeatable);
        await desk.StateAsync("2", 49_000, Booking("B2", 1000, serial, reversal: true));
        Assert.Equal(-1000, await desk.PayableAsync());
        Assert.Equal(0, await desk.BankAsync());

        var again = await desk.Book.RepeatAsync(serial, Anna, default);

        Assert.Equal("R1" + serial, again);
        Assert.Empty(await desk.OpenAsync());
        Assert.Equal((0, -1000), (await desk.PayableAsync(), await desk.DueAsync()));
        await RefusedAsync(desk.Book.RepeatAsync(serial, Anna, default), PaymentErrorCodes.NotRepeatable);
        await RefusedAsync(desk.Book.RepeatAsync("unknown", Anna, default), PaymentErrorCodes.NoSuchPayment);
        var second = await desk.SendAsync();
        await desk.AnswerAsync(second.Id, Answer(again, PaymentStatus.Failed, 1000));
        Assert.Equal("R2" + serial, await desk.Book.RepeatAsync(again, Anna, default));
        Assert.Equal((0, -1000), (await desk.PayableAsync(), await desk.DueAsync()));
    }

    [Fact]
    public async Task Should_name_files_that_wait_too_long_for_an_answer_and_not_those_answered_before_they_were_known_delivered()
    {
        await using var desk = await CreateAsync(postgres);
        var (file, _) = await TwoPaymentsAsync(desk);
        await StepAsync(PaymentFileState.Delivering);
        Assert.Single(await desk.Book.UndeliveredAsync(default));
        await StepAsync(PaymentFileState.Delivered);
        Assert.Empty(await desk.Book.UndeliveredAsync(default));
        Assert.Empty(await desk.Book.UnansweredAsync(desk.Time.Now.AddHours(-1), default));
        Assert.Equal(file.Id, Assert.Single(await desk.Book.UnansweredAsync(desk.Time.Now.AddHours(1), default)).Id);

        await desk.AnswerAsync(file.Id, Answer("P1", PaymentStatus.Settled, 100), Answer("P2", PaymentStatus.Settled, 250));
        await StepAsync(PaymentFileState.Delivered);

        Assert.Empty(await desk.Book.UnansweredAsync(desk.Time.Now.AddHours(1), default));

        Task StepAsync(PaymentFileState state) => desk.Database.ExecuteAsync(
            $"insert into payment_file_step (file, state, at, detail) values ('{file.Id}', {(int)state}, '{desk.Time.Now:O}', '')");
    }

    private static async Task<(SealedFile File, ListReport Report)> TwoPaymentsAsync(PaymentDesk desk)
    {
        var report = await desk.Book.AddPersonsAsync(List("a", Line("P1", 100), Line("P2", 250)), Anna, default);
        return (await desk.SendAsync(PaymentKind.PayPerson), report);
    }
}
