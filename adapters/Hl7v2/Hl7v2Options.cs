using System.ComponentModel.DataAnnotations;

namespace Hub.Adapters.Hl7v2;

/// <summary>Settings of the HL7 v2 adapter; section <c>Hl7v2</c> of hub.json. Without a listener nothing is opened.</summary>
public sealed class Hl7v2Options
{
    /// <summary>Ports that are listened on. Default none: the adapter is off. At most 20.</summary>
    public IReadOnlyList<Hl7v2Listener> Listeners { get; set; } = [];

    /// <summary>Systems that may send, each a pair of MSH-3 and MSH-4. Default none: nobody is heard. At most 1,000.</summary>
    public IReadOnlyList<Hl7v2Sender> Senders { get; set; } = [];

    /// <summary>How long a sender in original mode waits for its answer before it gets an honest pending. Default 20 s, range 1–120 s.</summary>
    [Range(1, 120)]
    public int WaitLimitSeconds { get; set; } = 20;

    /// <summary>
    /// Enhanced mode: how long the application acknowledgement is waited for on an open connection. Default 600 s, range 1–3,600 s. Later it is
    /// had by sending the same message again.
    /// </summary>
    [Range(1, 3600)]
    public int ApplicationAnswerSeconds { get; set; } = 600;

    /// <summary>Limits of lines and messages.</summary>
    [Required]
    public Hl7v2Limits Limits { get; set; } = new();
}

/// <summary>Limits of the HL7 v2 lines; section <c>Hl7v2:Limits</c> of hub.json.</summary>
public sealed class Hl7v2Limits
{
    /// <summary>Largest frame in bytes, batches included. Default 4 MiB, range 4 KiB – 64 MiB. A larger one is refused and the line closed.</summary>
    [Range(4096, 67_108_864)]
    public int FrameBytesMax { get; set; } = 4 * 1024 * 1024;

    /// <summary>Segments of one message. Default 5,000, range 10–100,000.</summary>
    [Range(10, 100_000)]
    public int SegmentsMax { get; set; } = 5000;

    /// <summary>Fields of one segment, and repetitions of one field. Default 1,000, range 100–100,000.</summary>
    [Range(100, 100_000)]
    public int FieldsMax { get; set; } = 1000;

    /// <summary>Characters of one field. Default 65,536, range 1,024–4,194,304.</summary>
    [Range(1024, 4_194_304)]
    public int FieldCharactersMax { get; set; } = 65_536;

    /// <summary>Messages of one batch. Default 1,000, range 1–10,000.</summary>
    [Range(1, 10_000)]
    public int BatchMessagesMax { get; set; } = 1000;

    /// <summary>Bytes outside of frames that a connection may send before it is closed. Default 65,536, range 0–1,048,576.</summary>
    [Range(0, 1_048_576)]
    public int NoiseBytesMax { get; set; } = 65_536;

    /// <summary>A line without a frame for so long is closed. Default 600 s, range 5–86,400 s.</summary>
    [Range(5, 86_400)]
    public int IdleSeconds { get; set; } = 600;

    /// <summary>A frame must be complete so long after its first byte, an answer taken so long after it was made. Default 30 s, range 1–600 s.</summary>
    [Range(1, 600)]
    public int FrameSeconds { get; set; } = 30;

    /// <summary>A frame that ends in FS without CR counts as complete after so long. Default 1,000 ms, range 50–10,000 ms.</summary>
    [Range(50, 10_000)]
    public int MissingEndMilliseconds { get; set; } = 1000;

    /// <summary>Connections of one listener. Default 500, range 1–10,000.</summary>
    [Range(1, 10_000)]
    public int ConnectionsMax { get; set; } = 500;

    /// <summary>Connections of one address to one listener. Default 50, range 1–10,000.</summary>
    [Range(1, 10_000)]
    public int ConnectionsPerAddressMax { get; set; } = 50;
}

/// <summary>One port; an element of <c>Hl7v2:Listeners</c> of hub.json.</summary>
public sealed class Hl7v2Listener
{
    /// <summary>Name in logs and metrics, 1 to 32 of a–z, 0–9 and -. Default mllp.</summary>
    [RegularExpression("^[a-z0-9-]{1,32}$")]
    public string Name { get; set; } = "mllp";

    /// <summary>IP address to listen on. Default 127.0.0.1. Another than loopback needs a certificate or <see cref="AllowPlain"/>.</summary>
    [Required]
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>TCP port; 0 takes a free one. Default 2575, range 0–65,535.</summary>
    [Range(0, 65_535)]
    public int Port { get; set; } = 2575;

    /// <summary>PEM file of the server's certificate chain; empty: no TLS. Default empty.</summary>
    public string CertificateFile { get; set; } = "";

    /// <summary>PEM file of its private key, mode 600. Required with <see cref="CertificateFile"/>.</summary>
    public string CertificateKeyFile { get; set; } = "";

    /// <summary>
    /// With TLS: whether a client must show a certificate whose public key is registered with a partner. Default true. False lets
    /// clients without one connect; then each message must be signed (ZSG).
    /// </summary>
    public bool RequireClientCertificate { get; set; } = true;

    /// <summary>Listen without TLS on an address that other machines reach (a private line). Default false.</summary>
    public bool AllowPlain { get; set; }
}

/// <summary>When charges are settled and not only uploaded.</summary>
public enum Hl7v2Settling
{
    /// <summary>When the message says that the charges are complete: a ZSL segment or a total in PV1-47.</summary>
    WhenTotalGiven,

    /// <summary>Every DFT^P03 is a whole claim.</summary>
    Always,

    /// <summary>Never: charges are uploaded only.</summary>
    Never,
}

/// <summary>A sending system and its rules; an element of <c>Hl7v2:Senders</c> of hub.json.</summary>
public sealed class Hl7v2Sender
{
    /// <summary>Id of the institution in the partner registry, 12 characters. Required.</summary>
    [Required]
    public string Partner { get; set; } = "";

    /// <summary>MSH-3 (first component) of its messages, compared exactly. Required.</summary>
    [Required]
    public string Application { get; set; } = "";

    /// <summary>MSH-4 (first component) of its messages, compared exactly. Default empty.</summary>
    public string Facility { get; set; } = "";

    /// <summary>
    /// Whether MSH-3 and MSH-4 together with a source address of <see cref="Addresses"/> prove the sender. Default false. True only on loopback
    /// or a private line, because MLLP alone knows no sender.
    /// </summary>
    public bool ProofByAddress { get; set; }

    /// <summary>Source addresses or networks, separated by commas: <c>127.0.0.1, 10.1.0.0/16</c>. Required with <see cref="ProofByAddress"/>.</summary>
    public string Addresses { get; set; } = "";

    /// <summary>Whether each message must carry a signature (ZSG). Default false.</summary>
    public bool SignatureRequired { get; set; }

    /// <summary>Character set of messages whose MSH-18 is empty, and of BHS and FHS. Default UNICODE UTF-8.</summary>
    [Required]
    public string Charset { get; set; } = "UNICODE UTF-8";

    /// <summary>Versions that are accepted (MSH-12), separated by commas; <c>*</c> for any. Default 2.3,2.3.1,2.4,2.5,2.5.1.</summary>
    [Required]
    public string Versions { get; set; } = "2.3,2.3.1,2.4,2.5,2.5.1";

    /// <summary>Processing ids that are accepted (MSH-11): P production, T training, D debugging. Default P.</summary>
    [Required]
    public string ProcessingIds { get; set; } = "P";

    /// <summary>Division of the treatment (mdtrtarea_admvs), 6 digits. Required.</summary>
    [RegularExpression("^[0-9]{6}$")]
    public string TreatmentDivision { get; set; } = "";

    /// <summary>Field of PV1 with the number of the visit: 19, or 50 where a system counts visits there. Default 19, range 1–52.</summary>
    [Range(1, 52)]
    public int VisitField { get; set; } = 19;

    /// <summary>When charges (DFT^P03) are settled. Default WhenTotalGiven.</summary>
    public Hl7v2Settling Settle { get; set; } = Hl7v2Settling.WhenTotalGiven;

    /// <summary>Whether BAR^P06 (end account) cancels the settlement of the visit. Default false: then it is refused.</summary>
    public bool EndAccountCancels { get; set; }

    /// <summary>
    /// Whether MSH-13 is a sequence number: each message one more than the last, 0 begins anew. Default false. The last number is kept in
    /// memory of the node; after a restart the first message sets it.
    /// </summary>
    public bool SequenceNumbers { get; set; }

    /// <summary>Insurance type (insutype) where neither ZMI nor IN1 says one; empty: refused then. Default empty.</summary>
    public string InsuranceType { get; set; } = "";

    /// <summary>Identifier types (PID-3.5) of a resident identity card. Default NI,NNCHN,SFZ.</summary>
    public string ResidentIdTypes { get; set; } = "NI,NNCHN,SFZ";

    /// <summary>Identifier types of a social-security card. Default SS,HC.</summary>
    public string CardTypes { get; set; } = "SS,HC";

    /// <summary>Identifier types of an electronic credential (医保电子凭证). Default EC.</summary>
    public string ElectronicTypes { get; set; } = "EC";

    /// <summary>Identifier types of the insurance's person number (psn_no). Default PSN.</summary>
    public string PersonNumberTypes { get; set; } = "PSN";

    /// <summary>Coding systems (FT1-7.3, FT1-7.6) that mean the national catalogue. Default NHSA,YB.</summary>
    public string NationalSystems { get; set; } = "NHSA,YB";

    /// <summary>Host that notices are sent to over MLLP; empty: none. Default empty. Takes precedence over notifyUrl of the registry.</summary>
    public string NoticeHost { get; set; } = "";

    /// <summary>TCP port of <see cref="NoticeHost"/>. Default 2575, range 1–65,535.</summary>
    [Range(1, 65_535)]
    public int NoticePort { get; set; } = 2575;

    /// <summary>Whether notices go over TLS; the server's public key must be one of the partner's registered keys. Default false.</summary>
    public bool NoticeTls { get; set; }
}
