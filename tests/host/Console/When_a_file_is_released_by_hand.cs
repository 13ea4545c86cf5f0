using System.Net;
using Hub.Console.Officers;
using Hub.Console.Tests.Support;
using Hub.Journal.Payments;

namespace Hub.Console.Tests;

[Collection(nameof(BooksGroup))]
public sealed class When_a_file_is_released_by_hand(Books books)
{
    private const string File = "/console/files/BANKA202611270002";
    private const OfficerRoles Releaser = OfficerRoles.View | OfficerRoles.Release;

    [Fact]
    public async Task Should_go_to_the_bank_with_who_and_why()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        using var browser = await host.EnterAsync("wang", Releaser);
        Assert.Contains("action=\"/console/files/BANKA202611270002/release\"", (await browser.GetAsync(File)).Body, StringComparison.Ordinal);
        var released = await browser.PostAsync(File + "/release", null, null, ("reason", "sums compared"));
        Assert.Equal((HttpStatusCode.SeeOther, File), (released.Status, released.Location));
        Assert.Equal([("release BANKA202611270002", new Act("wang", "sums compared"))], host.Book.Calls);
        Assert.Equal(["BANKA202611270002"], host.Delivery.Started);
        Assert.Contains("is released and on its way", (await browser.GetAsync(File)).Body, StringComparison.Ordinal);

        // Said once.
        Assert.DoesNotContain("is released and on its way", (await browser.GetAsync(File)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_tell_the_sealer_why_another_must()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        using var browser = await host.EnterAsync("chen", Releaser);
        var page = await browser.GetAsync(File);
        Assert.Contains("You sealed this file.", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("/release\"", page.Body, StringComparison.Ordinal);

        // Whoever sends the form nevertheless is refused by the book, and reads its words.
        host.Book.Refusal = new PaymentRefusedException("PAY-1302", "PAY-1302: BANKA202611270002: A file is released by somebody who did not seal it.");
        Assert.Equal(File, (await browser.PostAsync(File + "/release", null, null, ("reason", "me"))).Location);
        Assert.Contains("A file is released by somebody who did not seal it.", (await browser.GetAsync(File)).Body, StringComparison.Ordinal);
        Assert.Empty(host.Delivery.Started);
    }

    [Fact]
    public async Task Should_want_a_reason()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        using var browser = await host.EnterAsync("wang", Releaser);
        await browser.PostAsync(File + "/release", null, null, ("reason", "  "));
        Assert.Contains("Nothing was done: reason is missing", (await browser.GetAsync(File)).Body, StringComparison.Ordinal);
        Assert.Empty(host.Book.Calls);
    }

    [Fact]
    public async Task Should_offer_nothing_without_the_role_and_nothing_when_released()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        using var reader = await host.EnterAsync("liu", OfficerRoles.View);
        Assert.DoesNotContain("/release\"", (await reader.GetAsync(File)).Body, StringComparison.Ordinal);
        using var releaser = await host.EnterAsync("wang", Releaser);
        var released = await releaser.GetAsync("/console/files/BANKA202611270001");
        Assert.DoesNotContain("/release\"", released.Body, StringComparison.Ordinal);
        Assert.Contains("every payment has its word", released.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_show_lines_with_names_and_accounts_masked_and_hostile_ones_harmless()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        using var browser = await host.EnterAsync("wang", Releaser);
        var page = await browser.GetAsync(File);
        Assert.Contains("••••5555", page.Read, StringComparison.Ordinal);
        Assert.Contains("张••", page.Read, StringComparison.Ordinal);
        Assert.Contains("李••", page.Read, StringComparison.Ordinal);
        Assert.DoesNotContain("李四", page.Read, StringComparison.Ordinal);
        Assert.DoesNotContain("6222", page.Read, StringComparison.Ordinal);
        Assert.DoesNotContain("43000000", page.Read, StringComparison.Ordinal);
        Assert.DoesNotContain("alert(2)", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', page.Read);
    }
}
