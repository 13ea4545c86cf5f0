using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal;

namespace Hub.Routes.Settlement;

/// <summary>What the encounter is doing at the core.</summary>
public enum OperationKind
{
    Register,
    Admit,
    CancelRegistration,
    RecordVisit,
    AddLines,
    RemoveLines,
    Trial,
    Settle,
    CancelSettlement,
    Discharge,
    AmendAdmission,
    SubmitList,

    /// <summary>Who the person of a plan is (1101).</summary>
    Identify,

    /// <summary>A reversal that the institution asked for (2601).</summary>
    Reverse,
}

/// <summary>How far it has come.</summary>
public enum OperationStage
{
    /// <summary>The request itself is at the core.</summary>
    Calling,

    /// <summary>Outcome unknown; a wait is running before the next attempt to find out.</summary>
    Waiting,

    /// <summary>An inquiry (5203) is at the core.</summary>
    Inquiring,

    /// <summary>A reversal (2601) is at the core.</summary>
    Reversing,

    /// <summary>The sale waits for its circulated prescriptions; the core has not heard of it.</summary>
    Reserving,
}

/// <summary>The one step of an encounter that waits for the core, with what is needed to finish it.</summary>
public sealed class Operation
{
    /// <summary>Unique in the encounter.</summary>
    public int Number { get; set; }

    public OperationKind Kind { get; set; }

    public OperationStage Stage { get; set; }

    /// <summary>Journal id of the call whose outcome is awaited; 0 while waiting.</summary>
    public long RequestId { get; set; }

    /// <summary>True when it is a step of a plan, which gets its answer.</summary>
    public bool Planned { get; set; }

    /// <summary>Fingerprint of what the core is told of the visit (<see cref="EncounterState.Said"/>).</summary>
    public string? Said { get; set; }

    /// <summary>Fingerprint of the identity document (<see cref="EncounterState.Document"/>).</summary>
    public string? Document { get; set; }

    /// <summary>Who waits for the answer.</summary>
    public ReplyAddress? ReplyTo { get; set; }

    /// <summary>Reversals (2601) of this very message that arrived meanwhile; answered when it ends.</summary>
    public List<ReplyAddress>? Joined { get; set; }

    /// <summary>Sender and operator, in whose name inquiries and reversals are sent.</summary>
    public required Origin Origin { get; set; }

    public CareSetting Setting { get; set; }

    public string PersonNumber { get; set; } = "";

    public string InsuranceType { get; set; } = "";

    /// <summary>Number of the attempt it is about; 0 when none.</summary>
    public int Attempt { get; set; }

    /// <summary>setl_id of a cancellation.</summary>
    public string? SettlementId { get; set; }

    /// <summary>Which admission step.</summary>
    public AdmissionStep Step { get; set; }

    /// <summary>Line serial numbers to add, or selectors to remove.</summary>
    public List<string>? Ids { get; set; }

    /// <summary>Amounts in fen, beside <see cref="Ids"/>.</summary>
    public List<long>? Fens { get; set; }

    /// <summary>Batches beside <see cref="Ids"/>, when adding.</summary>
    public List<string>? LineBatches { get; set; }

    /// <summary>Inquiries answered or attempted so far.</summary>
    public int Inquiries { get; set; }

    /// <summary>Reversals sent so far.</summary>
    public int Reversals { get; set; }

    /// <summary>The inquiry at the core decides whether a refused reversal was needed.</summary>
    public bool AfterRefusedReversal { get; set; }

    /// <summary>The core's words when it refused the reversal.</summary>
    public string? CoreText { get; set; }

    /// <summary>The core's belated word that it had booked, heard while the reversal was on its way.</summary>
    public LateWord? Late { get; set; }

    /// <summary>A late answer to an earlier cancellation said it was done, while this one is at the core.</summary>
    public Adjudicated? Cancelled { get; set; }

    /// <summary>The sale that is sent once its prescriptions are got; null before and after.</summary>
    public Settle? Sale { get; set; }

    /// <summary>How many of its prescriptions it has.</summary>
    public int Reserved { get; set; }

    /// <summary>An operator has been told.</summary>
    public bool Reported { get; set; }
}

/// <summary>What a late answer said.</summary>
public sealed class LateWord
{
    public string SettlementId { get; set; } = "";
    public long TotalFen { get; set; }
    public string RawDigest { get; set; } = "";
}

/// <summary>Something to be confirmed beside the main line of the encounter.</summary>
public sealed class FollowUp
{
    public int Number { get; set; }

    /// <summary>A notice to the institution; otherwise a check and one more reversal at the core.</summary>
    public InstitutionNotice? Notice { get; set; }

    /// <summary>Attempt that the core says it holds although we reversed it.</summary>
    public int Attempt { get; set; }

    /// <summary>setl_id that the core claims to hold.</summary>
    public string SettlementId { get; set; } = "";

    public Origin? Origin { get; set; }

    /// <summary>The inquiry has shown that the core holds it: reverse once more.</summary>
    public bool Held { get; set; }

    public long RequestId { get; set; }

    public int Tries { get; set; }
}

/// <summary>Time to try again to find out how the operation ended.</summary>
/// <param name="Operation">Number of the operation; another one means that it has ended meanwhile.</param>
/// <param name="Round">Attempts made when the wait began; another count means a newer wait is running.</param>
public sealed record ResolutionDue(int Operation, int Round);

/// <summary>Time to send a notice or an extra reversal again.</summary>
public sealed record FollowUpDue(int Number);
