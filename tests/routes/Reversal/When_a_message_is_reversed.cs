using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal;
using Hub.Routes.Settlement;
using Hub.Routes.Tests.Settlement;
using static Hub.Routes.Tests.Samples;

namespace Hub.Routes.Tests.Reversal;

public sealed class When_a_message_is_reversed
{
    private readonly SagaHarness hub = When_an_outpatient_settles.Opened100();
    private readonly Settle settle = Settle(10000);

    [Fact]
    public void Should_undo_a_booked_settlement_at_the_core_and_in_the_books()
    {
        hub.Submit(settle);
        var call = hub.Last.Id;
        hub.Done(Samples.Settled("S1", 10000));
        var reverse = Reverse(settle);
        hub.Submit(reverse);
        Assert.Equal("WIRE" + call, Assert.IsType<ReverseMessage>(hub.Last.Message).OriginalKey);
        hub.Done(new Acknowledged());
        Assert.Equal("Acknowledged", Code(hub.Answer(reverse.Origin.Key)));
        When_a_settlement_is_cancelled.AssertUndone(hub, SettlementState.Reversed);
        Assert.Equal("Acknowledged", Code(hub.Submit(Reverse(settle))));
    }

    [Fact]
    public void Should_join_the_finding_out_and_be_answered_when_it_ends()
    {
        var reverse = Reverse(settle);
        hub.Submit(settle);
        hub.Unknown();
        Assert.Null(hub.Submit(reverse));
        hub.Tick();
        Assert.IsType<ReverseMessage>(hub.Last.Message);
        hub.Done(new Acknowledged());
        Assert.Equal("SET-1201", Code(hub.Answer(settle.Origin.Key)));
        Assert.Equal("Acknowledged", Code(hub.Answer(reverse.Origin.Key)));
    }

    [Fact]
    public void Should_undo_what_the_core_books_while_the_reversal_waits()
    {
        var reverse = Reverse(settle);
        hub.Submit(settle);
        hub.Submit(reverse);
        hub.Done(Samples.Settled("S1", 10000));
        Assert.Equal("Adjudicated", Code(hub.Answer(settle.Origin.Key)));
        Assert.Null(hub.Answer(reverse.Origin.Key));
        hub.Done(new Acknowledged());
        Assert.Equal("Acknowledged", Code(hub.Answer(reverse.Origin.Key)));
        When_a_settlement_is_cancelled.AssertUndone(hub, SettlementState.Reversed);
    }

    [Fact]
    public void Should_acknowledge_when_the_core_refuses_the_original()
    {
        var reverse = Reverse(settle);
        hub.Submit(settle);
        hub.Submit(reverse);
        hub.Refuse();
        Assert.Equal("Acknowledged", Code(hub.Answer(reverse.Origin.Key)));
        Assert.Equal("Acknowledged", Code(hub.Submit(Reverse(settle))));
    }

    [Fact]
    public void Should_bar_an_original_that_never_arrived()
    {
        Assert.Equal("Acknowledged", Code(hub.Submit(Reverse(settle))));
        var barred = Assert.Single(hub.Forbidden);
        Assert.Equal(("2207", settle.Origin.Key, "SET-1200"), (barred.Kind, barred.Key, Code(barred.Answer)));
        Assert.Equal(2, hub.Sent.Count);
    }

    [Fact]
    public void Should_refuse_what_cannot_be_reversed() =>
        Assert.Equal("SET-1032", Code(hub.Submit(Reverse(Register()))));

    [Fact]
    public void Should_say_that_it_stands_when_the_core_refuses_and_holds_it()
    {
        hub.Submit(settle);
        hub.Done(Samples.Settled("S1", 10000));
        var reverse = Reverse(settle);
        hub.Submit(reverse);
        hub.Refuse("已清算");
        hub.Done(Found(Samples.Settled("S1", 10000)));
        var refused = Assert.IsType<Refused>(hub.Answer(reverse.Origin.Key));
        Assert.Equal(("SET-1202", "已清算"), (refused.Code, refused.CoreText));
        Assert.Single(hub.Ledger);
    }

    [Fact]
    public void Should_repeat_until_the_core_answers()
    {
        hub.Submit(settle);
        hub.Done(Samples.Settled("S1", 10000));
        var reverse = Reverse(settle);
        hub.Submit(reverse);
        hub.Unknown();
        hub.Tick();
        hub.Done(new Acknowledged());
        Assert.Equal("Acknowledged", Code(hub.Answer(reverse.Origin.Key)));
        When_a_settlement_is_cancelled.AssertUndone(hub, SettlementState.Reversed);
    }

    [Fact]
    public void Should_wait_its_turn_behind_another_step()
    {
        hub.Submit(settle);
        hub.Done(Samples.Settled("S1", 10000));
        hub.Submit(Add(Line("L9", 1, "B9")));
        var reverse = Reverse(settle);
        hub.Submit(reverse);
        Assert.Equal(1, hub.DeferredCount);
        hub.Done(new FeeLinesPriced { Lines = [] });
        Assert.IsType<ReverseMessage>(hub.Last.Message);
    }

    [Fact]
    public void Should_refuse_another_institution()
    {
        hub.Submit(settle);
        hub.Done(Samples.Settled("S1", 10000));
        var foreign = Reverse(settle) with { Origin = Origin("2601", institution: "H43010000002") };
        Assert.Equal("SET-1001", Code(hub.Submit(foreign)));
    }
}
