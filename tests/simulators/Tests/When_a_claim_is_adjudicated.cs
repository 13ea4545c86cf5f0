using Hub.Simulators.Core.Benefit;

namespace Hub.Simulators.Tests;

/// <summary>Hand-computed examples; all amounts in fen.</summary>
public sealed class When_a_claim_is_adjudicated
{
    private static BenefitTerms Terms(long deductible = 0, int ratio = 8_000, long ceiling = 100_000_000, int civil = 0, int assistance = 0, Scheme scheme = Scheme.Employees)
        => new(scheme, deductible, [new RatioStep(long.MaxValue, ratio)], ceiling, scheme == Scheme.Employees ? 9_000 : 6_000, civil, assistance);

    [Fact]
    public void Should_reproduce_the_worked_example_A9_2()
    {
        Adjudication result = Adjudicator.Adjudicate(new LineSplit(1_000, 0, 500, 8_500), Terms(deductible: 2_000), accountFen: 2_500, mutualAidFen: 500);

        Assert.Equal(10_000, result.TotalFen);
        Assert.Equal(2_000, result.DeductibleFen);
        Assert.Equal(8_000, result.RatioBasisPoints);
        Assert.Equal(5_200, result.BasicFundFen);
        Assert.Equal(5_200, result.FundFen);
        Assert.Equal(4_800, result.PersonFen);
        Assert.Equal(3_000, result.AccountFen);
        Assert.Equal(500, result.MutualAidFen);
        Assert.Equal(1_800, result.CashFen);
        Assert.True(result.IdentitiesHold);
    }

    [Fact]
    public void Should_pay_nothing_below_the_deductible()
    {
        Adjudication result = Adjudicator.Adjudicate(new LineSplit(0, 0, 0, 29_999), Terms(deductible: 30_000), 0, 0);

        Assert.Equal(29_999, result.DeductibleFen);
        Assert.Equal(0, result.FundFen);
        Assert.Equal(29_999, result.CashFen);
    }

    [Fact]
    public void Should_round_half_a_fen_up()
    {
        // 1.01 yuan at 50 % = 50.5 fen.
        Assert.Equal(51, Adjudicator.Adjudicate(new LineSplit(0, 0, 0, 101), Terms(ratio: 5_000), 0, 0).BasicFundFen);
    }

    [Fact]
    public void Should_pay_each_step_of_the_scale_at_its_own_ratio()
    {
        BenefitTerms terms = Terms() with { Steps = [new RatioStep(3_000_000, 8_400), new RatioStep(long.MaxValue, 8_900)] };

        // 40,000 yuan: 30,000 at 84 % and 10,000 at 89 %.
        Assert.Equal(2_520_000 + 890_000, Adjudicator.Adjudicate(new LineSplit(0, 0, 0, 4_000_000), terms, 0, 0).BasicFundFen);
    }

    [Theory]
    [InlineData(Scheme.Employees, 45_000)]
    [InlineData(Scheme.Residents, 30_000)]
    public void Should_pay_the_supplement_above_the_ceiling(Scheme scheme, long supplement)
    {
        // 1,000 yuan at 80 % = 800; the fund has 400 left = half of it; so 500 yuan are uncovered: × 90 % or × 60 %.
        Adjudication result = Adjudicator.Adjudicate(new LineSplit(0, 0, 0, 100_000), Terms(ceiling: 40_000, scheme: scheme), 0, 0);

        Assert.Equal(40_000, result.BasicFundFen);
        Assert.Equal(supplement, result.AboveCeilingFen);
        Assert.True(result.IdentitiesHold);
    }

    [Fact]
    public void Should_pay_subsidy_and_assistance_from_what_is_left()
    {
        // 1,000 yuan at 80 % = 800; subsidy 50 % of 200 = 100; assistance 70 % of 100 = 70.
        Adjudication result = Adjudicator.Adjudicate(new LineSplit(0, 0, 0, 100_000), Terms(civil: 5_000, assistance: 7_000), 0, 0);

        Assert.Equal(10_000, result.CivilServantFen);
        Assert.Equal(7_000, result.AssistanceFen);
        Assert.Equal(3_000, result.CashFen);
    }

    [Fact]
    public void Should_use_the_own_account_before_mutual_aid_and_cash_last()
    {
        Adjudication result = Adjudicator.Adjudicate(new LineSplit(10_000, 0, 0, 0), Terms(), accountFen: 4_000, mutualAidFen: 1_000);

        Assert.Equal((5_000, 1_000, 5_000), (result.AccountFen, result.MutualAidFen, result.CashFen));
    }

    [Fact]
    public void Should_refuse_a_negative_part()
        => Assert.Throws<ArgumentOutOfRangeException>(() => Adjudicator.Adjudicate(new LineSplit(-1, 0, 0, 0), Terms(), 0, 0));

    [Theory]
    [InlineData("X-A", 10_000, 0, 0, 0, 10_000)]
    [InlineData("X-B", 10_005, 0, 0, 1_001, 9_004)]
    [InlineData("X-C", 10_000, 10_000, 0, 0, 0)]
    [InlineData("X-B", -10_005, 0, 0, -1_001, -9_004)]
    public void Should_split_a_line_by_its_class(string code, long amount, long own, long over, long preSelf, long inScope)
        => Assert.Equal(new LineSplit(own, over, preSelf, inScope), LineSplit.Of(amount, 10_000, CatalogueItem.Of(code), ownPay: false));

    [Fact]
    public void Should_charge_what_exceeds_the_price_limit()
    {
        // 2 units at 60.00, limit 50.00 each, 10 % first: over 20.00, first 10.00, in scope 90.00.
        Assert.Equal(new LineSplit(0, 2_000, 1_000, 9_000), LineSplit.Of(12_000, 20_000, new CatalogueItem("02", 1_000, 5_000), ownPay: false));
    }

    [Fact]
    public void Should_keep_the_identities_for_ten_thousand_random_claims()
    {
        const int seed = 20_260_101;
        var random = new Random(seed);
        for (int i = 0; i < 10_000; i++)
        {
            LineSplit sum = default;
            for (int line = random.Next(1, 8); line > 0; line--)
            {
                LineSplit split = LineSplit.Of(
                    random.Next(1, 2_000_000), random.Next(1, 100_000), CatalogueItem.Of($"XA{random.Next(10_000)}"), random.Next(20) == 0);
                Assert.Equal(split.TotalFen, split.FullOwnFen + split.OverLimitFen + split.PreSelfFen + split.InScopeFen);
                sum += split;
            }
            BenefitTerms terms = Terms(
                random.Next(0, 100_000), random.Next(0, 10_001), random.Next(0, 3_000_000), random.Next(0, 10_001), random.Next(0, 10_001),
                random.Next(2) == 0 ? Scheme.Employees : Scheme.Residents);

            long account = random.Next(0, 1_000_000);
            long mutualAid = random.Next(0, 10_000);

            Adjudication result = Adjudicator.Adjudicate(sum, terms, account, mutualAid);

            Assert.True(result.IdentitiesHold, $"seed {seed}, claim {i}: {result}");
            Assert.InRange(result.AccountFen - result.MutualAidFen, 0, account);
            Assert.InRange(result.MutualAidFen, 0, mutualAid);
            Assert.InRange(result.BasicFundFen, 0, terms.CeilingLeftFen);
            Assert.Equal(sum.TotalFen, result.BasicFundFen + result.AboveCeilingFen + result.CivilServantFen + result.AssistanceFen + result.AccountFen + result.CashFen);
        }
    }
}
