using Hub.Simulators.Core.Benefit;
using Hub.Simulators.Persons;

namespace Hub.Simulators.Core.Books;

/// <summary>What changes about a person during a run. Amounts in fen.</summary>
public sealed class AccountState
{
    /// <summary>The state before the first settlement of the run.</summary>
    public AccountState(Person person)
    {
        BalanceFen = person.BalanceFen;
        MutualAidFen = person.MutualAidFen;
        DeductiblePaidFen = person.DeductiblePaidFen;
        FundPaidFen = person.FundPaidFen;
    }

    /// <summary>Personal account.</summary>
    public long BalanceFen { get; private set; }

    /// <summary>What the family's accounts may still pay.</summary>
    public long MutualAidFen { get; private set; }

    /// <summary>Out-patient deductible paid this year.</summary>
    public long DeductiblePaidFen { get; private set; }

    /// <summary>Basic-fund payments this year.</summary>
    public long FundPaidFen { get; private set; }

    internal void Apply(Adjudication amounts, Care care, int sign)
    {
        BalanceFen -= sign * (amounts.AccountFen - amounts.MutualAidFen);
        MutualAidFen -= sign * amounts.MutualAidFen;
        FundPaidFen += sign * amounts.BasicFundFen;
        if (care == Care.Outpatient)
        {
            DeductiblePaidFen += sign * amounts.DeductibleFen;
        }
    }
}
