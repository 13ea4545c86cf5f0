using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Hub.Canonical.Tests;

public sealed class When_money_is_reckoned_with
{
    private static Arbitrary<long> Fen { get; } = Gen.OneOf(
        ArbMap.Default.GeneratorFor<long>(),
        Gen.Elements(0L, 1L, -1L, long.MaxValue, long.MinValue, long.MaxValue - 1),
        from high in Gen.Choose(int.MinValue, int.MaxValue)
        from low in Gen.Choose(int.MinValue, int.MaxValue)
        select ((long)high << 32) | (uint)low).ToArbitrary();

    [Fact]
    public void Should_turn_into_yuan_and_back_exactly() =>
        Prop.ForAll(Fen, fen => Money.FromYuan(new Money(fen).Yuan) == new Money(fen)).QuickCheckThrowOnFailure();

    [Fact]
    public void Should_add_and_subtract_exactly_or_throw() =>
        Prop.ForAll(Fen, Fen, (a, b) => SameAs((Int128)a + b, () => new Money(a) + new Money(b))
            && SameAs((Int128)a - b, () => new Money(a) - new Money(b))
            && SameAs(-(Int128)a, () => -new Money(a))).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(long.MaxValue, 1)]
    [InlineData(long.MinValue, -1)]
    public void Should_throw_instead_of_wrapping(long a, long b)
    {
        Assert.Throws<OverflowException>(() => new Money(a) + new Money(b));
        Assert.Throws<OverflowException>(() => new Money(a) - new Money(-b));
        Assert.Throws<OverflowException>(() => -new Money(long.MinValue));
    }

    [Fact]
    public void Should_hold_the_ends_of_its_range_in_yuan()
    {
        Assert.Equal(long.MaxValue, Money.FromYuan(new Money(long.MaxValue).Yuan).Fen);
        Assert.Equal(long.MinValue, Money.FromYuan(new Money(long.MinValue).Yuan).Fen);
        Assert.Throws<OverflowException>(() => Money.FromYuan(92233720368547758.08m));
        Assert.Throws<OverflowException>(() => Money.FromYuan(decimal.MaxValue));
    }

    [Theory]
    [InlineData("0.001")]
    [InlineData("-12.345")]
    [InlineData("0.0000000000000000000000000001")]
    public void Should_refuse_a_fraction_of_a_fen(string yuan) =>
        Assert.Throws<FormatException>(() => Money.FromYuan(decimal.Parse(yuan, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("12.300000", 1230)]
    [InlineData("-0.01", -1)]
    [InlineData("7", 700)]
    public void Should_accept_more_decimals_when_they_are_zero(string yuan, long fen) =>
        Assert.Equal(fen, Money.FromYuan(decimal.Parse(yuan, CultureInfo.InvariantCulture)).Fen);

    [Theory]
    [InlineData(0, "0.00")]
    [InlineData(5, "0.05")]
    [InlineData(-1230, "-12.30")]
    [InlineData(123456789, "1234567.89")]
    public void Should_print_the_same_in_every_culture(long fen, string expected)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            foreach (var culture in (string[])["", "zh-CN", "de-DE", "ar-SA", "fr-FR"])
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
                Assert.Equal(expected, new Money(fen).ToString());
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Should_order_as_numbers_do() =>
        Prop.ForAll(Fen, Fen, (a, b) => new Money(a) < new Money(b) == (a < b) && new Money(a) >= new Money(b) == (a >= b)
            && Math.Sign(new Money(a).CompareTo(new Money(b))) == Math.Sign(a.CompareTo(b))).QuickCheckThrowOnFailure();

    private static bool SameAs(Int128 exact, Func<Money> reckoned)
    {
        if (exact < long.MinValue || exact > long.MaxValue)
        {
            Assert.Throws<OverflowException>(() => reckoned());
            return true;
        }

        return reckoned().Fen == (long)exact;
    }
}
