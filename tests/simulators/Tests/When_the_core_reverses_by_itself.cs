using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Hub.Simulators.Core;
using Hub.Simulators.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Hub.Simulators.Tests;

public sealed class When_the_core_reverses_by_itself
{
    [Fact]
    public async Task Should_tell_the_hub_the_same_bytes_until_it_acknowledges()
    {
        var heard = new BlockingCollection<byte[]>();
        int calls = 0;
        await using WebApplication hub = await CoreListener.StartAsync(0, 100_000, async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            heard.Add(body.ToArray());
            await http.Response.WriteAsync(Interlocked.Increment(ref calls) < 3 ? """{"infcode":-1}""" : """{"infcode":0}""");
        });
        await using CoreSimulator core = await CoreSimulator.StartAsync(new CoreOptions
        {
            HubUrl = new Uri($"http://127.0.0.1:{CoreListener.PortOf(hub)}/"),
            NotifyRetryDelay = TimeSpan.FromMilliseconds(1),
        });
        using var caller = new CoreCaller(core);
        string psnNo = await caller.IdentifyAsync();
        JsonElement settled = (await caller.OkAsync("2102", CoreCaller.PurchaseInput(psnNo))).Node("setlinfo");

        using var admin = new HttpClient();
        using HttpResponseMessage answer = await admin.PostAsJsonAsync(
            new Uri(core.AdminUri, "/admin/reverse"), new { setl_id = settled.Text("setl_id") });

        Assert.True(answer.IsSuccessStatusCode);
        byte[][] notices = [heard.Take(), heard.Take(), heard.Take()];
        Assert.Equal(notices[0], notices[1]);
        Assert.Equal(notices[0], notices[2]);
        using JsonDocument notice = JsonDocument.Parse(notices[0]);
        Assert.Equal(("2103", "H43010000001", 30), (
            notice.RootElement.Text("infno"), notice.RootElement.Text("fixmedins_code"), notice.RootElement.Text("msgid").Length));
        Assert.Equal(settled.Text("setl_id"), notice.RootElement.Node("input").Node("data").Text("setl_id"));
        Assert.Equal("core", core.Read(books => books.Settlements[0].ReversedBy));
        Assert.False(core.Reverse(settled.Text("setl_id")));
    }
}
