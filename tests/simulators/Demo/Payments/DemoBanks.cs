using Hub.Certs.Signatures;
using Hub.Simulators.Bank;
using Hub.Simulators.Processes;

namespace Hub.Simulators.Demo.Payments;

/// <summary>The city's two banks, each behind an SSH server of its own: one pays institutions (ISO 20022), one pays persons (text of fixed width).</summary>
internal sealed class DemoBanks : IAsyncDisposable
{
    /// <summary>Id of the bank that pays institutions.</summary>
    public const string InstitutionsId = "banka";

    /// <summary>Id of the bank that pays persons.</summary>
    public const string PersonsId = "bankb";

    /// <summary>A line number that its check digit fits (a bank's published head office).</summary>
    public const string LineNumber = "102100099996";

    private const string BureauKeyId = "hub-1";
    private readonly Workspace _workspace;

    private DemoBanks(Workspace workspace, BankSimulator institutions, BankSimulator persons)
    {
        _workspace = workspace;
        Institutions = institutions;
        Persons = persons;
    }

    /// <summary>Pays institutions.</summary>
    public BankSimulator Institutions { get; }

    /// <summary>Pays persons.</summary>
    public BankSimulator Persons { get; }

    /// <summary>Both.</summary>
    public IReadOnlyList<BankSimulator> All => [Institutions, Persons];

    /// <summary>Starts both; their keys and the bureau's are made by <see cref="Town.Found"/> before.</summary>
    public static async Task<DemoBanks> StartAsync(Workspace workspace)
    {
        using (SigningKey bureau = SigningKey.Generate(new KeyDescription { KeyId = BureauKeyId, Algorithm = SignatureAlgorithm.Sm2Sm3 }))
        {
            PrivateFiles.Write(workspace.At("bureau.pem"), bureau.ExportPem());
            PrivateFiles.Write(workspace.At("bureau.pub.pem"), bureau.ToVerificationKey().ExportPem());
        }
        BankSimulator institutions = await BankSimulator.StartAsync(Options(workspace, InstitutionsId, BankProfile.Iso20022));
        try
        {
            return new DemoBanks(workspace, institutions, await BankSimulator.StartAsync(Options(workspace, PersonsId, BankProfile.TextFixed)));
        }
        catch
        {
            await institutions.DisposeAsync();
            throw;
        }
    }

    /// <summary>The section <c>bank</c> of hub.json.</summary>
    public object Settings() => new
    {
        banks = new[]
        {
            Connection(Institutions, InstitutionsId, "iso20022", "1020000000000001", "102"),
            Connection(Persons, PersonsId, "text-fixed", "3130000000000001", "313"),
        },
        transfer = new { stillFor = "00:00:05" },
    };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Institutions.DisposeAsync();
        await Persons.DisposeAsync();
    }

    private static BankOptions Options(Workspace workspace, string id, BankProfile profile) => new()
    {
        Folder = workspace.At(id),
        Bank = id,
        Profile = profile,
        KeyFile = Town.BankKeyFile(workspace, id),
        BureauKeyFile = workspace.At("bureau.pub.pem"),
        BureauKeyId = BureauKeyId,
        BooksFile = workspace.At(id + ".books.jsonl"),
    };

    private object Connection(BankSimulator bank, string id, string profile, string account, string type) => new
    {
        id,
        profile,
        bureauCode = "430100",
        bankTypeCode = type,
        signingKeyFile = _workspace.At("bureau.pem"),
        signingKeyId = BureauKeyId,
        payer = new { number = account, holder = "示例市医疗保障基金支出户", bankName = "示例银行营业部", lineNumber = LineNumber },
        sftp = new
        {
            host = "127.0.0.1",
            port = bank.Ssh.Port,
            user = bank.Ssh.User,
            identityFile = bank.Ssh.IdentityFile,
            knownHostsFile = bank.Ssh.KnownHostsFile,
        },
    };
}
