using Hub.Adapters.Sftp;
using Hub.Adapters.Sftp.Tests.Support;

namespace Hub.Adapters.Bank.Tests.Support;

/// <summary>A bank's folders behind a real OpenSSH server.</summary>
internal sealed class RealBank : IAsyncDisposable
{
    private RealBank(SshServer server) => Server = server;

    public SshServer Server { get; }

    public BankPlace Place => new(
        "banka",
        new SftpEndpoint
        {
            Host = SshServer.Host, Port = Server.Port, User = SshServer.User, IdentityFile = Server.ClientKey, KnownHostsFile = Server.KnownHosts,
            Window = 8, BlockBytes = 16 * 1024,
        },
        "in", "out", "out/archive", 100_000_000);

    public static async Task<RealBank> StartAsync()
    {
        Assert.SkipUnless(SshServer.IsInstalled, SshServer.Missing);
        var bank = new RealBank(await SshServer.StartAsync());
        foreach (var folder in (string[])["in", "out", "out/archive"])
        {
            Directory.CreateDirectory(bank.At(folder));
        }

        return bank;
    }

    public string At(string path) => Path.Combine(Server.Files, path);

    public string[] In(string folder) => [.. Directory.GetFiles(At(folder)).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
