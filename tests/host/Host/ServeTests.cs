using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Hub.Certs.Evidence;
using Hub.Journal.Embedded;

namespace Hub.Host.Tests;

/// <summary>A hub in a process of its own, on a free port, with a private PostgreSQL in a temporary folder.</summary>
public sealed class ServedHub : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("hub-serve-").FullName;
    private readonly List<string> lines = [];
    private Process? process;

    public HttpClient Client { get; } = new() { Timeout = TimeSpan.FromSeconds(30) };

    public string? Absent { get; private set; }

    public string Output => string.Join('\n', lines);

    public async ValueTask InitializeAsync()
    {
        try
        {
            PostgresBinaries.Find(null);
        }
        catch (PostgresUnavailableException e)
        {
            Absent = e.Message;
            return;
        }

        Assert.Equal(0, await RunAsync("cert", "init"));
        process = Start("serve");
        Client.BaseAddress = await AddressAsync();
    }

    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            lines.Add(line);
        }

        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    public bool LeavesPostgresRunning()
    {
        var file = Path.Combine(folder, ".hub/data/pg/postmaster.pid");
        return File.Exists(file);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (process is { HasExited: false })
        {
            await StopAsync();
        }

        process?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    public async Task<int> RunAsync(params string[] arguments)
    {
        using var command = Start(arguments);
        await command.StandardOutput.ReadToEndAsync();
        await command.WaitForExitAsync();
        return command.ExitCode;
    }

    private Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Configuration.HubOptions).Assembly.Location, .. arguments]) { RedirectStandardOutput = true };
        start.Environment["HUB_CONFIG"] = Path.Combine(folder, "hub.json");
        start.Environment["HUB__Http__Port"] = "0";

        // Required to serve; nobody listens there, and nothing here calls the core.
        start.Environment["HUB__Infno__Core__Url"] = "http://127.0.0.1:9/";
        return Process.Start(start)!;
    }

    private async Task<Uri> AddressAsync()
    {
        while (await process!.StandardOutput.ReadLineAsync() is { } line)
        {
            lines.Add(line);
            var properties = JsonDocument.Parse(line).RootElement.GetProperty("Properties");
            if (properties.TryGetProperty("Address", out var address))
            {
                return new Uri(address.GetString()!);
            }
        }

        throw new InvalidOperationException("the hub ended before it was ready:\n" + Output);
    }
}

public sealed class When_the_hub_is_served(ServedHub hub) : IClassFixture<ServedHub>
{
    [Fact]
    public async Task Should_be_ready_and_say_of_each_check_how_it_stands()
    {
        Assert.SkipWhen(hub.Absent is not null, hub.Absent ?? "");
        using var response = await hub.Client.GetAsync("/healthz/ready");
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, body);
        var checks = JsonDocument.Parse(body).RootElement.GetProperty("checks");
        Assert.All(
            new[] { "database", "lanes", "outbox", "evidence", "disk", "drain" },
            check => Assert.Equal("Healthy", checks.GetProperty(check).GetProperty("status").GetString()));
        Assert.Equal(16, checks.GetProperty("lanes").GetProperty("data").GetProperty("ours").GetInt32());
    }

    [Fact]
    public async Task Should_tell_others_no_detail()
    {
        Assert.SkipWhen(hub.Absent is not null, hub.Absent ?? "");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/healthz/ready");
        request.Headers.Add("X-Forwarded-For", "10.1.2.3");
        using var response = await hub.Client.SendAsync(request);
        Assert.Equal("Healthy", await response.Content.ReadAsStringAsync());
        using var metrics = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        metrics.Headers.Add("X-Forwarded-For", "10.1.2.3");
        Assert.Equal(HttpStatusCode.NotFound, (await hub.Client.SendAsync(metrics)).StatusCode);
    }

    [Fact]
    public async Task Should_count_itself_for_prometheus()
    {
        Assert.SkipWhen(hub.Absent is not null, hub.Absent ?? "");
        // A request is counted after its answer has gone out, so the scrape that shows it is a later one.
        var text = "";
        for (var i = 0; i < 100 && !text.Contains("http_server_request_duration_seconds_bucket{", StringComparison.Ordinal); i++)
        {
            text = await hub.Client.GetStringAsync("/metrics");
        }

        Assert.Contains("\nhub_journal_lanes 16\n", text, StringComparison.Ordinal);
        Assert.Contains("hub_failed_observations_total 0\n", text, StringComparison.Ordinal);
        Assert.Contains("http_server_request_duration_seconds_bucket{", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Host=", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/receipts/no-digest", HttpStatusCode.BadRequest)]
    [InlineData("/receipts/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", HttpStatusCode.NotFound)]
    public async Task Should_explain_what_is_wrong_as_problem_json(string path, HttpStatusCode expected)
    {
        Assert.SkipWhen(hub.Absent is not null, hub.Absent ?? "");
        using var response = await hub.Client.GetAsync(path);
        Assert.Equal(expected, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Should_hand_out_anchors_that_verifiers_can_read()
    {
        Assert.SkipWhen(hub.Absent is not null, hub.Absent ?? "");
        var anchors = TrustAnchors.Parse(await hub.Client.GetByteArrayAsync("/trust-anchors"), "anchors.json");
        Assert.True(anchors.KnowsLog("hub-1") && anchors.KnowsLog("hub"));
        Assert.False(anchors.KnowsLog("hub-") || anchors.KnowsLog("hub-x") || anchors.KnowsLog("other-1"));
    }

    [Fact]
    public async Task Should_describe_its_api()
    {
        Assert.SkipWhen(hub.Absent is not null, hub.Absent ?? "");
        var document = JsonDocument.Parse(await hub.Client.GetStringAsync("/openapi/v1.json")).RootElement;
        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.True(document.GetProperty("paths").TryGetProperty("/receipts/{sha256}", out _));
    }
}

public sealed class When_the_hub_is_told_to_stop(ServedHub hub) : IClassFixture<ServedHub>
{
    [Fact]
    public async Task Should_drain_end_well_and_leave_nothing_running()
    {
        Assert.SkipWhen(hub.Absent is not null, hub.Absent ?? "");
        Assert.Equal(0, await hub.StopAsync());
        Assert.Contains("Draining", hub.Output, StringComparison.Ordinal);
        Assert.False(hub.LeavesPostgresRunning());
        Assert.All(hub.Output.Split('\n'), line => Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(line).RootElement.ValueKind));
    }
}
