namespace Hub.Simulators.Persons;

/// <summary>An insured person as the core knows her before the first message of a run. Amounts in fen.</summary>
/// <param name="Number">The key inside the core; the digits of <see cref="PsnNo"/> after the division.</param>
/// <param name="PsnNo">Person number, 20 digits: insured division (6) and number (14).</param>
/// <param name="CertNo">Citizen identification number, 18 characters; empty when only an unknown <see cref="PsnNo"/> is at hand.</param>
/// <param name="Name">A made-up name.</param>
/// <param name="Gender">1 male, 2 female (GB/T 2261.1).</param>
/// <param name="Birth">Date of birth.</param>
/// <param name="InsuType">310 employees, 390 residents.</param>
/// <param name="PsnType">11 employed, 12 retired, 14 minors (the tables of 2102, 2206 and 2207 give three characters, so no four-digit subdivision), 15 adult resident, 16 elderly resident.</param>
/// <param name="CivilServant">True: the civil servants' subsidy pays too.</param>
/// <param name="Assistance">True: medical assistance (residents only) pays too.</param>
/// <param name="BalanceFen">Personal account at the start of the run; 0 for residents.</param>
/// <param name="MutualAidFen">What the family's accounts may pay after the own account is empty.</param>
/// <param name="DeductiblePaidFen">Out-patient deductible already paid this year.</param>
/// <param name="FundPaidFen">Pooled-fund payments already received this year.</param>
public sealed record Person(
    long Number, string PsnNo, string CertNo, string Name, string Gender, DateOnly Birth, string InsuType, string PsnType,
    bool CivilServant, bool Assistance, long BalanceFen, long MutualAidFen, long DeductiblePaidFen, long FundPaidFen)
{
    /// <summary>Full years on a day.</summary>
    public int AgeOn(DateOnly day)
    {
        int years = day.Year - Birth.Year;
        return day < Birth.AddYears(years) ? years - 1 : years;
    }
}
