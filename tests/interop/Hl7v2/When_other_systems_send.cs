using System.Text;
using Hub.Adapters.Hl7v2.Tests.Support;
using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Interop.Tests.Crypto;

namespace Hub.Interop.Tests.Hl7v2;

/// <summary>Clients that others wrote, over real lines.</summary>
public sealed class When_other_systems_send : IDisposable
{
    private static readonly Adjudicated Settled = new()
    {
        Adjudication = new Adjudication
        {
            SettlementId = "S1", EncounterId = "E1", Total = new Money(1250), FundTotal = new Money(1000), PersonTotal = new Money(250),
            PersonalAccount = Money.Zero, Cash = new Money(250),
        },
    };

    private readonly string folder = Directory.CreateTempSubdirectory("hub-interop-hl7-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Should_answer_mllp_send()
    {
        Assert.SkipUnless(Tool.IsInstalled("mllp_send"), "python3-hl7 is not installed (apt-get install python3-hl7)");
        await using var door = await OpenAsync();
        var file = Path.Combine(folder, "messages.hl7");
        await File.WriteAllBytesAsync(
            file, [.. Line.Framed(Texts.Registration("M1")), .. Line.Framed(Texts.Claim("M2"))], TestContext.Current.CancellationToken);
        var (code, output, error) = await RunAsync("mllp_send", "--file", file, "--port", Port(door), "127.0.0.1");
        Assert.True(code == 0, error);
        Assert.Contains("MSA|AA|M1", output, StringComparison.Ordinal);
        Assert.Contains("MSA|AA|M2", output, StringComparison.Ordinal);
        Assert.Contains("ZAJ|S1|E1|", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_answer_mllp_send_with_line_feeds()
    {
        Assert.SkipUnless(Tool.IsInstalled("mllp_send"), "python3-hl7 is not installed (apt-get install python3-hl7)");
        await using var door = await OpenAsync();
        var file = Path.Combine(folder, "loose.hl7");
        await File.WriteAllTextAsync(file, Texts.Registration("M3").Replace('\r', '\n'), TestContext.Current.CancellationToken);
        var (code, output, error) = await RunAsync("mllp_send", "--loose", "--file", file, "--port", Port(door), "127.0.0.1");
        Assert.True(code == 0, error);
        Assert.Contains("MSA|AA|M3", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_be_read_by_python_hl7()
    {
        Assert.SkipUnless(File.Exists("/usr/lib/python3/dist-packages/hl7/__init__.py"), "python3-hl7 is not installed (apt-get install python3-hl7)");
        await using var door = await OpenAsync();
        const string Script = """
            import sys, hl7
            from hl7.client import MLLPClient
            with MLLPClient('127.0.0.1', int(sys.argv[1])) as client:
                for message in sys.argv[2:]:
                    answer = hl7.parse(client.send_message(message.replace('\n', '\r')).decode('utf-8').strip('\x0b\x1c\r'))
                    found = answer.segments('ZAJ') if 'ZAJ' in str(answer) else []
                    print(answer.segment('MSA')[1], answer.segment('MSA')[2], found[0][7] if found else '-')
            """;
        var (code, output, error) = await RunAsync(
            "/usr/bin/python3", "-c", Script, Port(door), Texts.Claim("P1").Replace('\r', '\n'), Texts.Claim("P2", "12.5x").Replace('\r', '\n'));
        Assert.True(code == 0, error);
        Assert.Equal("AA P1 12.50\nAE P2 -\n", output);
    }

    [Fact]
    public async Task Should_answer_node_hl7_client()
    {
        Assert.SkipUnless(Tool.IsInstalled("node") && Tool.IsInstalled("npm"), "node and npm are not installed (apt-get install npm)");
        Assert.SkipWhen(NodeClient.Folder is null, "npm could not fetch node-hl7-client");
        await using var door = await OpenAsync();
        const string Script = """
            import { Client, Message } from 'node-hl7-client';
            const [port, ...texts] = process.argv.slice(2);
            const client = new Client({ host: '127.0.0.1' });
            const send = () => out.sendMessage(new Message({ text: texts.shift().replaceAll('\n', '\r') }));
            const out = client.createConnection({ port: Number(port) }, r => {
              const m = r.getMessage();
              console.log(m.get('MSA.1').toString(), m.get('MSA.2').toString());
              if (texts.length > 0) { send(); } else { out.close(); setTimeout(() => process.exit(0), 100); }
            });
            await send();
            """;
        var file = Path.Combine(NodeClient.Folder!, "send-" + Path.GetFileName(folder) + ".mjs");
        await File.WriteAllTextAsync(file, Script, TestContext.Current.CancellationToken);
        try
        {
            var (code, output, error) = await RunAsync(
                "node", file, Port(door), Texts.Registration("N1").Replace('\r', '\n'), Texts.Claim("N2").Replace('\r', '\n'));
            Assert.True(code == 0, error);
            Assert.Equal("AA N1\nAA N2\n", output);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<Door> OpenAsync()
    {
        var door = await Door.OpenAsync();
        door.Journal.Reply = c => Task.FromResult<object>(c is SubmitClaim ? Settled : new EncounterOpened { EncounterId = "E1" });
        return door;
    }

    private static string Port(Door door) => door.Server.Ports[0].ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static Task<(int Code, string Output, string Error)> RunAsync(string program, params string[] arguments) => Task.Run(() =>
    {
        var (code, output, error) = Tool.Run(program, [], arguments);
        return (code, Encoding.UTF8.GetString(output), error);
    });
}
