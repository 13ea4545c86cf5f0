using Hub.Adapters.Sftp;

namespace Hub.Adapters.Bank.Tests.Support;

/// <summary>Places of the model's banks.</summary>
internal static class Places
{
    public static BankPlace Of(string bank, string knownHosts = "/nowhere/known_hosts", int entriesMax = 1000) => new(
        bank,
        new SftpEndpoint
        {
            Host = "127.0.0.1", User = "hub", IdentityFile = "/nowhere/key", KnownHostsFile = knownHosts, Window = 1, BlockBytes = 1024, EntriesMax = entriesMax,
        },
        "in", "out", "out/archive", 1_000_000);
}
