using System.Net;
using Hub.Console.Officers;
using Hub.Console.Tests.Support;

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
            ["2", "24,656.78", "2", "24,656.78", "2", "24,656.78", "2", "24,656.78", "24,656.78", "24,656.78", "●Equal"], Html.Row(page, "H43010000001"));
    }
}
