using Hub.Console.Officers;
using Hub.Console.Tests.Support;
using Hub.Journal.Payments;

namespace Hub.Console.Tests;

/// <summary>A real Chromium: what officers see and click, and that nothing leaves the origin.</summary>
[Collection(nameof(BooksGroup))]
public sealed class When_a_browser_is_used(Books books)
{
    private const string Enter =
        """
        const enter = async (token, options) => {
          const context = await open(options);
          const page = await context.newPage();
          await page.goto(input.address + '/console/day/2026-11-27');
          await page.fill('#token', token);
          await page.click('main button[type=submit]');
          await page.waitForSelector('#tables');
          return page;
        };
        """;

    [Fact]
    public async Task Should_read_the_day_in_both_languages_and_follow_a_difference_to_its_trace()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        var report = await Chromium.RunAsync(
            Enter +
            """
            const page = await enter(input.token);
            const row = async () => (await page.locator('tr[data-institution=H43010000001] td').allInnerTexts()).map(text => text.trim());
            const english = { title: await page.title(), row: await row(), lang: await page.getAttribute('html', 'lang') };
            const amount = await page.locator('tr[data-institution=H43010000001] td').nth(1).evaluate(cell => {
              const style = getComputedStyle(cell); return [style.textAlign, style.fontVariantNumeric]; });
            await page.click('a[hreflang=zh-CN]');
            await page.waitForSelector('html[lang=zh-CN]');
            const chinese = { title: await page.title(), row: await row(), heading: await page.innerText('#h-differences') };
            await page.click('a[hreflang=en]');
            await page.waitForSelector('html[lang=en]');
            await page.keyboard.press('Tab');
            const skip = await page.evaluate(() => document.activeElement.className);
            await page.click('a.key:has-text("S004")');
            await page.waitForSelector('table.way');
            return { english, chinese, amount, skip, trace: page.url(), steps: await page.locator('table.way tbody tr').count(), hostile: await page.evaluate(() => window.hacked ?? null) };
            """,
            new { address = host.Address.ToString().TrimEnd('/'), token = host.Add("liu", OfficerRoles.View) });
        Unsuspicious(report, host);
        var result = report.Result;
        Assert.Equal("Day 2026-11-27 – Payments – Medical Insurance Hub", result.GetProperty("english").GetProperty("title").GetString());
        Assert.Equal("24,656.78", result.GetProperty("english").GetProperty("row")[1].GetString());
        Assert.Contains("Equal", result.GetProperty("english").GetProperty("row")[10].GetString(), StringComparison.Ordinal);
        Assert.Equal("24,656.78", result.GetProperty("chinese").GetProperty("row")[9].GetString());
        Assert.Contains("一致", result.GetProperty("chinese").GetProperty("row")[10].GetString(), StringComparison.Ordinal);
        Assert.StartsWith("未结差异", result.GetProperty("chinese").GetProperty("heading").GetString(), StringComparison.Ordinal);
        Assert.Equal(["right", "tabular-nums"], result.GetProperty("amount").EnumerateArray().Select(value => value.GetString()));
        Assert.Equal("skip", result.GetProperty("skip").GetString());
        Assert.EndsWith("/console/trace?key=S004", result.GetProperty("trace").GetString(), StringComparison.Ordinal);
        Assert.True(result.GetProperty("steps").GetInt32() >= 8);
    }

    [Fact]
    public async Task Should_release_as_a_second_officer_and_be_refused_as_the_sealer()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        var report = await Chromium.RunAsync(
            Enter +
            """
            const sealer = await enter(input.sealer);
            await sealer.click('a.key:has-text("BANKA202611270002")');
            const refusal = await sealer.innerText('#release .notice');
            const offered = await sealer.locator('#release form').count();
            const releaser = await enter(input.releaser);
            await releaser.click('a.key:has-text("BANKA202611270002")');
            await releaser.fill('#reason', 'sums compared with the clearing');
            await releaser.click('#release button');
            const notice = await releaser.innerText('main > .notice');
            await releaser.click('.who button');
            await releaser.waitForURL('**/console/login');
            return { refusal, offered, notice };
            """,
            new
            {
                address = host.Address.ToString().TrimEnd('/'), sealer = host.Add("chen", OfficerRoles.View | OfficerRoles.Seal | OfficerRoles.Release),
                releaser = host.Add("wang", OfficerRoles.View | OfficerRoles.Release),
            });
        Unsuspicious(report, host);
        Assert.Contains("You sealed this file", report.Result.GetProperty("refusal").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, report.Result.GetProperty("offered").GetInt32());
        Assert.Contains("BANKA202611270002 is released", report.Result.GetProperty("notice").GetString(), StringComparison.Ordinal);
        Assert.Equal([("release BANKA202611270002", new Act("wang", "sums compared with the clearing"))], host.Book.Calls);
        Assert.Equal(["BANKA202611270002"], host.Delivery.Started);
    }

    [Fact]
    public async Task Should_refresh_the_tables_while_they_are_looked_at_and_lead_to_the_log_in_at_the_end()
    {
        await using var host = await ConsoleHost.StartAsync(books, options => options.RefreshInterval = TimeSpan.FromSeconds(1));
        var report = await Chromium.RunAsync(
            Enter +
            """
            const page = await enter(input.token);
            const part = response => response.url().includes('/tables');
            const same = (await page.waitForResponse(part)).status();
            await page.evaluate(() => { Object.defineProperty(document, 'hidden', { get: () => window.away }); window.away = true; });
            let whileAway = 0;
            await page.waitForTimeout(1200);
            page.on('request', request => { if (request.url().includes('/tables')) whileAway++; });
            await page.waitForTimeout(2500);
            const asked = whileAway;
            await page.evaluate(() => { window.away = false; document.dispatchEvent(new Event('visibilitychange')); });
            const back = (await page.waitForResponse(part)).status();
            await page.evaluate(() => document.getElementById('tables').setAttribute('hx-get', '/console/day/2026-11-27/tables?seen=old&lang=zh'));
            await page.evaluate(() => htmx.process(document.getElementById('tables')));
            await page.context().clearCookies();
            await page.waitForURL('**/console/login**');
            return { same, asked, back };
            """,
            new { address = host.Address.ToString().TrimEnd('/'), token = host.Add("liu", OfficerRoles.View) });
        Assert.Equal((204, 0, 204), (
            report.Result.GetProperty("same").GetInt32(), report.Result.GetProperty("asked").GetInt32(), report.Result.GetProperty("back").GetInt32()));
        Assert.All(report.Errors, error => Assert.Contains("401", error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Should_work_without_script_in_the_dark_and_on_paper()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        var shots = Environment.GetEnvironmentVariable("HUB_SCREENSHOTS") ?? "";
        var report = await Chromium.RunAsync(
            Enter +
            """
            const shoot = async (page, name) => { if (input.shots) await page.screenshot({ path: input.shots + '/' + name + '.png', fullPage: true }); };
            const page = await enter(input.token, { javaScriptEnabled: false, colorScheme: 'dark', locale: 'zh-CN' });
            await shoot(page, 'day-dark-zh');
            const rows = await page.locator('tr[data-institution]').count();
            const wide = await page.locator('body').evaluate(body => body.scrollWidth > innerWidth);
            const day = await enter(input.token);
            await shoot(day, 'day-light-en');
            await day.emulateMedia({ media: 'print' });
            const printed = await day.locator('.bar nav').isVisible();
            await shoot(day, 'day-print');
            await day.emulateMedia({ media: 'screen' });
            for (const [name, path] of Object.entries(input.pages)) { await day.goto(input.address + path); await shoot(day, name); }
            const login = await (await open({})).newPage();
            await login.goto(input.address + '/console/login');
            await shoot(login, 'login');
            return { rows, wide, printed };
            """,
            new
            {
                address = host.Address.ToString().TrimEnd('/'), shots,
                token = host.Add("liu", OfficerRoles.View | OfficerRoles.Clear | OfficerRoles.Seal | OfficerRoles.Reconcile | OfficerRoles.Payee | OfficerRoles.Release, name: "刘经办"),
                pages = new Dictionary<string, string>
                {
                    ["trace"] = "/console/trace?key=S001", ["file"] = "/console/files/BANKA202611270002", ["payees"] = "/console/payees", ["audit"] = "/console/audit",
                    ["actions"] = "/console/actions?lang=zh", ["day-empty"] = "/console/day/2026-11-20",
                },
            });
        Unsuspicious(report, host);
        Assert.Equal(4, report.Result.GetProperty("rows").GetInt32());
        Assert.False(report.Result.GetProperty("wide").GetBoolean());
        Assert.False(report.Result.GetProperty("printed").GetBoolean());
    }

    private static void Unsuspicious(BrowserReport report, ConsoleHost host)
    {
        Assert.NotEmpty(report.Requests);
        Assert.All(report.Requests, address => Assert.True(
            address.StartsWith(host.Address.ToString(), StringComparison.Ordinal) || address.StartsWith("data:", StringComparison.Ordinal), address));
        Assert.Empty(report.Errors);
    }
}
