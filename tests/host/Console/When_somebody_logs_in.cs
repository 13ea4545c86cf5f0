using System.Net;
using Hub.Console.Officers;
using Hub.Console.Tests.Support;

namespace Hub.Console.Tests;

[Collection(nameof(BooksGroup))]
public sealed class When_somebody_logs_in(Books books)
{
    [Fact]
    public async Task Should_be_led_to_the_log_in_and_back()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        using var browser = host.Browse();
        var sent = await browser.GetAsync("/console/day/2026-11-27?lang=en");
        Assert.Equal((HttpStatusCode.SeeOther, "/console/login?next=%2Fconsole%2Fday%2F2026-11-27%3Flang%3Den"), (sent.Status, sent.Location));
        var token = host.Add("liu", OfficerRoles.View);
        var entered = await browser.PostAsync("/console/login", "", null, ("token", token), ("next", "/console/day/2026-11-27?lang=en"));
        Assert.Equal((HttpStatusCode.SeeOther, "/console/day/2026-11-27?lang=en"), (entered.Status, entered.Location));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(entered.Location)).Status);
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/console/\\elsewhere")]
    [InlineData("/console/x\r\nSet-Cookie: a=b")]
    [InlineData("/consoleX")]
    [InlineData("javascript:alert(1)")]
    public async Task Should_be_led_nowhere_else(string next)
    {
        await using var host = await ConsoleHost.StartAsync(books);
        using var browser = host.Browse();
        var entered = await browser.PostAsync("/console/login", "", null, ("token", host.Add("liu", OfficerRoles.View)), ("next", next));
        Assert.Equal("/console", entered.Location);
    }

    [Theory]
    [InlineData("", "hub-session", false)]
    [InlineData("https://hub.example", "__Host-hub-session", true)]
    public async Task Should_carry_the_session_where_no_script_and_no_other_site_reaches_it(string publicOrigin, string name, bool isSecure)
    {
        await using var host = await ConsoleHost.StartAsync(books, options => options.PublicOrigin = publicOrigin);
        using var browser = host.Browse();
        var entered = await browser.PostAsync(
            "/console/login", "", publicOrigin.Length > 0 ? publicOrigin : null, ("token", host.Add("liu", OfficerRoles.View)));
        var cookie = entered.Headers["Set-Cookie"];
        Assert.StartsWith(name + "=", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(isSecure, cookie.Contains("secure", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Should_be_refused_with_a_wrong_token_and_its_text_logged_nowhere()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        host.Add("liu", OfficerRoles.View);
        using var browser = host.Browse();
        var refused = await browser.PostAsync("/console/login", "", null, ("token", "hub-officer-guess"));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.Status);
        Assert.DoesNotContain("guess", refused.Body, StringComparison.Ordinal);
        Assert.Empty(browser.Cookies);
        Assert.Contains(host.Log.All, line => line.StartsWith("7001 ", StringComparison.Ordinal) && line.Contains("127.0.0.1", StringComparison.Ordinal));
        Assert.DoesNotContain(host.Log.All, line => line.Contains("guess", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Should_wait_after_too_many_failures_even_with_the_right_token()
    {
        await using var host = await ConsoleHost.StartAsync(books, options => options.LoginAttemptsMax = 3);
        var token = host.Add("liu", OfficerRoles.View);
        using var browser = host.Browse();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await browser.PostAsync("/console/login", "", null, ("token", "wrong"))).Status);
        }

        var limited = await browser.PostAsync("/console/login", "", null, ("token", token));
        Assert.Equal((HttpStatusCode.TooManyRequests, "300"), (limited.Status, limited.Headers["Retry-After"]));
        host.Time.Move(TimeSpan.FromMinutes(5));
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.PostAsync("/console/login", "", null, ("token", token))).Status);
    }

    [Fact]
    public async Task Should_be_refused_when_suspended_or_expired()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        var late = host.Add("late", OfficerRoles.View, notAfter: host.Time.GetUtcNow());
        var suspended = host.Add("suspended", OfficerRoles.View);
        var text = await File.ReadAllTextAsync(host.OfficersFile);
        var at = text.IndexOf("\"suspended\"", StringComparison.Ordinal);
        await File.WriteAllTextAsync(host.OfficersFile, text[..at] + text[at..].Replace("\"active\"", "\"suspended\"", StringComparison.Ordinal));
        host.Reload();
        using var browser = host.Browse();
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.PostAsync("/console/login", "", null, ("token", late))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.PostAsync("/console/login", "", null, ("token", suspended))).Status);
    }

    [Fact]
    public async Task Should_be_out_after_doing_nothing_for_a_while()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        using var browser = await host.EnterAsync("liu", OfficerRoles.View);
        host.Time.Move(TimeSpan.FromMinutes(29));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/console/payees")).Status);
        host.Time.Move(TimeSpan.FromMinutes(29));

        // A page that refreshes itself in an empty office keeps nobody logged in.
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/console/day/2026-11-27/tables")).Status);
        host.Time.Move(TimeSpan.FromMinutes(1));
        var part = await browser.GetAsync("/console/day/2026-11-27/tables");
        Assert.Equal((HttpStatusCode.Unauthorized, "true"), (part.Status, part.Headers["HX-Refresh"]));
        Assert.StartsWith("/console/login", (await browser.GetAsync("/console/payees")).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_be_out_after_the_longest_session_whatever_is_done()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        using var browser = await host.EnterAsync("liu", OfficerRoles.View);
        for (var i = 0; i < 24; i++)
        {
            host.Time.Move(TimeSpan.FromMinutes(29));
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/console/payees")).Status);
        }

        host.Time.Move(TimeSpan.FromMinutes(24));
        Assert.StartsWith("/console/login", (await browser.GetAsync("/console/payees")).Location, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"view\"", "\"clear\"")]
    [InlineData("\"active\"", "\"suspended\"")]
    [InlineData("Officer liu", "Officer Liu")]
    public async Task Should_be_out_when_the_entry_changes(string before, string after)
    {
        await using var host = await ConsoleHost.StartAsync(books);
        using var browser = await host.EnterAsync("liu", OfficerRoles.View);
        var text = await File.ReadAllTextAsync(host.OfficersFile);
        await File.WriteAllTextAsync(host.OfficersFile, text.Replace(before, after, StringComparison.Ordinal));
        host.Reload();
        Assert.StartsWith("/console/login", (await browser.GetAsync("/console/payees")).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_stay_when_another_entry_changes()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        using var browser = await host.EnterAsync("liu", OfficerRoles.View);
        host.Add("wang", OfficerRoles.View);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/console/payees")).Status);
    }

    [Fact]
    public async Task Should_be_out_after_logging_out()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        using var browser = await host.EnterAsync("liu", OfficerRoles.View);
        var id = browser.Cookies["hub-session"]!.Value;
        Assert.Equal("/console/login", (await browser.PostAsync("/console/logout")).Location);
        using var again = host.Browse();
        again.Client.DefaultRequestHeaders.Add("Cookie", "hub-session=" + id);
        Assert.StartsWith("/console/login", (await again.GetAsync("/console/payees")).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_end_the_longest_unused_session_for_a_new_one()
    {
        await using var host = await ConsoleHost.StartAsync(books, options => options.SessionsMax = 2);
        using var first = await host.EnterAsync("first", OfficerRoles.View);
        host.Time.Move(TimeSpan.FromMinutes(1));
        using var second = await host.EnterAsync("second", OfficerRoles.View);
        host.Time.Move(TimeSpan.FromMinutes(1));
        await first.GetAsync("/console/payees");
        using var third = await host.EnterAsync("third", OfficerRoles.View);
        Assert.Equal(HttpStatusCode.OK, (await first.GetAsync("/console/payees")).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await second.GetAsync("/console/payees")).Status);
        Assert.Equal(HttpStatusCode.OK, (await third.GetAsync("/console/payees")).Status);
    }
}
