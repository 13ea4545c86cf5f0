using System.Net;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Hub.Console.Assets;
using Hub.Console.Officers;
using Hub.Console.Tests.Support;

namespace Hub.Console.Tests;

[Collection(nameof(BooksGroup))]
public sealed partial class When_an_answer_is_sent(Books books)
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private static readonly string[] Pages =
    [
        "/console/day/2026-11-27", "/console/day/2026-11-27/tables", "/console/trace?key=S001", "/console/files/BANKA202611270001", "/console/payees",
        "/console/audit", "/console/actions", "/console/login", "/console/nowhere/x", "/console/files/NONE", "/api/v1/payments/files", ConsoleAssets.Style,
    ];

    [Fact]
    public async Task Should_tell_the_browser_to_take_nothing_from_elsewhere()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        using var browser = await host.EnterAsync("liu", OfficerRoles.View | OfficerRoles.Clear | OfficerRoles.Seal | OfficerRoles.Payee);
        foreach (var address in Pages.Where(page => page != "/console/nowhere/x"))
        {
            var answer = await browser.GetAsync(address);
            Assert.Equal(Policy, answer.Headers["Content-Security-Policy"]);
            Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
            Assert.Equal("DENY", answer.Headers["X-Frame-Options"]);
            Assert.Equal("same-origin", answer.Headers["Referrer-Policy"]);
            Assert.Contains(address == ConsoleAssets.Style ? "immutable" : "no-store", answer.Headers["Cache-Control"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Should_hold_nothing_inline_and_no_foreign_address()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        using var browser = await host.EnterAsync("liu", OfficerRoles.View | OfficerRoles.Clear | OfficerRoles.Seal | OfficerRoles.Payee | OfficerRoles.Reconcile);
        foreach (var address in Pages.Where(page => page.StartsWith("/console/", StringComparison.Ordinal) && !page.EndsWith(".css", StringComparison.Ordinal)))
        {
            var body = (await browser.GetAsync(address)).Body;
            Assert.DoesNotMatch(Inline(), body);
            Assert.DoesNotMatch(Foreign(), body);
        }
    }

    [Fact]
    public async Task Should_give_assets_for_ever_under_the_name_of_their_content()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        using var browser = host.Browse();
        foreach (var path in new[] { ConsoleAssets.Style, ConsoleAssets.Script, ConsoleAssets.Htmx })
        {
            var bytes = await browser.Client.GetByteArrayAsync(path);
            Assert.Contains("." + Convert.ToHexStringLower(SHA256.HashData(bytes))[..16] + ".", path, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/console/assets/console.0000000000000000.css")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/console/assets/..%2f..%2fofficers.json")).Status);
    }

    [Fact]
    public void Should_give_the_library_that_its_provenance_names()
    {
        var folder = Folder();
        var digest = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, "htmx.min.js"))));
        Assert.Contains(digest, File.ReadAllText(Path.Combine(folder, "provenance.md")), StringComparison.Ordinal);
    }

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "../../../host/Console/Assets");

    [GeneratedRegex(@"<script(?![^>]*\ssrc=)|<style|<[^<>]*\s(?:style|on[a-z]+)=|""javascript:", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();

    [GeneratedRegex(@"(?:src|href|action|hx-get)=""(?:[a-z]+:)?//", RegexOptions.IgnoreCase)]
    private static partial Regex Foreign();
}
