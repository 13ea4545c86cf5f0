using System.Net;
using Hub.Console.Officers;
using Hub.Console.Tests.Support;

namespace Hub.Console.Tests;

[Collection(nameof(BooksGroup))]
public sealed class When_a_form_is_forged(Books books)
{
    private static readonly (string, string)[] Clear = [("through", "2026-11-27"), ("reason", "end of day")];

    [Theory]
    [InlineData("https://elsewhere.example")]
    [InlineData("null")]
    [InlineData("http://127.0.0.1:1")]
    public async Task Should_be_refused_from_another_origin(string origin)
    {
        await using var host = await ConsoleHost.StartAsync(books);
        using var browser = await host.EnterAsync("chen", OfficerRoles.View | OfficerRoles.Clear);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync("/console/actions/clear", null, origin, Clear)).Status);
        Assert.Empty(host.Book.Calls);
    }

    [Theory]
    [InlineData("cross-site")]
    [InlineData("same-site")]
    [InlineData("none")]
    public async Task Should_be_refused_when_the_browser_says_it_is_from_elsewhere(string site)
    {
        await using var host = await ConsoleHost.StartAsync(books);
        using var browser = await host.EnterAsync("chen", OfficerRoles.View | OfficerRoles.Clear);
        browser.Client.DefaultRequestHeaders.Add("Sec-Fetch-Site", site);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync("/console/actions/clear", null, null, Clear)).Status);
        Assert.Empty(host.Book.Calls);
    }

    [Fact]
    public async Task Should_be_refused_when_nothing_says_where_it_is_from()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        using var browser = await host.EnterAsync("chen", OfficerRoles.View | OfficerRoles.Clear);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync("/console/actions/clear", null, "", Clear)).Status);
        Assert.Empty(host.Book.Calls);
    }

    [Fact]
    public async Task Should_be_refused_without_the_token_of_this_session()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        using var browser = await host.EnterAsync("chen", OfficerRoles.View | OfficerRoles.Clear);
        using var other = await host.EnterAsync("wang", OfficerRoles.View | OfficerRoles.Clear);
        var foreign = await other.FormTokenAsync();
        Assert.NotEmpty(foreign);
        Assert.NotEqual(foreign, await browser.FormTokenAsync());
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync("/console/actions/clear", "", null, Clear)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync("/console/actions/clear", foreign, null, Clear)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.PostAsync("/console/logout", foreign)).Status);
        Assert.Empty(host.Book.Calls);
    }

    [Fact]
    public async Task Should_log_nobody_in_from_another_site()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        using var browser = host.Browse();
        var answer = await browser.PostAsync("/console/login", "", "https://elsewhere.example", ("token", host.Add("chen", OfficerRoles.View)));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Empty(browser.Cookies);
    }

    [Fact]
    public async Task Should_not_open_the_programs_addresses_with_a_session()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        using var browser = await host.EnterAsync("chen", OfficerRoles.View | OfficerRoles.Clear);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/api/v1/payments/days/2026-11-27")).Status);
    }

    [Fact]
    public async Task Should_be_refused_when_it_is_no_form_or_too_large()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        using var browser = await host.EnterAsync("chen", OfficerRoles.View | OfficerRoles.Clear);
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await browser.PostAsync("/console/actions/clear", null, null, [.. Clear, ("institutions", new string('x', 70_000))])).Status);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/console/actions/clear") { Content = new StringContent("{}") };
        request.Headers.Add("Origin", browser.Origin);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.Client.SendAsync(request)).StatusCode);
        Assert.Empty(host.Book.Calls);
    }
}
