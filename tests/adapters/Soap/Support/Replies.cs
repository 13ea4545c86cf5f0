using Hub.Canonical;
using Hub.Canonical.Messages;

namespace Hub.Adapters.Soap.Tests.Support;

/// <summary>A full answer to every command.</summary>
internal static class Replies
{
    private static readonly Extension[] Extensions = [new("data", 0, "exp_content", "{\"a\":\"<&>\"}"), new("drugdetail:1/durg_trac_info", 0, "x", "y")];
    private static readonly DateTime At = new(2026, 11, 28, 12, 0, 1);

    public static readonly Adjudication Adjudication = new()
    {
        SettlementId = "S1",
        EncounterId = "M1",
        PersonNumber = "P1",
        SettledAt = At,
        InsuranceType = "310",
        ClearingType = "11",
        Total = new Money(1234),
        FundTotal = new Money(1000),
        PooledFund = new Money(1000),
        PersonTotal = new Money(234),
        PersonalAccount = new Money(200),
        Cash = new Money(34),
        Ratio = 0.85m,
        AccountBalance = new Money(-5),
        Funds = [new FundShare("310100", new Money(1000))],
        Lines = [new PricedLine { SerialNumber = "1", Amount = new Money(1234) }],
    };

    public static object For(object command) => command switch
    {
        RegisterEncounter or AdmitPatient => new EncounterOpened { EncounterId = "M1", PersonNumber = "P1", Extensions = Extensions },
        AddFeeLines => new FeeLinesPriced { Lines = Adjudication.Lines, Extensions = Extensions },
        Settle or SubmitClaim or CancelSettlement => new Adjudicated { Adjudication = Adjudication, Extensions = Extensions },
        Inquire => new InquiryAnswered { Settlement = Adjudication, Extensions = Extensions },
        SignIn => new SignedIn("S", At),
        SignOut => new SignedOut(At),
        ReconcileTotals => new TotalsCompared(false, "430100", "不平"),
        IdentifyPerson => new PersonIdentified
        {
            Person = new Person { Number = "P1", Name = "测试甲", BirthDate = new DateOnly(1949, 12, 31), Age = 76.5m },
            Coverages = [new Coverage { InsuranceType = "310", Since = new DateOnly(2001, 1, 1), InsuredDivision = "430100", AccountBalance = new Money(120050) }],
            Extensions = Extensions,
        },
        _ => new Acknowledged { Extensions = Extensions },
    };
}
