namespace Hub.Canonical;

/// <summary>A designated hospital or pharmacy (FHIR Organization; infno 1201 medinsinfo).</summary>
public sealed record Institution
{
    /// <summary>fixmedins_code, 12 characters (<see cref="InstitutionCode"/>).</summary>
    public required string Code { get; init; }

    /// <summary>fixmedins_name, at most 200 characters.</summary>
    public required string Name { get; init; }

    public required InstitutionKind Kind { get; init; }

    /// <summary>Insurance division whose bureau holds the contract, 6 digits.</summary>
    public required string Division { get; init; }

    /// <summary>uscc, unified social credit code, 18 characters.</summary>
    public string? SocialCreditCode { get; init; }

    /// <summary>hosp_lv, level of a hospital; null for a pharmacy.</summary>
    public string? Level { get; init; }

    /// <summary>Where it is paid; null before the contract names one.</summary>
    public BankAccount? Account { get; init; }

    /// <summary>First day of the contract, inclusive.</summary>
    public DateOnly? ContractSince { get; init; }

    /// <summary>Last day of the contract, inclusive; null while it runs.</summary>
    public DateOnly? ContractUntil { get; init; }
}
