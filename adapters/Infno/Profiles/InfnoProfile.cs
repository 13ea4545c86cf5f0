using System.Collections.Frozen;
using Hub.Adapters.Infno.Wire;
using Hub.Adapters.Infno.Wire.Json;
using Hub.Adapters.Infno.Wire.Schema;

namespace Hub.Adapters.Infno.Profiles;

/// <summary>Gateway scheme in front of the envelope (nhsa.md A2).</summary>
public enum GatewayScheme
{
    /// <summary>No gateway header (A2 c).</summary>
    Plain,

    /// <summary>CSB: HMAC-SHA1 over sorted <c>_api_*</c> pairs (A2 a).</summary>
    Csb,

    /// <summary>TIF/RIO: SHA-256 over time stamp, secret, nonce, time stamp (A2 b).</summary>
    Tif,

    /// <summary>OAuth bearer token (A2 e).</summary>
    Bearer,
}

/// <summary>What the envelope signature covers (nhsa.md B1, B3).</summary>
public enum CainfoScheme
{
    /// <summary><c>cainfo</c> is not used.</summary>
    None,

    /// <summary>Hubei: sorted <c>k=v&amp;…</c> of the outer fields without <c>cainfo</c> and <c>input</c>. Does not cover the input.</summary>
    OuterFields,

    /// <summary>Jilin: plaintext JSON of <c>input</c>.</summary>
    PlaintextInput,

    /// <summary>Exact bytes of the <c>input</c> value.</summary>
    RawInput,

    /// <summary>Sorted <c>k=v&amp;…</c> of all outer fields except <c>cainfo</c>, <c>input</c> as its exact bytes. Recommended: covers everything.</summary>
    Envelope,

    /// <summary>Exact bytes of the whole body; signature in header <c>x-hub-signature</c>.</summary>
    Detached,
}

/// <summary>Text form of a signature.</summary>
public enum SignatureEncoding
{
    /// <summary>Base64 of the signature bytes.</summary>
    Base64,

    /// <summary>Hexadecimal; written in upper case, read in either.</summary>
    Hex,
}

/// <summary>Form of <c>input</c> and <c>output</c> on the wire (nhsa.md A1.1 #18).</summary>
public enum BodyForm
{
    /// <summary>A JSON object; a string holding JSON is accepted too.</summary>
    Json,

    /// <summary>A string holding JSON (Hubei); an object is accepted too.</summary>
    Text,

    /// <summary>A string holding Base64 of SM4-ECB ciphertext (Jilin); plaintext is refused.</summary>
    Encrypted,
}

/// <summary>What happens to members the tables do not know.</summary>
public enum UnknownPolicy
{
    /// <summary>Kept as received and ignored.</summary>
    Keep,

    /// <summary>Refused.</summary>
    Refuse,
}

/// <summary>
/// One region's dialect (nhsa.md A8) as checked configuration: the effective field tables and every switch. Immutable.
/// Made by <see cref="InfnoProfileLoader"/>.
/// </summary>
public sealed record InfnoProfile
{
    /// <summary>Profile name.</summary>
    public required string Name { get; init; }

    /// <summary>Accepted <c>infver</c> values; empty = any. The first one is written.</summary>
    public required IReadOnlyList<string> Versions { get; init; }

    /// <summary>Gateway scheme.</summary>
    public required GatewayScheme Gateway { get; init; }

    /// <summary>Accepted age of the gateway time stamp, either side. Default 30 min (A2). Range 1 s to 24 h.</summary>
    public required TimeSpan GatewayTolerance { get; init; }

    /// <summary>Signature coverage.</summary>
    public required CainfoScheme Cainfo { get; init; }

    /// <summary>Signature text form.</summary>
    public required SignatureEncoding CainfoEncoding { get; init; }

    /// <summary>True when a request without signature is refused.</summary>
    public required bool CainfoRequired { get; init; }

    /// <summary>SM2 user id (B1). Default 1234567812345678.</summary>
    public required string SignatureUserId { get; init; }

    /// <summary>Form of the business part.</summary>
    public required BodyForm Body { get; init; }

    /// <summary><c>infcode</c> of success. Default 0.</summary>
    public required string SuccessCode { get; init; }

    /// <summary><c>infcode</c> of a failure. Default -1.</summary>
    public required string FailureCode { get; init; }

    /// <summary><c>infcode</c> of an outcome that is not known yet. Default -1: never 0.</summary>
    public required string PendingCode { get; init; }

    /// <summary><c>stmt_rslt</c> of 3201 when balanced. Default 0, Hubei 000000 (A8.1).</summary>
    public required string BalancedCode { get; init; }

    /// <summary>True when <c>msgid</c> must match <c>[HP] + 29 digits</c>; otherwise any 1 to 30 printable ASCII characters pass.</summary>
    public required bool MessageIdStrict { get; init; }

    /// <summary>Accepted distance of <c>inf_time</c> from our clock, either side; zero = not checked. Default 15 min.</summary>
    public required TimeSpan TimeTolerance { get; init; }

    /// <summary>Envelope fields that may be empty although printed mandatory.</summary>
    public required FrozenSet<string> EnvelopeOptional { get; init; }

    /// <summary>Unknown fields in rows.</summary>
    public required UnknownPolicy UnknownFields { get; init; }

    /// <summary>Unknown nodes beside the known ones.</summary>
    public required UnknownPolicy UnknownNodes { get; init; }

    /// <summary>Severity by error code where it differs from Refuse.</summary>
    public required FrozenDictionary<string, Severity> Severities { get; init; }

    /// <summary>Accepted difference between a line amount and price times quantity, fen (A1.3). Default 1. Range 0 to 100.</summary>
    public required int AmountToleranceFen { get; init; }

    /// <summary>Sizes.</summary>
    public required WireLimits Limits { get; init; }

    /// <summary>Effective tables by transaction number.</summary>
    public required FrozenDictionary<string, TransactionTable> Transactions { get; init; }

    /// <summary>Severity of an error in this profile.</summary>
    public Severity SeverityOf(InfnoError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return Severities.TryGetValue(error.Code, out var severity) ? severity : Severity.Refuse;
    }

    /// <summary>The transaction, or null when this region does not offer it.</summary>
    public TransactionTable? Find(string infno) => Transactions.TryGetValue(infno, out var table) ? table : null;
}
