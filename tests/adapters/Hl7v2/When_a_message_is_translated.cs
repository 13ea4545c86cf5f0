using Hub.Adapters.Hl7v2.Tests.Support;
using Hub.Canonical;
using Hub.Canonical.Messages;

namespace Hub.Adapters.Hl7v2.Tests;

public sealed class When_a_message_is_translated
{
    private const string Stay = "PV1|1|I|0301^^12^^^^^^内科||||D001^王^医生||||||||||||ZY0001|||||||||||||||||||||||||20260609080000|20260612100000";

    [Fact]
    public async Task Should_register_an_out_patient()
    {
        var command = Assert.IsType<RegisterEncounter>(await CommandAsync(Texts.Registration("R1")));
        Assert.Equal(("MZ0001", "MZ0001", "310", "0301", "内科"),
            (command.Origin.Visit, command.VisitNumber, command.InsuranceType, command.DepartmentCode, command.DepartmentName));
        Assert.Equal(("张三", "430102199001011234", "01", "1", new DateOnly(1990, 1, 1)),
            (command.Person.Name, command.Person.DocumentNumber, command.Person.DocumentType, command.Person.Gender, command.Person.BirthDate!.Value));
        Assert.Equal(("02", "430102199001011234"), (command.Credential.Type, command.Credential.Number));
        Assert.Equal(new DateTime(2026, 6, 9, 8, 0, 0), command.BeginsAt);
        Assert.Equal(("430100", Door.Partner, "ADT^A04", "R1"),
            (command.Origin.TreatmentDivision, command.Origin.Institution, command.Origin.Kind, command.Origin.Key));
    }

    [Fact]
    public async Task Should_let_ZMI_speak_the_national_dictionary()
    {
        var text = Texts.Message("ADT^A04", "R2", Texts.Pid, Texts.Visit, "ZMI|390|14|03|CARD9|SN9|01|430102199001011234|P0001|430200|Y");
        var command = Assert.IsType<RegisterEncounter>(await CommandAsync(text));
        Assert.Equal(("390", "03", "CARD9", "SN9", "P0001", "430200"), (command.InsuranceType, command.Credential.Type, command.Credential.Number,
            command.Credential.CardSerial, command.Person.Number, command.Origin.InsuredDivision));
    }

    [Theory]
    [InlineData("ADT^A03", typeof(DischargePatient))]
    [InlineData("ADT^A01", typeof(AdmitPatient))]
    [InlineData("ADT^A08", typeof(AmendAdmission))]
    [InlineData("ADT^A11", typeof(AmendAdmission))]
    [InlineData("ADT^A13", typeof(AmendAdmission))]
    [InlineData("BAR^P01", typeof(AmendAdmission))]
    public async Task Should_know_the_steps_of_a_stay(string kind, Type expected)
    {
        var command = await CommandAsync(Texts.Message(kind, "S1", Texts.Pid, Stay, Texts.Diagnosis));
        Assert.IsType(expected, command);
        Assert.Equal("ZY0001", command.Origin.Visit);
        Assert.Equal(kind switch { "ADT^A11" => AdmissionStep.CancelAdmission, "ADT^A13" => AdmissionStep.CancelDischarge, _ => AdmissionStep.Change },
            (command as AmendAdmission)?.Step ?? AdmissionStep.Change);
        if (command is DischargePatient discharge)
        {
            Assert.Equal(new DateTime(2026, 6, 12, 10, 0, 0), discharge.EndsAt);
        }
    }

    [Theory]
    [InlineData("ADT^A08", typeof(RecordVisit))]
    [InlineData("BAR^P05", typeof(RecordVisit))]
    [InlineData("ADT^A11", typeof(CancelRegistration))]
    public async Task Should_know_the_steps_of_a_visit(string kind, Type expected) =>
        Assert.IsType(expected, await CommandAsync(Texts.Message(kind, "V1", Texts.Pid, Texts.Visit, Texts.Diagnosis)));

    [Fact]
    public async Task Should_upload_charges_and_settle_only_when_they_are_complete()
    {
        var lines = Assert.IsType<AddFeeLines>(await CommandAsync(Texts.Message("DFT^P03", "D1", Texts.Pid, Texts.Visit, Texts.Charge)));
        var line = Assert.Single(lines.Lines);
        Assert.Equal(("F1", "B1", "XA01", "Y01", 2m, 6.25m, new Money(1250)),
            (line.SerialNumber, line.BatchNumber, line.CatalogueCode, line.InstitutionCode, line.Quantity, line.UnitPrice, line.Amount));

        var claim = Assert.IsType<SubmitClaim>(await CommandAsync(Texts.Claim("D2")));
        Assert.Equal((new Money(1250), true, false, "MZ0001", 1), (claim.Total, claim.UsePersonalAccount, claim.Trial, claim.VisitNumber, claim.Diagnoses.Count));
        Assert.IsType<SubmitClaim>(await CommandAsync(
            Texts.Message("DFT^P03", "D3", Texts.Pid, Texts.Visit, Texts.Charge, Texts.Diagnosis), o => o.Senders[0].Settle = Hl7v2Settling.Always));
        Assert.IsType<AddFeeLines>(await CommandAsync(Texts.Claim("D4"), o => o.Senders[0].Settle = Hl7v2Settling.Never));
    }

    [Fact]
    public async Task Should_take_the_total_of_PV1_47_for_completeness()
    {
        var visit = Texts.Visit + "|||12.50";
        var claim = Assert.IsType<SubmitClaim>(await CommandAsync(Texts.Message("DFT^P03", "D5", Texts.Pid, visit, Texts.Charge, Texts.Diagnosis)));
        Assert.Equal(new Money(1250), claim.Total);
    }

    [Fact]
    public async Task Should_return_what_a_credit_takes_back()
    {
        var credit = Texts.Charge.Replace("|CG|", "|CD|", StringComparison.Ordinal).Replace("FT1|1|F1|", "FT1|1|F9|", StringComparison.Ordinal) + new string('|', 19) + "F1";
        var lines = Assert.IsType<AddFeeLines>(await CommandAsync(Texts.Message("DFT^P03", "D6", Texts.Pid, Texts.Visit, credit)));
        Assert.Equal((-2m, new Money(-1250), "F1"), (lines.Lines[0].Quantity, lines.Lines[0].Amount, lines.Lines[0].ReturnsSerialNumber));
    }

    [Fact]
    public async Task Should_cancel_by_ZSL_and_by_rule()
    {
        var cancel = Assert.IsType<CancelSettlement>(await CommandAsync(Texts.Message("DFT^P03", "C1", Texts.Pid, Texts.Visit, "ZSL|||C|S100")));
        Assert.Equal(("S100", CareSetting.Outpatient), (cancel.SettlementId, cancel.Setting));
        Assert.IsType<CancelSettlement>(await CommandAsync(
            Texts.Message("BAR^P06", "C2", Texts.Pid, Texts.Visit), o => o.Senders[0].EndAccountCancels = true));
    }

    [Fact]
    public async Task Should_keep_Z_segments_and_dictionary_fields()
    {
        var command = await CommandAsync(Texts.Message("ADT^A04", "Z1", Texts.Pid, Texts.Visit, "ZEL|0001|1~2", "ZDD|data|0|caty|A03"));
        Assert.Contains(command.Extensions, e => e is { Node: "ZEL", Name: "ZEL-2", Value: "1~2" });
        Assert.Contains(command.Extensions, e => e is { Node: "data", Name: "caty", Value: "A03" });
    }

    [Theory]
    [InlineData("QBP^Q22^QBP_Q21", "@PID.3.1^430102199001011234~@PID.3.5^NI~@PID.5.1^张", typeof(IdentifyPerson))]
    [InlineData("QBP^Q11^QBP_Q11", "@PID.3.1^P0001~@PID.3.5^PSN~@IN1.2^310", typeof(Inquire))]
    public async Task Should_ask_for_a_person_and_her_entitlement(string kind, string parameters, Type expected) =>
        Assert.IsType(expected, await CommandAsync(Texts.Message(kind, "Q1", $"QPD|Q22^Find^HL7|T1|{parameters}", "RCP|I")));

    [Theory]
    [InlineData("DFT^P03", "FT1|1|F1|B1|20260609||CG|X|||2|12.505|6.25", "HL7-1306", "FT1-11")]
    [InlineData("DFT^P03", "FT1|1|F1|B1|20260609||CG|X|||2|12.50&USD|6.25", "HL7-1305", "FT1-11")]
    [InlineData("DFT^P03", "FT1|1|F1|B1|20260609||CG|X|||2|1,250.00|6.25", "HL7-1303", "FT1-11")]
    [InlineData("DFT^P03", "FT1|1|F1|B1|20260230||CG|X|||2|12.50|6.25", "HL7-1303", "FT1-4")]
    [InlineData("DFT^P03", "FT1|1||B1|20260609||CG|X|||2|12.50|6.25", "HL7-1302", "FT1-2")]
    [InlineData("DFT^P03", "FT1|1|F1|B1|20260609||XX|X|||2|12.50|6.25", "HL7-1304", "FT1-6")]
    [InlineData("DFT^P03", "ZSL|12.50|Y|X", "HL7-1304", "ZSL-3")]
    [InlineData("DFT^P03", "NTE|1", "HL7-1301", "FT1-")]
    [InlineData("DFT^P04", "NTE|1", "HL7-1205", "MSH-9")]
    [InlineData("ORU^R01", "OBX|1", "HL7-1204", "MSH-9")]
    [InlineData("BAR^P06", "NTE|1", "HL7-1205", "MSH-9")]
    [InlineData("ADT^A01", "NTE|1", "HL7-1301", "DG1-")]
    public async Task Should_refuse_with_the_rule_and_the_place(string kind, string segment, string error, string place)
    {
        await using var door = new Door();
        var answer = await door.AskOneAsync(Texts.Message(kind, "E1", Texts.Pid, Texts.Visit, segment));
        Assert.Equal((error, place), (answer.Error, answer.Place));
        Assert.Equal(Hl7v2ErrorCodes.ByCode[error].Rejects ? "AR" : "AE", answer.Code);
        Assert.Empty(door.Journal.Commands);
        Assert.Single(door.Journal.Taken);
    }

    [Fact]
    public async Task Should_say_truthfully_that_a_merge_has_no_effect()
    {
        await using var door = new Door();
        var answer = await door.AskOneAsync(Texts.Message("ADT^A40^ADT_A39", "M1", Texts.Pid, "MRG|OLD^^^^MR"));
        Assert.Equal("AA", answer.Code);
        Assert.Contains("nothing was merged", answer.Message.First("ERR")!.Value(7), StringComparison.Ordinal);
        Assert.Null(Assert.Single(door.Journal.Taken).Message);
    }

    private static async Task<ICommand> CommandAsync(string text, Action<Hl7v2Options>? change = null)
    {
        await using var door = new Door(change);
        var answer = await door.AskOneAsync(text);
        Assert.True(answer.Code == "AA", answer.Error + " " + answer.Place);
        return Assert.Single(door.Journal.Commands);
    }
}
