namespace Hub.Adapters.Bank;

/// <summary>Banks: payment files to them, return files, notices and statements from them, over SFTP. <see cref="BankServices"/> puts it into a host.</summary>
public static class BankAdapter
{
    /// <summary>Name of the channel in the journal and of the destination of calls.</summary>
    public const string Channel = "bank";
}
