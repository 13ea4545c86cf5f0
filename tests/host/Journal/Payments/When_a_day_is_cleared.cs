using Hub.Canonical;
using Hub.Journal.Payments;
using Hub.Journal.Tests.Support;
using static Hub.Journal.Tests.Support.PaymentDesk;

namespace Hub.Journal.Tests.Payments;

[Collection(nameof(PostgresGroup))]
public sealed class When_a_day_is_cleared(PostgresFixture postgres)
{
    [Fact]
    public async Task Should_make_one_payment_per_institution_and_clear_each_settlement_once()
    {
        await using var desk = await CreateAsync(postgres);
        await desk.PayeeAsync(Hospital);
        await desk.SettleAsync("S1", Hospital, 1000);
        await desk.SettleAsync("S2", Hospital, 500, state: 1);
        await desk.SettleAsync("S2-R", Hospital, -500, cancels: "S2");
        await desk.SettleAsync("S3", Hospital, 700);
        await desk.SettleAsync("S9", Hospital, 9999, day: Day.AddDays(1));
        await desk.SettleAsync("T1", Clinic, 300);

        var report = await desk.ClearAsync();

        Assert.Equal((1, 4, new Money(1700)), (report.Payments, report.Settlements, report.Total));
        Assert.Empty(report.Carried);
        Assert.Equal([Clinic], report.WithoutAccount);
        Assert.Equal("C20261127H4301000000101", await desk.Database.AskAsync<string>("select serial from payment"));
        Assert.Equal(-1700, await desk.DueAsync());
        Assert.Equal(-9999, await desk.PayableAsync());
        Assert.Equal(0, (await desk.ClearAsync()).Payments);
        Assert.Equal(2, await desk.Database.AskAsync<long>("select count(*) from audit where action = 'clear-settlements'"));

        await desk.SettleAsync("S4", Hospital, 50); // came late: a second clearing of the same day
        Assert.Equal(1, (await desk.ClearAsync()).Payments);
        Assert.Equal("C20261127H4301000000102", await desk.Database.AskAsync<string>("select max(serial) from payment"));
    }

    [Fact]
    public async Task Should_carry_an_institution_that_owes_until_its_net_is_above_zero()
    {
        await using var desk = await CreateAsync(postgres);
        await desk.PayeeAsync(Hospital);
        await desk.SettleAsync("S1", Hospital, 500, state: 1, day: Day.AddDays(-9));
        await desk.ClearAsync(Day.AddDays(-9));
        await desk.SettleAsync("S1-R", Hospital, -500, cancels: "S1");
        await desk.SettleAsync("S2", Hospital, 500);

        Assert.Equal([Hospital], (await desk.ClearAsync()).Carried);
        Assert.Equal(1, await desk.Database.AskAsync<long>("select count(*) from clearing_item"));
        await desk.SettleAsync("S3", Hospital, 20, day: Today);
        Assert.Equal(new Money(20), (await desk.ClearAsync(Today)).Total);
        Assert.Equal(4, await desk.Database.AskAsync<long>("select count(*) from clearing_item"));
    }

    [Fact]
    public async Task Should_leave_a_reversed_pair_out_unless_the_settlement_had_been_cleared()
    {
        await using var desk = await CreateAsync(postgres);
        await desk.PayeeAsync(Hospital);
        await desk.SettleAsync("S1", Hospital, 1000);
        await desk.SettleAsync("S2", Hospital, 400);
        await desk.ReverseAsync("S2", Hospital, 400);
        Assert.Equal((1, new Money(1000)), await SettlementsAsync());

        await desk.ReverseAsync("S1", Hospital, 1000, Today);
        await desk.SettleAsync("S3", Hospital, 1500, day: Today);
        Assert.Equal((2, new Money(500)), await SettlementsAsync());

        async Task<(int, Money)> SettlementsAsync()
        {
            var report = await desk.ClearAsync(Today);
            return (report.Settlements, report.Total);
        }
    }

    [Fact]
    public async Task Should_clear_once_when_many_clear_at_the_same_time()
    {
        await using var desk = await CreateAsync(postgres);
        await desk.PayeeAsync(Hospital);
        await desk.Database.ExecuteAsync(
            """
            insert into settlement select 'S' || i, null, 'E', 'H43010000001', 'M', 0, 'P', '310', '11', '430100', '2026-11-27 09:00', 0, 100, 90, 10, 0, 0, 'c'
            from generate_series(1, 2000) as i
            """);

        var reports = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => desk.ClearAsync()));

        Assert.Equal(1, reports.Sum(r => r.Payments));
        Assert.Equal(2000, reports.Sum(r => r.Settlements));
        Assert.Equal(-200_000, await desk.DueAsync());
    }

    [Fact]
    public async Task Should_clear_only_the_institutions_that_are_named()
    {
        await using var desk = await CreateAsync(postgres);
        await desk.PayeeAsync(Hospital);
        await desk.PayeeAsync(Clinic);
        await desk.SettleAsync("S1", Hospital, 1000);
        await desk.SettleAsync("T1", Clinic, 300);

        Assert.Equal(new Money(300), (await desk.Book.ClearAsync(Day, [Clinic], Anna, default)).Total);
    }

    [Fact]
    public async Task Should_pay_to_an_account_only_after_another_officer_approved_it()
    {
        await using var desk = await CreateAsync(postgres);
        await desk.SettleAsync("S1", Hospital, 1000);
        var version = await desk.Book.ProposePayeeAsync(Hospital, new BankAccount { Number = "4301000000000004711", Holder = "Hospital" }, Anna, default);
        Assert.Equal(0, (await desk.ClearAsync()).Payments);
        await RefusedAsync(desk.Book.ApprovePayeeAsync(Hospital, version, Anna, default), PaymentErrorCodes.ApproverProposed);
        await RefusedAsync(desk.Book.ApprovePayeeAsync(Hospital, 7, Boris, default), PaymentErrorCodes.NoSuchProposal);
        await desk.Book.ApprovePayeeAsync(Hospital, version, Boris, default);
        await RefusedAsync(desk.Book.ApprovePayeeAsync(Hospital, version, Boris, default), PaymentErrorCodes.AlreadyApproved);
        Assert.Equal(2, await desk.Book.ProposePayeeAsync(Hospital, new BankAccount { Number = "4301000000000009999", Holder = "Hospital" }, Anna, default));

        Assert.Equal(1, (await desk.ClearAsync()).Payments);

        Assert.Equal("4301000000000004711", await desk.Database.AskAsync<string>("select account from payment"));
        Assert.Equal(0, await desk.Database.AskAsync<long>("select count(*) from audit where after::text like '%4301000000000004711%'"));
        Assert.Equal(3, await desk.Database.AskAsync<long>("select count(*) from audit where action like '%-payee'"));
    }

    [Fact]
    public async Task Should_refuse_an_act_without_officer_or_reason()
    {
        await using var desk = await CreateAsync(postgres);
        await RefusedAsync(desk.Book.ClearAsync(Day, null, new Act("", "why"), default), PaymentErrorCodes.WhoAndWhy);
        await RefusedAsync(desk.Book.ClearAsync(Day, null, new Act("anna", new string('x', 201)), default), PaymentErrorCodes.WhoAndWhy);
    }
}
