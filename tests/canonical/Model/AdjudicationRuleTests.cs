namespace Hub.Canonical.Tests.Model;

public sealed class When_an_adjudication_is_checked
{
    private static readonly Adjudication _whole = new()
    {
        EncounterId = "E1",
        Total = new Money(10_000),
        FundTotal = new Money(6_300),
        PooledFund = new Money(5_000),
        CivilServantSubsidy = new Money(100),
        EnterpriseSupplement = new Money(200),
        SeriousIllness = new Money(300),
        LargeAmountSubsidy = new Money(400),
        MedicalAssistance = new Money(150),
        DisabledSoldiers = new Money(100),
        OtherFunds = new Money(50),
        PersonTotal = new Money(3_500),
        PersonalAccount = new Money(1_500),
        Cash = new Money(2_000),
        HospitalShare = new Money(200),
        Funds = [new FundShare(FundTypes.EmployeesPooled, new Money(6_300)), new FundShare(FundTypes.PersonalAccount, new Money(1_500))],
    };

    private static readonly Money _one = new(1);

    [Fact]
    public void Should_accept_one_that_adds_up() => Assert.Empty(AdjudicationRules.Violations(_whole));

    public static TheoryData<string> Columns { get; } = new(
        "PooledFund", "CivilServantSubsidy", "EnterpriseSupplement", "SeriousIllness", "LargeAmountSubsidy", "MedicalAssistance",
        "DisabledSoldiers", "OtherFunds", "PersonalAccount", "Cash", "HospitalShare", "Total", "FundTotal", "PersonTotal");

    [Theory]
    [MemberData(nameof(Columns))]
    public void Should_miss_a_single_fen_in_any_column(string column)
    {
        var changed = _whole with { };
        var property = typeof(Adjudication).GetProperty(column)!;
        property.SetValue(changed, (Money)property.GetValue(changed)! + _one);

        Assert.NotEmpty(AdjudicationRules.Violations(changed));
    }

    [Fact]
    public void Should_miss_a_fen_in_the_list_of_funds() =>
        Assert.Equal(["fund_pay_sumamt = sum of setldetail.fund_payamt"],
            AdjudicationRules.Violations(_whole with { Funds = [new FundShare(FundTypes.EmployeesPooled, new Money(6_299))] }));

    [Fact]
    public void Should_accept_an_answer_without_a_list_of_funds() => Assert.Empty(AdjudicationRules.Violations(_whole with { Funds = [] }));
}
