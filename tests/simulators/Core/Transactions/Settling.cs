using Hub.Simulators.Core.Benefit;
using Hub.Simulators.Core.Books;
using Hub.Simulators.Core.Wire;
using Hub.Simulators.Persons;

namespace Hub.Simulators.Core.Transactions;

/// <summary>The steps common to every settlement and every cancellation.</summary>
internal static class Settling
{
    /// <summary>Adjudicates lines for a person at the caller's institution with her account as it stands now. Books nothing.</summary>
    public static Adjudication Adjudicate(CoreState state, CoreRequest request, Person person, Care care, IEnumerable<FeeLine> lines, bool useAccount)
    {
        LineSplit sum = default;
        foreach (FeeLine line in lines)
        {
            sum += line.Split;
        }
        if (Math.Min(Math.Min(sum.FullOwnFen, sum.OverLimitFen), Math.Min(sum.PreSelfFen, sum.InScopeFen)) < 0)
        {
            throw new CoreRefusalException("退费金额大于已上传费用");
        }
        AccountState account = state.Books.AccountOf(person);
        BenefitTerms terms = BenefitPolicy.TermsFor(
            person, care, BenefitPolicy.LevelOf(request.Institution), account.DeductiblePaidFen, account.FundPaidFen);
        return Adjudicator.Adjudicate(sum, terms, useAccount ? account.BalanceFen : 0, useAccount ? account.MutualAidFen : 0);
    }

    /// <summary>Refuses when the stated total is not the sum of the lines (A1.4, row 5).</summary>
    public static void RequireTotal(long statedFen, Adjudication amounts)
    {
        if (statedFen != amounts.TotalFen)
        {
            throw new CoreRefusalException("医疗费总额与费用明细合计不一致");
        }
    }

    /// <summary>Refuses an original whose reversal came first.</summary>
    public static void RefuseIfReversedBefore(CoreState state, CoreRequest request)
    {
        if (state.Options.RemembersEarlyReversals && state.WasReversed(request.Institution, request.MsgId))
        {
            throw new CoreRefusalException("该交易已被冲正，不能再次受理");
        }
    }

    /// <summary>Books a settlement and marks its lines.</summary>
    public static Settlement Book(
        CoreState state, CoreRequest request, Encounter encounter, IReadOnlyList<FeeLine> lines, Adjudication amounts, string clrType, string invoice)
    {
        AccountState account = state.Books.AccountOf(encounter.Person);
        var settlement = new Settlement
        {
            SetlId = state.NextId('3'),
            MdtrtId = encounter.MdtrtId,
            Institution = request.Institution,
            InstitutionName = request.InstitutionName,
            MsgId = request.MsgId,
            InfNo = request.InfNo,
            Person = encounter.Person,
            MedType = encounter.MedType,
            ClrType = clrType,
            Amounts = amounts,
            BalanceFen = account.BalanceFen - (amounts.AccountFen - amounts.MutualAidFen),
            Time = state.Now,
            Invoice = invoice,
        };
        state.Books.Book(settlement, encounter.Care);
        foreach (FeeLine line in lines)
        {
            line.SetlId = settlement.SetlId;
        }
        return settlement;
    }

    /// <summary>Reverses a live settlement and frees its lines.</summary>
    public static void Reverse(CoreState state, Settlement settlement, string msgId, string reversedBy)
    {
        state.Books.Reverse(settlement, state.NextId('4'), msgId, reversedBy, state.Now);
        Encounter? encounter = state.FindEncounter(settlement.MdtrtId);
        if (encounter is null)
        {
            return;
        }
        foreach (FeeLine line in encounter.Lines)
        {
            if (line.SetlId == settlement.SetlId)
            {
                line.SetlId = null;
            }
        }
    }

    /// <summary>True while the encounter has a settlement that was not reversed.</summary>
    public static bool HasLiveSettlement(CoreState state, Encounter encounter)
        => state.Books.OfEncounter(encounter.MdtrtId).Any(settlement => !settlement.Reversed);

    /// <summary><c>clr_type</c> for a kind of care and a <c>med_type</c>.</summary>
    public static string ClearingType(Care care, string medType) => care switch
    {
        Care.Inpatient => "21",
        Care.Pharmacy => "41",
        _ => medType == "14" ? "14" : "11",
    };
}
