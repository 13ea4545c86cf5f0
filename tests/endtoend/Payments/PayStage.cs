using System.Globalization;
using Hub.Certs.Signatures;
using Hub.Console.Officers;
using Hub.EndToEnd.Tests.Stage;
using Hub.Simulators.Bank;
using Hub.Simulators.Wire;

namespace Hub.EndToEnd.Tests.Payments;

/// <summary>What a test of payments wants.</summary>
internal sealed record PayOptions
{
    /// <summary>Formats of the banks: <c>banka</c>, <c>bankb</c> …</summary>
    public IReadOnlyList<BankProfile> Banks { get; init; } = [BankProfile.TextDelimited];

    /// <summary>Settings of hub.json that differ.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>True: the hub that can be told to die at a named point.</summary>
    public bool WithFaultPoints { get; init; }

    /// <summary>The way to a bank's server, when something stands between: its port and a known_hosts file for it.</summary>
    public Func<BankSimulator, (int Port, string KnownHostsFile)>? LineTo { get; init; }
}

/// <summary>A hub, its officers, and banks with books of their own behind real SSH servers. The banks recognise no repetition.</summary>
internal sealed class PayStage : IAsyncDisposable
{
    private const string BureauKeyId = "hub-1";
    private readonly string folder;

    private PayStage(string folder, HubStage hub, IReadOnlyList<BankSimulator> banks)
    {
        this.folder = folder;
        Hub = hub;
        Banks = banks;
        Clerk = Hire("chen", OfficerRoles.Clear | OfficerRoles.Payee | OfficerRoles.View);
        Sealer = Hire("liu", OfficerRoles.Seal | OfficerRoles.Payee | OfficerRoles.View);
        Releaser = Hire("wang", OfficerRoles.Release | OfficerRoles.View);
        Auditor = Hire("zhao", OfficerRoles.View | OfficerRoles.Reconcile);
    }

    internal HubStage Hub { get; }

    internal IReadOnlyList<BankSimulator> Banks { get; }

    internal BankSimulator Bank => Banks[0];

    internal HubBooks Books => Hub.Books;

    /// <summary>Clears, proposes accounts, hands in lists.</summary>
    internal Officer Clerk { get; }

    /// <summary>Seals, approves accounts.</summary>
    internal Officer Sealer { get; }

    internal Officer Releaser { get; }

    internal Officer Auditor { get; }

    /// <summary>The day that is paid.</summary>
    internal DateOnly Day { get; } = DateOnly.FromDateTime(ChinaTime.Now(TimeProvider.System));

    /// <summary>When the banks shall act: no cut-off passes while a test runs.</summary>
    internal DateOnly RequestedOn => Day.AddDays(1);

    /// <summary>Makes everything but starts no hub.</summary>
    internal static async Task<PayStage> PrepareAsync(Cluster cluster, PayOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("hub-e2e-banks-").FullName;
        using var bureau = SigningKey.Generate(new KeyDescription { KeyId = BureauKeyId, Algorithm = SignatureAlgorithm.Sm2Sm3 });
        Write(Path.Combine(folder, "bureau.pem"), bureau.ExportPem());
        Write(Path.Combine(folder, "bureau.pub.pem"), bureau.ToVerificationKey().ExportPem());
        var banks = new List<BankSimulator>();
        var keys = new List<SigningKey>();
        var settings = new Dictionary<string, string>(Quick.Options.Settings)
        {
            ["Payment:CutOff"] = "23:59:00",
            ["Payment:PollInterval"] = "00:00:01",
            ["Payment:RetryDelays:0"] = "00:00:01",
            ["Payment:InquiryDelays:0"] = "00:00:00.200",
            ["Payment:SlowDelay"] = "00:00:01",
            ["Bank:Transfer:StillFor"] = "00:00:01",
        };
        foreach (var profile in options.Banks)
        {
            var id = "bank" + (char)('a' + banks.Count);
            keys.Add(SigningKey.Generate(new KeyDescription { KeyId = id + "-1", Algorithm = SignatureAlgorithm.Sm2Sm3 }));
            Write(Path.Combine(folder, id + ".pem"), keys[^1].ExportPem());
            var bank = await BankSimulator.StartAsync(new BankOptions
            {
                Folder = Path.Combine(folder, id),
                Bank = id,
                Profile = profile,
                KeyFile = Path.Combine(folder, id + ".pem"),
                BureauKeyFile = Path.Combine(folder, "bureau.pub.pem"),
                BureauKeyId = BureauKeyId,
            });
            foreach (var (name, value) in Connection(bank, options, folder))
            {
                settings[string.Create(CultureInfo.InvariantCulture, $"Bank:Banks:{banks.Count}:{name}")] = value;
            }

            banks.Add(bank);
        }

        foreach (var (name, value) in options.Settings)
        {
            settings[name] = value;
        }

        var hub = await HubStage.PrepareAsync(cluster, Quick.Options with
        {
            Settings = settings,
            WithFaultPoints = options.WithFaultPoints,
            Register = register => keys.ForEach(key => register.AddPartner(key.KeyId[..^2], "bank", key: key)),
        });
        return new PayStage(folder, hub, banks);
    }

    /// <summary>Makes everything and starts the hub.</summary>
    internal static async Task<PayStage> StartAsync(Cluster cluster, PayOptions options)
    {
        var stage = await PrepareAsync(cluster, options);
        try
        {
            await stage.Hub.StartNodeAsync();
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>A statement of the database's owner that gives no rows.</summary>
    internal Task ChangeAsync(string sql) => Books.RowsAsync(sql, _ => 0);

    public async ValueTask DisposeAsync()
    {
        foreach (var officer in new[] { Clerk, Sealer, Releaser, Auditor })
        {
            officer.Dispose();
        }

        await Hub.DisposeAsync();
        foreach (var bank in Banks)
        {
            await bank.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    private Officer Hire(string id, OfficerRoles roles) =>
        new(Hub.UrlOf(), OfficerFile.Add(Path.Combine(Hub.Folder, "officers.json"), new NewOfficer(id, id, roles)));

    private static Dictionary<string, string> Connection(BankSimulator bank, PayOptions options, string folder)
    {
        var (port, knownHosts) = options.LineTo?.Invoke(bank) ?? (bank.Ssh.Port, bank.Ssh.KnownHostsFile);
        return new()
        {
            ["Id"] = bank.Options.Bank,
            ["Profile"] = bank.Options.Profile switch
            {
                BankProfile.TextDelimited => "text-delimited",
                BankProfile.TextFixed => "text-fixed",
                _ => "iso20022",
            },
            ["BureauCode"] = "430100",
            ["BankTypeCode"] = "102",
            ["SigningKeyFile"] = Path.Combine(folder, "bureau.pem"),
            ["SigningKeyId"] = BureauKeyId,
            ["Payer:Number"] = "1020000000000001",
            ["Payer:Holder"] = "示例市医疗保障基金支出户",
            ["Payer:BankName"] = "示例银行营业部",
            ["Payer:LineNumber"] = PayWork.LineNumber,
            ["Sftp:Host"] = "127.0.0.1",
            ["Sftp:Port"] = port.ToString(CultureInfo.InvariantCulture),
            ["Sftp:User"] = bank.Ssh.User,
            ["Sftp:IdentityFile"] = bank.Ssh.IdentityFile,
            ["Sftp:KnownHostsFile"] = knownHosts,
        };
    }

    private static void Write(string file, string pem)
    {
        File.WriteAllText(file, pem);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
