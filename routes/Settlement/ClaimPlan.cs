using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal;

namespace Hub.Routes.Settlement;

/// <summary>How far a plan has come. It only goes forward, so no plan asks the core for the same step twice.</summary>
public enum ClaimStage
{
    /// <summary>1101, when the person's number is not known.</summary>
    Identify,

    /// <summary>2201 or 2401, when the visit is not open.</summary>
    Open,

    /// <summary>2405, when a discharged stay still has to change.</summary>
    TakeBackDischarge,

    /// <summary>2203; of a stay 2403, when its diagnoses have changed.</summary>
    Record,

    /// <summary>2205 or 2302, when other lines were uploaded than are claimed.</summary>
    Clear,

    /// <summary>2204 or 2301, message by message until every line is there.</summary>
    Upload,

    /// <summary>2402 before the settlement.</summary>
    Discharge,

    /// <summary>2207 or 2304; of a predetermination 2206 or 2303.</summary>
    Settle,

    /// <summary>2402 after the settlement (Settlement:DischargeOrder SettlementFirst).</summary>
    DischargeSettled,

    /// <summary>Nothing is left to do.</summary>
    Done,
}

/// <summary>
/// A command that takes several steps at the core: a whole claim, or an opening whose person must be identified first. Kept
/// only while it is at work; then the state is small again.
/// </summary>
public sealed class ClaimPlan
{
    public ClaimStage Stage { get; set; }

    /// <summary>Who waits for the answer.</summary>
    public required ReplyAddress ReplyTo { get; set; }

    /// <summary>Reversals of this very message that came before it settled: it stops after the step that is at work.</summary>
    public List<ReplyAddress>? Joined { get; set; }

    /// <summary>Sender; the insured division is added when the core has named it.</summary>
    public required Origin Origin { get; set; }

    /// <summary>As sent, with what the core has added (1101). Personal data.</summary>
    public required Person Person { get; set; }

    public required Credential Credential { get; set; }

    public string InsuranceType { get; set; } = "";

    /// <summary>psn_type by the core's word (1101); empty when the person was not identified here.</summary>
    public string PersonCategory { get; set; } = "";

    /// <summary>The claim; one of the three is set.</summary>
    public SubmitClaim? Claim { get; set; }

    public RegisterEncounter? Registration { get; set; }

    public AdmitPatient? Admission { get; set; }

    /// <summary>The answer of the step that the caller asked for: the adjudication, or the encounter opened.</summary>
    public Adjudicated? Adjudicated { get; set; }

    /// <summary>True when a reversal of this message stops it: a claim and an admission can be undone.</summary>
    internal bool IsOf(ReverseMessage reversal) => Registration is null
        && Origin.Kind == reversal.OriginalKind && Origin.Key == reversal.OriginalKey;
}
