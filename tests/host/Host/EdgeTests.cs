using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Certs.Registry;
using Hub.Certs.Signatures;
using Hub.Host.Commands;
using Hub.Host.Edge;
using Hub.Host.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hub.Host.Tests;

/// <summary>An edge agent in a process of its own between a clinic's system and a hub that can be stopped.</summary>
public sealed class EdgeStage : IAsyncDisposable
{
    public const string Clinic = "H43010000009";
    private readonly string folder = Directory.CreateTempSubdirectory("hub-edge-").FullName;
    private readonly SigningKey key = SigningKey.Generate(new KeyDescription { KeyId = "clinic-1", Algorithm = SignatureAlgorithm.Sm2Sm3 });
    private readonly int hubPort = FreePort();
    private readonly int edgePort = FreePort();
    private readonly ConcurrentDictionary<string, byte[]> answers = new(StringComparer.Ordinal);
    private readonly HttpClient client = new() { Timeout = TimeSpan.FromSeconds(60) };
    private WebApplication? hub;
    private Process? edge;

    public EdgeStage(Action<JsonObject>? change = null)
    {
        File.WriteAllText(Path.Combine(folder, "key.pem"), key.ExportPem());
        File.WriteAllText(Path.Combine(folder, "partners.json"), new JsonObject
        {
            ["version"] = 1,
            ["partners"] = new JsonArray(new JsonObject
            {
                ["id"] = Clinic, ["name"] = "诊所", ["kind"] = "hospital",
                ["keys"] = new JsonArray(new JsonObject
                {
                    ["keyId"] = "clinic-1", ["algorithm"] = "sm2-sm3", ["publicKeyPem"] = key.ToVerificationKey().ExportPem(),
                }),
            }),
        }.ToJsonString());
        var settings = new JsonObject
        {
            ["port"] = edgePort, ["hub"] = $"http://127.0.0.1:{hubPort}/", ["institution"] = Clinic, ["keyFile"] = "key.pem", ["keyId"] = "clinic-1",
            ["waitSeconds"] = 1, ["retrySeconds"] = 1, ["heartbeatSeconds"] = 1,
        };
        change?.Invoke(settings);
        File.WriteAllText(Path.Combine(folder, "edge.json"), settings.ToJsonString());
    }

    /// <summary>msgid of everything that reached the hub, in order, repeats included.</summary>
    public ConcurrentQueue<string> Arrived { get; } = new();

    public string Data => Path.Combine(folder, "edge-data");

    public Uri HubUrl => new($"http://127.0.0.1:{hubPort}/");

    /// <summary>Set: the hub does not know the outcome of this msgid yet.</summary>
    public string Pending { get; set; } = "";

    public static byte[] Message(int number, string institution = Clinic) => Encoding.UTF8.GetBytes(FormattableString.Invariant(
        $"{{\"infno\":\"2207\",\"msgid\":\"{institution}2026112809000000{number:D2}\",\"fixmedins_code\":\"{institution}\",\"input\":{{\"n\":{number}}}}}"));

    public async Task StartHubAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(HubUrl.ToString());
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(new PartnerRegistryFile(Path.Combine(folder, "partners.json"))).AddSingleton<EdgeBook>();
        hub = builder.Build();
        hub.MapPost("/infno", TakeAsync);
        hub.MapGet("/receipts/{digest}", (string digest) => Results.Json(new { digest }));
        EdgeEndpoints.Map(hub);
        await hub.StartAsync();
    }

    public async Task StopHubAsync()
    {
        await hub!.StopAsync();
        await hub.DisposeAsync();
        hub = null;
    }

    public async Task StartEdgeAsync()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(EdgeOptions).Assembly.Location, "edge", "--config", Path.Combine(folder, "edge.json")])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        edge = Process.Start(start)!;
        edge.OutputDataReceived += static (_, _) => { };
        edge.BeginOutputReadLine();
        edge.BeginErrorReadLine();
        await UntilAsync(async () => (await StateAsync()).HasValue);
    }

    public async Task KillEdgeAsync()
    {
        edge!.Kill();
        await edge.WaitForExitAsync();
        edge.Dispose();
        edge = null;
    }

    public async Task<(int Status, string Body, string Receipt)> SendAsync(byte[] message)
    {
        using var content = new ByteArrayContent(message);
        using var response = await client.PostAsync(new Uri($"http://127.0.0.1:{edgePort}/infno"), content);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(),
            response.Headers.TryGetValues("x-hub-receipt", out var values) ? values.First() : "");
    }

    public async Task<int?> StateAsync()
    {
        try
        {
            using var state = JsonDocument.Parse(await client.GetStringAsync(new Uri($"http://127.0.0.1:{edgePort}/edge/state")));
            return state.RootElement.GetProperty("queued").GetInt32();
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    public Task<string> GetAsync(string path) => client.GetStringAsync(new Uri(path.StartsWith("/operator", StringComparison.Ordinal)
        ? new Uri($"http://127.0.0.1:{hubPort}") : new Uri($"http://127.0.0.1:{edgePort}"), path));

    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var i = 0; !await condition(); i++)
        {
            Assert.True(i < 600, "the condition was not reached");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (edge is not null)
        {
            await KillEdgeAsync();
        }

        if (hub is not null)
        {
            await StopHubAsync();
        }

        client.Dispose();
        key.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Identity for life, as the hub has it: the same bytes get the same answer.</summary>
    private async Task TakeAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var bytes = body.ToArray();
        var id = EdgeEnvelope.Read(bytes)!.Value.MessageId;
        Arrived.Enqueue(id);
        if (!key.ToVerificationKey().Verify(bytes, Convert.FromBase64String(http.Request.Headers["x-hub-signature"].ToString())))
        {
            http.Response.StatusCode = 401;
            return;
        }

        if (id == Pending)
        {
            await http.Response.WriteAsync("{\"infcode\":\"-1\",\"err_msg\":\"[INF-2002] pending\"}");
            return;
        }

        var answer = answers.GetOrAdd(EdgeStore.DigestOf(bytes), _ => Encoding.UTF8.GetBytes($"{{\"infcode\":0,\"n\":{answers.Count + 1}}}"));
        http.Response.Headers["x-hub-receipt"] = "/receipts/" + EdgeStore.DigestOf(bytes);
        await http.Response.Body.WriteAsync(answer);
    }
}

public sealed class When_a_clinic_works_through_an_edge_agent
{
    [Fact]
    public async Task Should_get_the_hubs_answer_and_receipt_while_the_line_is_up()
    {
        await using var stage = new EdgeStage();
        await stage.StartHubAsync();
        await stage.StartEdgeAsync();
        var answer = await stage.SendAsync(EdgeStage.Message(1));
        Assert.Equal((200, "{\"infcode\":0,\"n\":1}"), (answer.Status, answer.Body));
        Assert.StartsWith("/receipts/", answer.Receipt, StringComparison.Ordinal);
        Assert.Equal(answer, await stage.SendAsync(EdgeStage.Message(1)));
        Assert.Single(stage.Arrived);
        var kept = await stage.GetAsync("/edge/messages/" + EdgeStage.Clinic + "202611280900000001");
        Assert.Contains("digest", kept, StringComparison.Ordinal);
        await EdgeStage.UntilAsync(async () => (await stage.GetAsync("/operator/edges")).Contains(EdgeStage.Clinic, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Should_be_told_that_messages_wait_and_have_them_forwarded_in_order_when_the_hub_is_back()
    {
        await using var stage = new EdgeStage();
        await stage.StartEdgeAsync();
        for (var i = 1; i <= 5; i++)
        {
            Assert.Contains("EDG-2001", (await stage.SendAsync(EdgeStage.Message(i))).Body, StringComparison.Ordinal);
        }

        Assert.Equal(5, await stage.StateAsync());
        await stage.StartHubAsync();
        await EdgeStage.UntilAsync(async () => await stage.StateAsync() == 0);
        Assert.Equal(Enumerable.Range(1, 5).Select(i => i.ToString("D2", CultureInfo.InvariantCulture)), stage.Arrived.Select(id => id[^2..]));
        Assert.Equal("{\"infcode\":0,\"n\":3}", (await stage.SendAsync(EdgeStage.Message(3))).Body);
    }

    [Fact]
    public async Task Should_lose_and_double_nothing_when_the_agent_is_killed()
    {
        await using var stage = new EdgeStage();
        await stage.StartEdgeAsync();
        await stage.SendAsync(EdgeStage.Message(1));
        await stage.SendAsync(EdgeStage.Message(2));
        await stage.KillEdgeAsync();
        await stage.StartHubAsync();
        await stage.StartEdgeAsync();
        await EdgeStage.UntilAsync(async () => await stage.StateAsync() == 0);
        Assert.Equal(["01", "02"], stage.Arrived.Select(id => id[^2..]).Distinct());
        Assert.Equal("{\"infcode\":0,\"n\":1}", (await stage.SendAsync(EdgeStage.Message(1))).Body);
        Assert.All(Directory.EnumerateFiles(stage.Data, "*", SearchOption.AllDirectories), file =>
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    [Fact]
    public async Task Should_ask_again_for_what_is_pending_and_let_the_others_go_on()
    {
        await using var stage = new EdgeStage();
        stage.Pending = EdgeStage.Clinic + "202611280900000001";
        await stage.StartHubAsync();
        await stage.StartEdgeAsync();
        Assert.Contains("EDG-2001", (await stage.SendAsync(EdgeStage.Message(1))).Body, StringComparison.Ordinal);
        Assert.Contains("\"infcode\":0", (await stage.SendAsync(EdgeStage.Message(2))).Body, StringComparison.Ordinal);
        stage.Pending = "";
        await EdgeStage.UntilAsync(async () => await stage.StateAsync() == 0);
        Assert.Contains("\"infcode\":0", (await stage.SendAsync(EdgeStage.Message(1))).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_be_told_that_nothing_was_taken_when_it_cannot_be_stored()
    {
        await using var stage = new EdgeStage();
        await stage.StartEdgeAsync();
        Directory.Delete(Path.Combine(stage.Data, "queue"), recursive: true);
        var refused = await stage.SendAsync(EdgeStage.Message(1));
        Assert.Equal(503, refused.Status);
        Assert.Contains("EDG-1005", refused.Body, StringComparison.Ordinal);
        Assert.Equal(0, await stage.StateAsync());
        Directory.CreateDirectory(Path.Combine(stage.Data, "queue"));
        await stage.StartHubAsync();
        Assert.Equal(200, (await stage.SendAsync(EdgeStage.Message(1))).Status);
    }

    [Fact]
    public async Task Should_take_no_more_than_its_limit()
    {
        await using var stage = new EdgeStage(settings => settings["megabytesMax"] = 1);
        await stage.StartEdgeAsync();
        byte[] Long(int number) => [.. EdgeStage.Message(number)[..^1], .. Encoding.ASCII.GetBytes(",\"x\":\"" + new string('x', 600_000) + "\"}")];
        Assert.Contains("EDG-2001", (await stage.SendAsync(Long(1))).Body, StringComparison.Ordinal);
        Assert.Contains("EDG-1004", (await stage.SendAsync(Long(2))).Body, StringComparison.Ordinal);
        Assert.Equal(1, await stage.StateAsync());
    }

    [Fact]
    public async Task Should_speak_for_no_other_institution()
    {
        await using var stage = new EdgeStage();
        await stage.StartEdgeAsync();
        Assert.Contains("EDG-1003", (await stage.SendAsync(EdgeStage.Message(1, "H43010000001"))).Body, StringComparison.Ordinal);
        Assert.Contains("EDG-1003", (await stage.SendAsync("no envelope"u8.ToArray())).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://hub.example/", "hub:")]
    [InlineData("https://hub.example/", "institution")]
    public void Should_name_a_wrong_setting(string hub, string expected)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, JsonSerializer.Serialize(new { hub }));
        Assert.Contains(expected, Assert.Throws<CommandException>(() => EdgeOptions.Load(file)).Message, StringComparison.Ordinal);
        File.Delete(file);
    }
}
