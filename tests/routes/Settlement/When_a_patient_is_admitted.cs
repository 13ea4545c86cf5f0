using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal;
using Hub.Routes.Settlement;
using static Hub.Routes.Tests.Samples;

namespace Hub.Routes.Tests.Settlement;

public sealed class When_a_patient_is_admitted
{
    private static (SagaHarness Hub, AdmitPatient Admit) Ward(DischargeOrder order = DischargeOrder.Either)
    {
        var hub = new SagaHarness(new EncounterSaga(new SettlementOptions { DischargeOrder = order }), "opening");
        var admit = Admit();
        hub.Submit(admit);
        return (hub, admit);
    }

    private static SagaHarness Stay(DischargeOrder order = DischargeOrder.Either)
    {
        var (hub, _) = Ward(order);
        hub.Done(Opened());
        hub.Submit(AddInpatient(Line("L1", 6000, null), Line("L2", 4000, null)));
        hub.Done(new FeeLinesPriced { Lines = [] });
        return hub;
    }

    private static void Settled(SagaHarness hub, string id = "S1", long fen = 10000)
    {
        hub.Submit(SettleInpatient(fen));
        hub.Done(Samples.Settled(id, fen));
    }

    [Fact]
    public void Should_settle_and_accept_the_settlement_list()
    {
        var hub = Stay();
        Assert.Equal("SET-1033", Code(hub.Submit(List("S1"))));
        Settled(hub);
        var list = List("S1");
        hub.Submit(list);
        hub.Done(new Acknowledged());
        Assert.Equal("Acknowledged", Code(hub.Answer(list.Origin.Key)));
    }

    [Fact]
    public void Should_reverse_an_admission_without_an_answer()
    {
        var (hub, admit) = Ward();
        hub.Unknown();
        hub.Tick();
        Assert.Equal("2401", Assert.IsType<ReverseMessage>(hub.Last.Message).OriginalKind);
        hub.Done(new Acknowledged());
        Assert.Equal("SET-1201", Code(hub.Answer(admit.Origin.Key)));
    }

    [Fact]
    public void Should_take_an_admission_that_the_core_does_not_know_as_reversed()
    {
        var (hub, admit) = Ward();
        hub.Unknown();
        hub.Tick();
        hub.Refuse("原交易不存在");
        Assert.Equal("SET-1201", Code(hub.Answer(admit.Origin.Key)));
    }

    [Fact]
    public void Should_reverse_once_more_when_the_core_admits_late()
    {
        var (hub, _) = Ward();
        var call = hub.Last.Id;
        hub.Unknown();
        hub.Tick();
        hub.Done(new Acknowledged());
        hub.Outcome(call, CallResult.Done, Opened(), late: true);
        Assert.IsType<ReverseMessage>(hub.Last.Message);
        Assert.Single(hub.Differences);
        Assert.Empty(hub.Aliases);
    }

    [Fact]
    public void Should_reverse_a_booked_admission_on_request_and_close_the_encounter()
    {
        var (hub, admit) = Ward();
        hub.Done(Opened());
        var reverse = Reverse(admit);
        hub.Submit(reverse);
        hub.Done(new Acknowledged());
        Assert.Equal("Acknowledged", Code(hub.Answer(reverse.Origin.Key)));
        Assert.Equal("SET-1002", Code(hub.Submit(SettleInpatient(1))));
    }

    [Fact]
    public void Should_keep_the_admission_while_a_settlement_is_live()
    {
        var (hub, admit) = Ward();
        hub.Done(Opened());
        hub.Submit(AddInpatient(Line("L1", 10000, null)));
        hub.Done(new FeeLinesPriced { Lines = [] });
        Settled(hub);
        Assert.Equal("SET-1030", Code(hub.Submit(Reverse(admit))));
        Assert.Equal("SET-1030", Code(hub.Submit(Amend(AdmissionStep.CancelAdmission))));
    }

    [Fact]
    public void Should_tell_that_the_admission_stands_when_the_core_refuses_to_reverse_it()
    {
        var (hub, admit) = Ward();
        hub.Done(Opened());
        var reverse = Reverse(admit);
        hub.Submit(reverse);
        hub.Refuse("已有费用");
        Assert.Equal("SET-1202", Code(hub.Answer(reverse.Origin.Key)));
        Assert.Null(hub.Submit(AddInpatient(Line("L1", 1, null))));
    }

    [Fact]
    public void Should_settle_again_only_what_was_uploaded_since()
    {
        var hub = Stay();
        Settled(hub);
        Assert.Equal("SET-1022", Code(hub.Submit(SettleInpatient(10000))));
        hub.Submit(AddInpatient(Line("L3", 700, null)));
        hub.Done(new FeeLinesPriced { Lines = [] });
        Settled(hub, "S2", 700);
        Assert.Equal(2, hub.Ledger.Count);
    }

    [Fact]
    public void Should_count_returned_lines_against_the_total()
    {
        var hub = Stay();
        hub.Submit(AddInpatient(Line("L3", -4000, null) with { ReturnsSerialNumber = "L2", Quantity = -1 }));
        hub.Done(new FeeLinesPriced { Lines = [] });
        Assert.Equal("SET-1021", Code(hub.Submit(SettleInpatient(10000))));
        Assert.Null(hub.Submit(SettleInpatient(6000)));
    }

    [Theory]
    [InlineData(DischargeOrder.Either, null, null)]
    [InlineData(DischargeOrder.DischargeFirst, "SET-1023", null)]
    [InlineData(DischargeOrder.SettlementFirst, null, "SET-1024")]
    public void Should_keep_the_provinces_order_of_discharge_and_settlement(DischargeOrder order, string? settling, string? discharging)
    {
        var toSettle = Stay(order);
        Assert.Equal(settling ?? "none", Code(toSettle.Submit(SettleInpatient(10000))));
        var toDischarge = Stay(order);
        Assert.Equal(discharging ?? "none", Code(toDischarge.Submit(Discharge())));
    }

    [Fact]
    public void Should_settle_after_the_discharge_and_undo_in_reverse_order()
    {
        var hub = Stay(DischargeOrder.DischargeFirst);
        hub.Submit(Discharge());
        hub.Done(new Acknowledged());
        Settled(hub);
        Assert.Equal("SET-1030", Code(hub.Submit(Amend(AdmissionStep.CancelDischarge))));
        hub.Submit(Cancel("S1") with { Origin = Origin("2305"), Setting = CareSetting.Inpatient });
        hub.Done(Samples.Settled("S1R", 10000, sign: -1));
        hub.Submit(Amend(AdmissionStep.CancelDischarge));
        hub.Done(new Acknowledged());
        hub.Submit(Remove("L1", "L2") with { Origin = Origin("2302"), Setting = CareSetting.Inpatient });
        hub.Done(new Acknowledged());
        hub.Submit(Amend(AdmissionStep.CancelAdmission));
        hub.Done(new Acknowledged());
        Assert.Equal(EncounterPhase.Closed, hub.State<EncounterState>().Phase);
        Assert.Empty(hub.State<EncounterState>().Batches);
    }

    [Fact]
    public void Should_not_delete_settled_lines()
    {
        var hub = Stay();
        Settled(hub);
        var remove = Remove("L1") with { Origin = Origin("2302"), Setting = CareSetting.Inpatient };
        Assert.Equal("SET-1012", Code(hub.Submit(remove)));
    }
}
