namespace Hub.Canonical.Messages;

/// <summary>
/// Who said a message and how it is named: the same for every channel. The journal fills in nothing here; the adapter
/// does, from what it has authenticated.
/// </summary>
public sealed record Origin
{
    /// <summary>Registered partner that was proven to be the sender (institution code or <c>core</c>).</summary>
    public required string Partner { get; init; }

    /// <summary>Adapter that received it: <c>infno</c>, <c>fhir</c>, <c>hl7v2</c>, <c>soap</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>The channel's own message type (infno <c>2207</c>).</summary>
    public required string Kind { get; init; }

    /// <summary>The sender's message id, unique for ever per partner (infno msgid).</summary>
    public required string Key { get; init; }

    /// <summary>fixmedins_code of the institution the message speaks for; equals the partner unless it relays.</summary>
    public required string Institution { get; init; }

    /// <summary>fixmedins_name as sent.</summary>
    public string InstitutionName { get; init; } = "";

    /// <summary>mdtrtarea_admvs, 6 digits GB/T 2260.</summary>
    public required string TreatmentDivision { get; init; }

    /// <summary>insuplc_admdvs, 6 digits; empty when unknown (before 1101).</summary>
    public string InsuredDivision { get; init; } = "";

    /// <summary>opter_type: 1 operator, 2 self-service, 3 mobile.</summary>
    public string OperatorType { get; init; } = "1";

    /// <summary>opter.</summary>
    public string Operator { get; init; } = "";

    /// <summary>opter_name. Personal data.</summary>
    [Personal]
    public string OperatorName { get; init; } = "";

    /// <summary>sign_no of the day's sign-in.</summary>
    public string SignIn { get; init; } = "";

    /// <summary>
    /// ipt_otp_no or ipt_no: the institution's own number of the visit, where the channel does not know the core's mdtrt_id. The
    /// message then names its encounter by it, and EncounterId, PersonNumber and SettlementId of the command may be empty: the
    /// route knows them.
    /// </summary>
    public string? Visit { get; init; }

    /// <summary>inf_time, local time of the sender (UTC+8), seconds.</summary>
    public required DateTime SentAt { get; init; }

    /// <summary>Without personal data.</summary>
    public override string ToString() => $"{nameof(Origin)} {Partner} {Channel} {Kind} {Key}";
}

/// <summary>
/// A command or inquiry that an institution sends: who said it, and whatever the typed fields do not name. Every command
/// has both, so that translating a message and back loses nothing.
/// </summary>
public interface ICommand
{
    /// <summary>Who said it.</summary>
    Origin Origin { get; }

    /// <summary>Elements of the national data dictionary without a typed field.</summary>
    IReadOnlyList<Extension> Extensions { get; }
}
