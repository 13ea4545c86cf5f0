namespace Hub.Canonical;

/// <summary>One step in the life of a contribution.</summary>
/// <param name="On">Day of the step.</param>
/// <param name="Amount">What the step states as the whole amount.</param>
/// <param name="Reference">Number under which the stating side keeps it: assessment, tax receipt, bank serial.</param>
public sealed record ContributionStep(DateOnly On, Money Amount, string Reference);

/// <summary>
/// A premium of one employer or person for one insurance and month: declared, verified by the bureau, collected by the
/// tax office, booked on the fund's account (nhsa.md D6.3, JFXX101 and JFXX102). A refund has negative amounts.
/// </summary>
public sealed record Contribution
{
    /// <summary>SBUUID, the same on both sides, unique for ever.</summary>
    public required string Id { get; init; }

    /// <summary>poolarea_no, 6 digits.</summary>
    public required string Pool { get; init; }

    /// <summary>insu_optins, the agency.</summary>
    public required string Agency { get; init; }

    public required string InsuranceType { get; init; }

    /// <summary>emp_no; null for residents and the flexibly employed.</summary>
    public string? EmployerNumber { get; init; }

    /// <summary>psn_no; null for the sum of an employer.</summary>
    [Personal]
    public string? PersonNumber { get; init; }

    /// <summary>accrym: first day of the month it counts for.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>clct_type, 10 normal.</summary>
    public string Kind { get; init; } = "10";

    /// <summary>emp_clctstd: what the employer's part is reckoned from.</summary>
    public Money EmployerBase { get; init; }

    /// <summary>psn_clctstd: what the person's part is reckoned from.</summary>
    public Money PersonBase { get; init; }

    /// <summary>emp_clct_amt.</summary>
    public Money EmployerAmount { get; init; }

    /// <summary>psn_clct_amt.</summary>
    public Money PersonAmount { get; init; }

    /// <summary>latefee.</summary>
    public Money LateFee { get; init; }

    /// <summary>inte of employer and person together.</summary>
    public Money Interest { get; init; }

    /// <summary>Stated by the employer or person.</summary>
    public ContributionStep? Declared { get; init; }

    /// <summary>Assessed by the bureau (clct_bill_id).</summary>
    public ContributionStep? Verified { get; init; }

    /// <summary>Paid to the tax office (elec_taxrpt_no, intsury_time).</summary>
    public ContributionStep? Collected { get; init; }

    /// <summary>Arrived on the fund's account (arvl_date).</summary>
    public ContributionStep? Booked { get; init; }

    /// <summary>Id only.</summary>
    public override string ToString() => $"{nameof(Contribution)} {Id}";
}

/// <summary>What must hold between the steps of a contribution.</summary>
public static class ContributionRules
{
    /// <summary>Names of the rules that do not hold; empty when the contribution adds up.</summary>
    public static IReadOnlyList<string> Violations(Contribution contribution)
    {
        ArgumentNullException.ThrowIfNull(contribution);
        var c = contribution;
        var broken = new List<string>();
        if (c.Month.Day != 1)
        {
            broken.Add("a month is named by its first day");
        }

        if (c.Collected is { } collected
            && collected.Amount != c.EmployerAmount + c.PersonAmount + c.LateFee + c.Interest)
        {
            broken.Add("collected = employer's part + person's part + late fee + interest");
        }

        if (c.Booked is { } booked && booked.Amount != c.Collected?.Amount)
        {
            broken.Add("booked = collected");
        }

        return broken;
    }
}
