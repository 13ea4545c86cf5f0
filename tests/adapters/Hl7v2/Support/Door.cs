using System.Net;
using System.Text;
using Hub.Adapters.Hl7v2.Inbound;
using Hub.Adapters.Hl7v2.Wire;
using Hub.Certs.Registry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Adapters.Hl7v2.Tests.Support;

/// <summary>The door in front of a fake journal, with or without real ports.</summary>
internal sealed class Door : IAsyncDisposable
{
    public const string Partner = "H43010000001";
    private readonly string folder = Directory.CreateTempSubdirectory("hub-hl7-").FullName;
    private readonly Hl7v2Metrics metrics = new();

    public Door(Action<Hl7v2Options>? change = null, string keys = "", ILoggerFactory? logs = null, string? folderOfFiles = null)
    {
        Options = new Hl7v2Options { Senders = [Sender()] };
        change?.Invoke(Options);
        var file = Path.Combine(folderOfFiles ?? folder, "partners.json");
        File.WriteAllText(file, $$"""
            {"version": 1, "partners": [
              {"id": "{{Partner}}", "name": "第一人民医院", "kind": "hospital", "keys": [{{keys}}]},
              {"id": "H43010000002", "name": "第二人民医院", "kind": "hospital"}]}
            """);
        Registry = new PartnerRegistryFile(file);
        Journal = new FakeJournal(TimeProvider.System);
        var factory = logs ?? NullLoggerFactory.Instance;
        Endpoint = new Hl7v2Endpoint(
            new InboundPipeline(Journal, Journal, [], [], TimeProvider.System), new SenderBook(Options), Registry, Options, metrics, TimeProvider.System,
            factory.CreateLogger<Hl7v2Endpoint>());
        Server = new Hl7v2Server(Options, Endpoint, Registry, metrics, TimeProvider.System, factory.CreateLogger<Hl7v2Server>());
    }

    public Hl7v2Options Options { get; }

    public FakeJournal Journal { get; }

    public PartnerRegistryFile Registry { get; }

    public Hl7v2Endpoint Endpoint { get; }

    public Hl7v2Server Server { get; }

    public static Hl7v2Sender Sender() => new()
    {
        Partner = Partner,
        Application = "HIS",
        Facility = "H1",
        ProofByAddress = true,
        Addresses = "127.0.0.1",
        TreatmentDivision = "430100",
        InsuranceType = "310",
    };

    /// <summary>A door that listens on a free loopback port.</summary>
    public static async Task<Door> OpenAsync(Action<Hl7v2Options>? change = null, string keys = "", Action<Hl7v2Listener>? listener = null, string? folder = null)
    {
        var own = new Hl7v2Listener { Name = "test", Port = 0 };
        listener?.Invoke(own);
        var door = new Door(
            options =>
            {
                options.Listeners = [own];
                change?.Invoke(options);
            },
            keys,
            folderOfFiles: folder);
        await door.Server.StartAsync(TestContext.Current.CancellationToken);
        return door;
    }

    /// <summary>Answers of one frame without a line.</summary>
    public async Task<IReadOnlyList<Answer>> AskAsync(byte[] frame, string address = "127.0.0.1", string? certified = null)
    {
        var answer = await Endpoint.AnswerAsync(frame, new LineFacts("test", IPAddress.Parse(address), certified), TestContext.Current.CancellationToken);
        return [.. answer.Messages.Select(m => new Answer(m.ToArray()))];
    }

    public async Task<Answer> AskOneAsync(string message, string address = "127.0.0.1") => Assert.Single(await AskAsync(Encoding.UTF8.GetBytes(message), address));

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        metrics.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>An answer, read by the parser that the samples have tested.</summary>
internal sealed record Answer(byte[] Bytes)
{
    public Hl7Message Message => MessageReader.Read(Bytes, Charset.Utf8, WireLimits.Default);

    public string Code => Message.First("MSA")!.Value(1);

    public string ControlId => Message.First("MSA")!.Value(2);

    /// <summary>ERR-5 from 2.5 on, else what stands in front of MSA-3.</summary>
    public string Error => Message.First("ERR") is { } err && AckWriter.IsModern(Message.Header.Version) ? err.Value(5)
        : Message.First("MSA")!.Value(3) is { Length: > 10 } text ? text[1..9] : "";

    public string Place => Message.First("ERR") is { } err ? err.Value(2) + "-" + err.Value(2, 3) : "";
}
