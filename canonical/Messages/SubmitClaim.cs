namespace Hub.Canonical.Messages;

/// <summary>
/// A whole visit in one message: who, where, why, what and how much, to be settled (FHIR Claim; HL7 v2 DFT; a row of a front
/// machine). The route takes the steps at the core that the visit has not had yet: identify (1101), register or admit (2201, 2401),
/// record the visit (2203), upload the lines (2204, 2301), settle (2207, 2304). Answer: <see cref="Adjudicated"/>, or
/// <see cref="Refused"/> with the step that was refused; a later claim of the same visit goes on from there.
/// </summary>
public sealed record SubmitClaim : ICommand
{
    public required Origin Origin { get; init; }

    /// <summary>Out-patient or in-patient; a pharmacy sale is a <see cref="Settle"/>.</summary>
    public required CareSetting Setting { get; init; }

    /// <summary>True for a predetermination (2206, 2303): nothing is booked, but the visit is opened and its lines are uploaded.</summary>
    public bool Trial { get; init; }

    public required Person Person { get; init; }
    public required Credential Credential { get; init; }
    public required string InsuranceType { get; init; }
    public required string MedicalCategory { get; init; }

    /// <summary>ipt_otp_no or ipt_no: the institution's number of the visit, unique inside the institution; equals Origin.Visit.</summary>
    public required string VisitNumber { get; init; }

    /// <summary>begntime, local time UTC+8.</summary>
    public required DateTime BeginsAt { get; init; }

    /// <summary>endtime, local time UTC+8; in-patient: the discharge.</summary>
    public DateTime? EndsAt { get; init; }
    public string DepartmentCode { get; init; } = "";
    public string DepartmentName { get; init; } = "";

    /// <summary>Code of the responsible doctor (atddr_no); empty when not said.</summary>
    public string Practitioner { get; init; } = "";
    public string PractitionerName { get; init; } = "";

    /// <summary>At least one.</summary>
    public required IReadOnlyList<Diagnosis> Diagnoses { get; init; }

    /// <summary>In the order sent; empty when they were uploaded before.</summary>
    public required IReadOnlyList<FeeLine> Lines { get; init; }

    /// <summary>medfee_sumamt: sum of all unsettled lines of the visit.</summary>
    public required Money Total { get; init; }

    /// <summary>acct_used_flag: may the personal account be used.</summary>
    public bool UsePersonalAccount { get; init; }
    public IReadOnlyList<Extension> Extensions { get; init; } = [];

    /// <summary>Without personal data.</summary>
    public override string ToString() => $"{nameof(SubmitClaim)} {Origin.Partner} {Origin.Kind} {Origin.Key}";
}
