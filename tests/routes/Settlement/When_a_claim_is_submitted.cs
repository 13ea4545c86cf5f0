using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal;
using Hub.Routes.Settlement;
using static Hub.Routes.Tests.Samples;

namespace Hub.Routes.Tests.Settlement;

public sealed class When_a_claim_is_submitted
{
    private static readonly FeeLine[] Two = [Line("1", 6000, null), Line("2", 4000, null)];

    private static SettlementOptions Order(DischargeOrder order) => new() { DischargeOrder = order };

    [Fact]
    public void Should_take_every_step_of_a_visit_that_nobody_knew()
    {
        var desk = new ClaimDesk();
        var answer = desk.Through(Claim(Two));
        Assert.Equal("1101 2201 2203 add settle", desk.Path);
        Assert.Equal("S1", Assert.IsType<Adjudicated>(answer).Adjudication.SettlementId);
        Assert.Equal(["encounter:M1"], desk.Hub.Aliases);
        Assert.Single(desk.Hub.Ledger);
        Assert.Null(desk.State.Plan);
    }

    [Fact]
    public void Should_book_what_the_same_encounter_books_through_the_national_interface()
    {
        var claimed = new ClaimDesk();
        claimed.Through(Claim(Two));
        var national = When_an_outpatient_settles.Opened100();
        national.Submit(Settle(10000));
        national.Done(Samples.Settled("S1", 10000));
        Assert.Equal(national.Ledger.Single().Postings, claimed.Hub.Ledger.Single().Postings);
        Assert.Equal(national.Ledger.Single().Key, claimed.Hub.Ledger.Single().Key);
        var (ours, theirs) = (claimed.Hub.Book["S1"], national.Book["S1"]);
        Assert.Equal(theirs with { MessageKey = ours.MessageKey }, ours);
        Assert.Empty(claimed.Hub.Differences);
    }

    [Fact]
    public void Should_keep_the_state_small_when_the_plan_has_ended()
    {
        var desk = new ClaimDesk();
        desk.Through(Claim(Two));
        var text = System.Text.Json.JsonSerializer.Serialize(desk.State);
        Assert.InRange(text.Length, 1, 1_900);
        Assert.DoesNotContain(Samples.Credential.Number, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_say_in_each_step_who_and_where_and_why()
    {
        var desk = new ClaimDesk();
        desk.Through(Claim(Two));
        Assert.Equal("430102", desk.Sent<RegisterEncounter>().Origin.InsuredDivision);
        Assert.Contains(new Extension("data", 0, "psn_type", "11"), desk.Sent<Canonical.Messages.Settle>().Extensions);
        Assert.Contains(new Extension("diseinfo", 0, "dise_dor_no", "D430100000001"), desk.Sent<RecordVisit>().Extensions);
        var add = desk.Sent<AddFeeLines>();
        Assert.Contains(new Extension("feedetail", 1, "bilg_dept_codg", "A03"), add.Extensions);
        Assert.All(add.Lines, l => Assert.Equal("1", l.BatchNumber));
        var settle = desk.Sent<Canonical.Messages.Settle>();
        Assert.Equal(("M1", PersonNumber, "1", "fhir"), (settle.EncounterId, settle.Person.Number, settle.BatchNumber, settle.Origin.Channel));
    }

    [Fact]
    public void Should_state_what_the_core_made_of_the_lines()
    {
        var desk = new ClaimDesk();
        desk.Submit(Claim(Two));
        desk.Answer("add");
        desk.Hub.Done(new FeeLinesPriced
        {
            Lines =
            [
                new PricedLine { SerialNumber = "1", Amount = new Money(6000), SelfPaid = new Money(1000), InPolicy = new Money(5000) },
                new PricedLine
                {
                    SerialNumber = "2", Amount = new Money(4000), PaidFirst = new Money(400), AbovePriceLimit = new Money(100), InPolicy = new Money(3500),
                },
            ],
        });
        var said = desk.Sent<Canonical.Messages.Settle>().Extensions.ToDictionary(e => e.Name, e => e.Value);
        Assert.Equal(("10.00", "1.00", "4.00", "85.00"),
            (said["fulamt_ownpay_amt"], said["overlmt_selfpay"], said["preselfpay_amt"], said["inscp_scp_amt"]));
    }

    [Fact]
    public void Should_only_try_a_predetermination()
    {
        var desk = new ClaimDesk();
        Assert.IsType<Adjudicated>(desk.Through(Claim(Two) with { Trial = true }));
        Assert.Equal("1101 2201 2203 add try", desk.Path);
        Assert.Empty(desk.Hub.Ledger);
        Assert.IsType<Adjudicated>(desk.Through(Claim(Two)));
        Assert.Equal("1101 2201 2203 add try settle", desk.Path);
    }

    [Fact]
    public void Should_settle_a_second_claim_of_the_visit_in_a_batch_of_its_own()
    {
        var desk = new ClaimDesk();
        desk.Through(Claim(Two));
        Assert.IsType<Adjudicated>(desk.Through(Claim(Line("3", 500, null)), "S2"));
        Assert.Equal("1101 2201 2203 add settle add settle", desk.Path);
        Assert.Equal("2", desk.Sent<Canonical.Messages.Settle>().BatchNumber);
        Assert.Equal(2, desk.Hub.Ledger.Count);
    }

    [Fact]
    public void Should_refuse_a_claim_that_is_settled()
    {
        var desk = new ClaimDesk();
        desk.Through(Claim(Two));
        var sent = desk.Hub.Sent.Count;
        Assert.Equal("SET-1022", Code(desk.Submit(Claim(Two))));
        Assert.Equal("SET-1022", Code(desk.Submit(Claim() with { Total = new Money(10000) })));
        Assert.Equal(sent, desk.Hub.Sent.Count);
    }

    [Fact]
    public void Should_go_on_from_where_an_earlier_claim_was_refused()
    {
        var desk = new ClaimDesk();
        var first = Claim(Two);
        desk.Submit(first);
        desk.Answer("settle").Hub.Refuse("不在保");
        Assert.Equal("不在保", Assert.IsType<Refused>(desk.Hub.Answer(first.Origin.Key)).CoreText);
        Assert.IsType<Adjudicated>(desk.Through(Claim(Two)));
        Assert.Equal("1101 2201 2203 add settle settle", desk.Path);
    }

    [Theory]
    [InlineData("1101", "1101 1101 2201 2203 add settle")]
    [InlineData("2201", "1101 2201 1101 2201 2203 add settle")]
    [InlineData("2203", "1101 2201 2203 2203 add settle")]
    [InlineData("add", "1101 2201 2203 add add settle")]
    public void Should_tell_which_step_was_refused_and_do_it_again_next_time(string refused, string path)
    {
        var desk = new ClaimDesk();
        var first = Claim(Two);
        desk.Submit(first);
        desk.Answer(refused).Hub.Refuse(refused);
        Assert.Equal(refused, Assert.IsType<Refused>(desk.Hub.Answer(first.Origin.Key)).CoreText);
        Assert.Null(desk.State.Plan);
        desk.Through(Claim(Two));
        Assert.Equal(path, desk.Path);
    }

    [Theory]
    [InlineData("1101")]
    [InlineData("2203")]
    public void Should_tell_that_a_step_has_no_answer_and_nothing_is_charged(string step)
    {
        var desk = new ClaimDesk();
        var first = Claim(Two);
        desk.Submit(first);
        desk.Answer(step).Hub.Unknown();
        Assert.Equal("SET-1205", Code(desk.Hub.Answer(first.Origin.Key)));
        Assert.IsType<Adjudicated>(desk.Through(Claim(Two)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Should_upload_anew_what_may_or_may_not_have_arrived(bool coreHoldsNothing)
    {
        var desk = new ClaimDesk();
        desk.Submit(Claim(Two));
        desk.Answer("add").Hub.Unknown();
        var again = Claim(Two);
        desk.Submit(again);
        Assert.Equal("remove", ClaimDesk.Name(desk.Hub.Last.Message));
        if (coreHoldsNothing)
        {
            desk.Hub.Refuse("无可撤销的费用明细");
        }

        desk.Answer();
        Assert.IsType<Adjudicated>(desk.Hub.Answer(again.Origin.Key));
        Assert.Equal("1101 2201 2203 add remove add settle", desk.Path);
        Assert.Equal(!coreHoldsNothing, desk.State.KnowsLines);
    }

    [Fact]
    public void Should_remove_lines_that_the_claim_does_not_state_so()
    {
        var desk = new ClaimDesk();
        desk.Through(Claim(Two) with { Trial = true });
        desk.Through(Claim(Line("1", 6000, null), Line("2", 4100, null)));
        Assert.Equal("1101 2201 2203 add try remove add settle", desk.Path);
        Assert.Equal([RemoveFeeLines.Everything], desk.Sent<RemoveFeeLines>().Selectors);
        Assert.Equal(10100, desk.Hub.Book["S1"].Total.Fen);
    }

    [Fact]
    public void Should_upload_only_what_is_missing()
    {
        var desk = new ClaimDesk();
        desk.Through(Claim(Two) with { Trial = true });
        desk.Through(Claim([.. Two, Line("3", 100, null)]));
        Assert.Equal("3", Assert.Single(desk.Sent<AddFeeLines>().Lines).SerialNumber);
    }

    [Fact]
    public void Should_settle_lines_that_were_uploaded_before()
    {
        var desk = new ClaimDesk();
        desk.Through(Register() with { Origin = VisitOrigin("Encounter") });
        desk.Through(Add(Two) with { Origin = VisitOrigin("ChargeItem"), EncounterId = "", PersonNumber = "" });
        Assert.IsType<Adjudicated>(desk.Through(Claim() with { Total = new Money(10000) }));
        Assert.Equal("2201 add 2203 settle", desk.Path);
        Assert.Equal("1", desk.Sent<Canonical.Messages.Settle>().BatchNumber);
    }

    [Fact]
    public void Should_upload_a_long_claim_in_several_messages()
    {
        var desk = new ClaimDesk(new SettlementOptions { FeeLinesPerMessage = 2 });
        var lines = Enumerable.Range(1, 5).Select(i => Line(i.ToString(null, null), 100 * i, null)).ToArray();
        var claim = Claim(lines) with { Extensions = [new Extension("feedetail", 4, "memo", "last"), new Extension("data", 0, "invono", "7")] };
        Assert.IsType<Adjudicated>(desk.Through(claim));
        Assert.Equal("1101 2201 2203 add add add settle", desk.Path);
        Assert.Contains(new Extension("feedetail", 0, "memo", "last"), desk.Sent<AddFeeLines>().Extensions);
        Assert.DoesNotContain(desk.Sent<AddFeeLines>().Extensions, e => e.Row > 0);
        Assert.Contains(desk.Sent<Canonical.Messages.Settle>().Extensions, e => e.Name == "invono");
    }

    [Theory]
    [InlineData(DischargeOrder.Either, "1101 2401 add 2402 settle")]
    [InlineData(DischargeOrder.DischargeFirst, "1101 2401 add 2402 settle")]
    [InlineData(DischargeOrder.SettlementFirst, "1101 2401 add settle 2402")]
    public void Should_discharge_a_stay_in_the_provinces_order(DischargeOrder order, string path)
    {
        var desk = new ClaimDesk(Order(order));
        Assert.IsType<Adjudicated>(desk.Through(Stay(Two)));
        Assert.Equal(path, desk.Path);
        Assert.Equal(EncounterPhase.Discharged, desk.State.Phase);
        Assert.Equal(("310", "21"), (desk.State.InsuranceType, desk.State.MedicalCategory));
    }

    [Fact]
    public void Should_answer_with_the_settlement_when_the_discharge_after_it_is_refused()
    {
        var desk = new ClaimDesk(Order(DischargeOrder.SettlementFirst));
        var claim = Stay(Two);
        desk.Submit(claim);
        desk.Answer("2402").Hub.Unknown();
        var answer = Assert.IsType<Adjudicated>(desk.Hub.Answer(claim.Origin.Key));
        Assert.Contains(new Extension("dscginfo", 0, "err_code", "SET-1205"), answer.Extensions);
        Assert.IsType<Acknowledged>(desk.Through(Discharge() with { Origin = VisitOrigin("Encounter"), EncounterId = "", PersonNumber = "" }));
        Assert.Equal(EncounterPhase.Discharged, desk.State.Phase);
    }

    [Fact]
    public void Should_change_the_admission_when_the_diagnoses_have_changed()
    {
        var desk = new ClaimDesk();
        desk.Through(Admit() with { Origin = VisitOrigin("Encounter"), Diagnoses = [Diagnosis("J18.900")] });
        desk.Through(Stay(Two));
        Assert.Equal("2401 2403 add 2402 settle", desk.Path);
        var change = desk.Sent<AmendAdmission>();
        Assert.Contains(new Extension("adminfo", 0, "med_type", "21"), change.Extensions);
        Assert.Contains(new Extension("adminfo", 0, "dscg_maindiag_code", "J06.900"), change.Extensions);
    }

    [Fact]
    public void Should_take_back_a_discharge_when_lines_were_forgotten()
    {
        var desk = new ClaimDesk();
        desk.Through(Stay(Two[0]) with { Trial = true });
        desk.Through(Discharge() with { Origin = VisitOrigin("Encounter"), EncounterId = "" });
        Assert.IsType<Adjudicated>(desk.Through(Stay(Two)));
        Assert.Equal("1101 2401 add try 2402 2405 add 2402 settle", desk.Path);
    }

    [Fact]
    public void Should_let_other_messages_of_the_visit_wait_for_the_whole_plan()
    {
        var desk = new ClaimDesk();
        desk.Submit(Claim(Two));
        var second = Claim(Two);
        desk.Submit(second);
        Assert.Equal(1, desk.Hub.DeferredCount);
        desk.Answer();
        Assert.Equal("1101 2201 2203 add settle", desk.Path);
        Assert.Equal("SET-1022", Code(desk.Hub.Answer(second.Origin.Key)));
    }

    [Fact]
    public void Should_find_the_settlement_that_had_no_answer()
    {
        var desk = new ClaimDesk(Order(DischargeOrder.SettlementFirst));
        var claim = Stay(Two);
        desk.Submit(claim);
        desk.Answer("settle").Hub.Unknown();
        Assert.Null(desk.Hub.Answer(claim.Origin.Key));
        desk.Hub.Tick();
        desk.Hub.Done(Found(Samples.Settled("S1", 10000)));
        desk.Answer();
        Assert.IsType<Adjudicated>(desk.Hub.Answer(claim.Origin.Key));
        Assert.Equal("1101 2401 add settle 5203 2402", desk.Path);
        Assert.Single(desk.Hub.Ledger);
    }

    [Fact]
    public void Should_reverse_the_settlement_that_the_core_does_not_hold_by_its_name_there()
    {
        var desk = new ClaimDesk();
        var claim = Claim(Two);
        desk.Submit(claim);
        desk.Answer("settle");
        var request = desk.Hub.Last.Id;
        desk.Hub.Unknown();
        for (var i = 0; i < 3; i++)
        {
            desk.Hub.Tick();
            desk.Hub.Done(NothingFound);
        }

        var reversal = Assert.IsType<ReverseMessage>(desk.Hub.Last.Message);
        Assert.Equal(("2207", "WIRE" + request), (reversal.OriginalKind, reversal.OriginalKey));
        desk.Hub.Done(new Acknowledged());
        Assert.Equal("SET-1201", Code(desk.Hub.Answer(claim.Origin.Key)));
        Assert.Null(desk.State.Plan);
        Assert.IsType<Adjudicated>(desk.Through(Claim(Two), "S2"));
        Assert.Single(desk.Hub.Ledger);
    }

    [Fact]
    public void Should_undo_an_admission_without_an_answer_and_admit_anew()
    {
        var desk = new ClaimDesk();
        var claim = Stay(Two);
        desk.Submit(claim);
        desk.Answer("2401").Hub.Unknown();
        desk.Hub.Tick();
        Assert.Equal("2401", Assert.IsType<ReverseMessage>(desk.Hub.Last.Message).OriginalKind);
        desk.Hub.Done(new Acknowledged());
        Assert.Equal("SET-1201", Code(desk.Hub.Answer(claim.Origin.Key)));
        Assert.IsType<Adjudicated>(desk.Through(Stay(Two)));
    }

    public static TheoryData<SubmitClaim, string> Wrong => new()
    {
        { Claim(Two) with { Setting = CareSetting.Pharmacy }, "SET-1005" },
        { Claim(Two) with { Diagnoses = [] }, "SET-1005" },
        { Claim(Two) with { MedicalCategory = "" }, "SET-1005" },
        { Claim(Line("费用1", 1, null)), "SET-1005" },
        { Claim(Line("0000", 1, null)), "SET-1005" },
        { Claim(Two) with { Total = new Money(9999) }, "SET-1021" },
        { Claim(Line("1", 1, null), Line("1", 2, null)), "SET-1011" },
        { Claim(), "SET-1020" },
        { Claim([.. Enumerable.Range(1, 11).Select(i => Line(i.ToString(null, null), 1, null))]), "SET-1010" },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void Should_refuse_what_is_wrong_before_the_core_is_asked(SubmitClaim claim, string code)
    {
        var desk = new ClaimDesk(new SettlementOptions { FeeLinesMax = 10 });
        Assert.Equal(code, Code(desk.Submit(claim)));
        Assert.Empty(desk.Hub.Sent);
    }

    [Fact]
    public void Should_refuse_a_claim_for_somebody_else()
    {
        var desk = new ClaimDesk();
        desk.Through(Claim(Two) with { Trial = true });
        Assert.Equal("SET-1006", Code(desk.Submit(Claim(Two) with { Person = new Person { Number = "43010000000000000002" } })));
        Assert.Equal("SET-1006", Code(desk.Submit(Claim(Two) with { Person = new Person { DocumentNumber = "110105194912310038" } })));
    }

    [Fact]
    public void Should_say_when_the_core_names_nobody()
    {
        var desk = new ClaimDesk();
        var claim = Claim(Two);
        desk.Submit(claim);
        desk.Hub.Done(Identified(""));
        Assert.Equal("SET-1007", Code(desk.Hub.Answer(claim.Origin.Key)));
    }
}
