using System.Net;
using System.Text.Json.Nodes;
using Hub.Adapters.Soap;
using Hub.Adapters.Soap.Tests.Support;
using Hub.Canonical.Messages;
using Hub.Certs.Registry;
using Hub.Interop.Tests.Crypto;
using Hub.Journal;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hub.Interop.Tests.Soap;

/// <summary>The adapter on a real port over a journal in memory; keys and certificates as openssl makes them.</summary>
internal sealed class SoapStage : IAsyncDisposable
{
    private readonly WebApplication app;

    private SoapStage(WebApplication app, string folder, MemoryJournal journal)
    {
        this.app = app;
        Folder = folder;
        Journal = journal;
    }

    public string Folder { get; }

    public MemoryJournal Journal { get; }

    public string Address => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static async Task<SoapStage> StartAsync()
    {
        Assert.SkipUnless(Tool.IsInstalled("openssl"), "openssl is not installed (apt-get install openssl)");
        var folder = Directory.CreateTempSubdirectory("hub-soap-interop-").FullName;
        foreach (var name in (string[])["rsa", "ecdsa", "hub"])
        {
            string[] kind = name == "ecdsa" ? ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"] : ["rsa:2048"];
            var (exitCode, _, error) = Tool.Run(
                "openssl", [], ["req", "-x509", "-newkey", .. kind, "-nodes", "-days", "2", "-subj", "/CN=" + name, "-keyout", $"{folder}/{name}.key", "-out", $"{folder}/{name}.crt"]);
            Assert.True(exitCode == 0, error);
        }

        File.WriteAllText(Path.Combine(folder, "password"), "s3cret");
        File.WriteAllText(Path.Combine(folder, "partners.json"), Registry().ToJsonString());
        var journal = new MemoryJournal { Reply = Replies.For };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IJournal>(journal);
        builder.Services.AddSingleton<ICorrelator, NoCorrelator>();
        builder.Services.AddSingleton(new PartnerRegistryFile(Path.Combine(folder, "partners.json")));
        builder.Services.AddSoap(new SoapOptions { SigningKeyFile = "hub.key", SigningCertificateFile = "hub.crt" }, folder);
        var app = builder.Build();
        app.MapSoap();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new SoapStage(app, folder, journal);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private static JsonObject Registry()
    {
        JsonObject Key(string name, string algorithm) => new() { ["keyId"] = name, ["algorithm"] = algorithm, ["publicKeyFile"] = name + ".crt" };
        return new JsonObject
        {
            ["version"] = 1,
            ["partners"] = new JsonArray(new JsonObject
            {
                ["id"] = "H43010000001",
                ["name"] = "示例",
                ["kind"] = "hospital",
                ["gateways"] = new JsonArray(new JsonObject { ["scheme"] = "wss-username", ["accessKey"] = "his", ["secretRef"] = "file:password" }),
                ["keys"] = new JsonArray(Key("rsa", "rsa-pkcs1-sha256"), Key("ecdsa", "ecdsa-p256-sha256")),
            }),
        };
    }

    private sealed class NoCorrelator : ICorrelator
    {
        public CaseReference CaseOf(ICommand command) => CaseReference.Of("case");
    }
}
