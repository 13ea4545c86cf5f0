using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal;
using Hub.Routes.Settlement;
using static Hub.Routes.Tests.Samples;

namespace Hub.Routes.Tests.Reversal;

public sealed class When_the_core_cancels_of_its_own_accord
{
    private readonly SagaHarness hub = When_a_settlement_is_cancelled.Settled();

    [Fact]
    public void Should_book_it_once_and_tell_the_institution_however_often_it_is_pushed()
    {
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("Acknowledged", Code(hub.Submit(CoreCancels("S1", Samples.Settled("S1R", 10000, sign: -1).Adjudication))));
        }

        When_a_settlement_is_cancelled.AssertUndone(hub, SettlementState.CancelledByCore);
        var notice = Assert.IsType<InstitutionNotice>(Assert.Single(hub.Sent, s => s.Destination == "institution").Message);
        Assert.Equal(("S1", SettlementState.CancelledByCore), (notice.SettlementId, notice.State));
        Assert.Equal("SET-1031", Code(hub.Submit(Cancel("S1"))));
    }

    [Fact]
    public void Should_book_our_own_amounts_when_the_core_states_none()
    {
        hub.Submit(CoreCancels("S1"));
        When_a_settlement_is_cancelled.AssertUndone(hub, SettlementState.CancelledByCore);
    }

    [Fact]
    public void Should_send_the_notice_again_until_it_arrives_and_hold_up_nobody()
    {
        hub.Submit(CoreCancels("S1"));
        hub.NotSent();
        var settle = Settle(10000);
        hub.Submit(settle);
        hub.Done(Samples.Settled("S2", 10000));
        Assert.Equal("Adjudicated", Code(hub.Answer(settle.Origin.Key)));
        hub.Tick();
        hub.Done(new Acknowledged());
        Assert.Empty(hub.State<EncounterState>().FollowUps);
        Assert.Equal(2, hub.Sent.Count(s => s.Destination == "institution"));
    }

    [Fact]
    public void Should_report_a_notice_that_cannot_be_delivered()
    {
        var patient = When_a_settlement_is_cancelled.Settled(new SettlementOptions { NoticeRetries = 2 });
        patient.Submit(CoreCancels("S1"));
        patient.NotSent();
        patient.Tick();
        patient.Unknown();
        patient.Tick();
        patient.NotSent();
        Assert.Equal("notice:S1", Assert.Single(patient.Differences).Key);
        Assert.Empty(patient.Timeouts);
    }

    [Fact]
    public void Should_report_a_settlement_that_we_do_not_have()
    {
        Assert.Equal("Acknowledged", Code(hub.Submit(CoreCancels("S99"))));
        hub.Submit(CoreCancels("S99"));
        Assert.Equal(DifferenceKind.OnlyAtCore, Assert.Single(hub.Differences).Kind);
        Assert.Single(hub.Ledger);
    }

    [Fact]
    public void Should_wait_its_turn_while_the_core_is_busy()
    {
        hub.Submit(Cancel("S1"));
        hub.Submit(CoreCancels("S1"));
        hub.Done(Samples.Settled("S1R", 10000, sign: -1));
        When_a_settlement_is_cancelled.AssertUndone(hub, SettlementState.Cancelled);
        Assert.DoesNotContain(hub.Sent, s => s.Destination == "institution");
    }

    [Fact]
    public void Should_refuse_anybody_else()
    {
        var forged = CoreCancels("S1") with { Origin = Origin("2208") };
        Assert.Equal("SET-1034", Code(hub.Submit(forged)));
        Assert.Single(hub.Ledger);
    }
}
