using Hub.Simulators.Persons;

namespace Hub.Simulators.Core.Benefit;

/// <summary>A made-up city's benefit policy: which terms hold for a person, a kind of care and a hospital's level. Amounts in fen.</summary>
public static class BenefitPolicy
{
    private const long EmployeeCeiling = 15_000_000;
    private const long ResidentCeiling = 10_000_000;
    private const long OutpatientDeductible = 30_000;

    // [care][hospital level 1..3] in basis points.
    private static readonly int[][] EmployeeRatios = [[7_000, 6_000, 5_000], [9_200, 8_800, 8_400], [6_000, 6_000, 6_000]];
    private static readonly int[][] ResidentRatios = [[6_000, 5_000, 4_000], [8_500, 7_500, 6_500], [4_000, 4_000, 4_000]];
    private static readonly long[] InpatientDeductible = [20_000, 50_000, 80_000];
    private static readonly IReadOnlyList<RatioStep>[,,] Scales = BuildScales();

    /// <summary>The terms for one settlement.</summary>
    /// <param name="person">Scheme, kind of person, subsidies.</param>
    /// <param name="care">Kind of care.</param>
    /// <param name="hospitalLevel">1, 2 or 3 (<see cref="LevelOf"/>).</param>
    /// <param name="deductiblePaidFen">Out-patient deductible paid this year before this settlement.</param>
    /// <param name="fundPaidFen">Basic-fund payments this year before this settlement.</param>
    public static BenefitTerms TermsFor(Person person, Care care, int hospitalLevel, long deductiblePaidFen, long fundPaidFen)
    {
        bool employee = person.InsuType == "310";
        long deductible = care switch
        {
            Care.Inpatient => InpatientDeductible[hospitalLevel - 1],
            Care.Outpatient => Math.Max(0, OutpatientDeductible - deductiblePaidFen),
            _ => 0,
        };
        return new BenefitTerms(
            employee ? Scheme.Employees : Scheme.Residents,
            deductible,
            Scales[employee ? person.PsnType == "12" ? 1 : 0 : 2, (int)care, hospitalLevel - 1],
            Math.Max(0, (employee ? EmployeeCeiling : ResidentCeiling) - fundPaidFen),
            AboveCeilingBasisPoints: employee ? 9_000 : 6_000,
            CivilServantBasisPoints: person.CivilServant ? 5_000 : 0,
            AssistanceBasisPoints: person.Assistance ? 7_000 : 0);
    }

    /// <summary>The made-up level of an institution: pharmacies 1, hospitals by the last digit of their code.</summary>
    public static int LevelOf(string fixmedinsCode)
    {
        if (fixmedinsCode.Length == 0 || fixmedinsCode[0] != 'H')
        {
            return 1;
        }
        return fixmedinsCode[^1] switch { <= '3' => 3, <= '6' => 2, _ => 1 };
    }

    private static IReadOnlyList<RatioStep>[,,] BuildScales()
    {
        var scales = new IReadOnlyList<RatioStep>[3, 3, 3];
        for (int group = 0; group < 3; group++)
        {
            for (int care = 0; care < 3; care++)
            {
                for (int level = 0; level < 3; level++)
                {
                    int ratio = (group == 2 ? ResidentRatios : EmployeeRatios)[care][level] + (group == 1 ? 500 : 0);
                    scales[group, care, level] = (Care)care == Care.Inpatient
                        ? [new RatioStep(3_000_000, ratio), new RatioStep(long.MaxValue, Math.Min(9_800, ratio + 500))]
                        : [new RatioStep(long.MaxValue, ratio)];
                }
            }
        }
        return scales;
    }
}
