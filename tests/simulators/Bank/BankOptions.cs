namespace Hub.Simulators.Bank;

/// <summary>Settings of the bank simulator.</summary>
public sealed record BankOptions
{
    /// <summary>Folder of the bank: <c>sftp/in</c>, <c>sftp/out</c>, <c>sftp/out/archive</c> for the client, keys and logs beside them. Made when absent.</summary>
    public required string Folder { get; init; }

    /// <summary>Name of the bank: begins its serials in upper case and its key's name. Default <c>banka</c>.</summary>
    public string Bank { get; init; } = "banka";

    /// <summary>Format of its files. Default <see cref="BankProfile.TextDelimited"/>.</summary>
    public BankProfile Profile { get; init; } = BankProfile.TextDelimited;

    /// <summary>Delimited text: amounts in fen without point. Default false: yuan with two decimals.</summary>
    public bool AmountsInFen { get; init; }

    /// <summary>Text: lines end with LF. Default false: CRLF.</summary>
    public bool LineFeedOnly { get; init; }

    /// <summary>Port of the SSH server on 127.0.0.1. Default 0 = any free port.</summary>
    public int Port { get; init; }

    /// <summary>Port of the admin API on 127.0.0.1. Default 0 = any free port.</summary>
    public int AdminPort { get; init; }

    /// <summary>PEM file of the bank's SM2 key; made when absent. Default null = <c>bank.key.pem</c> in the folder. The public half is <c>bank.pub.pem</c> there.</summary>
    public string? KeyFile { get; init; }

    /// <summary>Name of the bank's key in its control files. Default null = <see cref="Bank"/> and <c>-1</c>.</summary>
    public string? KeyId { get; init; }

    /// <summary>
    /// PEM file of the bureau's public SM2 key, read when the first file comes. Default null = the signature of the bureau's control files
    /// is not checked.
    /// </summary>
    public string? BureauKeyFile { get; init; }

    /// <summary>Name of the bureau's key in its control files. Default <c>hub-1</c>.</summary>
    public string BureauKeyId { get; init; } = "hub-1";

    /// <summary>A further client key (a line of OpenSSH's public key file) that may log in. Default null = only the one the bank makes.</summary>
    public string? ClientKey { get; init; }

    /// <summary>The bureau's account. Default null = the payer's account of the first file.</summary>
    public string? Account { get; init; }

    /// <summary>Bureau code in statements and notices (text). Default null = that of the first file.</summary>
    public string? Bureau { get; init; }

    /// <summary>Bank type code in statements and notices (text). Default null = that of the first file.</summary>
    public string? BankType { get; init; }

    /// <summary>Balance before the first booking, fen. Default 100 billion (a billion yuan).</summary>
    public long OpeningFen { get; init; } = 100_000_000_000;

    /// <summary>How far below zero the balance may go, fen; beyond it payments fail with AM04. Default 0.</summary>
    public long OverdraftFen { get; init; }

    /// <summary>Accounts that cannot be paid, by their last digits, with the reason. Default 990001 AC01, 990004 AC04, 990005 BE05, 990009 RC01.</summary>
    public IReadOnlyDictionary<string, string> RejectedEndings { get; init; } = new Dictionary<string, string>
    {
        ["990001"] = "AC01",
        ["990004"] = "AC04",
        ["990005"] = "BE05",
        ["990009"] = "RC01",
    };

    /// <summary>JSON-lines file of the books, appended to; null = in memory only. Default null.</summary>
    public string? BooksFile { get; init; }

    /// <summary>How often the bank looks into its <c>in</c>. Default 100 ms.</summary>
    public TimeSpan ScanInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Clock of the stamps in files and logs; booking days follow the files (README.md). Default the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
