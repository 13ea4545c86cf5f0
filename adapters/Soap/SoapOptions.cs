using System.ComponentModel.DataAnnotations;

namespace Hub.Adapters.Soap;

/// <summary>Settings of the SOAP adapter; section <c>Soap</c> of hub.json.</summary>
public sealed class SoapOptions
{
    /// <summary>
    /// Whether a message may come with neither signature nor password. Default false. True only behind a network that proves senders by
    /// other means; then InstitutionCode names the sender.
    /// </summary>
    public bool AllowUnsigned { get; set; }

    /// <summary>Whether a UsernameToken alone proves a sender. Default true; false: every message must be signed (AllowUnsigned aside).</summary>
    public bool AllowPassword { get; set; } = true;

    /// <summary>Whether a password may come in clear (PasswordText). Default false; true only where TLS ends at the hub.</summary>
    public bool AllowPasswordText { get; set; }

    /// <summary>Whether a signed message must carry a signed Timestamp. Default true. False for old clients that write none.</summary>
    public bool RequireTimestamp { get; set; } = true;

    /// <summary>How far Created may lie ahead and Expires behind, seconds. Default 300, range 0–3,600.</summary>
    [Range(0, 3600)]
    public int ClockToleranceSeconds { get; set; } = 300;

    /// <summary>
    /// Longest life of a message from Created on, seconds, whatever Expires says; also how long a nonce is kept. Default 900, range 60–86,400.
    /// </summary>
    [Range(60, 86_400)]
    public int MessageLifeSeconds { get; set; } = 900;

    /// <summary>Nonces kept at most; a further one is refused until others have run out. Default 1,000,000, range 1,000–10,000,000.</summary>
    [Range(1_000, 10_000_000)]
    public int NoncesMax { get; set; } = 1_000_000;

    /// <summary>How long a counter waits for its answer before it gets an honest pending, seconds. Default 20, range 1–120.</summary>
    [Range(1, 120)]
    public int WaitLimitSeconds { get; set; } = 20;

    /// <summary>Largest request body in bytes. Default 4 MiB, range 64 KiB – 64 MiB.</summary>
    [Range(65_536, 67_108_864)]
    public int RequestBytesMax { get; set; } = 4 * 1024 * 1024;

    /// <summary>
    /// Address that the WSDL names, without a path, where a gateway stands in front: <c>https://hub.example</c>. Default empty: the address asked.
    /// </summary>
    public string PublicAddress { get; set; } = "";

    /// <summary>PEM file of the private key that signs answers and notices; empty: they are not signed. Default empty. Relative to the partners file.</summary>
    public string SigningKeyFile { get; set; } = "";

    /// <summary>PEM file of the certificate of that key, sent along as BinarySecurityToken. Required with a key. Default empty.</summary>
    public string SigningCertificateFile { get; set; } = "";

    /// <summary>Algorithm of that key: rsa-pkcs1-sha256, rsa-pss-sha256, ecdsa-p256-sha256 or sm2-sm3. Default rsa-pkcs1-sha256.</summary>
    [Required]
    public string SigningAlgorithm { get; set; } = "rsa-pkcs1-sha256";

    /// <summary>
    /// Value of a partner's <c>profile</c> in the registry that has its notices sent as SOAP to its notifyUrl; all others are notified by the
    /// national interface's way. Default soap.
    /// </summary>
    [Required]
    public string NoticeProfile { get; set; } = "soap";
}
