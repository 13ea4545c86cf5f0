using Hub.Adapters.Sftp;
using Hub.Journal.Payments;

namespace Hub.Adapters.Bank;

/// <summary>One bank as its files are brought and fetched: where its server is, which folders, which limits.</summary>
/// <param name="Bank">Id of the bank.</param>
/// <param name="Endpoint">Its SFTP server.</param>
/// <param name="InFolder">Folder that the hub writes into.</param>
/// <param name="OutFolder">Folder that the hub reads.</param>
/// <param name="ArchiveFolder">Folder that the hub moves to what it has taken, and where it leaves its marks.</param>
/// <param name="FileBytesMax">Largest file taken from the bank.</param>
public sealed record BankPlace(string Bank, SftpEndpoint Endpoint, string InFolder, string OutFolder, string ArchiveFolder, long FileBytesMax)
{
    /// <summary>The place of a configured bank.</summary>
    /// <param name="bank">Checked settings.</param>
    /// <param name="transfer">Checked limits of transfers.</param>
    /// <param name="folder">Folder that relative files start from.</param>
    public static BankPlace Of(BankConnection bank, BankTransferOptions transfer, string folder)
    {
        ArgumentNullException.ThrowIfNull(bank);
        ArgumentNullException.ThrowIfNull(transfer);
        var endpoint = new SftpEndpoint
        {
            Host = bank.Sftp.Host,
            Port = bank.Sftp.Port,
            User = bank.Sftp.User,
            IdentityFile = Path.GetFullPath(bank.Sftp.IdentityFile, Path.GetFullPath(folder)),
            KnownHostsFile = Path.GetFullPath(bank.Sftp.KnownHostsFile, Path.GetFullPath(folder)),
            ConnectTimeout = transfer.ConnectTimeout,
            CallTimeout = transfer.CallTimeout,
            EntriesMax = transfer.EntriesMax,
        };
        return new BankPlace(bank.Id, endpoint, bank.Sftp.In, bank.Sftp.Out, bank.Sftp.Archive, bank.Limits.FileBytesMax);
    }

    internal string In(string name) => InFolder + "/" + name;

    internal string Out(string name) => OutFolder + "/" + name;

    internal string Archive(string name) => ArchiveFolder + "/" + name;
}
