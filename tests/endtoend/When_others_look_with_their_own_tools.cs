using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.EndToEnd.Tests.Stage;
using Hub.Simulators.Institutions;

namespace Hub.EndToEnd.Tests;

/// <summary>What operators and auditors do with curl, openssl and promtool: nothing of ours on their side.</summary>
public sealed class When_others_look_with_their_own_tools(Cluster cluster)
{
    [Fact]
    public async Task Should_show_health_metrics_and_interface_to_curl()
    {
        await using var stage = await HubStage.StartAsync(cluster, Quick.Options);
        var clerk = stage.Clerk(Quick.Pharmacy);
        Assert.Equal(Knowledge.Ok, (await Quick.SellAsync(clerk, 51, 1_500)).Knowledge);

        foreach (var path in new[] { "/healthz/live", "/healthz/ready", "/healthz/startup" })
        {
            var (code, text) = Curl(stage, path);
            Assert.True(code == 0, path + text);
            Assert.Contains("Healthy", text, StringComparison.Ordinal);
        }

        var metrics = Curl(stage, "/metrics").Output;
        Assert.All(metrics.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l[0] != '#'), l => Assert.Matches("^[a-zA-Z_:][a-zA-Z0-9_:]*(\\{.*\\})? [-+0-9.eEInfNa]+$", l));
        Assert.DoesNotContain(clerk.Journal.Live()[0].PsnNo, metrics, StringComparison.Ordinal);
        using var openApi = JsonDocument.Parse(Curl(stage, "/openapi/v1.json").Output);
        Assert.StartsWith("3.1", openApi.RootElement.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Contains("/infno", openApi.RootElement.GetProperty("paths").EnumerateObject().Select(p => p.Name));
        Assert.NotEqual(0, Curl(stage, "/receipts/" + new string('0', 64)).ExitCode);
    }

    [Fact]
    public async Task Should_write_metrics_that_promtool_accepts()
    {
        Assert.SkipUnless(IsInstalled("promtool"), "promtool is not installed on this machine.");
        await using var stage = await HubStage.StartAsync(cluster, Quick.Options);

        var (code, output) = Run("promtool", Encoding.UTF8.GetBytes(Curl(stage, "/metrics").Output), "check", "metrics");

        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task Should_let_openssl_alone_verify_the_signed_head_of_a_receipt()
    {
        await using var stage = await HubStage.StartAsync(cluster, Quick.Options);
        var clerk = stage.Clerk(Quick.Pharmacy);
        var sale = Quick.Sale(clerk, await Quick.IdentifyAsync(clerk, 52), 1_600);
        using var counter = new Counter(stage.UrlOf());
        var answer = await counter.SendAsync(sale, clerk.Options.Signer!.KeyId);

        using var receipt = JsonDocument.Parse((await counter.GetAsync(answer.Headers["x-hub-receipt"])).Body);
        using var anchors = JsonDocument.Parse((await counter.GetAsync("/trust-anchors")).Body);
        var leaf = receipt.RootElement.GetProperty("leaf");
        var head = receipt.RootElement.GetProperty("head");
        var key = FindKey(anchors.RootElement, head.GetProperty("kid").GetString()!);
        var signed = HeadBytes(head);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(answer.Body)), leaf.GetProperty("sha256").GetString());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(sale.Body)), leaf.GetProperty("related").GetString());
        Assert.True(Verifies(stage, key, signed, head.GetProperty("sig").GetBytesFromBase64()));
        signed[^1] ^= 1;
        Assert.False(Verifies(stage, key, signed, head.GetProperty("sig").GetBytesFromBase64()));
    }

    /// <summary>The head's layout as certs/README.md has it: each field with its length in four bytes before it.</summary>
    private static byte[] HeadBytes(JsonElement head)
    {
        using var bytes = new MemoryStream();
        Field("hub evidence log tree head, version 1"u8);
        Field(Encoding.UTF8.GetBytes(head.GetProperty("log").GetString()!));
        Number(head.GetProperty("size").GetInt64());
        Field(head.GetProperty("root").GetBytesFromBase64());
        Number(head.GetProperty("at").GetInt64());
        Field(Encoding.UTF8.GetBytes(head.GetProperty("kid").GetString()!));
        return bytes.ToArray();

        void Field(ReadOnlySpan<byte> content)
        {
            Span<byte> length = stackalloc byte[4];
            BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
            bytes.Write(length);
            bytes.Write(content);
        }

        void Number(long number)
        {
            Span<byte> content = stackalloc byte[8];
            BinaryPrimitives.WriteInt64BigEndian(content, number);
            Field(content);
        }
    }

    private static bool Verifies(HubStage stage, string publicKeyPem, byte[] message, byte[] signature)
    {
        string File(string name, byte[] content)
        {
            var path = Path.Combine(stage.Folder, name);
            System.IO.File.WriteAllBytes(path, content);
            return path;
        }

        return Run(
            "openssl", [], "pkeyutl", "-verify", "-pubin", "-inkey", File("log.pem", Encoding.ASCII.GetBytes(publicKeyPem)), "-rawin", "-digest", "sm3",
            "-pkeyopt", "distid:1234567812345678", "-in", File("head", message), "-sigfile", File("head.sig", signature)).ExitCode == 0;
    }

    private static string FindKey(JsonElement anchors, string keyId)
    {
        foreach (var log in anchors.GetProperty("logs").EnumerateArray())
        {
            foreach (var key in log.GetProperty("keys").EnumerateArray())
            {
                if (key.GetProperty("keyId").GetString() == keyId)
                {
                    return key.GetProperty("publicKeyPem").GetString()!;
                }
            }
        }

        throw new InvalidOperationException("the trust anchors have no key " + keyId);
    }

    private static (int ExitCode, string Output) Curl(HubStage stage, string path) =>
        Run("curl", [], "-sS", "-f", "--max-time", "60", new Uri(stage.UrlOf(), path).ToString());

    private static bool IsInstalled(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    private static (int ExitCode, string Output) Run(string program, byte[] input, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        process.StandardInput.BaseStream.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, process.ExitCode == 0 ? output : output + error.GetAwaiter().GetResult());
    }
}
