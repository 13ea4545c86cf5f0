using System.Diagnostics;
using Hub.Canonical;
using Hub.Journal.Tests.Support;
using static Hub.Journal.Tests.Support.PaymentDesk;

namespace Hub.Journal.Tests.Payments;

[Collection(nameof(PostgresGroup))]
public sealed class When_a_payment_step_is_killed(PostgresFixture postgres, VictimFixture victim) : IClassFixture<VictimFixture>
{
    private const int Killed = 128 + 9;

    [Theory]
    [InlineData("b1.after=kill@1")]
    [InlineData("b2.after=kill@1")]
    [InlineData("b3.before=kill@1")]
    [InlineData("b3.after=kill@1")]
    [InlineData("b4.before=kill@1")]
    [InlineData("b4.after=kill@1")]
    [InlineData("a4.before=kill@1")]
    [InlineData("a4.after=kill@1")]
    [InlineData("a5.before=kill@1")]
    [InlineData("a5.after=kill@1")]
    [InlineData("s1.after=kill@1")]
    [InlineData("s2.after=kill@1")]
    [InlineData("s3.after=kill@1")]
    [InlineData("a5.before=kill@2")]
    [InlineData("a5.after=kill@2")]
    public async Task Should_do_all_of_it_once_when_it_is_run_again(string fault)
    {
        await using var desk = await CreateAsync(postgres);
        await desk.PayeeAsync(Hospital);
        await desk.PayeeAsync(Clinic);
        await desk.SettleAsync("S1", Hospital, 1000);
        await desk.SettleAsync("T1", Clinic, 300);

        Assert.Equal(Killed, await RunAsync(desk.Database, fault));
        Assert.Equal(0, await RunAsync(desk.Database, ""));
        Assert.Equal(0, await RunAsync(desk.Database, ""));

        Assert.Equal((0, 0, 0, -1300), (await desk.DueAsync(), await desk.PayableAsync(), await desk.PayableAsync(Clinic), await desk.BankAsync()));
        Assert.Empty(await desk.OpenAsync());
        Assert.Equal(
            "2 1 2 2 2 2 2 2", await desk.Database.AskAsync<string>(
                """
                select concat_ws(' ', (select count(*) from payment), (select count(*) from payment_file), (select count(*) from payment_file_line),
                    (select count(*) from payment_answer), (select count(*) from statement_line), (select count(*) from bank_file where state = 2),
                    (select count(*) from audit where action in ('seal-file', 'release-file')), (select count(*) from audit where action = 'apply-bank-file'))
                """));
        Assert.Equal(await desk.Database.AskAsync<long>("select count(*) from content"), await desk.Database.AskAsync<long>("select count(distinct content) from content_chunk"));
        Assert.All(await desk.Book.ResultAsync(Day, default), r => Assert.Equal(r.Accepted, r.Booked));
    }

    private async Task<int> RunAsync(TestDatabase database, string fault)
    {
        var start = new ProcessStartInfo(victim.Program, ["payments", database.Owner, database.Application]);
        start.Environment["HUB_FAULTS"] = fault;
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            Assert.Fail("the victim did not end: " + fault);
        }

        return process.ExitCode;
    }
}
