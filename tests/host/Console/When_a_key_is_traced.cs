using System.Net;
using System.Text.RegularExpressions;
using Hub.Console.Officers;
using Hub.Console.Tests.Support;

namespace Hub.Console.Tests;

[Collection(nameof(BooksGroup))]
public sealed partial class When_a_key_is_traced(Books books)
{
    [Theory]
    [InlineData("S001")]
    [InlineData("MSG001")]
    public async Task Should_show_the_whole_way_of_a_settlement(string key)
    {
        var (page, steps) = await TraceAsync(key);
        Assert.Equal(
            [
                "Message received", "Call sent", "Call ended", "Settled", "Posted to the ledger", "Answered", "Late answer to the call", "Same key with other content",
                "Cleared into a payment", "Payment made", "Sealed in a file", "File released", "File's delivery", "File's delivery",
                "Bank's file received", "File's delivery", "Bank's answer", "Bank's file received", "Booked on the statement",
            ],
            steps);
        Assert.Contains(string.Concat(Enumerable.Repeat("b1", 32)), page.Body, StringComparison.Ordinal);
        Assert.Contains("1,200.00", page.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PI2026112700001", "Cleared into a payment", "Booked on the statement")]
    [InlineData("CLR1", "Cleared into a payment", "Booked on the statement")]
    [InlineData("BANKA202611270001", "Sealed in a file", "Bank's file received")]
    [InlineData("PAY_BANKA202611270001.xml", "Sealed in a file", "Bank's file received")]
    [InlineData("PAY_BANKA202611270001.xml.ok", "File released", "File's delivery")]
    [InlineData("RET_BANKA202611270001_1.xml", "Bank's file received", "Bank's file received")]
    public async Task Should_find_payments_and_files(string key, params string[] expected)
    {
        var (_, steps) = await TraceAsync(key);
        Assert.Equal([], expected.Except(steps));
    }

    [Fact]
    public async Task Should_show_the_differences_of_the_key()
    {
        Assert.Contains("the bank refused: AC01", (await TraceAsync("PI2026112700002")).Page.Body, StringComparison.Ordinal);
        Assert.Contains("fund_pay_sumamt differs", (await TraceAsync("MSG004")).Page.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("' or 1=1 --")]
    [InlineData("<script>alert(1)</script>")]
    public async Task Should_say_when_nothing_is_known(string key)
    {
        var (page, steps) = await TraceAsync(key);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Empty(steps);
        Assert.Contains("Nothing is known under this key.", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_show_no_names_and_no_accounts()
    {
        foreach (var key in new[] { "PP2026112700001", "PI2026112700001", "BANKA202611270002", "S001" })
        {
            var (page, _) = await TraceAsync(key);
            Assert.DoesNotContain("6222020000000", page.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("1100000000000001", page.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("430000000000000000", page.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("测试市", page.Read, StringComparison.Ordinal);
        }
    }

    private async Task<(Answer Page, IReadOnlyList<string> Steps)> TraceAsync(string key)
    {
        await using var host = await ConsoleHost.StartAsync(books);
        using var browser = await host.EnterAsync("liu", OfficerRoles.View);
        var page = await browser.GetAsync("/console/trace?key=" + Uri.EscapeDataString(key));
        return (page, [.. Step().Matches(page.Read).Select(step => step.Groups["what"].Value)]);
    }

    [GeneratedRegex("<td><time datetime=\"[^\"]*\">[^<]*</time></td>\\s*<td>(?<what>[^<]*)</td>")]
    private static partial Regex Step();
}
