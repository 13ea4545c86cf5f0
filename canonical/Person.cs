namespace Hub.Canonical;

/// <summary>
/// How a person proves who she is at the counter (就诊凭证; nhsa.md A7 mdtrt_cert_type: 01 e-credential, 02 resident id,
/// 03 social-security card).
/// </summary>
public sealed record Credential
{
    /// <summary>mdtrt_cert_type, 2 digits.</summary>
    public required string Type { get; init; }

    /// <summary>mdtrt_cert_no, at most 50 characters: token, id number or card number. Personal data.</summary>
    [Personal]
    public required string Number { get; init; }

    /// <summary>card_sn, at most 32 characters; required with type 03.</summary>
    [Personal]
    public string? CardSerial { get; init; }

    /// <summary>Without personal data.</summary>
    public override string ToString() => $"{nameof(Credential)} of type {Type}";
}

/// <summary>An insured person (FHIR Patient, HL7 v2 PID). Everything here is personal data.</summary>
public sealed record Person
{
    /// <summary>psn_no, the insurance side's number of the person, at most 30 characters. Null before identification (1101).</summary>
    [Personal]
    public string? Number { get; init; }

    /// <summary>psn_cert_type (01 resident identity card …).</summary>
    public string? DocumentType { get; init; }

    /// <summary>certno. For type 01 a resident id number by GB 11643 (<see cref="ResidentId"/>).</summary>
    [Personal]
    public string? DocumentNumber { get; init; }

    [Personal]
    public string? Name { get; init; }

    /// <summary>gend: 1 male, 2 female, 0 unknown, 9 unspecified (GB/T 2261.1).</summary>
    public string? Gender { get; init; }

    [Personal]
    public DateOnly? BirthDate { get; init; }

    /// <summary>naty, ethnic group, GB/T 3304.</summary>
    public string? EthnicGroup { get; init; }

    /// <summary>age in years, at most one decimal, as the core states it.</summary>
    public decimal? Age { get; init; }

    /// <summary>Without personal data.</summary>
    public override string ToString() => nameof(Person);
}

/// <summary>One insurance relation of a person (FHIR Coverage; infno 1101 insuinfo).</summary>
public sealed record Coverage
{
    /// <summary>insutype: 310 employees' basic, 390 residents' basic … (nhsa.md C4).</summary>
    public required string InsuranceType { get; init; }

    /// <summary>psn_type, person category.</summary>
    public string? PersonCategory { get; init; }

    /// <summary>psn_insu_stas: 1 normal, 2 paused, 4 ended …</summary>
    public string? Status { get; init; }

    public DateOnly? Since { get; init; }

    public DateOnly? PausedSince { get; init; }

    /// <summary>cvlserv_flag.</summary>
    public bool CivilServant { get; init; }

    /// <summary>insuplc_admdvs, 6 digits GB/T 2260: who insures.</summary>
    public string? InsuredDivision { get; init; }

    /// <summary>Balance of the personal account (balc).</summary>
    public Money AccountBalance { get; init; }

    public string? Employer { get; init; }
}
