using Hub.Canonical;
using Hub.Journal.Payments;
using Hub.Journal.Tests.Support;
using static Hub.Journal.Tests.Support.PaymentDesk;

namespace Hub.Journal.Tests.Payments;

[Collection(nameof(PostgresGroup))]
public sealed class When_a_list_is_handed_in(PostgresFixture postgres)
{
    [Fact]
    public async Task Should_take_it_once()
    {
        await using var desk = await CreateAsync(postgres);
        var list = List("a", Line("P1", 100), Line("P2", 250));

        var reports = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => desk.Book.AddPersonsAsync(list, Anna, default)));

        Assert.Single(reports, r => !r.Duplicate);
        Assert.All(reports, r => Assert.Equal((2, new Money(350)), (r.Count, r.Total)));
        Assert.Equal(-350, await desk.DueAsync());
        Assert.Equal(350, await desk.BalanceAsync(LedgerAccounts.Reimbursements("430100")));
    }

    [Fact]
    public async Task Should_refuse_all_of_it_for_one_bad_line_and_name_the_line()
    {
        await using var desk = await CreateAsync(postgres);
        await desk.Book.AddPersonsAsync(List("a", Line("P1", 100)), Anna, default);
        (PaymentError, PaymentLine)[] bad =
        [
            (PaymentErrorCodes.SerialTaken, Line("P1", 5)),
            (PaymentErrorCodes.SerialTaken, Line("N1", 5)),
            (PaymentErrorCodes.ListLine, Line("N2", 0)),
            (PaymentErrorCodes.ListLine, Line(new string('9', 36), 5)),
            (PaymentErrorCodes.ListLine, Line("N2", 5, account: "")),
            (PaymentErrorCodes.NotRepeatable, Line("N2", 100, repeats: "P1")),
            (PaymentErrorCodes.NotRepeatable, Line("N2", 100, repeats: "unknown")),
        ];
        foreach (var (error, line) in bad)
        {
            var refused = await RefusedAsync(desk.Book.AddPersonsAsync(List("b", Line("N1", 5), line), Anna, default), error);
            Assert.Contains("line 2", refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal(1, await desk.Database.AskAsync<long>("select count(*) from payment"));
        Assert.Equal(1, await desk.Database.AskAsync<long>("select count(*) from payment_list"));
        await RefusedAsync(desk.Book.AddPersonsAsync(List("c"), Anna, default), PaymentErrorCodes.ListHead);
    }

    [Fact]
    public async Task Should_repeat_a_failed_payment_once_out_of_what_is_owed_again()
    {
        await using var desk = await CreateAsync(postgres);
        await desk.Book.AddPersonsAsync(List("a", Line("P1", 100), Line("P2", 250)), Anna, default);
        var file = await desk.SendAsync(PaymentKind.PayPerson);
        await desk.AnswerAsync(file.Id, Answer("P1", PaymentStatus.Settled, 100), Answer("P2", PaymentStatus.Failed, 250));
        Assert.Equal(-250, await desk.BalanceAsync(LedgerAccounts.PersonsPayable("430100")));
        Assert.Equal(["failed PaymentFailed"], await desk.OpenAsync());

        await RefusedAsync(desk.Book.AddPersonsAsync(List("b", Line("Q2", 251, "P2")), Anna, default), PaymentErrorCodes.RepetitionDiffers);
        await RefusedAsync(desk.Book.AddPersonsAsync(List("b", Line("Q1", 100, "P1")), Anna, default), PaymentErrorCodes.NotRepeatable);
        await desk.Book.AddPersonsAsync(List("b", Line("Q2", 250, "P2", "6222999999999999999"), Line("Q3", 5)), Anna, default);
        await RefusedAsync(desk.Book.AddPersonsAsync(List("c", Line("Q4", 250, "P2")), Anna, default), PaymentErrorCodes.NotRepeatable);

        Assert.Equal(0, await desk.BalanceAsync(LedgerAccounts.PersonsPayable("430100")));
        Assert.Equal(355, await desk.BalanceAsync(LedgerAccounts.Reimbursements("430100")));
        Assert.Equal(-355, await desk.DueAsync());
        Assert.Empty(await desk.OpenAsync());
    }

    [Fact]
    public async Task Should_repeat_what_no_bank_can_take_without_owing_it_twice()
    {
        await using var desk = await CreateAsync(postgres);
        await desk.Book.AddPersonsAsync(List("a", Line("P1", 100, account: "X1")), Anna, default);
        Assert.Empty(await desk.SealAsync(PaymentKind.PayPerson));
        Assert.Equal(["unsealable OnlyAtOrder"], await desk.OpenAsync());

        await desk.Book.AddPersonsAsync(List("b", Line("Q1", 100, "P1")), Anna, default);
        desk.Bank.RefusesX = false; // a profile that was corrected too late does not send both
        var file = Assert.Single(await desk.SealAsync(PaymentKind.PayPerson));

        Assert.Equal(new Money(100), file.Header.Total);
        Assert.Equal("Q1", await desk.Database.AskAsync<string>("select serial from payment_file_line"));
        Assert.Equal(-100, await desk.DueAsync());
        Assert.Empty(await desk.OpenAsync());
    }
}
