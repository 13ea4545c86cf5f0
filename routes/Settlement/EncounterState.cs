using Hub.Canonical;

namespace Hub.Routes.Settlement;

/// <summary>Where an encounter stands.</summary>
public enum EncounterPhase
{
    /// <summary>Not opened yet, or opened before the hub knew it.</summary>
    New,

    /// <summary>Registered or admitted, or a sale.</summary>
    Open,

    /// <summary>Discharged (2402).</summary>
    Discharged,

    /// <summary>Registration or admission cancelled or reversed.</summary>
    Closed,
}

/// <summary>
/// The life of one encounter: an out-patient visit, a stay or a pharmacy sale. Written as JSON after every step, so it
/// holds ids and totals, never whole messages; only the operation at work keeps more, and only while it is at work.
/// </summary>
public sealed class EncounterState
{
    public EncounterPhase Phase { get; set; }

    /// <summary>fixmedins_code of the institution that the encounter belongs to.</summary>
    public string? Institution { get; set; }

    /// <summary>mdtrt_id, once the core has given it.</summary>
    public string? EncounterId { get; set; }

    /// <summary>psn_no. Personal data.</summary>
    public string? PersonNumber { get; set; }

    /// <summary>med_type of the registration or admission.</summary>
    public string? MedicalCategory { get; set; }

    /// <summary>insutype of a visit that is named by the institution's own number; its later messages may leave it out.</summary>
    public string? InsuranceType { get; set; }

    /// <summary>insuplc_admdvs of such a visit.</summary>
    public string? InsuredDivision { get; set; }

    /// <summary>Fingerprint of the visit (2203) or the diagnoses (2401, 2403) that the core was last told.</summary>
    public string? Said { get; set; }

    /// <summary>Fingerprint of the person's identity document, where the visit was opened with one.</summary>
    public string? Document { get; set; }

    /// <summary>The channel's kind of the latest claim: a reversal may name it even when nothing was asked of the core.</summary>
    public string? ClaimKind { get; set; }

    /// <summary>True when the hub saw the encounter being opened, so that it knows every step since.</summary>
    public bool OpenedHere { get; set; }

    /// <summary>
    /// True while the hub has seen every fee line of the encounter: it opened the encounter and no upload or deletion is
    /// of unknown outcome. Only then may it refuse for missing lines or another total; otherwise the core decides.
    /// </summary>
    public bool KnowsLines { get; set; }

    /// <summary>The uploaded lines, by batch.</summary>
    public List<FeeBatch> Batches { get; set; } = [];

    /// <summary>Every reversible request (2102, 2207, 2304, 2401) that went to the core.</summary>
    public List<Attempt> Attempts { get; set; } = [];

    /// <summary>The one step that waits for the core; null when the encounter is at rest.</summary>
    public Operation? Operation { get; set; }

    /// <summary>The command of several steps that is at work; its present step is <see cref="Operation"/>.</summary>
    public ClaimPlan? Plan { get; set; }

    /// <summary>Notices and extra reversals that are still to be confirmed; they hold up nobody.</summary>
    public List<FollowUp> FollowUps { get; set; } = [];

    /// <summary>Number of the latest operation or follow-up: tells a stale time-out from a live one.</summary>
    public int Sequence { get; set; }
}

/// <summary>Fee lines of one batch (chrg_bchno; one empty batch for in-patients and sales) with one settlement state.</summary>
public sealed class FeeBatch
{
    /// <summary>chrg_bchno, or empty.</summary>
    public string Batch { get; set; } = "";

    /// <summary>Number of the <see cref="Attempt"/> that settled these lines; null while they are unsettled.</summary>
    public int? SettledBy { get; set; }

    /// <summary>feedetl_sn in the order uploaded.</summary>
    public List<string> Ids { get; set; } = [];

    /// <summary>Amounts in fen, beside <see cref="Ids"/>.</summary>
    public List<long> Fens { get; set; } = [];

    /// <summary>
    /// What the core made of all these lines together, fen: self-paid, above the price limit, paid first, within the policy. Null when
    /// it has not said it of each of them, and for encounters whose sender says it itself.
    /// </summary>
    public List<long>? Split { get; set; }
}
