using Hub.Adapters.Infno.Outbound;
using Hub.Adapters.Infno.Profiles;
using Hub.Adapters.Infno.Wire;
using Hub.Adapters.Infno.Wire.Envelope;
using Hub.Adapters.Infno.Wire.Validation;
using Hub.Canonical;
using Hub.Canonical.Messages;

namespace Hub.Adapters.Infno.Tests.Translation;

/// <summary>Commands without one word of the interface: what goes to the core passes the rules that its senders have to keep.</summary>
public sealed class When_another_channel_speaks_to_the_core
{
    private static readonly InfnoProfile Profile = InfnoProfileLoader.National;
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 1, 0, 0, TimeSpan.Zero);
    private static readonly DateTime Day = new(2026, 1, 2, 9, 0, 0);
    private static readonly Credential Credential = new() { Type = "02", Number = "11010519491231002X" };
    private static readonly Person Person = new() { Number = "43010000000000000001", Name = "示例" };
    private static readonly Diagnosis[] Diagnoses = [new() { Type = "1", Rank = 1, Code = "J06.900", Name = "上呼吸道感染" }];

    private static readonly FeeLine Line = new()
    {
        SerialNumber = "1", BatchNumber = "1", CatalogueCode = "XA01ABD075A002010100483", InstitutionCode = "D1", OccurredAt = Day, Quantity = 1,
        UnitPrice = 1.5m, Amount = new Money(150),
    };

    private static readonly Origin Origin = new()
    {
        Partner = "H43010000001", Channel = "fhir", Kind = "Claim", Key = "a-1", Institution = "H43010000001", TreatmentDivision = "430100",
        InsuredDivision = "430100", SentAt = Day, Visit = "V1",
    };

    /// <summary>psn_type and the split of the total are the core's word (1101, 2204): the route adds them, the translation never guesses.</summary>
    private static readonly Extension[] PersonType = [new("data", 0, "psn_type", "11")];

    private static readonly Extension[] LineCategory = [new("feedetail", 0, "med_type", "21")];

    private static readonly Extension[] Change =
    [
        new("adminfo", 0, "begntime", "2026-01-02 09:00:00"), new("adminfo", 0, "mdtrt_cert_type", "02"), new("adminfo", 0, "med_type", "21"),
        new("adminfo", 0, "ipt_otp_no", "V1"),
    ];

    public static TheoryData<object> Commands => new()
    {
        new IdentifyPerson { Origin = Origin with { InsuredDivision = "" }, Credential = Credential, Person = Person },
        new RegisterEncounter
        {
            Origin = Origin, Person = Person, Credential = Credential, InsuranceType = "310", BeginsAt = Day, VisitNumber = "V1", Extensions = PersonType,
        },
        new RecordVisit { Origin = Origin, EncounterId = "M1", PersonNumber = Person.Number!, MedicalCategory = "11", BeginsAt = Day, Diagnoses = Diagnoses },
        new AddFeeLines { Origin = Origin, Setting = CareSetting.Outpatient, EncounterId = "M1", PersonNumber = Person.Number!, Lines = [Line] },
        new AddFeeLines
        {
            Origin = Origin, Setting = CareSetting.Inpatient, EncounterId = "M1", PersonNumber = Person.Number!, Lines = [Line with { BatchNumber = null }],
            Extensions = LineCategory,
        },
        Settle(CareSetting.Outpatient, false), Settle(CareSetting.Outpatient, true), Settle(CareSetting.Inpatient, false), Settle(CareSetting.Inpatient, true),
        new AdmitPatient
        {
            Origin = Origin, Person = Person, Credential = Credential, InsuranceType = "310", MedicalCategory = "21", BeginsAt = Day, VisitNumber = "V1",
            Diagnoses = Diagnoses,
        },
        new AmendAdmission
        {
            Origin = Origin, Step = AdmissionStep.Change, EncounterId = "M1", PersonNumber = Person.Number!, Diagnoses = Diagnoses, Extensions = Change,
        },
        new DischargePatient
        {
            Origin = Origin, EncounterId = "M1", PersonNumber = Person.Number!, EndsAt = Day, Diagnoses = Diagnoses,
            Extensions = [new Extension("dscginfo", 0, "insutype", "310")],
        },
        new RemoveFeeLines
        {
            Origin = Origin, Setting = CareSetting.Inpatient, EncounterId = "M1", PersonNumber = Person.Number!, Selectors = [RemoveFeeLines.Everything],
        },
        new CancelSettlement { Origin = Origin, Setting = CareSetting.Outpatient, SettlementId = "S1", EncounterId = "M1", PersonNumber = Person.Number! },
    };

    [Theory]
    [MemberData(nameof(Commands), DisableDiscoveryEnumeration = true)]
    public void Should_leave_no_rule_of_the_interface_broken(object command)
    {
        var request = EnvelopeReader.ReadRequest(Encode(command).Body, Profile.Limits);
        var input = BodyOpener.ReadInput(request, Profile, null);
        var broken = InfnoValidator.CheckEnvelope(request, Profile, Day).Concat(InfnoValidator.CheckInput(request, input, Profile))
            .Select(v => $"{v.Error.Code} {v.Node}.{v.Field}");
        Assert.Empty(broken);
    }

    [Fact]
    public void Should_give_every_message_an_id_of_its_own()
    {
        var command = new CancelSettlement { Origin = Origin, Setting = CareSetting.Outpatient, SettlementId = "S1", EncounterId = "M1", PersonNumber = "1" };
        Assert.Equal("H43010000001202601020900000007", Line7(command).Key);
        Assert.Equal("2208", Line7(command with { Origin = Origin with { Kind = "2208" } }).Kind);
        Assert.NotEqual("a-1", Line7(command with { Origin = Origin with { Kind = "2208" } }).Key);
    }

    private static Hub.Journal.OutboundRequest Line7(object command) => Encode(command, 7);

    private static Settle Settle(CareSetting setting, bool trial) => new()
    {
        Origin = Origin, Setting = setting, Trial = trial, EncounterId = "M1", Person = Person, Credential = Credential, InsuranceType = "310",
        MedicalCategory = setting == CareSetting.Inpatient ? "21" : "11", Total = new Money(150), BatchNumber = "1", UsePersonalAccount = true,
        Extensions = [.. PersonType, new Extension("data", 0, "inscp_scp_amt", "1.50")],
    };

    private static Hub.Journal.OutboundRequest Encode(object command, long id = 1)
    {
        using var http = new HttpClient();
        var options = new CoreOptions { Url = new Uri("http://127.0.0.1:1/") };
        var line = new CoreLine(Profile, options, http, new CoreGateway(Profile, options, ".", TimeProvider.System));
        return line.Encode(id, command, Now);
    }
}
