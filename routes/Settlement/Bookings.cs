using Hub.Canonical;
using Hub.Canonical.Messages;

namespace Hub.Routes.Settlement;

/// <summary>From the core's adjudication to what the hub keeps of it, and back to rows of the settlement book.</summary>
internal static class Bookings
{
    /// <summary>What is kept of an adjudication.</summary>
    public static BookedAmounts Of(Adjudication a, Operation operation, string messageKey, DateTime now)
    {
        var (types, fens) = Funds(a, operation.InsuranceType);
        var origin = operation.Origin;
        return new BookedAmounts
        {
            SettlementId = a.SettlementId ?? "",
            EncounterId = a.EncounterId,
            PersonNumber = First(a.PersonNumber, operation.PersonNumber),
            InsuranceType = First(a.InsuranceType, operation.InsuranceType),
            ClearingType = First(a.ClearingType, DefaultClearingType(operation.Setting)),
            Agency = First(a.ClearingAgency, origin.InsuredDivision, origin.TreatmentDivision),
            MessageKey = messageKey,
            Setting = operation.Setting,
            SettledAt = a.SettledAt ?? now,
            TotalFen = a.Total.Fen,
            FundFen = a.FundTotal.Fen,
            AccountFen = a.PersonalAccount.Fen,
            CashFen = a.Cash.Fen,
            HospitalFen = a.HospitalShare.Fen,
            FundTypes = types,
            FundFens = fens,
        };
    }

    /// <summary>The row of a settlement.</summary>
    public static SettlementRecord Row(BookedAmounts b, string institution, SettlementState state) => new()
    {
        SettlementId = b.SettlementId,
        EncounterId = b.EncounterId,
        Institution = institution,
        MessageKey = b.MessageKey,
        Setting = b.Setting,
        PersonNumber = b.PersonNumber,
        InsuranceType = b.InsuranceType,
        ClearingType = b.ClearingType,
        SettlementAgency = b.Agency,
        SettledAt = b.SettledAt,
        State = state,
        Total = new Money(b.TotalFen),
        FundTotal = new Money(b.FundFen),
        PersonalAccount = new Money(b.AccountFen),
        Cash = new Money(b.CashFen),
        HospitalShare = new Money(b.HospitalFen),
    };

    /// <summary>The row that cancels a settlement: negative amounts under an id of its own.</summary>
    public static SettlementRecord CounterRow(
        BookedAmounts b, string institution, SettlementState state, string? id, string messageKey, DateTime at) =>
        Row(b, institution, state) with
        {
            SettlementId = string.IsNullOrEmpty(id) || id == b.SettlementId ? b.SettlementId + "-R" : id,
            CancelsSettlementId = b.SettlementId,
            MessageKey = messageKey,
            SettledAt = at,
            Total = new Money(-b.TotalFen),
            FundTotal = new Money(-b.FundFen),
            PersonalAccount = new Money(-b.AccountFen),
            Cash = new Money(-b.CashFen),
            HospitalShare = new Money(-b.HospitalFen),
        };

    /// <summary>
    /// The cancelling adjudication where the core did not state one: ours with the sign turned. Funds without a field of
    /// their own are other funds.
    /// </summary>
    public static Adjudicated Cancelling(BookedAmounts b, DateTime at)
    {
        Money Of(params ReadOnlySpan<string> types)
        {
            long fen = 0;
            for (var i = 0; i < b.FundTypes.Count; i++)
            {
                fen -= types.Contains(b.FundTypes[i]) ? b.FundFens[i] : 0;
            }

            return new Money(fen);
        }

        var named = new Adjudication
        {
            SettlementId = b.SettlementId + "-R",
            EncounterId = b.EncounterId,
            PersonNumber = b.PersonNumber,
            SettledAt = at,
            InsuranceType = b.InsuranceType,
            ClearingType = b.ClearingType,
            ClearingAgency = b.Agency,
            Total = new Money(-b.TotalFen),
            FundTotal = new Money(-b.FundFen),
            PooledFund = Of("310100", "390100"),
            CivilServantSubsidy = Of("320100"),
            EnterpriseSupplement = Of("370100"),
            SeriousIllness = Of("390200"),
            LargeAmountSubsidy = Of("330100"),
            MedicalAssistance = Of("610100"),
            DisabledSoldiers = Of("350100"),
            PersonTotal = new Money(-(b.AccountFen + b.CashFen)),
            PersonalAccount = new Money(-b.AccountFen),
            Cash = new Money(-b.CashFen),
            HospitalShare = new Money(-b.HospitalFen),
            Funds = [.. b.FundTypes.Select((type, i) => new FundShare(type, new Money(-b.FundFens[i])))],
        };
        var others = named.FundTotal - named.PooledFund - named.CivilServantSubsidy - named.EnterpriseSupplement
            - named.SeriousIllness - named.LargeAmountSubsidy - named.MedicalAssistance - named.DisabledSoldiers;
        return new Adjudicated { Adjudication = named with { OtherFunds = others } };
    }

    /// <summary>True when both state the same settlement to the fen.</summary>
    public static bool Same(BookedAmounts b, Adjudication a) =>
        b.SettlementId == a.SettlementId && SameAmounts(b, a, 1);

    /// <summary>True when the adjudication has our amounts, times <paramref name="sign"/>.</summary>
    public static bool SameAmounts(BookedAmounts b, Adjudication a, int sign) =>
        a.Total.Fen == sign * b.TotalFen && a.FundTotal.Fen == sign * b.FundFen
        && a.PersonalAccount.Fen == sign * b.AccountFen && a.Cash.Fen == sign * b.CashFen
        && a.HospitalShare.Fen == sign * b.HospitalFen;

    private static (List<string> Types, List<long> Fens) Funds(Adjudication a, string insuranceType)
    {
        var residents = First(a.InsuranceType, insuranceType).StartsWith("39", StringComparison.Ordinal);
        var shares = a.Funds.Count > 0
            ? a.Funds.Where(f => f.FundType != AdjudicationRules.PersonalAccountFundType)
            : Named(a, residents);
        var types = new List<string>();
        var fens = new List<long>();
        foreach (var group in shares.GroupBy(f => f.FundType, StringComparer.Ordinal))
        {
            types.Add(group.Key);
            fens.Add(group.Sum(f => f.Amount.Fen));
        }

        return (types, fens);
    }

    /// <summary>fund_pay_type of the named funds (nhsa.md A7), for a core that sends no setldetail.</summary>
    private static IEnumerable<FundShare> Named(Adjudication a, bool residents) => new FundShare[]
    {
        new(residents ? "390100" : "310100", a.PooledFund),
        new("320100", a.CivilServantSubsidy),
        new("370100", a.EnterpriseSupplement),
        new("390200", a.SeriousIllness),
        new("330100", a.LargeAmountSubsidy),
        new("610100", a.MedicalAssistance),
        new("350100", a.DisabledSoldiers),
        new("999997", a.OtherFunds),
    }.Where(f => f.Amount != Money.Zero);

    private static string DefaultClearingType(CareSetting setting) => setting switch
    {
        CareSetting.Inpatient => "21",
        CareSetting.Pharmacy => "41",
        _ => "11",
    };

    private static string First(params ReadOnlySpan<string?> values)
    {
        foreach (var value in values)
        {
            if (!string.IsNullOrEmpty(value))
            {
                return value;
            }
        }

        return "";
    }
}
