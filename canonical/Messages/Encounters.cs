namespace Hub.Canonical.Messages;

/// <summary>Register an out-patient visit (infno 2201). Answer: <see cref="EncounterOpened"/>.</summary>
public sealed record RegisterEncounter : ICommand
{
    public required Origin Origin { get; init; }
    public required Person Person { get; init; }
    public required Credential Credential { get; init; }
    public required string InsuranceType { get; init; }

    /// <summary>begntime, local time UTC+8.</summary>
    public required DateTime BeginsAt { get; init; }

    /// <summary>ipt_otp_no: the institution's number of the visit, unique inside the institution.</summary>
    public required string VisitNumber { get; init; }
    public string DepartmentCode { get; init; } = "";
    public string DepartmentName { get; init; } = "";
    public IReadOnlyList<Extension> Extensions { get; init; } = [];
}

/// <summary>Cancel a registration without a live settlement (infno 2202). Answer: <see cref="Acknowledged"/>.</summary>
public sealed record CancelRegistration : ICommand
{
    public required Origin Origin { get; init; }
    public required string EncounterId { get; init; }
    [Personal]
    public required string PersonNumber { get; init; }
    public required string VisitNumber { get; init; }
    public IReadOnlyList<Extension> Extensions { get; init; } = [];

    /// <summary>Without personal data.</summary>
    public override string ToString() => $"{nameof(CancelRegistration)} {Origin.Partner} {Origin.Kind} {Origin.Key}";
}

/// <summary>Visit and diagnoses (infno 2203). Answer: <see cref="Acknowledged"/>.</summary>
public sealed record RecordVisit : ICommand
{
    public required Origin Origin { get; init; }
    public required string EncounterId { get; init; }
    [Personal]
    public required string PersonNumber { get; init; }
    public required string MedicalCategory { get; init; }
    public required DateTime BeginsAt { get; init; }
    public required IReadOnlyList<Diagnosis> Diagnoses { get; init; }
    public IReadOnlyList<Extension> Extensions { get; init; } = [];

    /// <summary>Without personal data.</summary>
    public override string ToString() => $"{nameof(RecordVisit)} {Origin.Partner} {Origin.Kind} {Origin.Key}";
}

/// <summary>Admit an in-patient (infno 2401). Answer: <see cref="EncounterOpened"/>. Reversible by <see cref="ReverseMessage"/>.</summary>
public sealed record AdmitPatient : ICommand
{
    public required Origin Origin { get; init; }
    public required Person Person { get; init; }
    public required Credential Credential { get; init; }
    public required string InsuranceType { get; init; }
    public required string MedicalCategory { get; init; }
    public required DateTime BeginsAt { get; init; }

    /// <summary>ipt_no, the institution's in-patient number.</summary>
    public required string VisitNumber { get; init; }
    public required IReadOnlyList<Diagnosis> Diagnoses { get; init; }
    public IReadOnlyList<Extension> Extensions { get; init; } = [];
}

/// <summary>Discharge (infno 2402). Answer: <see cref="Acknowledged"/>.</summary>
public sealed record DischargePatient : ICommand
{
    public required Origin Origin { get; init; }
    public required string EncounterId { get; init; }
    [Personal]
    public required string PersonNumber { get; init; }
    public required DateTime EndsAt { get; init; }
    public IReadOnlyList<Diagnosis> Diagnoses { get; init; } = [];
    public IReadOnlyList<Extension> Extensions { get; init; } = [];

    /// <summary>Without personal data.</summary>
    public override string ToString() => $"{nameof(DischargePatient)} {Origin.Partner} {Origin.Kind} {Origin.Key}";
}

/// <summary>Which of the small in-patient steps.</summary>
public enum AdmissionStep
{
    /// <summary>Change admission data (infno 2403).</summary>
    Change,

    /// <summary>Cancel an admission (infno 2404).</summary>
    CancelAdmission,

    /// <summary>Cancel a discharge (infno 2405).</summary>
    CancelDischarge,
}

/// <summary>Change or undo an admission or a discharge (infno 2403, 2404, 2405). Answer: <see cref="Acknowledged"/>.</summary>
public sealed record AmendAdmission : ICommand
{
    public required Origin Origin { get; init; }
    public required AdmissionStep Step { get; init; }
    public required string EncounterId { get; init; }
    [Personal]
    public required string PersonNumber { get; init; }
    public IReadOnlyList<Diagnosis> Diagnoses { get; init; } = [];
    public IReadOnlyList<Extension> Extensions { get; init; } = [];

    /// <summary>Without personal data.</summary>
    public override string ToString() => $"{nameof(AmendAdmission)} {Origin.Partner} {Origin.Kind} {Origin.Key}";
}

/// <summary>Answer to <see cref="RegisterEncounter"/> and <see cref="AdmitPatient"/>: the core's encounter id (mdtrt_id).</summary>
public sealed record EncounterOpened
{
    public required string EncounterId { get; init; }
    [Personal]
    public string? PersonNumber { get; init; }
    public string? VisitNumber { get; init; }
    public IReadOnlyList<Extension> Extensions { get; init; } = [];

    /// <summary>Without personal data.</summary>
    public override string ToString() => $"{nameof(EncounterOpened)} {EncounterId}";
}
