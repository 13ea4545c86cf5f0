using System.Net;
using Hub.Console.Officers;
using Hub.Console.Tests.Support;
using Npgsql;

namespace Hub.Console.Tests;

[Collection(nameof(BooksGroup))]
public sealed class When_an_officer_reads_the_day(Books books)
{
    [Fact]
    public async Task Should_see_counts_and_sums_of_every_hop()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        using var browser = await host.EnterAsync("liu", OfficerRoles.View);
        var page = await browser.GetAsync("/console/day/2026-11-27");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(
            ["2", "24,656.78", "2", "24,656.78", "2", "24,656.78", "2", "24,656.78", "24,656.78", "24,656.78", "● Equal"], Html.Row(page, "H43010000001"));
        Assert.Equal(
            ["3", "800.50", "3", "900.50", "3", "800.50", "3", "800.50", "0.00", "0.00", "▲ Different the institution states 100.00 more; one payment failed"],
            Html.Row(page, "H43010000002"));
        Assert.Equal(
            ["1", "70.00", "1", "70.00", "1", "70.00", "1", "70.00", "70.00", "0.00", "◐ Incomplete the bank's statement has not come"],
            Html.Row(page, "P43010000003"));
    }

    [Fact]
    public async Task Should_see_what_the_books_have_where_there_is_no_result()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        using var browser = await host.EnterAsync("liu", OfficerRoles.View);
        var page = await browser.GetAsync("/console/day/2026-11-27");

        // S007 was reversed: it never happened.
        Assert.Equal(["1", "4,000.00", "–", "–", "–", "–", "0", "0.00", "0.00", "0.00", "○ No result"], Html.Row(page, "H43010000004"));
        Assert.Equal(
            ["7", "29,527.28", "6", "25,627.28", "6", "25,527.28", "6", "25,527.28", "24,726.78", "24,656.78", "▲ Different"], Html.Totals(page));
    }

    [Fact]
    public async Task Should_see_differences_and_files_with_the_way_to_their_proof()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        using var browser = await host.EnterAsync("liu", OfficerRoles.View);
        var page = await browser.GetAsync("/console/day/2026-11-27");
        Assert.Contains("/console/trace?key=S004", page.Body, StringComparison.Ordinal);
        Assert.Contains("/console/raw/" + string.Concat(Enumerable.Repeat("b4", 32)), page.Body, StringComparison.Ordinal);
        Assert.Contains("Payment failed", page.Body, StringComparison.Ordinal);
        Assert.Contains("/console/files/BANKA202611270001", page.Body, StringComparison.Ordinal);
        Assert.Contains("RET_BANKA202611270001_1.xml", page.Body, StringComparison.Ordinal);
        Assert.Contains("Quarantined", page.Body, StringComparison.Ordinal);
        Assert.Contains("/console/day/2026-11-26", page.Body, StringComparison.Ordinal);
        Assert.Contains("/console/day/2026-11-28", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_read_it_in_the_language_that_is_asked_for()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        using var browser = await host.EnterAsync("liu", OfficerRoles.View);
        Assert.Contains("<html lang=\"en\">", (await browser.GetAsync("/console/day/2026-11-27")).Body, StringComparison.Ordinal);
        var chinese = await browser.GetAsync("/console/day/2026-11-27?lang=zh");
        Assert.Contains("<html lang=\"zh-CN\">", chinese.Body, StringComparison.Ordinal);
        Assert.Contains("各定点机构", chinese.Read, StringComparison.Ordinal);
        Assert.Equal("▲ 不符 the institution states 100.00 more; one payment failed", Html.Row(chinese, "H43010000002")[^1]);

        // The choice is kept; figures are the same in both.
        var kept = await browser.GetAsync("/console/day/2026-11-27");
        Assert.Contains("<html lang=\"zh-CN\">", kept.Body, StringComparison.Ordinal);
        Assert.Equal("24,656.78", Html.Row(kept, "H43010000001")[1]);
    }

    [Fact]
    public async Task Should_be_led_to_today_at_the_bureau()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        using var browser = await host.EnterAsync("liu", OfficerRoles.View);
        Assert.Equal("/console/day/2026-11-28", (await browser.GetAsync("/console")).Location);

        // 16:00 UTC is midnight there: the next day has begun.
        host.Time.Move(TimeSpan.FromHours(8));
        using var late = await host.EnterAsync("late", OfficerRoles.View);
        host.Time.Move(TimeSpan.FromMinutes(25));
        await late.GetAsync("/console");
        Assert.Equal("/console/day/2026-11-28", (await late.GetAsync("/console")).Location);
        for (var hours = 0; hours < 12; hours++)
        {
            host.Time.Move(TimeSpan.FromMinutes(29));
            await late.GetAsync("/console/payees");
        }

        Assert.Equal("/console/day/2026-11-29", (await late.GetAsync("/console")).Location);
        Assert.Equal("/console/day/2026-11-03", (await late.GetAsync("/console/day?day=2026-11-03")).Location);
    }

    [Fact]
    public async Task Should_get_the_tables_anew_only_when_they_changed()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        using var browser = await host.EnterAsync("liu", OfficerRoles.View);
        var first = await browser.GetAsync("/console/day/2026-11-27/tables");
        Assert.Equal(HttpStatusCode.OK, first.Status);
        Assert.DoesNotContain("<html", first.Body, StringComparison.Ordinal);
        var seen = System.Text.RegularExpressions.Regex.Match(first.Body, "seen=([0-9a-f]{16})").Groups[1].Value;
        Assert.Equal(HttpStatusCode.NoContent, (await browser.GetAsync("/console/day/2026-11-27/tables?seen=" + seen)).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/console/day/2026-11-27/tables?seen=0000000000000000")).Status);
    }

    [Fact]
    public async Task Should_see_that_the_day_went_on_after_its_result()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        using var browser = await host.EnterAsync("liu", OfficerRoles.View);
        await using var owner = NpgsqlDataSource.Create(books.Owner);
        await using var late = owner.CreateCommand(
            """
            insert into day_result (day, institution, run, equality, accepted, accepted_fen, cleared, cleared_fen, confirmed_fen, booked_fen, differences, text, at, by)
            values ('2026-11-28', 'H43010000001', 3, 1, 0, 0, 0, 0, 0, 0, 0, '', '2026-11-28 08:00:00+08', 'liu')
            """);
        await late.ExecuteNonQueryAsync();
        var row = Html.Row(await browser.GetAsync("/console/day/2026-11-28"), "H43010000001");
        Assert.Equal(["0", "0.00 now 1 / 1.00"], row.Take(2));
    }

    [Theory]
    [InlineData("/console/day/2026-13-01")]
    [InlineData("/console/day/0001-01-01")]
    [InlineData("/console/day/x")]
    [InlineData("/console/files/NONE")]
    [InlineData("/console/raw/../../etc/passwd")]
    [InlineData("/console/raw/xyz")]
    public async Task Should_be_told_when_there_is_nothing(string address)
    {
        await using var host = await ConsoleHost.StartAsync(books);
        using var browser = await host.EnterAsync("liu", OfficerRoles.View);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(address)).Status);
    }
}
