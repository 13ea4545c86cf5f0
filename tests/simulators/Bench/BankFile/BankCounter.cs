using System.Globalization;
using Hub.Certs.Signatures;
using Hub.Simulators.Bank;
using Hub.Simulators.Bank.Files;
using Hub.Simulators.Bank.Ssh;
using Hub.Simulators.Demo.Payments;
using Hub.Simulators.Processes;

namespace Hub.Simulators.Bench.BankFile;

/// <summary>One bank: a real OpenSSH server over its folders, and a key. It does nothing by itself: the bench writes its papers.</summary>
internal sealed class BankCounter : IAsyncDisposable
{
    public const string Bureau = "430100";
    private const string BankType = "102";
    private const long FenMax = 1_000_000_000_000_000;
    private readonly SshServer _ssh;
    private readonly SigningKey _key;
    private readonly string _root;

    private BankCounter(string id, BankProfile profile, SshServer ssh, SigningKey key, string root)
    {
        Id = id;
        Profile = profile;
        _ssh = ssh;
        _key = key;
        _root = root;
    }

    public string Id { get; }

    public BankProfile Profile { get; }

    /// <summary>Name of the profile in hub.json.</summary>
    public string ProfileName => Profile switch { BankProfile.Iso20022 => "iso20022", BankProfile.TextFixed => "text-fixed", _ => "text-delimited" };

    private const string Account = "1020000000000001";

    /// <summary>Id of a profile's bank.</summary>
    public static string IdOf(BankProfile profile) => profile switch { BankProfile.Iso20022 => "bankx", BankProfile.TextFixed => "bankf", _ => "bankd" };

    /// <summary>Opens; its key was made with the town.</summary>
    public static async Task<BankCounter> OpenAsync(Workspace workspace, BankProfile profile)
    {
        string id = IdOf(profile);
        string root = workspace.FolderAt(id);
        foreach (string folder in (string[])["in", "out", "out/archive"])
        {
            PrivateFiles.MakeFolder(Path.Combine(root, folder));
        }
        SshServer ssh = await SshServer.StartAsync(workspace.At(id + ".ssh"), root);
        var description = new KeyDescription { KeyId = id + "-1", Algorithm = SignatureAlgorithm.Sm2Sm3 };
        return new BankCounter(id, profile, ssh, SigningKey.FromPem(await File.ReadAllTextAsync(Town.BankKeyFile(workspace, id)), description), root);
    }

    /// <summary>Its element of the section <c>bank</c> of hub.json.</summary>
    public object Connection(string bureauKeyFile, string bureauKeyId) => new
    {
        id = Id,
        profile = ProfileName,
        bureauCode = Bureau,
        bankTypeCode = BankType,
        signingKeyFile = bureauKeyFile,
        signingKeyId = bureauKeyId,
        payer = new { number = Account, holder = "示例市医疗保障基金支出户", bankName = "示例银行营业部", lineNumber = DemoBanks.LineNumber },
        limits = new { linesMax = 1_000_000, fileFenMax = FenMax },
        sftp = new { host = "127.0.0.1", port = _ssh.Port, user = _ssh.User, identityFile = _ssh.IdentityFile, knownHostsFile = _ssh.KnownHostsFile },
    };

    /// <summary>Length of a file that the hub has brought.</summary>
    public long BytesIn(string name) => new FileInfo(Path.Combine(_root, "in", name)).Length;

    /// <summary>Head of the bank's papers about a file of the bureau.</summary>
    public Letterhead Letterhead(string batch, DateTime created) => new()
    {
        Bureau = Bureau,
        BankType = BankType,
        Account = Account,
        Batch = batch,
        Created = created,
        Day = DateOnly.FromDateTime(created),
        KeyId = _key.KeyId,
    };

    /// <summary>Writes a file into <c>out</c>, complete but for the last rename, which lets the hub take it.</summary>
    /// <returns>Name, bytes, and the rename of the control file.</returns>
    public (string Name, long Bytes, Action PutOut) Prepare(string name, Func<string, string, ControlFile> write)
    {
        string path = Path.Combine(_root, "out", name);
        ControlFile control = write(path + ".part", name);
        File.Move(path + ".part", path, overwrite: false);
        using (var file = new FileStream(path + ".ok.part", FileMode.CreateNew, FileAccess.Write))
        {
            file.Write(control.Sign(_key));
            file.Flush(flushToDisk: true);
        }
        return (name, control.Bytes, () => File.Move(path + ".ok.part", path + ".ok", overwrite: false));
    }

    /// <summary>Name of the return file of a batch.</summary>
    public static string ReturnName(string batch, string extension) => $"RET_{batch}_1.{extension}";

    /// <summary>Name of the statement of a day. Banks number apart, so that the hub can be asked for one by its name alone.</summary>
    public string StatementName(DateOnly day, string extension)
        => string.Create(CultureInfo.InvariantCulture, $"STM_{day:yyyyMMdd}_{(int)Profile + 1}.{extension}");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ssh.DisposeAsync();
        _key.Dispose();
    }
}
