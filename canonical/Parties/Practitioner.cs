namespace Hub.Canonical;

/// <summary>A doctor, nurse, pharmacist or technician who may act for the insured (FHIR Practitioner and PractitionerRole).</summary>
public sealed record Practitioner
{
    /// <summary>National code (<see cref="PractitionerCode"/>), 13 or 14 characters.</summary>
    public required string Code { get; init; }

    /// <summary>dr_name, at most 50 characters.</summary>
    [Personal]
    public required string Name { get; init; }

    public required PractitionerKind Kind { get; init; }

    /// <summary>fixmedins_code of the institution where the role is held.</summary>
    public required string Institution { get; init; }

    /// <summary>dept, code of the department.</summary>
    public string? DepartmentCode { get; init; }

    /// <summary>First day of the role, inclusive.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>Last day of the role, inclusive; null while it runs.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Code only.</summary>
    public override string ToString() => $"{nameof(Practitioner)} {Code}";
}
