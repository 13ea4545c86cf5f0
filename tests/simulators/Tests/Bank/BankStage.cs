using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Hub.Certs.Signatures;
using Hub.Simulators.Bank;
using Hub.Simulators.Bank.Faults;
using Hub.Simulators.Bank.Ssh;

namespace Hub.Simulators.Tests.Bank;

/// <summary>A bank in a folder of its own and a bureau that signs and uploads with OpenSSH's own client.</summary>
internal sealed class BankStage : IAsyncDisposable
{
    internal const string Batch = "BANKA202611280001";
    internal const long OpeningFen = 1_000_000_00;
    internal static readonly DateOnly Day = new(2026, 11, 28);
    private readonly string _folder;
    private readonly HttpClient _http;

    private BankStage(string folder, BankSimulator bank, SigningKey bureau)
    {
        _folder = folder;
        Bank = bank;
        Bureau = bureau;
        _http = new HttpClient { BaseAddress = bank.AdminUri };
    }

    internal BankSimulator Bank { get; }

    internal SigningKey Bureau { get; }

    internal string Extension => Bank.Options.Profile == BankProfile.Iso20022 ? "xml" : "txt";

    internal static async Task<BankStage> OpenAsync(BankProfile profile = BankProfile.TextDelimited, Func<BankOptions, BankOptions>? more = null)
    {
        Assert.SkipUnless(SshServer.IsInstalled, "openssh-server is not installed");
        string folder = Directory.CreateTempSubdirectory("bank-").FullName;
        SigningKey bureau = SigningKey.Generate(new KeyDescription { KeyId = "hub-1", Algorithm = SignatureAlgorithm.Sm2Sm3 });
        string publicKey = Path.Combine(folder, "hub.pub.pem");
        await File.WriteAllTextAsync(publicKey, bureau.ToVerificationKey().ExportPem());
        var options = new BankOptions
        {
            Folder = Path.Combine(folder, "bank"),
            Profile = profile,
            BureauKeyFile = publicKey,
            OpeningFen = OpeningFen,
            Bureau = "430100",
            BankType = "102",
        };
        return new BankStage(folder, await BankSimulator.StartAsync(more?.Invoke(options) ?? options), bureau);
    }

    internal Task UseAsync(params BankFaultRule[] rules) => Bank.UseFaultsAsync(7, rules);

    /// <summary>One command batch of OpenSSH's sftp, as the hub's own client would be set up.</summary>
    internal Task<(int Code, string Output)> SftpAsync(string commands) => Tool.RunAsync("sftp", commands, [.. ClientOptions(), "-b", "-", Address]);

    internal string[] ClientOptions() =>
    [
        "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes", "-o", "GlobalKnownHostsFile=none", "-o", "IdentitiesOnly=yes", "-F", "none",
        "-o", "UserKnownHostsFile=" + Bank.Ssh.KnownHostsFile, "-i", Bank.Ssh.IdentityFile, "-P", Bank.Ssh.Port.ToString(CultureInfo.InvariantCulture),
    ];

    internal string Address => Bank.Ssh.User + "@127.0.0.1";

    /// <summary>Uploads a payment file with its control file over SSH, then lets the bank look.</summary>
    internal async Task UploadAsync(string name, byte[] data, int count)
    {
        await File.WriteAllBytesAsync(At("data"), data);
        await File.WriteAllBytesAsync(At("control"), Samples.Control(name, data, count, Samples.Total(count), Bureau));
        (int code, string output) = await SftpAsync(
            $"put -f {At("data")} in/{name}.part\nrename in/{name}.part in/{name}\nput -f {At("control")} in/{name}.ok.part\nrename in/{name}.ok.part in/{name}.ok\n");
        Assert.True(code == 0, output);
        Bank.Scan();
    }

    /// <summary>Pays so many lines of 1.00, 2.00 … with the batch's usual file; no SSH in between.</summary>
    internal void Pay(int lines = 10, string batch = Batch, string? name = null, Func<int, string>? account = null, string day = "20261128")
    {
        byte[] data = Bank.Options.Profile switch
        {
            BankProfile.Iso20022 => Samples.Pain001(batch, lines, $"{day[..4]}-{day[4..6]}-{day[6..]}"),
            BankProfile.TextFixed => Samples.Fixed(batch, lines, day),
            _ => Samples.Delimited(batch, lines, account: account, day: day),
        };
        Place(name ?? $"PAY_{batch}.{Extension}", data, lines);
    }

    internal void Place(string name, byte[] data, int count, byte[]? control = null)
    {
        File.WriteAllBytes(Path.Combine(Bank.InPath, name), data);
        string path = Path.Combine(Bank.InPath, name + ".ok");
        File.WriteAllBytes(path + ".part", control ?? Samples.Control(name, data, count, Samples.Total(count), Bureau));
        File.Move(path + ".part", path, overwrite: true);
        Bank.Scan();
    }

    /// <summary>Names of the data files in <c>out</c> whose control file is there.</summary>
    internal string[] Out(string prefix = "") => [.. Directory.EnumerateFiles(Bank.OutPath, prefix + "*.ok").Select(path => Path.GetFileName(path)[..^3]).Order(StringComparer.Ordinal)];

    internal byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Bank.OutPath, name));

    internal string Control(string name) => File.ReadAllText(Path.Combine(Bank.OutPath, name + ".ok"));

    /// <summary>Records of a delimited file.</summary>
    internal string[][] Records(string name)
        => [.. Samples.Gb18030.GetString(Bytes(name)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('|'))];

    /// <summary>Status of each line of a delimited return file, by line number.</summary>
    internal string Statuses(string name) => string.Concat(Records(name).Where(record => record[0] == "D").Select(record => record[5]));

    internal async Task<JsonElement> GetAsync(string path) => await _http.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative));

    internal async Task<(int Status, JsonElement Body)> PostAsync(string path, object body)
    {
        // Sent in chunks without a stated length: the harder way of the two.
        using HttpResponseMessage response = await _http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);
        string text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, text.StartsWith('{') ? JsonDocument.Parse(text).RootElement : default);
    }

    internal string At(string name) => Path.Combine(_folder, name);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Bank.DisposeAsync();
        Bureau.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
