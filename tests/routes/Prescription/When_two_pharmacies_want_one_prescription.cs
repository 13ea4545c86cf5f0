using Hub.Canonical.Messages;
using Hub.Routes.Prescription;
using Hub.Routes.Settlement;
using static Hub.Routes.Tests.Samples;

namespace Hub.Routes.Tests.Prescription;

/// <summary>Sales and the prescription's case, with local messages carried between them by hand.</summary>
public sealed class When_two_pharmacies_want_one_prescription
{
    private const string Number = "RX430100202611280001";

    private readonly SagaHarness first = new(new EncounterSaga(new SettlementOptions()), "sale:1");
    private readonly SagaHarness second = new(new EncounterSaga(new SettlementOptions()), "sale:2");
    private readonly SagaHarness prescription = new(new PrescriptionSaga(), PrescriptionSaga.CaseOf(Number));

    [Fact]
    public void Should_ask_the_core_only_when_the_prescription_is_got()
    {
        first.Submit(Sold(Number));
        Assert.Empty(first.Sent);
        Carry();
        Assert.IsType<Settle>(first.Last.Message);
        first.Done(Settled("S1", 3000));
        Carry();
        Assert.Equal("sale:1", prescription.State<PrescriptionState>().Sale);
    }

    [Fact]
    public void Should_refuse_the_second_and_name_the_rule_alone()
    {
        first.Submit(Sold(Number));
        Carry();
        first.Done(Settled("S1", 3000));
        var sale = Sold(" " + Number.ToLowerInvariant());
        second.Submit(sale);
        Carry();
        var refused = Assert.IsType<Refused>(second.Answer(sale.Origin.Key));
        Assert.Equal("SET-1028", refused.Code);
        Assert.DoesNotContain("P4301", refused.Text, StringComparison.Ordinal);
        Assert.Empty(second.Sent);
        Assert.Equal("sale:1", prescription.State<PrescriptionState>().Sale);
    }

    [Theory]
    [InlineData("core refuses")]
    [InlineData("not sent")]
    [InlineData("reversed")]
    [InlineData("cancelled")]
    [InlineData("cancelled by core")]
    public void Should_free_it_exactly_once_when_the_sale_is_off(string how)
    {
        var sale = Sold(Number);
        first.Submit(sale);
        Carry();
        switch (how)
        {
            case "core refuses":
                first.Refuse();
                break;
            case "not sent":
                first.NotSent();
                break;
            case "reversed":
                first.Done(Settled("S1", 3000));
                first.Submit(Reverse(sale));
                first.Done(new Acknowledged());
                break;
            case "cancelled":
                first.Done(Settled("S1", 3000));
                first.Submit(Cancel("S1") with { Origin = Origin("2103", institution: Pharmacy) });
                first.Done(Settled("S2", 3000, sign: -1));
                break;
            default:
                first.Done(Settled("S1", 3000));
                first.Submit(CoreCancels("S1", Settled("S2", 3000, sign: -1).Adjudication));
                break;
        }

        Carry();
        Assert.Null(prescription.State<PrescriptionState>().Sale);
        var again = Sold(Number);
        second.Submit(again);
        Carry();
        second.Done(Settled("S9", 3000));

        // A release that comes late or twice must not free what the second sale holds now.
        prescription.Local(new ReleasePrescription(Number, "sale:1", 1));
        Carry();
        var state = prescription.State<PrescriptionState>();
        Assert.Equal(("sale:2", 2, 1), (state.Sale, state.Reserved, state.Released));
        Assert.Equal("Adjudicated", Code(second.Answer(again.Origin.Key)));
    }

    [Fact]
    public void Should_keep_it_while_the_outcome_is_unknown()
    {
        first.Submit(Sold(Number));
        Carry();
        first.Unknown();
        Carry();
        Assert.Equal("sale:1", prescription.State<PrescriptionState>().Sale);
    }

    [Fact]
    public void Should_give_back_the_one_it_got_when_the_other_is_taken()
    {
        var other = new SagaHarness(new PrescriptionSaga(), PrescriptionSaga.CaseOf("RX9"));
        other.Local(new ReservePrescription("RX9", "sale:7", 1));
        other.Locals.Clear();
        var sale = Sale(Line("1", 1000, null) with { PrescriptionNumber = "RX9", IsCirculated = true }, Line("2", 2000, null) with
        {
            PrescriptionNumber = Number, IsCirculated = true,
        });
        first.Submit(sale);
        Carry(other);
        Assert.Equal("SET-1028", Code(first.Answer(sale.Origin.Key)));
        Assert.Null(prescription.State<PrescriptionState>().Sale);
        Assert.Equal("sale:7", other.State<PrescriptionState>().Sale);
    }

    [Fact]
    public void Should_refuse_a_circulated_prescription_without_number() => Assert.Equal("SET-1027", Code(first.Submit(Sold("  "))));

    [Fact]
    public void Should_let_a_reversal_wait_for_the_sale_that_waits_for_its_prescription()
    {
        var sale = Sold(Number);
        first.Submit(sale);
        var reverse = Reverse(sale);
        first.Submit(reverse);
        prescription.Local(new ReservePrescription(Number, "sale:7", 1));
        prescription.Locals.Clear();
        Carry();
        Assert.Equal("SET-1028", Code(first.Answer(sale.Origin.Key)));
        Assert.Equal("Acknowledged", Code(first.Answer(reverse.Origin.Key)));
    }

    [Fact]
    public void Should_leave_a_prescription_of_the_house_alone()
    {
        first.Submit(Sale(Line("1", 3000, null) with { PrescriptionNumber = Number }));
        Assert.Single(first.Sent);
        Assert.Empty(first.Locals);
    }

    private static Settle Sold(string number) => Sale(Line("1", 3000, null) with { PrescriptionNumber = number, IsCirculated = true });

    private void Carry(params SagaHarness[] others)
    {
        SagaHarness[] all = [first, second, prescription, .. others];
        while (Array.Find(all, hub => hub.Locals.Count > 0) is { } from)
        {
            var (to, message) = from.Locals[0];
            from.Locals.RemoveAt(0);
            Array.Find(all, hub => hub.Case == to)?.Local(message);
        }
    }
}
