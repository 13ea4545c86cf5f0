using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Hub.Console.Officers;
using Hub.Console.Serving;
using Hub.Console.Tests.Support;

namespace Hub.Console.Tests;

/// <summary>Route by role, made from the table that is served.</summary>
[Collection(nameof(BooksGroup))]
public sealed class When_roles_are_checked(Books books)
{
    [Fact]
    public async Task Should_stand_no_address_outside_the_gate_but_log_in_and_assets()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        var outside = host.Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<ConsoleRoute>() is null).Select(endpoint => endpoint.RoutePattern.RawText);
        Assert.Equal(["/console/assets/{name}", "/console/login", "/console/login"], outside.Order(StringComparer.Ordinal));
        var table = host.Endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<ConsoleRoute>()).OfType<ConsoleRoute>().ToList();
        Assert.True(table.Count >= 34, "too few routes");

        // What changes something needs a role of its own; what only reads needs "view".
        Assert.All(table, route => Assert.True(
            route.Method == "GET" ? route.Needed == OfficerRoles.View : route.Needed is not OfficerRoles.View && (route.Needed != OfficerRoles.None || route.Pattern == "/console/logout"),
            route.Pattern));
    }

    [Fact]
    public async Task Should_let_each_role_do_its_own_and_nothing_else()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        var table = host.Endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<ConsoleRoute>()).OfType<ConsoleRoute>().ToList();
        var wrong = new List<string>();
        foreach (var (word, role) in OfficerRoleNames.All)
        {
            var token = host.Add("only-" + word, role);
            foreach (var route in table)
            {
                var may = route.Needed == OfficerRoles.None || route.Needed == role;
                var refused = await IsRefusedAsync(host, token, route);
                if (refused == may)
                {
                    wrong.Add($"{word} {route.Method} {route.Pattern}: {(refused ? "refused" : "let in")}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Should_let_nobody_in_who_is_not_known()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        using var browser = host.Browse();
        foreach (var route in host.Endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<ConsoleRoute>()).OfType<ConsoleRoute>())
        {
            using var request = new HttpRequestMessage(new HttpMethod(route.Method), Address(route));
            request.Headers.Add("Origin", browser.Origin);
            using var response = await browser.Client.SendAsync(request);
            var toLogin = response.Headers.Location?.ToString().StartsWith("/console/login", StringComparison.Ordinal) == true;
            Assert.True(response.StatusCode == HttpStatusCode.Unauthorized || toLogin, route.Pattern + ": " + response.StatusCode);
        }

        Assert.Empty(host.Book.Calls);
    }

    private static async Task<bool> IsRefusedAsync(ConsoleHost host, string token, ConsoleRoute route)
    {
        using var browser = host.Browse();
        if (route.Kind == RouteKind.Api)
        {
            using var request = new HttpRequestMessage(new HttpMethod(route.Method), Address(route));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            request.Content = route.Method == "POST" ? new StringContent("{}", Encoding.UTF8, "application/json") : null;
            using var response = await browser.Client.SendAsync(request);
            return response.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized;
        }

        await browser.LoginAsync(token);
        var answer = route.Method == "GET" ? await browser.GetAsync(Address(route)) : await browser.PostAsync(Address(route));
        Assert.NotEqual(HttpStatusCode.BadRequest, answer.Status);
        return answer.Status is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized;
    }

    private static string Address(ConsoleRoute route) => route.Pattern
        .Replace("{day}", "2026-11-27", StringComparison.Ordinal).Replace("{id}", "BANKA202611270002", StringComparison.Ordinal)
        .Replace("{party}", "H43010000002", StringComparison.Ordinal).Replace("{version}", "2", StringComparison.Ordinal)
        .Replace("{sha256}", new string('0', 64), StringComparison.Ordinal);
}
