namespace Hub.Canonical;

/// <summary>Where an encounter stands (FHIR Encounter.status).</summary>
public enum EncounterState
{
    /// <summary>Registered or admitted; charges may be added.</summary>
    InProgress,

    /// <summary>In-patient has left; charges are complete, nothing is settled.</summary>
    Discharged,

    /// <summary>Settled.</summary>
    Finished,

    /// <summary>Registration or admission undone.</summary>
    Cancelled,
}

/// <summary>
/// A visit, a stay or a purchase as a whole: what the commands of one mdtrt_id add up to (FHIR Encounter, HL7 v2 PV1).
/// </summary>
public sealed record Encounter
{
    /// <summary>mdtrt_id, issued by the core.</summary>
    public required string Id { get; init; }

    /// <summary>ipt_otp_no or ipt_no: the institution's own number.</summary>
    public string? VisitNumber { get; init; }

    public required CareSetting Setting { get; init; }

    public required EncounterState State { get; init; }

    /// <summary>fixmedins_code.</summary>
    public required string Institution { get; init; }

    /// <summary>psn_no.</summary>
    [Personal]
    public required string PersonNumber { get; init; }

    public required string InsuranceType { get; init; }

    /// <summary>med_type; null until the visit is recorded.</summary>
    public string? MedicalCategory { get; init; }

    /// <summary>begntime, local time UTC+8.</summary>
    public required DateTime BeginsAt { get; init; }

    /// <summary>endtime, local time UTC+8.</summary>
    public DateTime? EndsAt { get; init; }

    public string? DepartmentCode { get; init; }

    /// <summary>Code of the responsible doctor.</summary>
    public string? Practitioner { get; init; }

    public IReadOnlyList<Diagnosis> Diagnoses { get; init; } = [];

    /// <summary>Id, setting and state only.</summary>
    public override string ToString() => $"{nameof(Encounter)} {Id} {Setting} {State}";
}
