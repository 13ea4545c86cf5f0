using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Routes.Settlement;
using Hub.Routes.Tests.Settlement;
using static Hub.Routes.Tests.Samples;

namespace Hub.Routes.Tests.Reversal;

public sealed class When_a_claim_is_reversed
{
    private static readonly FeeLine[] Two = [Line("1", 6000, null), Line("2", 4000, null)];

    private static ReverseMessage Undo(ICommand command) => Reverse(command) with { Origin = VisitOrigin("Task"), PersonNumber = "" };

    [Fact]
    public void Should_undo_its_settlement()
    {
        var desk = new ClaimDesk();
        var claim = Stay(Two);
        desk.Through(claim);
        var undo = Undo(claim);
        desk.Submit(undo);
        var reversal = desk.Sent<ReverseMessage>();
        Assert.Equal(("2304", PersonNumber), (reversal.OriginalKind, reversal.PersonNumber));
        desk.Hub.Done(new Acknowledged());
        Assert.IsType<Acknowledged>(desk.Hub.Answer(undo.Origin.Key));
        Assert.Equal(SettlementState.Reversed, desk.Hub.Book["S1"].State);
        Assert.Equal(0, desk.Hub.Ledger.SelectMany(t => t.Postings).GroupBy(p => p.Account).Sum(g => Math.Abs(g.Sum(p => p.Amount.Fen))));
        Assert.Equal(EncounterPhase.Discharged, desk.State.Phase);
    }

    [Theory]
    [InlineData("1101")]
    [InlineData("2201")]
    [InlineData("2203")]
    [InlineData("add")]
    public void Should_stop_it_before_it_settles(string at)
    {
        var desk = new ClaimDesk();
        var claim = Claim(Two);
        desk.Submit(claim);
        desk.Answer(at);
        var undo = Undo(claim);
        Assert.Null(desk.Submit(undo));
        desk.Answer();
        Assert.Equal("SET-1206", Code(desk.Hub.Answer(claim.Origin.Key)));
        Assert.IsType<Acknowledged>(desk.Hub.Answer(undo.Origin.Key));
        Assert.DoesNotContain("settle", desk.Path, StringComparison.Ordinal);
        Assert.IsType<Adjudicated>(desk.Through(Claim(Two)));
    }

    [Fact]
    public void Should_undo_it_as_soon_as_it_is_booked_when_it_was_asked_meanwhile()
    {
        var desk = new ClaimDesk(new SettlementOptions { DischargeOrder = DischargeOrder.SettlementFirst });
        var claim = Stay(Two);
        desk.Submit(claim);
        desk.Answer("settle");
        var undo = Undo(claim);
        desk.Submit(undo);
        desk.Hub.Done(Samples.Settled("S1", 10000));
        Assert.IsType<Adjudicated>(desk.Hub.Answer(claim.Origin.Key));
        Assert.Equal("2601", ClaimDesk.Name(desk.Hub.Last.Message));
        desk.Hub.Done(new Acknowledged());
        Assert.IsType<Acknowledged>(desk.Hub.Answer(undo.Origin.Key));
        Assert.Equal("1101 2401 add settle 2601", desk.Path);
    }

    [Fact]
    public void Should_wait_for_the_discharge_after_the_settlement()
    {
        var desk = new ClaimDesk(new SettlementOptions { DischargeOrder = DischargeOrder.SettlementFirst });
        var claim = Stay(Two);
        desk.Submit(claim);
        desk.Answer("2402");
        desk.Submit(Undo(claim));
        Assert.Equal(1, desk.Hub.DeferredCount);
        desk.Hub.Done(new Acknowledged());
        Assert.Equal("1101 2401 add settle 2402 2601", desk.Path);
    }

    [Fact]
    public void Should_acknowledge_when_the_claim_had_come_to_nothing()
    {
        var desk = new ClaimDesk();
        var claim = Claim(Two);
        desk.Submit(claim);
        desk.Answer("2203").Hub.Refuse();
        Assert.IsType<Acknowledged>(desk.Submit(Undo(claim)));
    }

    [Fact]
    public void Should_bar_a_claim_that_has_not_arrived()
    {
        var desk = new ClaimDesk();
        var claim = Claim(Two);
        Assert.IsType<Acknowledged>(desk.Submit(Undo(claim)));
        Assert.Equal(("Claim", claim.Origin.Key), (desk.Hub.Forbidden.Single().Kind, desk.Hub.Forbidden.Single().Key));
    }

    [Fact]
    public void Should_not_pretend_to_undo_what_cannot_be_undone()
    {
        var desk = new ClaimDesk();
        var registration = Register() with { Origin = VisitOrigin("Encounter") };
        desk.Through(registration);
        Assert.Equal("SET-1032", Code(desk.Submit(Undo(registration))));
    }

    [Fact]
    public void Should_undo_an_admission_of_any_channel()
    {
        var desk = new ClaimDesk();
        var admission = Admit() with { Origin = VisitOrigin("ADT^A01"), Person = new Person() };
        desk.Through(admission);
        var undo = Undo(admission);
        desk.Submit(undo);
        Assert.Equal("2401", desk.Sent<ReverseMessage>().OriginalKind);
        desk.Hub.Done(new Acknowledged());
        Assert.IsType<Acknowledged>(desk.Hub.Answer(undo.Origin.Key));
        Assert.Equal(EncounterPhase.Closed, desk.State.Phase);
        Assert.Equal("1101 2401 2601", desk.Path);
    }
}
