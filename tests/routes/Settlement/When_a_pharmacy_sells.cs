using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal;
using Hub.Routes.Settlement;
using static Hub.Routes.Tests.Samples;

namespace Hub.Routes.Tests.Settlement;

public sealed class When_a_pharmacy_sells
{
    private readonly SagaHarness hub = new(new EncounterSaga(new SettlementOptions()), "sale:1");

    [Fact]
    public void Should_settle_and_be_found_by_the_encounter_afterwards()
    {
        var sale = Sale(Line("1", 3000, null), Line("2", 2000, null));
        hub.Submit(sale);
        hub.Done(Samples.Settled("S1", 5000));
        Assert.Equal("Adjudicated", Code(hub.Answer(sale.Origin.Key)));
        Assert.Equal(["encounter:M1"], hub.Aliases);
        Assert.Equal(CareSetting.Pharmacy, Assert.Single(hub.Book).Value.Setting);
    }

    [Fact]
    public void Should_refuse_lines_that_do_not_sum_to_the_total() =>
        Assert.Equal("SET-1021", Code(hub.Submit(Sale(Line("1", 3000, null)) with { Total = new Money(1) })));

    [Fact]
    public void Should_refuse_a_sale_without_lines() => Assert.Equal("SET-1020", Code(hub.Submit(Sale())));

    [Fact]
    public void Should_meet_the_same_case_and_be_refused_when_the_clerk_swipes_again()
    {
        var first = Sale(Line("1", 3000, null));
        var again = Sale(Line("1", 3000, null));
        Assert.Equal(SettlementCorrelator.SaleCase(first), SettlementCorrelator.SaleCase(again));
        hub.Submit(first);
        Assert.Null(hub.Submit(again));
        hub.Done(Samples.Settled("S1", 3000));
        Assert.Equal("SET-1022", Code(hub.Answer(again.Origin.Key)));
        Assert.Single(hub.Sent);
    }

    [Fact]
    public void Should_keep_apart_customers_of_a_pharmacy_that_numbers_every_sale_from_one()
    {
        var other = Sale(Line("1", 3000, null)) with { Person = new Person { Number = "43010000000000000002" } };
        Assert.NotEqual(SettlementCorrelator.SaleCase(Sale(Line("1", 3000, null))), SettlementCorrelator.SaleCase(other));
    }

    [Fact]
    public void Should_sell_to_the_same_person_again_later_that_day()
    {
        hub.Submit(Sale(Line("1", 3000, null)));
        hub.Done(Samples.Settled("S1", 3000));
        Assert.Null(hub.Submit(Sale(Line("1", 3000, null, hour: 15))));
        hub.Done(Samples.Settled("S2", 3000));
        Assert.Equal(2, hub.Ledger.Count);
    }

    [Theory]
    [InlineData(true, "Adjudicated")]
    [InlineData(false, "none")]
    public void Should_take_a_found_sale_only_with_our_message_id(bool echoed, string expected)
    {
        var sale = Sale(Line("1", 3000, null));
        hub.Submit(sale);
        var call = hub.Last.Id;
        hub.Unknown();
        hub.Tick();
        Assert.Null(Assert.IsType<Inquire>(hub.Last.Message).EncounterId);
        hub.Done(Found(Samples.Settled("S1", 3000, echoed ? "WIRE" + call : null)));
        Assert.Equal(expected, Code(hub.Answer(sale.Origin.Key)));
    }

    [Fact]
    public void Should_cancel_and_sell_the_same_basket_anew()
    {
        hub.Submit(Sale(Line("1", 3000, null)));
        hub.Done(Samples.Settled("S1", 3000));
        hub.Submit(Cancel("S1") with { Origin = Origin("2103", institution: Pharmacy), Setting = CareSetting.Pharmacy });
        hub.Done(Samples.Settled("S1R", 3000, sign: -1));
        Assert.Null(hub.Submit(Sale(Line("1", 3000, null))));
        hub.Done(Samples.Settled("S2", 3000));
        Assert.Equal(["settle:S1", "cancel:S1", "settle:S2"], hub.Ledger.Select(t => t.Key));
    }
}
