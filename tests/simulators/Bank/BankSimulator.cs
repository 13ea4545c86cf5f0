using Hub.Certs.Signatures;
using Hub.Simulators.Bank.Admin;
using Hub.Simulators.Bank.Books;
using Hub.Simulators.Bank.Codecs;
using Hub.Simulators.Bank.Faults;
using Hub.Simulators.Bank.Files;
using Hub.Simulators.Bank.Ssh;
using Hub.Simulators.Core;
using Hub.Simulators.Processes;
using Microsoft.AspNetCore.Builder;

namespace Hub.Simulators.Bank;

/// <summary>
/// The bank: takes payment files over a real SSH server, executes them into its own books, answers, states the account and misbehaves on
/// request. Start it in a test's process with <see cref="StartAsync"/> or in its own with <c>hub-sandbox bank</c>.
/// </summary>
public sealed class BankSimulator : IAsyncDisposable
{
    private const int AdminBytesMax = 1024 * 1024;
    private readonly SigningKey _key;
    private readonly BankBooksFile? _booksFile;
    private readonly OutFolder _outFolder;
    private readonly BankHouse _house;
    private readonly InFolder _inFolder;
    private readonly FullDisk _fullDisk;
    private readonly CancellationTokenSource _stopping = new();
    private Task _watching = Task.CompletedTask;
    private WebApplication? _admin;

    private BankSimulator(BankOptions options, SshServer ssh)
    {
        Options = options;
        Ssh = ssh;
        Faults = new BankFaultPlan(options.Clock);
        IBankCodec codec = options.Profile == BankProfile.Iso20022
            ? new IsoCodec()
            : new TextCodec(new TextDialect(options.Profile == BankProfile.TextFixed, options.AmountsInFen, options.LineFeedOnly));
        _key = ReadKey();
        _booksFile = options.BooksFile is null ? null : new BankBooksFile(options.BooksFile);
        _outFolder = new OutFolder(OutPath, At("sent"), codec, _key, Faults);
        _house = new BankHouse(options, codec, _outFolder, Faults, _booksFile);
        _inFolder = new InFolder(InPath, _house);
        _fullDisk = new FullDisk(InPath);
    }

    /// <summary>Settings.</summary>
    public BankOptions Options { get; }

    /// <summary>The SSH server: port, user, the client's key, known_hosts.</summary>
    public SshServer Ssh { get; }

    /// <summary>The misbehaviour in force and what was injected. Change the rules with <see cref="UseFaultsAsync"/>.</summary>
    public BankFaultPlan Faults { get; }

    /// <summary>The folder that clients see as <c>in</c>.</summary>
    public string InPath => At("sftp/in");

    /// <summary>The folder that clients see as <c>out</c>.</summary>
    public string OutPath => At("sftp/out");

    /// <summary>The bank's public key, PEM.</summary>
    public string PublicKeyFile => At("bank.pub.pem");

    /// <summary>Name of the bank's key.</summary>
    public string KeyId => Options.KeyId ?? Options.Bank + "-1";

    /// <summary>Address of the admin API, without path.</summary>
    public Uri AdminUri { get; private set; } = new("http://127.0.0.1/");

    /// <summary>Starts a bank on 127.0.0.1.</summary>
    public static async Task<BankSimulator> StartAsync(BankOptions options)
    {
        string folder = PrivateFiles.MakeFolder(Path.GetFullPath(options.Folder));
        foreach (string inner in (string[])["sftp", "sftp/in", "sftp/out", "sftp/out/archive", "sent"])
        {
            PrivateFiles.MakeFolder(Path.Combine(folder, inner));
        }
        SshServer ssh = await SshServer.StartAsync(Path.Combine(folder, "ssh"), Path.Combine(folder, "sftp"), options.Port, options.ClientKey);
        BankSimulator? bank = null;
        try
        {
            bank = new BankSimulator(options with { Folder = folder }, ssh);
            bank._admin = await CoreListener.StartAsync(options.AdminPort, AdminBytesMax, new BankAdmin(bank).HandleAsync);
            bank.AdminUri = new Uri($"http://127.0.0.1:{CoreListener.PortOf(bank._admin)}/");
            bank._watching = Task.Run(bank.WatchAsync);
            return bank;
        }
        catch
        {
            await (bank?.DisposeAsync() ?? ssh.DisposeAsync());
            throw;
        }
    }

    /// <summary>Reads the books while nobody writes. Keep the reader short; do not let the books escape.</summary>
    public T Read<T>(Func<BankBooks, T> reader) => _house.Read(state => reader(state.Books));

    /// <summary>Closing balance of the last statement, as that one states it.</summary>
    public long StatedFen => _house.Read(state => state.StatedFen);

    /// <summary>Replaces the rules; returns when the conditions among them (host key, refused connections, full disk) are in force.</summary>
    public async Task UseFaultsAsync(long seed, params IReadOnlyList<BankFaultRule> rules)
    {
        bool InForce(BankFaultKind kind) => rules.Any(rule => rule.Kind == kind);
        _fullDisk.Set(InForce(BankFaultKind.FullDisk));
        await Ssh.ApplyAsync(new SshCondition(
            InForce(BankFaultKind.ChangeHostKey), InForce(BankFaultKind.RefuseConnections), InForce(BankFaultKind.HangAfterAuth)));
        Faults.Use(seed, rules);
        foreach (BankFaultKind kind in (BankFaultKind[])
            [BankFaultKind.ChangeHostKey, BankFaultKind.RefuseConnections, BankFaultKind.HangAfterAuth, BankFaultKind.FullDisk])
        {
            if (InForce(kind))
            {
                Faults.Note(kind, Options.Bank);
            }
        }
    }

    /// <summary>Takes every complete file in <c>in</c> now.</summary>
    public void Scan()
    {
        _inFolder.Scan();
        _house.Repeat();
    }

    /// <summary>Takes what is there and closes a day; null when it was closed before.</summary>
    public DayEnd? EndDay(DateOnly day)
    {
        Scan();
        return _house.EndDay(day);
    }

    /// <summary>Sends the answers that were kept back and the final words on payments in process; names of the files.</summary>
    public IReadOnlyList<string> Resend() => _house.Resend();

    /// <summary>Sends a file again, byte for byte, under its own name; false when the bank never sent it or it still lies in <c>out</c>.</summary>
    public bool SendAgain(string name) => _house.SendAgain(name);

    /// <summary>Forgets books, faults and files; the keys stay.</summary>
    public async Task ResetAsync()
    {
        await UseFaultsAsync(0);
        Faults.Clear();
        foreach (string folder in (string[])[InPath, OutPath, Path.Combine(OutPath, "archive"), At("sent")])
        {
            foreach (FileSystemInfo entry in new DirectoryInfo(folder).EnumerateFileSystemInfos().Where(entry => entry.Name != "archive"))
            {
                entry.Delete();
            }
        }
        _house.Clear();
        _inFolder.Clear();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_admin is not null)
        {
            await CoreListener.StopAsync(_admin);
        }
        await Ssh.DisposeAsync();
        _fullDisk.Set(false);
        await _outFolder.DisposeAsync();
        _booksFile?.Dispose();
        _key.Dispose();
        _stopping.Dispose();
    }

    /// <summary>What the admin API tells beside the books.</summary>
    internal BankHouse House => _house;

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(Options.ScanInterval, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(_stopping.Token))
        {
            Scan();
        }
    }

    private SigningKey ReadKey()
    {
        string path = Options.KeyFile ?? At("bank.key.pem");
        var description = new KeyDescription { KeyId = KeyId, Algorithm = SignatureAlgorithm.Sm2Sm3 };
        if (!File.Exists(path))
        {
            using SigningKey made = SigningKey.Generate(description);
            PrivateFiles.Write(path, made.ExportPem());
        }
        SigningKey key = SigningKey.FromPem(File.ReadAllText(path), description);
        File.WriteAllText(PublicKeyFile, key.ToVerificationKey().ExportPem());
        return key;
    }

    private string At(string name) => Path.Combine(Options.Folder, name);
}
