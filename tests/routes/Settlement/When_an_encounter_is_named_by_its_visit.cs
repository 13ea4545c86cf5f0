using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Routes.Settlement;
using static Hub.Routes.Tests.Samples;

namespace Hub.Routes.Tests.Settlement;

public sealed class When_an_encounter_is_named_by_its_visit
{
    private static readonly FeeLine[] Two = [Line("1", 6000, null), Line("2", 4000, null)];

    private static ClaimDesk Settled()
    {
        var desk = new ClaimDesk();
        desk.Through(Claim(Two));
        return desk;
    }

    private static CancelSettlement CancelIt() => Cancel("") with { Origin = VisitOrigin("Claim"), EncounterId = "", PersonNumber = "" };

    public static TheoryData<ICommand> Nameless => new()
    {
        Visit() with { Origin = VisitOrigin("x"), EncounterId = "", PersonNumber = "" },
        Add(Line("9", 1)) with { Origin = VisitOrigin("x"), EncounterId = "", PersonNumber = "" },
        Remove("1") with { Origin = VisitOrigin("x"), EncounterId = "", PersonNumber = "" },
        Settle(1) with { Origin = VisitOrigin("x"), EncounterId = null, Person = new Person() },
        CancelIt(),
        Discharge() with { Origin = VisitOrigin("x"), EncounterId = "", PersonNumber = "" },
        Amend(AdmissionStep.Change) with { Origin = VisitOrigin("x"), EncounterId = "", PersonNumber = "" },
        CancelRegistration() with { Origin = VisitOrigin("x"), EncounterId = "", PersonNumber = "", VisitNumber = "" },
        List("") with { Origin = VisitOrigin("x"), EncounterId = "", PersonNumber = "" },
    };

    [Theory]
    [MemberData(nameof(Nameless), DisableDiscoveryEnumeration = true)]
    public void Should_refuse_a_visit_that_the_hub_does_not_know(ICommand command)
    {
        var desk = new ClaimDesk();
        var refused = Assert.IsType<Refused>(desk.Submit(command));
        Assert.Equal("SET-1004", refused.Code);
        Assert.Contains("ipt_otp_no=V1", refused.Text, StringComparison.Ordinal);
        Assert.Empty(desk.Hub.Sent);
    }

    [Fact]
    public void Should_identify_before_it_registers()
    {
        var desk = new ClaimDesk();
        var answer = desk.Through(Register() with { Origin = VisitOrigin("Encounter"), Person = new Person { Name = "测试" } });
        Assert.Equal("1101 2201", desk.Path);
        Assert.Equal("M1", Assert.IsType<EncounterOpened>(answer).EncounterId);
        Assert.Equal(PersonNumber, desk.Sent<RegisterEncounter>().Person.Number);
        Assert.Null(desk.State.Plan);
    }

    [Fact]
    public void Should_name_encounter_person_and_area_to_the_core()
    {
        var desk = new ClaimDesk();
        desk.Through(Admit() with { Origin = VisitOrigin("Encounter"), Person = new Person() });
        desk.Through(Add(Two) with { Origin = VisitOrigin("x"), Setting = CareSetting.Inpatient, EncounterId = "", PersonNumber = "" });
        desk.Through(Discharge() with { Origin = VisitOrigin("x"), EncounterId = "", PersonNumber = "" });
        desk.Through(Settle(10000) with
        {
            Origin = VisitOrigin("x"), Setting = CareSetting.Inpatient, EncounterId = "", Person = new Person(), BatchNumber = null,
        });
        var add = desk.Sent<AddFeeLines>();
        Assert.Equal(("M1", PersonNumber, "430102"), (add.EncounterId, add.PersonNumber, add.Origin.InsuredDivision));
        Assert.Contains(new Extension("feedetail", 1, "med_type", "21"), add.Extensions);
        Assert.Contains(new Extension("dscginfo", 0, "insutype", "310"), desk.Sent<DischargePatient>().Extensions);
        Assert.Equal(("M1", PersonNumber), (desk.Sent<Canonical.Messages.Settle>().EncounterId, desk.Sent<Canonical.Messages.Settle>().Person.Number));
        Assert.Single(desk.Hub.Ledger);
    }

    [Fact]
    public void Should_cancel_the_one_live_settlement()
    {
        var desk = Settled();
        Assert.IsType<Adjudicated>(desk.Through(CancelIt()));
        Assert.Equal(("S1", "M1", PersonNumber), (desk.Sent<CancelSettlement>().SettlementId, desk.Sent<CancelSettlement>().EncounterId,
            desk.Sent<CancelSettlement>().PersonNumber));
        Assert.Equal("SET-1031", Code(desk.Submit(CancelIt())));
    }

    [Fact]
    public void Should_refuse_to_cancel_when_nothing_is_settled()
    {
        var desk = new ClaimDesk();
        desk.Through(Claim(Two) with { Trial = true });
        Assert.Equal("SET-1035", Code(desk.Submit(CancelIt())));
    }

    [Fact]
    public void Should_refuse_to_guess_between_two_settlements()
    {
        var desk = Settled();
        desk.Through(Claim(Line("3", 500, null)), "S2");
        Assert.Equal("SET-1036", Code(desk.Submit(CancelIt())));
        Assert.IsType<Adjudicated>(desk.Through(CancelIt() with { SettlementId = "S2" }, "S2"));
    }

    [Fact]
    public void Should_settle_again_what_was_cancelled()
    {
        var desk = Settled();
        desk.Through(CancelIt());
        Assert.IsType<Adjudicated>(desk.Through(Claim(Two), "S2"));
        Assert.EndsWith("cancel settle", desk.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_open_a_cancelled_visit_anew()
    {
        var desk = new ClaimDesk();
        desk.Through(Register() with { Origin = VisitOrigin("Encounter") });
        desk.Through(CancelRegistration() with { Origin = VisitOrigin("Encounter"), EncounterId = "", PersonNumber = "" });
        Assert.Equal("SET-1002", Code(desk.Submit(Visit() with { Origin = VisitOrigin("Encounter"), EncounterId = "" })));
        desk.Submit(Register() with { Origin = VisitOrigin("Encounter") });
        desk.Hub.Done(Opened("M2"));
        Assert.Equal(["encounter:M1", "encounter:M2"], desk.Hub.Aliases);
        desk.Submit(Visit() with { Origin = VisitOrigin("Encounter"), EncounterId = "" });
        Assert.Equal("M2", desk.Sent<RecordVisit>().EncounterId);
    }

    [Fact]
    public void Should_not_let_another_hospital_use_it()
    {
        var desk = Settled();
        Assert.Equal("SET-1001", Code(desk.Submit(CancelIt() with { Origin = VisitOrigin("Claim") with { Institution = "H43010000002" } })));
    }
}
