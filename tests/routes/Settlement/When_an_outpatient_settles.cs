using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal;
using Hub.Routes.Settlement;
using static Hub.Routes.Tests.Samples;

namespace Hub.Routes.Tests.Settlement;

public sealed class When_an_outpatient_settles
{
    private readonly SagaHarness hub = Opened100();

    internal static SagaHarness Opened100(SettlementOptions? options = null)
    {
        var hub = new SagaHarness(new EncounterSaga(options ?? new SettlementOptions()), "opening");
        hub.Submit(Register());
        hub.Done(Opened());
        hub.Submit(Add(Line("L1", 6000), Line("L2", 4000)));
        hub.Done(new FeeLinesPriced { Lines = [] });
        return hub;
    }

    [Fact]
    public void Should_give_the_case_the_name_of_the_encounter() => Assert.Equal(["encounter:M1"], hub.Aliases);

    [Fact]
    public void Should_record_post_and_answer_once_booked()
    {
        var settle = Settle(10000);
        Assert.Null(hub.Submit(settle));
        var reply = Samples.Settled("S1", 10000);
        hub.Done(reply);

        Assert.Equal("Adjudicated", Code(hub.Answer(settle.Origin.Key)));
        var row = Assert.Single(hub.Book).Value;
        Assert.Equal((SettlementState.Settled, 10000, settle.Origin.Key), (row.State, row.Total.Fen, row.MessageKey));
        var entry = Assert.Single(hub.Ledger);
        Assert.Equal("settle:S1", entry.Key);
        Assert.Equal(
            ["fund:310100:430100 50.00", "personal-accounts:430100 25.00", "institution:H43010000001:payable -75.00",
             "institution:H43010000001:patient-cash 25.00", "institution:H43010000001:charges -25.00"],
            entry.Postings.Select(p => p.Account + " " + p.Amount));
    }

    [Fact]
    public void Should_refuse_a_total_that_is_not_the_sum_of_the_lines()
    {
        Assert.Equal("SET-1021", Code(hub.Submit(Settle(9999))));
        Assert.Equal(2, hub.Sent.Count);
    }

    [Fact]
    public void Should_refuse_a_batch_without_lines() => Assert.Equal("SET-1020", Code(hub.Submit(Settle(100, "B2"))));

    [Fact]
    public void Should_refuse_a_second_settlement_and_name_the_first()
    {
        hub.Submit(Settle(10000));
        hub.Done(Samples.Settled("S1", 10000));
        var refused = Assert.IsType<Refused>(hub.Submit(Settle(10000)));
        Assert.Equal("SET-1022", refused.Code);
        Assert.Contains("S1", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_settle_another_batch_of_the_same_encounter()
    {
        hub.Submit(Settle(10000));
        hub.Done(Samples.Settled("S1", 10000));
        hub.Submit(Add(Line("L3", 500, "B2")));
        hub.Done(new FeeLinesPriced { Lines = [] });
        var second = Settle(500, "B2");
        hub.Submit(second);
        hub.Done(Samples.Settled("S2", 500));
        Assert.Equal("Adjudicated", Code(hub.Answer(second.Origin.Key)));
        Assert.Equal(2, hub.Ledger.Count);
    }

    [Fact]
    public void Should_put_aside_what_arrives_while_the_core_is_busy_and_handle_it_in_order()
    {
        var settle = Settle(10000);
        var again = Settle(10000);
        hub.Submit(settle);
        Assert.Null(hub.Submit(again));
        Assert.Equal(1, hub.DeferredCount);
        hub.Done(Samples.Settled("S1", 10000));
        Assert.Equal("SET-1022", Code(hub.Answer(again.Origin.Key)));
        Assert.Equal(0, hub.DeferredCount);
    }

    [Fact]
    public void Should_pass_on_the_cores_refusal_and_allow_another_try()
    {
        var settle = Settle(10000);
        hub.Submit(settle);
        hub.Refuse("余额不足");
        Assert.Equal("余额不足", Assert.IsType<Refused>(hub.Answer(settle.Origin.Key)).CoreText);
        hub.Submit(Settle(10000));
        Assert.IsType<Settle>(hub.Last.Message);
        Assert.Empty(hub.Ledger);
    }

    [Fact]
    public void Should_say_that_nothing_was_booked_when_the_core_cannot_be_reached()
    {
        var settle = Settle(10000);
        hub.Submit(settle);
        hub.NotSent();
        Assert.Equal("SET-1301", Code(hub.Answer(settle.Origin.Key)));
    }

    [Fact]
    public void Should_keep_amounts_that_do_not_add_up_out_of_the_ledger_and_report_them()
    {
        var settle = Settle(10000);
        var odd = Samples.Settled("S1", 10000);
        hub.Submit(settle);
        hub.Done(odd with { Adjudication = odd.Adjudication with { Cash = new Money(1) } });
        Assert.Equal("Adjudicated", Code(hub.Answer(settle.Origin.Key)));
        Assert.Empty(hub.Ledger);
        Assert.Single(hub.Book);
        Assert.Equal(DifferenceKind.AmountDiffers, Assert.Single(hub.Differences).Kind);
    }

    [Fact]
    public void Should_report_another_total_than_asked()
    {
        hub.Submit(Settle(10000));
        hub.Done(Samples.Settled("S1", 9000));
        Assert.Equal("total:S1", Assert.Single(hub.Differences).Key);
        Assert.Single(hub.Ledger);
    }

    [Fact]
    public void Should_post_nothing_for_a_free_treatment()
    {
        hub.Submit(Add(Line("L9", 0, "B9")));
        hub.Done(new FeeLinesPriced { Lines = [] });
        hub.Submit(Settle(0, "B9"));
        hub.Done(Samples.Settled("S1", 0));
        Assert.Empty(hub.Ledger);
        Assert.Single(hub.Book);
    }

    [Fact]
    public void Should_refuse_to_delete_settled_lines_but_not_unsettled_ones()
    {
        hub.Submit(Settle(10000));
        hub.Done(Samples.Settled("S1", 10000));
        hub.Submit(Add(Line("L3", 500, "B2")));
        hub.Done(new FeeLinesPriced { Lines = [] });
        Assert.Equal("SET-1012", Code(hub.Submit(Remove("B1"))));
        hub.Submit(Remove("B2"));
        hub.Done(new Acknowledged());
        Assert.Equal("SET-1020", Code(hub.Submit(Settle(500, "B2"))));
    }

    [Fact]
    public void Should_refuse_a_line_that_was_uploaded_before() => Assert.Equal("SET-1011", Code(hub.Submit(Add(Line("L1", 1)))));

    [Fact]
    public void Should_refuse_more_lines_than_the_limit()
    {
        var small = Opened100(new SettlementOptions { FeeLinesMax = 2 });
        Assert.Equal("SET-1010", Code(small.Submit(Add(Line("L3", 1)))));
    }

    [Fact]
    public void Should_refuse_another_institution()
    {
        var foreign = Settle(10000) with { Origin = Origin("2207", institution: "H43010000002") };
        Assert.Equal("SET-1001", Code(hub.Submit(foreign)));
    }

    [Fact]
    public void Should_relay_a_trial_without_booking()
    {
        var trial = Settle(10000) with { Trial = true, Origin = Origin("2206") };
        hub.Submit(trial);
        hub.Done(Samples.Settled("", 10000));
        Assert.Equal("Adjudicated", Code(hub.Answer(trial.Origin.Key)));
        Assert.Empty(hub.Ledger);
    }

    [Fact]
    public void Should_let_the_core_judge_the_total_after_an_upload_of_unknown_outcome()
    {
        var add = Add(Line("L3", 1));
        hub.Submit(add);
        hub.Unknown();
        Assert.Equal("SET-1205", Code(hub.Answer(add.Origin.Key)));
        Assert.Null(hub.Submit(Settle(10001)));
        Assert.IsType<Settle>(hub.Last.Message);
    }

    [Fact]
    public void Should_refuse_whatever_follows_a_cancelled_registration()
    {
        hub.Submit(CancelRegistration());
        hub.Done(new Acknowledged());
        Assert.Equal("SET-1002", Code(hub.Submit(Settle(10000))));
    }

    [Fact]
    public void Should_refuse_to_cancel_a_registration_with_a_live_settlement()
    {
        hub.Submit(Settle(10000));
        hub.Done(Samples.Settled("S1", 10000));
        Assert.Equal("SET-1030", Code(hub.Submit(CancelRegistration())));
    }

    [Fact]
    public void Should_relay_and_learn_of_an_encounter_opened_before_the_hub()
    {
        var old = new SagaHarness(new EncounterSaga(new SettlementOptions()), "encounter:M1");
        var settle = Settle(777, "B7");
        Assert.Null(old.Submit(settle));
        old.Done(Samples.Settled("S7", 777));
        Assert.Equal("Adjudicated", Code(old.Answer(settle.Origin.Key)));
        Assert.Single(old.Ledger);
        Assert.Equal("SET-1022", Code(old.Submit(Settle(777, "B7"))));
    }

    [Fact]
    public void Should_not_learn_an_owner_from_a_refused_step()
    {
        var old = new SagaHarness(new EncounterSaga(new SettlementOptions()), "encounter:M1");
        old.Submit(Visit() with { Origin = Origin("2203", institution: "H43010000002") });
        old.Refuse();
        old.Submit(Visit());
        Assert.IsType<RecordVisit>(old.Last.Message);
        Assert.Equal(2, old.Sent.Count);
    }
}
