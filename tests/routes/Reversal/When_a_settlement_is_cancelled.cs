using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal;
using Hub.Routes.Settlement;
using Hub.Routes.Tests.Settlement;
using static Hub.Routes.Tests.Samples;

namespace Hub.Routes.Tests.Reversal;

public sealed class When_a_settlement_is_cancelled
{
    private readonly SagaHarness hub = Settled();
    private readonly CancelSettlement cancel = Cancel("S1");

    internal static SagaHarness Settled(SettlementOptions? options = null)
    {
        var hub = When_an_outpatient_settles.Opened100(options);
        hub.Submit(Settle(10000));
        hub.Done(Samples.Settled("S1", 10000));
        return hub;
    }

    internal static long Balance(SagaHarness hub, string account) =>
        hub.Ledger.SelectMany(t => t.Postings).Where(p => p.Account == account).Sum(p => p.Amount.Fen);

    internal static void AssertUndone(SagaHarness hub, SettlementState state)
    {
        Assert.Equal(state, hub.Book["S1"].State);
        var counter = Assert.Single(hub.Book.Values, r => r.CancelsSettlementId == "S1");
        Assert.Equal((-10000, state), (counter.Total.Fen, counter.State));
        Assert.All(hub.Ledger.SelectMany(t => t.Postings).GroupBy(p => p.Account), g => Assert.Equal(0, g.Sum(p => p.Amount.Fen)));
        Assert.Equal(2, hub.Ledger.Count);
    }

    [Fact]
    public void Should_write_the_counter_row_and_turn_the_postings_round()
    {
        hub.Submit(cancel);
        hub.Done(Samples.Settled("S1R", 10000, sign: -1));
        Assert.Equal("Adjudicated", Code(hub.Answer(cancel.Origin.Key)));
        AssertUndone(hub, SettlementState.Cancelled);
        Assert.Equal(cancel.Origin.Key, hub.Book["S1R"].MessageKey);
    }

    [Fact]
    public void Should_refuse_to_cancel_twice()
    {
        hub.Submit(cancel);
        hub.Done(Samples.Settled("S1R", 10000, sign: -1));
        Assert.Equal("SET-1031", Code(hub.Submit(Cancel("S1"))));
    }

    [Fact]
    public void Should_free_the_lines_to_be_settled_anew_or_deleted()
    {
        hub.Submit(cancel);
        hub.Done(Samples.Settled("S1R", 10000, sign: -1));
        hub.Submit(Settle(10000));
        hub.Done(Samples.Settled("S2", 10000));
        Assert.Equal(3, hub.Ledger.Count);
        Assert.Equal("SET-1012", Code(hub.Submit(Remove("B1"))));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Should_let_it_stand_when_the_core_refuses_or_cannot_be_reached(bool refused)
    {
        hub.Submit(cancel);
        if (refused)
        {
            hub.Refuse();
        }
        else
        {
            hub.NotSent();
        }

        Assert.Equal(refused ? "CORE" : "SET-1301", Code(hub.Answer(cancel.Origin.Key)));
        Assert.Equal(SettlementState.Settled, hub.Book["S1"].State);
        Assert.Null(hub.Submit(Cancel("S1")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Should_find_out_that_it_was_cancelled_when_the_answer_is_lost(bool rowRemains)
    {
        hub.Submit(cancel);
        hub.Unknown();
        hub.Tick();
        Assert.Equal("S1", Assert.IsType<Inquire>(hub.Last.Message).SettlementId);
        hub.Done(rowRemains ? Found(Samples.Settled("S1", 10000), refunded: true) : NothingFound);
        var reply = Assert.IsType<Adjudicated>(hub.Answer(cancel.Origin.Key));
        Assert.Equal(-10000, reply.Adjudication.Total.Fen);
        Assert.Empty(AdjudicationRules.Violations(reply.Adjudication));
        AssertUndone(hub, SettlementState.Cancelled);
    }

    [Fact]
    public void Should_say_that_it_stands_after_the_last_inquiry_and_never_send_it_twice()
    {
        hub.Submit(cancel);
        hub.Unknown();
        for (var i = 0; i < 3; i++)
        {
            hub.Tick();
            hub.Done(Found(Samples.Settled("S1", 10000)));
        }

        Assert.Equal("SET-1204", Code(hub.Answer(cancel.Origin.Key)));
        Assert.Equal(1, hub.Sent.Count(s => s.Message is CancelSettlement));
        Assert.Single(hub.Ledger);
    }

    [Fact]
    public void Should_follow_the_core_and_tell_the_institution_when_it_answers_after_that()
    {
        hub.Submit(cancel);
        var call = hub.Last.Id;
        hub.Unknown();
        for (var i = 0; i < 3; i++)
        {
            hub.Tick();
            hub.Done(Found(Samples.Settled("S1", 10000)));
        }

        hub.Outcome(call, CallResult.Done, Samples.Settled("S1R", 10000, sign: -1), late: true);
        hub.Outcome(call, CallResult.Done, Samples.Settled("S1R", 10000, sign: -1), late: true);
        AssertUndone(hub, SettlementState.CancelledByCore);
        Assert.Equal(DifferenceKind.ContradictingAnswer, Assert.Single(hub.Differences).Kind);
        Assert.Single(hub.Sent, s => s.Destination == "institution");
    }

    [Fact]
    public void Should_report_other_amounts_and_take_back_what_was_posted()
    {
        hub.Submit(cancel);
        hub.Done(Samples.Settled("S1R", 9000, sign: -1));
        AssertUndone(hub, SettlementState.Cancelled);
        Assert.Equal(DifferenceKind.AmountDiffers, Assert.Single(hub.Differences).Kind);
    }

    [Fact]
    public void Should_ask_until_the_core_answers_then_leave_it_to_an_operator()
    {
        var patient = Settled(new SettlementOptions { AttemptsBeforeDifference = 2, AttemptsMax = 8 });
        patient.Submit(cancel);
        patient.Unknown();
        while (patient.Timeouts.Count > 0)
        {
            patient.Tick();
            patient.Unknown();
        }

        Assert.Equal("SET-1203", Code(patient.Answer(cancel.Origin.Key)));
        Assert.Single(patient.Differences);
        Assert.Single(patient.Ledger);
    }

    [Fact]
    public void Should_book_the_cancellation_of_a_settlement_made_before_the_hub()
    {
        var old = new SagaHarness(new EncounterSaga(new SettlementOptions()), "encounter:M1");
        old.Submit(Cancel("S0"));
        old.Done(Samples.Settled("S0R", 400, sign: -1));
        Assert.Equal("cancel:S0", Assert.Single(old.Ledger).Key);
        Assert.Equal(("S0", -400), (old.Book["S0R"].CancelsSettlementId, old.Book["S0R"].Total.Fen));
    }

    [Fact]
    public void Should_let_a_second_cancellation_end_before_it_believes_the_late_answer_to_the_first()
    {
        hub.Submit(cancel);
        var first = hub.Last.Id;
        hub.Unknown();
        for (var i = 0; i < 3; i++)
        {
            hub.Tick();
            hub.Done(Found(Samples.Settled("S1", 10000)));
        }

        var again = Cancel("S1");
        hub.Submit(again);
        var second = hub.Last.Id;
        hub.Outcome(first, CallResult.Done, Samples.Settled("S1R", 10000, sign: -1), late: true);
        Assert.Null(hub.Answer(again.Origin.Key));
        hub.Outcome(second, CallResult.Refused, new Refused("CORE", "not live", Fault.Core));
        Assert.Equal("Adjudicated", Code(hub.Answer(again.Origin.Key)));
        AssertUndone(hub, SettlementState.Cancelled);
    }

    [Fact]
    public void Should_book_nothing_when_the_core_cancels_what_the_hub_had_reversed()
    {
        var odd = When_an_outpatient_settles.Opened100();
        odd.Submit(Cancel("S77"));
        odd.Done(Samples.Settled("S77R", 10000, sign: -1));
        Assert.Empty(odd.Book);
        Assert.Empty(odd.Ledger);
        Assert.Equal(DifferenceKind.OnlyAtCore, Assert.Single(odd.Differences).Kind);
    }
}
