using System.Text;
using Hub.Canonical.Messages;
using Hub.Interop.Tests.Crypto;

namespace Hub.Interop.Tests.Soap;

/// <summary>zeep and npm soap call by our WSDL and verify what we sign; xmlsec1 verifies it too.</summary>
public sealed class When_others_speak_soap
{
    private const string Python = "/usr/bin/python3";

    [Fact]
    public async Task Should_serve_zeep()
    {
        Assert.SkipUnless(
            File.Exists(Python) && Tool.Run(Python, [], "-c", "import zeep, xmlsec").ExitCode == 0, "zeep is not installed (apt-get install python3-zeep python3-xmlsec)");
        await using var stage = await SoapStage.StartAsync();
        var lines = await Lines(Python, At("client.py"), stage.Address, stage.Folder);
        Check(lines, ["digest", "rsa", "ecdsa"], "claim 12.34 2026-11-28T12:00:01", "fault SOAP-1302 SubmitClaim/Header/TreatmentDivision");
        Assert.Equal("张三", stage.Journal.Accepted.Select(intake => intake.Message).OfType<SignIn>().First().OperatorNumber);
    }

    [Fact]
    public async Task Should_serve_npm_soap()
    {
        Assert.SkipUnless(Tool.IsInstalled("node") && Tool.IsInstalled("npm"), "node and npm are not installed (apt-get install npm)");
        await using var stage = await SoapStage.StartAsync();
        var folder = Install();
        Assert.SkipWhen(folder is null, "npm could not fetch soap");
        var lines = await Lines("node", Path.Combine(folder!, "client.js"), stage.Address, stage.Folder);
        Check(lines, ["digest", "rsa"], "claim 12.34", "fault SOAP-1302");
    }

    [Fact]
    public async Task Should_sign_what_xmlsec1_verifies()
    {
        Assert.SkipUnless(Tool.IsInstalled("xmlsec1"), "xmlsec1 is not installed (apt-get install xmlsec1)");
        await using var stage = await SoapStage.StartAsync();
        using var client = new HttpClient();
        using var content = new StringContent("<x/>", Encoding.UTF8, "text/xml");
        using var response = await client.PostAsync(new Uri(stage.Address + "/soap/MedicalInsurance"), content, TestContext.Current.CancellationToken);
        var answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var file = Path.Combine(stage.Folder, "answer.xml");
        Assert.True(Verifies(stage, file, answer));
        Assert.False(Verifies(stage, file, answer.Replace("SOAP-1101", "SOAP-1102", StringComparison.Ordinal)));
    }

    private static bool Verifies(SoapStage stage, string file, string answer)
    {
        File.WriteAllText(file, answer);
        const string Timestamp = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd:Timestamp";
        return Tool.Run(
            "xmlsec1", [], "--verify", "--pubkey-cert-pem", Path.Combine(stage.Folder, "hub.crt"), "--enabled-key-data", "key-name", "--id-attr:Id",
            "http://schemas.xmlsoap.org/soap/envelope/:Body", "--id-attr:Id", Timestamp, file).ExitCode == 0;
    }

    private static void Check(List<string> lines, string[] senders, string claim, string fault)
    {
        foreach (var sender in senders)
        {
            foreach (var version in (string[])["11", "12"])
            {
                Assert.Contains($"{sender} {version} {claim}", lines);
                Assert.Contains($"{sender} {version} {fault}", lines);
                Assert.Contains(lines, line => line.StartsWith($"{sender} {version} call <response><infcode>0</infcode>", StringComparison.Ordinal));
            }
        }
    }

    private static async Task<List<string>> Lines(string program, params string[] arguments)
    {
        var (exitCode, output, error) = await Task.Run(() => Tool.Run(program, [], arguments));
        Assert.True(exitCode == 0, error + Encoding.UTF8.GetString(output));
        return [.. Encoding.UTF8.GetString(output).Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    private static string? Install()
    {
        var cache = Environment.GetEnvironmentVariable("HUB_CACHE")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "hub");
        var folder = Path.Combine(cache, "npm", "soap-1.13.0");
        Directory.CreateDirectory(folder);
        foreach (var file in (string[])["package.json", "package-lock.json", "client.js"])
        {
            File.Copy(At(file), Path.Combine(folder, file), overwrite: true);
        }

        return Directory.Exists(Path.Combine(folder, "node_modules", "soap"))
            || Tool.Run("npm", [], "ci", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts").ExitCode == 0 ? folder : null;
    }

    private static string At(string file) => Path.Combine(AppContext.BaseDirectory, "Soap", file);
}
