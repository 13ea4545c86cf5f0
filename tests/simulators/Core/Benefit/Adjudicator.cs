using Hub.Simulators.Wire;

namespace Hub.Simulators.Core.Benefit;

/// <summary>The bureau's arithmetic. Pure: same claim, terms and account, same result.</summary>
public static class Adjudicator
{
    /// <summary>
    /// Deductible, then the scale, then the ceiling, then what lies above it, then the subsidies, then account and cash.
    /// </summary>
    /// <param name="split">Sum of the lines; no part negative (<see cref="ArgumentOutOfRangeException"/>).</param>
    /// <param name="terms">Rules for this person and place.</param>
    /// <param name="accountFen">What the own account may pay now (0 when it shall not be used).</param>
    /// <param name="mutualAidFen">What the family's accounts may pay after the own one.</param>
    public static Adjudication Adjudicate(LineSplit split, BenefitTerms terms, long accountFen, long mutualAidFen)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(split.FullOwnFen);
        ArgumentOutOfRangeException.ThrowIfNegative(split.OverLimitFen);
        ArgumentOutOfRangeException.ThrowIfNegative(split.PreSelfFen);
        ArgumentOutOfRangeException.ThrowIfNegative(split.InScopeFen);

        long deductible = Math.Min(split.InScopeFen, terms.DeductibleFen);
        long reimbursable = split.InScopeFen - deductible;
        long byScale = Scale(reimbursable, terms.Steps);
        long basic = Math.Min(byScale, Math.Max(0, terms.CeilingLeftFen));
        long aboveCeiling = 0;
        if (byScale > basic)
        {
            // The part of the reimbursable amount that the exhausted fund no longer covers, rounded down so that no fen is covered twice.
            long uncovered = (long)((Int128)reimbursable * (byScale - basic) / byScale);
            aboveCeiling = Fen.Share(uncovered, terms.AboveCeilingBasisPoints);
        }
        long civilServant = Fen.Share(reimbursable - basic - aboveCeiling, terms.CivilServantBasisPoints);
        long assistance = Fen.Share(reimbursable - basic - aboveCeiling - civilServant, terms.AssistanceBasisPoints);

        long person = split.TotalFen - basic - aboveCeiling - civilServant - assistance;
        long own = Math.Min(person, Math.Max(0, accountFen));
        long aid = Math.Min(person - own, Math.Max(0, mutualAidFen));
        return new Adjudication(
            split, terms.Scheme, deductible, terms.Steps[0].BasisPoints, basic, aboveCeiling, civilServant, assistance,
            AccountFen: own + aid, MutualAidFen: aid, CashFen: person - own - aid);
    }

    private static long Scale(long amount, IReadOnlyList<RatioStep> steps)
    {
        long sum = 0;
        long from = 0;
        foreach (RatioStep step in steps)
        {
            long part = Math.Min(amount, step.UpToFen) - from;
            if (part <= 0)
            {
                break;
            }
            sum += Fen.Share(part, step.BasisPoints);
            from = step.UpToFen;
        }
        return sum;
    }
}
