using System.ComponentModel.DataAnnotations;

namespace Hub.Adapters.Bank;

/// <summary>Settings of the bank adapter; section <c>Bank</c> of hub.json.</summary>
public sealed class BankOptions
{
    /// <summary>The banks, each once. Default none: then no payment file can be sealed. At most 100.</summary>
    public IReadOnlyList<BankConnection> Banks { get; set; } = [];

    /// <summary>Folder with profiles of one's own, <c>name.json</c> each; they may not have the name of a shipped one. Default empty: none.</summary>
    public string ProfileFolder { get; set; } = "";

    /// <summary>Limits of bringing files to banks and fetching theirs.</summary>
    [Required]
    public BankTransferOptions Transfer { get; set; } = new();
}

/// <summary>One bank; an element of <c>Bank:Banks</c> of hub.json. Relative files start from the folder of hub.json.</summary>
public sealed class BankConnection
{
    /// <summary>
    /// Id of the bank, the same as in the partner registry; in upper case it begins the batch numbers. 1 to 12 of a–z and 0–9. Required;
    /// never changed once files were sent.
    /// </summary>
    [RegularExpression("^[a-z][a-z0-9]{0,11}$")]
    public string Id { get; set; } = "";

    /// <summary>Format of its files: iso20022, text-delimited, text-fixed, or a file in <see cref="BankOptions.ProfileFolder"/>. Default iso20022.</summary>
    [Required]
    public string Profile { get; set; } = "iso20022";

    /// <summary>The bank's SFTP server.</summary>
    [Required]
    public BankSftp Sftp { get; set; } = new();

    /// <summary>The bureau's account at the bank.</summary>
    [Required]
    public BankPayer Payer { get; set; } = new();

    /// <summary>Code of the bureau in the bank's files, 6 digits. Required.</summary>
    [RegularExpression("^[0-9]{6}$")]
    public string BureauCode { get; set; } = "";

    /// <summary>Bank type code of the bank, 3 digits: 102 ICBC, 105 CCB, 313 city banks (nhsa.md D4). Required.</summary>
    [RegularExpression("^[0-9]{3}$")]
    public string BankTypeCode { get; set; } = "";

    /// <summary>PEM file with the hub's private SM2 key, which signs control files; mode 600. Required.</summary>
    [Required]
    public string SigningKeyFile { get; set; } = "";

    /// <summary>Id under which the bank knows that key, 1 to 64 of A–Z a–z 0–9 . _ : -. Required.</summary>
    [RegularExpression("^[A-Za-z0-9._:-]{1,64}$")]
    public string SigningKeyId { get; set; } = "";

    /// <summary>SM2 user id inside the hub's signatures. Default 1234567812345678, 1 to 64 characters of ASCII.</summary>
    [RegularExpression("^[!-~]{1,64}$")]
    public string SigningUserId { get; set; } = "1234567812345678";

    /// <summary>What the bank refuses to take in one file.</summary>
    [Required]
    public BankLimits Limits { get; set; } = new();
}

/// <summary>How the bank's SFTP server is reached; <c>Sftp</c> of a bank.</summary>
public sealed class BankSftp
{
    /// <summary>Name or address of the server. Required.</summary>
    [Required]
    public string Host { get; set; } = "";

    /// <summary>TCP port. Default 22, range 1–65,535.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 22;

    /// <summary>User to log in as. Required.</summary>
    [Required]
    public string User { get; set; } = "";

    /// <summary>File with the hub's private SSH key, mode 600. Required.</summary>
    [Required]
    public string IdentityFile { get; set; } = "";

    /// <summary>OpenSSH known_hosts file with the host key of this bank and nothing else. Required: there is no trust on first use.</summary>
    [Required]
    public string KnownHostsFile { get; set; } = "";

    /// <summary>Folder of the server that the hub writes into. Default <c>in</c>.</summary>
    [Required]
    public string In { get; set; } = "in";

    /// <summary>Folder of the server that the hub reads. Default <c>out</c>.</summary>
    [Required]
    public string Out { get; set; } = "out";

    /// <summary>Folder of the server that the hub moves to what it has taken; on the file system of <see cref="Out"/>. Default <c>out/archive</c>.</summary>
    [Required]
    public string Archive { get; set; } = "out/archive";
}

/// <summary>The account that pays; <c>Payer</c> of a bank.</summary>
public sealed class BankPayer
{
    /// <summary>Account number, 1 to 34 letters and digits. Required.</summary>
    [RegularExpression("^[A-Za-z0-9]{1,34}$")]
    public string Number { get; set; } = "";

    /// <summary>Name of the holder exactly as the bank has it. Required.</summary>
    [Required]
    public string Holder { get; set; } = "";

    /// <summary>Name of the branch. Required: who shares it with a payee needs no line number.</summary>
    [Required]
    public string BankName { get; set; } = "";

    /// <summary>Line number (CNAPS) of the branch, 12 digits. Required.</summary>
    [RegularExpression("^[0-9]{12}$")]
    public string LineNumber { get; set; } = "";
}

/// <summary>Limits of files; <c>Limits</c> of a bank.</summary>
public sealed class BankLimits
{
    /// <summary>Payments of one file. Default 10,000, range 1–1,000,000; more go into further files.</summary>
    [Range(1, 1_000_000)]
    public int LinesMax { get; set; } = 10_000;

    /// <summary>Amount of one payment, fen. Default 10,000,000,000 (100 million yuan), range 1–10^15.</summary>
    [Range(1L, 1_000_000_000_000_000L)]
    public long LineFenMax { get; set; } = 10_000_000_000;

    /// <summary>Sum of one file, fen. Default 100,000,000,000 (1,000 million yuan), range 1–10^17.</summary>
    [Range(1L, 100_000_000_000_000_000L)]
    public long FileFenMax { get; set; } = 100_000_000_000;

    /// <summary>Largest file taken from the bank, bytes. Default 2,147,483,648 (2 GiB), range 64 KiB–64 GiB.</summary>
    [Range(65_536L, 68_719_476_736L)]
    public long FileBytesMax { get; set; } = 2_147_483_648;
}
