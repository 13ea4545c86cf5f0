using System.ComponentModel.DataAnnotations;

namespace Hub.Adapters.Front;

/// <summary>Settings of the front machines; section <c>Front</c> of hub.json.</summary>
public sealed class FrontOptions
{
    /// <summary>The institutions that use a front machine, each once. Default none. At most 1,000.</summary>
    public IReadOnlyList<FrontInstitution> Institutions { get; set; } = [];

    /// <summary>Pause between two looks into a folder or a database. Default 5 s, range 1–3,600 s.</summary>
    [Range(1, 3600)]
    public int PollSeconds { get; set; } = 5;

    /// <summary>A file without control file is taken when it has not changed for this long. Default 10 s, range 1–3,600 s.</summary>
    [Range(1, 3600)]
    public int StillSeconds { get; set; } = 10;

    /// <summary>How long a record waits for its answer in one look; it is asked for again in the next. Default 20 s, range 1–120 s.</summary>
    [Range(1, 120)]
    public int WaitLimitSeconds { get; set; } = 20;

    /// <summary>Largest file in bytes. Default 16 MiB, range 1 KiB – 256 MiB.</summary>
    [Range(1024, 268_435_456)]
    public int FileBytesMax { get; set; } = 16 * 1024 * 1024;

    /// <summary>Largest unpacked file in bytes. Default 64 MiB, range 1 KiB – 512 MiB.</summary>
    [Range(1024, 536_870_912)]
    public int UnpackedBytesMax { get; set; } = 64 * 1024 * 1024;

    /// <summary>Records of a file at most. Default 20,000, range 1–200,000.</summary>
    [Range(1, 200_000)]
    public int RecordsMax { get; set; } = 20_000;

    /// <summary>Rows (fee lines) of a record at most. Default 2,000, range 1–10,000.</summary>
    [Range(1, 10_000)]
    public int RowsPerRecordMax { get; set; } = 2_000;

    /// <summary>Longest row in bytes. Default 16,384, range 256–1,048,576.</summary>
    [Range(256, 1_048_576)]
    public int RowBytesMax { get; set; } = 16_384;

    /// <summary>Files taken in one look into a folder; the others wait for the next. Default 20, range 1–1,000.</summary>
    [Range(1, 1000)]
    public int FilesPerLookMax { get; set; } = 20;

    /// <summary>Visits under way at a time for one institution; records of one visit keep their order. Default 16, range 1–256.</summary>
    [Range(1, 256)]
    public int VisitsAtATime { get; set; } = 16;

    /// <summary>Rows taken from a table in one transaction. Default 50, range 1–1,000.</summary>
    [Range(1, 1000)]
    public int TableRowsMax { get; set; } = 50;
}

/// <summary>One institution's front machine; an element of <c>Front:Institutions</c> of hub.json.</summary>
public sealed class FrontInstitution
{
    /// <summary>Id in the partner registry: its institution code. Required.</summary>
    [RegularExpression("^[A-Za-z0-9_-]{1,32}$")]
    public string Partner { get; set; } = "";

    /// <summary>mdtrtarea_admvs of its records, 6 digits. Required.</summary>
    [RegularExpression("^[0-9]{6}$")]
    public string TreatmentDivision { get; set; } = "";

    /// <summary>
    /// The watched folder: absolute, or at its SFTP server when <see cref="Sftp"/> names one. Empty for none. Only the institution may be able to
    /// write into it. Default empty.
    /// </summary>
    public string Folder { get; set; } = "";

    /// <summary>The SFTP server that has the folder; empty host for a local one.</summary>
    public FrontSftp Sftp { get; set; } = new();

    /// <summary>Encoding of its files and of their results: <c>GB18030</c> or <c>UTF-8</c>. Default GB18030.</summary>
    [RegularExpression("^(GB18030|UTF-8)$")]
    public string Encoding { get; set; } = "GB18030";

    /// <summary>
    /// Whether the folder itself proves the sender. Default false: each file needs a control file signed by a key of the registry. True only on a
    /// private line, where nobody else can write into the folder.
    /// </summary>
    public bool FolderProves { get; set; }

    /// <summary>
    /// Connection string of the PostgreSQL database with the institution's tables (deploy/front), as <c>file:…</c> or <c>env:…</c>; empty for none.
    /// The database's login proves the sender. Default empty.
    /// </summary>
    public string DatabaseSecret { get; set; } = "";
}

/// <summary>How an institution's SFTP server is reached; <c>Sftp</c> of an institution.</summary>
public sealed class FrontSftp
{
    /// <summary>Name or address of the server; empty when the folder is local. Default empty.</summary>
    public string Host { get; set; } = "";

    /// <summary>TCP port. Default 22, range 1–65,535.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 22;

    /// <summary>User to log in as.</summary>
    public string User { get; set; } = "";

    /// <summary>File with our private key, readable by the hub alone.</summary>
    public string IdentityFile { get; set; } = "";

    /// <summary>File with the server's pinned keys in known_hosts form.</summary>
    public string KnownHostsFile { get; set; } = "";
}
