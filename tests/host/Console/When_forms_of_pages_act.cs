using Hub.Console.Officers;
using Hub.Console.Tests.Support;
using Hub.Journal.Payments;

namespace Hub.Console.Tests;

[Collection(nameof(BooksGroup))]
public sealed class When_forms_of_pages_act(Books books)
{
    private const OfficerRoles All = OfficerRoles.View | OfficerRoles.Clear | OfficerRoles.Seal | OfficerRoles.Payee | OfficerRoles.Reconcile;

    [Fact]
    public async Task Should_clear_seal_reconcile_and_repeat_and_say_what_became_of_it()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        using var browser = await host.EnterAsync("chen", All);
        Assert.Equal(
            "Cleared: 2 payments, 5 settlements, 25,457.28 yuan. Carried: H43010000009. Without an approved account: none.",
            await ActAsync(browser, "/console/actions/clear", ("through", "2026-11-27"), ("institutions", "H43010000001, H43010000002"), ("reason", "end of day")));
        Assert.Equal(
            "Sealed: 1 files, 3 payments, 25,527.28 yuan. BANKA202611280001",
            await ActAsync(
                browser, "/console/actions/seal", ("bank", "banka"), ("kind", "PayInstitution"), ("through", "2026-11-27"), ("requestedOn", "2026-11-28"), ("reason", "r")));
        Assert.Equal(
            "Result of 2026-11-27 written: 1 institutions equal, 0 incomplete, 0 different.",
            await ActAsync(browser, "/console/actions/reconcile", ("day", "2026-11-27"), ("reason", "r")));
        Assert.Equal(
            "Payment PI2026112700002 is ordered again as PI2026112700002R.",
            await ActAsync(browser, "/console/actions/repeat", ("serial", "PI2026112700002"), ("reason", "r")));
        Assert.Equal(
            ["clear 2026-11-27 H43010000001+H43010000002", "seal banka PayInstitution 2026-11-27 2026-11-28", "reconcile 2026-11-27", "repeat PI2026112700002"],
            host.Book.Calls.Select(call => call.Call));
        Assert.All(host.Book.Calls, call => Assert.Equal("chen", call.Act.Officer));
    }

    [Fact]
    public async Task Should_propose_and_approve_accounts_by_two_officers()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        using var browser = await host.EnterAsync("wang", All);
        var page = await browser.GetAsync("/console/payees");

        // Who approves compares the whole number; the name is from outside.
        Assert.Contains("6222020000000033339", page.Body, StringComparison.Ordinal);
        Assert.Contains("action=\"/console/payees/H43010000002/2/approve\"", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert(1)", page.Body, StringComparison.Ordinal);
        Assert.Equal(
            "Version 2 of the account of H43010000002 is approved. Later clearings pay to it.",
            await ActAsync(browser, "/console/payees/H43010000002/2/approve", ("reason", "paper seen")));
        Assert.Equal(
            "Version 3 of the account of H43010000004 is proposed. Another officer must approve it.",
            await ActAsync(
                browser, "/console/payees", ("party", "H43010000004"), ("holder", "测试市第四医院"), ("account", "6222020000000077777"), ("bankName", ""),
                ("lineNumber", ""), ("reason", "r")));

        using var proposer = await host.EnterAsync("chen", All);
        Assert.Contains("You proposed it", (await proposer.GetAsync("/console/payees")).Body, StringComparison.Ordinal);
        using var reader = await host.EnterAsync("liu", OfficerRoles.View);
        var masked = await reader.GetAsync("/console/payees");
        Assert.Contains("••••3339", masked.Read, StringComparison.Ordinal);
        Assert.DoesNotContain("62220200000", masked.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_say_why_nothing_was_done()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        using var browser = await host.EnterAsync("chen", All);
        Assert.Equal(
            "Nothing was done: through is not a day; write a day like 2026-11-28.",
            await ActAsync(browser, "/console/actions/clear", ("through", "yesterday"), ("reason", "r")));
        host.Book.Refusal = new PaymentRefusedException("PAY-1201", "PAY-1201: <b>bankx</b>: no such bank.");
        Assert.Equal(
            "Refused (PAY-1201): PAY-1201: <b>bankx</b>: no such bank.",
            await ActAsync(browser, "/console/actions/seal", ("bank", "bankx"), ("kind", "PayPerson"), ("through", "2026-11-27"), ("requestedOn", "2026-11-28"), ("reason", "r")));
        Assert.Empty(host.Book.Calls);
    }

    [Fact]
    public async Task Should_read_the_audit_trail_by_filter()
    {
        await using var host = await ConsoleHost.StartAsync(books, options => options.PageRowsMax = 10);
        using var browser = await host.EnterAsync("liu", OfficerRoles.View);
        var page = await browser.GetAsync("/console/audit?officer=wang&from=2026-11-27&to=2026-11-27");
        Assert.Contains("release-file", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("seal-files", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>checked</b>", page.Body, StringComparison.Ordinal);
        Assert.Contains("No entry.", (await browser.GetAsync("/console/audit?to=2026-11-26")).Body, StringComparison.Ordinal);
    }

    private static async Task<string> ActAsync(Browser browser, string address, params (string, string)[] fields)
    {
        var answer = await browser.PostAsync(address, null, null, fields);
        Assert.Equal(System.Net.HttpStatusCode.SeeOther, answer.Status);
        return Html.Notice(await browser.GetAsync(answer.Location));
    }
}
