using System.ComponentModel.DataAnnotations;

namespace Hub.Adapters.Infno;

/// <summary>Settings of the infno adapter; section <c>Infno</c> of hub.json.</summary>
public sealed class InfnoOptions
{
    /// <summary>
    /// Profile of partners that name none: national, hunan, guangdong, hubei, jilin, or a file in <see cref="ProfileFolder"/>.
    /// Default national.
    /// </summary>
    [Required]
    public string DefaultProfile { get; set; } = "national";

    /// <summary>Folder with profiles of one's own, <c>name.json</c> each; empty for none. Default empty.</summary>
    public string ProfileFolder { get; set; } = "";

    /// <summary>
    /// Whether a partner whose profile asks for no signature may come without one. Default false: then every request must
    /// be signed or pass a signed gateway header. True only behind a network that proves senders by other means.
    /// </summary>
    public bool AllowUnsigned { get; set; }

    /// <summary>How long a counter waits for its answer before it gets an honest pending. Default 20 s, range 1–120 s.</summary>
    [Range(1, 120)]
    public int WaitLimitSeconds { get; set; } = 20;

    /// <summary>Largest request body in bytes. Default 4 MiB, range 64 KiB – 64 MiB.</summary>
    [Range(65_536, 67_108_864)]
    public int RequestBytesMax { get; set; } = 4 * 1024 * 1024;

    /// <summary>Records of one batch at most. Default 100, range 1–1,000. The whole body keeps <see cref="RequestBytesMax"/>.</summary>
    [Range(1, 1000)]
    public int BatchRecordsMax { get; set; } = 100;

    /// <summary>Cases of one batch under way at a time; records of one case keep their order. Default 100, range 1–1,000.</summary>
    [Range(1, 1000)]
    public int BatchCasesAtATime { get; set; } = 100;

    /// <summary>The core as a partner we call.</summary>
    [Required]
    public CoreOptions Core { get; set; } = new();
}

/// <summary>How the hub reaches the bureau core; section <c>Infno:Core</c> of hub.json.</summary>
public sealed class CoreOptions
{
    /// <summary>Address of the core's transaction endpoint, without the transaction number. Required to serve.</summary>
    public Uri? Url { get; set; }

    /// <summary>Profile the core speaks. Default national.</summary>
    [Required]
    public string Profile { get; set; } = "national";

    /// <summary>Value of recer_sys_code. Default 99, at most 10 characters.</summary>
    [MaxLength(10)]
    public string ReceiverSystem { get; set; } = "99";

    /// <summary>TIF access name (x-tif-paasid); empty when the core has no gateway. Default empty.</summary>
    public string GatewayAccessKey { get; set; } = "";

    /// <summary>Where the gateway secret is: <c>file:…</c> or <c>env:…</c>. Required with an access name.</summary>
    public string GatewaySecret { get; set; } = "";

    /// <summary>Connections to the core at most. Default 128, range 1–1,024.</summary>
    [Range(1, 1024)]
    public int ConnectionsMax { get; set; } = 128;

    /// <summary>Largest answer in bytes. Default 16 MiB, range 64 KiB – 128 MiB.</summary>
    [Range(65_536, 134_217_728)]
    public int AnswerBytesMax { get; set; } = 16 * 1024 * 1024;

    /// <summary>How long a connection may take to open before the core counts as not reached. Default 3 s, range 1–60 s.</summary>
    [Range(1, 60)]
    public int ConnectSeconds { get; set; } = 3;
}
