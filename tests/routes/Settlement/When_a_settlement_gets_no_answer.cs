using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal;
using Hub.Routes.Settlement;
using static Hub.Routes.Tests.Samples;

namespace Hub.Routes.Tests.Settlement;

public sealed class When_a_settlement_gets_no_answer
{
    private readonly SagaHarness hub = When_an_outpatient_settles.Opened100();
    private readonly Settle settle = Settle(10000);
    private readonly long call;

    public When_a_settlement_gets_no_answer()
    {
        hub.Submit(settle);
        call = hub.Last.Id;
        hub.Unknown();
    }

    private object? Answer => hub.Answer(settle.Origin.Key);

    private int Settles => hub.Sent.Count(s => s.Message is Settle);

    private void ThreeInquiriesFindNothing()
    {
        for (var i = 0; i < 3; i++)
        {
            hub.Tick();
            Assert.Equal("5203", Assert.IsType<Inquire>(hub.Last.Message).Subject);
            hub.Done(NothingFound);
        }
    }

    [Fact]
    public void Should_ask_the_core_and_complete_when_it_holds_the_settlement()
    {
        hub.Tick();
        var inquiry = Assert.IsType<Inquire>(hub.Last.Message);
        Assert.Equal(("M1", PersonNumber), (inquiry.EncounterId, inquiry.PersonNumber));
        hub.Done(Found(Samples.Settled("S1", 10000, "WIRE" + call)));
        Assert.Equal("Adjudicated", Code(Answer));
        Assert.Single(hub.Ledger);
        Assert.Equal(1, Settles);
    }

    [Fact]
    public void Should_reverse_after_the_last_inquiry_and_say_that_nothing_was_charged()
    {
        ThreeInquiriesFindNothing();
        var reversal = Assert.IsType<ReverseMessage>(hub.Last.Message);
        Assert.Equal(("2207", "WIRE" + call), (reversal.OriginalKind, reversal.OriginalKey));
        hub.Done(new Acknowledged());
        Assert.Equal("SET-1201", Code(Answer));
        Assert.Empty(hub.Ledger);
        Assert.Equal(1, Settles);
        Assert.Null(hub.Submit(Settle(10000)));
        Assert.Equal(2, Settles);
    }

    [Fact]
    public void Should_not_take_an_earlier_settlement_of_the_encounter_for_this_one()
    {
        var two = When_an_outpatient_settles.Opened100();
        two.Submit(Settle(10000));
        two.Done(Samples.Settled("S1", 10000));
        two.Submit(Add(Line("L3", 10000, "B2")));
        two.Done(new FeeLinesPriced { Lines = [] });
        two.Submit(Settle(10000, "B2"));
        two.Unknown();
        two.Tick();
        two.Done(Found(Samples.Settled("S1", 10000)));
        Assert.Single(two.Ledger);
        Assert.Equal(OperationStage.Waiting, two.State<EncounterState>().Operation!.Stage);
    }

    [Theory]
    [InlineData(9000, null, false)]
    [InlineData(10000, "SOMEBODY-ELSE", false)]
    [InlineData(10000, null, true)]
    public void Should_not_take_another_or_refunded_settlement_for_this_one(long fen, string? echo, bool refunded)
    {
        hub.Tick();
        hub.Done(Found(Samples.Settled("S1", fen, echo), refunded));
        Assert.Empty(hub.Ledger);
        Assert.Null(Answer);
    }

    [Fact]
    public void Should_repeat_the_reversal_until_the_answer_is_definite()
    {
        ThreeInquiriesFindNothing();
        hub.Unknown();
        hub.Tick();
        hub.NotSent();
        hub.Tick();
        Assert.Null(Answer);
        hub.Done(new Acknowledged());
        Assert.Equal("SET-1201", Code(Answer));
        Assert.Equal(3, hub.Sent.Count(s => s.Message is ReverseMessage));
    }

    [Fact]
    public void Should_complete_when_the_core_refuses_to_reverse_and_holds_it()
    {
        ThreeInquiriesFindNothing();
        hub.Refuse("不允许冲正");
        hub.Done(Found(Samples.Settled("S1", 10000)));
        Assert.Equal("Adjudicated", Code(Answer));
        Assert.Single(hub.Ledger);
    }

    [Fact]
    public void Should_take_a_refused_reversal_of_what_the_core_does_not_hold_as_done()
    {
        ThreeInquiriesFindNothing();
        hub.Refuse("原交易不存在");
        hub.Done(NothingFound);
        Assert.Equal("SET-1201", Code(Answer));
    }

    [Fact]
    public void Should_open_a_difference_then_give_up_honestly_when_the_core_never_answers()
    {
        var patient = When_an_outpatient_settles.Opened100(new SettlementOptions { AttemptsBeforeDifference = 2, AttemptsMax = 8 });
        patient.Submit(settle);
        var next = Settle(10000);
        patient.Submit(next);
        patient.Unknown();
        while (patient.State<EncounterState>().Operation is { } operation)
        {
            if (operation.Stage == OperationStage.Waiting)
            {
                patient.Tick();
            }

            patient.Unknown();
        }

        Assert.Equal("SET-1203", Code(patient.Answer(settle.Origin.Key)));
        Assert.Equal("SET-1026", Code(patient.Answer(next.Origin.Key)));
        Assert.Equal(DifferenceKind.StateDiffers, Assert.Single(patient.Differences).Kind);
        Assert.Equal(1, patient.Sent.Count(s => s.Message is Settle));
    }

    [Fact]
    public void Should_complete_with_a_late_answer_that_comes_while_it_is_finding_out()
    {
        hub.Outcome(call, CallResult.Done, Samples.Settled("S1", 10000), late: true);
        Assert.Equal("Adjudicated", Code(Answer));
        hub.Tick();
        hub.Outcome(call, CallResult.Done, Samples.Settled("S1", 10000), late: true);
        Assert.Single(hub.Ledger);
        Assert.Empty(hub.Differences);
        Assert.IsType<Settle>(hub.Last.Message);
    }

    [Fact]
    public void Should_refuse_with_a_late_refusal_that_comes_while_it_is_finding_out()
    {
        hub.Outcome(call, CallResult.Refused, new Refused("CORE", "no", Fault.Core), late: true);
        Assert.Equal("CORE", Code(Answer));
    }

    [Fact]
    public void Should_report_a_second_answer_that_is_not_as_the_first()
    {
        hub.Outcome(call, CallResult.Done, Samples.Settled("S1", 10000), late: true);
        hub.Outcome(call, CallResult.Done, Samples.Settled("S2", 10000), late: true);
        Assert.Equal(DifferenceKind.ContradictingAnswer, Assert.Single(hub.Differences).Kind);
        Assert.Single(hub.Ledger);
        Assert.Single(hub.Book);
    }

    [Fact]
    public void Should_reverse_once_more_when_the_core_holds_what_was_reversed()
    {
        ThreeInquiriesFindNothing();
        hub.Done(new Acknowledged());
        hub.Outcome(call, CallResult.Done, Samples.Settled("S1", 10000), late: true);
        var difference = Assert.Single(hub.Differences);
        Assert.Equal((DifferenceKind.ContradictingAnswer, 10000, "raw" + call), (difference.Kind, difference.Theirs.Fen, difference.TheirRawDigest));
        Assert.IsType<Inquire>(hub.Last.Message);
        hub.Done(Found(Samples.Settled("S1", 10000)));
        Assert.IsType<ReverseMessage>(hub.Last.Message);
        hub.Unknown();
        hub.Tick();
        hub.Done(new Acknowledged());
        Assert.Empty(hub.State<EncounterState>().FollowUps);
        Assert.Empty(hub.Ledger);
    }

    [Fact]
    public void Should_reverse_no_more_when_the_core_does_not_hold_it()
    {
        ThreeInquiriesFindNothing();
        var reversal = hub.Last.Id;
        hub.Outcome(call, CallResult.Done, Samples.Settled("S1", 10000), late: true);
        Assert.Null(Answer);
        hub.Outcome(reversal, CallResult.Done, new Acknowledged());
        Assert.Equal("SET-1201", Code(Answer));
        hub.Done(NothingFound);
        Assert.Equal(1, hub.Sent.Count(s => s.Message is ReverseMessage));
        Assert.Empty(hub.Ledger);
    }

    [Fact]
    public void Should_treat_a_yes_that_names_no_settlement_as_no_answer()
    {
        var odd = When_an_outpatient_settles.Opened100();
        odd.Submit(settle);
        odd.Done(Samples.Settled("", 10000));
        Assert.Null(odd.Answer(settle.Origin.Key));
        Assert.Single(odd.Timeouts);
    }

    [Fact]
    public void Should_book_a_settlement_once_that_the_core_names_for_two_requests()
    {
        hub.Outcome(call, CallResult.Done, Samples.Settled("S1", 10000), late: true);
        hub.Submit(Add(Line("L3", 10000, "B2")));
        hub.Done(new FeeLinesPriced { Lines = [] });
        var second = Settle(10000, "B2");
        hub.Submit(second);
        hub.Done(Samples.Settled("S1", 10000));
        Assert.Equal("SET-1022", Code(hub.Answer(second.Origin.Key)));
        Assert.Single(hub.Ledger);
        Assert.Single(hub.Differences);
    }
}
