using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Hub.Console.Tests.Support;

/// <summary>
/// A headless Chromium driven by npm playwright-core in a pinned version, which is installed once into a cache outside the tree
/// (<c>$HUB_CACHE</c>, default <c>~/.cache/hub</c>). The script gets <c>page</c>, <c>context</c>, <c>input</c> and reports what it returns.
/// </summary>
internal static class Chromium
{
    private const string Version = "1.65.1";
    private static readonly string[] Programs = ["/usr/bin/chromium", "/usr/bin/chromium-browser"];

    private const string Driver =
        """
        const { chromium } = require('playwright-core');
        (async () => {
          const job = JSON.parse(require('fs').readFileSync(0, 'utf8'));
          const browser = await chromium.launch({ executablePath: job.program, headless: true, args: [
            '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
            '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'] });
          const seen = { requests: [], errors: [] };
          const open = async options => {
            const context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, locale: 'en-US', ...options });
            context.setDefaultTimeout(20000);
            context.on('request', request => seen.requests.push(request.url()));
            context.on('console', message => { if (message.type() === 'error' || message.type() === 'warning') seen.errors.push(message.text()); });
            context.on('weberror', error => seen.errors.push(String(error.error())));
            return context;
          };
          try {
            const result = await new (Object.getPrototypeOf(async function () {}).constructor)('open', 'input', job.script)(open, job.input);
            process.stdout.write(JSON.stringify({ result, ...seen }));
          } finally {
            await browser.close();
          }
        })().catch(error => { process.stderr.write(String(error && error.stack || error)); process.exit(1); });
        """;

    private static readonly Lazy<string?> Folder = new(Install);

    /// <summary>Runs a script; skips the test where there is no browser.</summary>
    internal static async Task<BrowserReport> RunAsync(string script, object input)
    {
        var program = Array.Find(Programs, File.Exists);
        Assert.SkipWhen(program is null, "chromium is not installed (apt-get install -y --no-install-recommends chromium)");
        Assert.SkipUnless(IsInstalled("node") && IsInstalled("npm"), "node and npm are not installed (apt-get install npm)");
        Assert.SkipWhen(Folder.Value is null, "npm could not fetch playwright-core " + Version);
        var (exitCode, output, error) = await ToolAsync("node", Folder.Value!, JsonSerializer.Serialize(new { program, script, input }), ["-e", Driver]);
        Assert.True(exitCode == 0, error);
        return JsonSerializer.Deserialize<BrowserReport>(output, JsonSerializerOptions.Web)!;
    }

    private static bool IsInstalled(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name)));

    private static string? Install()
    {
        var cache = Environment.GetEnvironmentVariable("HUB_CACHE")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "hub");
        var folder = Path.Combine(cache, "npm", "playwright-core-" + Version);
        Directory.CreateDirectory(folder);
        if (File.Exists(Path.Combine(folder, "node_modules", "playwright-core", "package.json")))
        {
            return folder;
        }

        string[] install = ["install", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts", "playwright-core@" + Version];
        return ToolAsync("npm", folder, "", install).GetAwaiter().GetResult().ExitCode == 0 ? folder : null;
    }

    private static async Task<(int ExitCode, string Output, string Error)> ToolAsync(string program, string folder, string input, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            WorkingDirectory = folder,
        })!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.StandardInput.WriteAsync(input.AsMemory(), limit.Token);
            process.StandardInput.Close();
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return (-1, "", program + " did not end in time");
        }
    }
}

/// <summary>What a script returned, every address that was asked for, and what the browser complained about.</summary>
internal sealed record BrowserReport(JsonElement Result, IReadOnlyList<string> Requests, IReadOnlyList<string> Errors);
