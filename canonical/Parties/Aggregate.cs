namespace Hub.Canonical;

/// <summary>
/// One cell of a report to the upper level: counts and sums over the settlements of a period, by division, insurance and
/// clearing type (nhsa.md E3; FHIR MeasureReport). No persons: a cell counts them.
/// </summary>
public sealed record Aggregate
{
    /// <summary>Report and version; the same cell of a corrected report has another.</summary>
    public required string Report { get; init; }

    /// <summary>Division reported on, 6 digits.</summary>
    public required string Division { get; init; }

    /// <summary>First day, inclusive, by settlement time of the core.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day, inclusive.</summary>
    public required DateOnly To { get; init; }

    public required string InsuranceType { get; init; }

    public required string ClearingType { get; init; }

    /// <summary>fixmedins_code; null when the cell covers all institutions.</summary>
    public string? Institution { get; init; }

    /// <summary>Settlements less cancellations.</summary>
    public required int Count { get; init; }

    /// <summary>Different persons.</summary>
    public required int Persons { get; init; }

    /// <summary>medfee_sumamt, net of cancellations.</summary>
    public required Money Total { get; init; }

    public required Money FundTotal { get; init; }

    public required Money PersonalAccount { get; init; }

    public required Money Cash { get; init; }

    public required Money HospitalShare { get; init; }

    /// <summary>The fund total by fund.</summary>
    public IReadOnlyList<FundShare> Funds { get; init; } = [];
}
