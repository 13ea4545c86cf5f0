using System.Net;
using System.Text;
using Hub.Adapters.Soap.Inbound;
using Hub.Adapters.Soap.Outbound;
using Hub.Adapters.Soap.Tests.Support;
using Hub.Adapters.Soap.Wire;
using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Certs.Registry;
using Hub.Journal;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hub.Adapters.Soap.Tests;

public sealed class When_institutions_are_told : IDisposable
{
    private static readonly InstitutionNotice Notice = new()
    {
        Institution = "soap-1", SettlementId = "S1", EncounterId = "M1", MessageKey = "M-1", State = SettlementState.Reversed, Text = "核心已撤销 <&>",
    };

    private readonly string folder = Directory.CreateTempSubdirectory("hub-soap-notice-").FullName;

    [Theory]
    [InlineData(200, "<NoticeResponse xmlns=\"urn:hub:soap:v1\"/>", CallResult.Done)]
    [InlineData(200, "<s:Fault><faultcode>s:Server</faultcode></s:Fault>", CallResult.NotSent)]
    [InlineData(500, "<s:Fault><faultcode>s:Server</faultcode></s:Fault>", CallResult.NotSent)]
    [InlineData(500, "<NoticeResponse xmlns=\"urn:hub:soap:v1\"/>", CallResult.Unknown)]
    [InlineData(200, "<Other/>", CallResult.Unknown)]
    [InlineData(200, "", CallResult.Unknown)]
    public async Task Should_believe_only_the_answer_of_the_contract(int status, string content, CallResult expected)
    {
        string? seen = null, action = null;
        await using var server = await ServeAsync(async http =>
        {
            using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
            seen = await reader.ReadToEndAsync();
            action = http.Request.Headers["SOAPAction"];
            http.Response.StatusCode = status;
            await http.Response.WriteAsync(Requests.Envelope(content));
        });
        using var line = Line(AddressOf(server));
        Assert.True(line.Takes("soap-1"));
        Assert.False(line.Takes("json-1"));
        var request = line.Encode(42, Notice, Door.Start);
        Assert.Empty(Wire.Contract.ContractChecker.Check(EnvelopeReader.ReadTree(Encoding.UTF8.GetString(request.Body.Span))));
        var outcome = line.Decode(request, await line.SendAsync(request, TestContext.Current.CancellationToken));
        Assert.Equal(expected, outcome.Result);
        Assert.Equal("soap-1-42", outcome.RequestKey);
        Assert.Equal("\"urn:hub:soap:v1/Notice\"", action);
        Assert.Equal("核心已撤销 <&>", EnvelopeReader.Read(seen!, SoapVersion.V11, null).Operation.Only("Text", SoapNames.Hub)!.Text);
    }

    [Fact]
    public async Task Should_know_what_was_not_sent_and_what_is_unknown()
    {
        using var nobody = Line("http://127.0.0.1:9/");
        var request = nobody.Encode(1, Notice, Door.Start);
        Assert.Equal(TransportStatus.NotSent, (await nobody.SendAsync(request, TestContext.Current.CancellationToken)).Status);

        var came = new TaskCompletionSource();
        await using var server = await ServeAsync(async http =>
        {
            came.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        using var silent = Line(AddressOf(server));
        using var limit = new CancellationTokenSource();
        var sending = silent.SendAsync(request, limit.Token);
        await came.Task;
        await limit.CancelAsync();
        Assert.Equal(TransportStatus.Unknown, (await sending).Status);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private NoticeLine Line(string address)
    {
        var file = Path.Combine(folder, "partners.json");
        File.WriteAllText(file, $$"""
            {"version": 1, "partners": [
              {"id": "soap-1", "name": "示例", "kind": "hospital", "profile": "soap", "notifyUrl": "{{address}}"},
              {"id": "json-1", "name": "示例", "kind": "hospital", "notifyUrl": "{{address}}"}]}
            """);
        var options = new SoapOptions();
        return new NoticeLine(new PartnerRegistryFile(file), options, new SealKeeper(options, folder), TimeProvider.System);
    }

    private static string AddressOf(WebApplication server) =>
        server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/notice";

    private static async Task<WebApplication> ServeAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.MapPost("/notice", answer);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
