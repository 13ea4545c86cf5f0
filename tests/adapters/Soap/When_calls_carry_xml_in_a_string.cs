using Hub.Adapters.Soap.Tests.Support;
using Hub.Canonical;
using Hub.Canonical.Messages;

namespace Hub.Adapters.Soap.Tests;

public sealed class When_calls_carry_xml_in_a_string : IDisposable
{
    private const string Person = "<psn_no>P1</psn_no><mdtrt_cert_type>02</mdtrt_cert_type><mdtrt_cert_no>11010519491231002X</mdtrt_cert_no><psn_cert_type>01</psn_cert_type><certno>1</certno>";
    private const string Line = "<feedetail><feedetl_sn>1</feedetl_sn><mdtrt_id>M1</mdtrt_id><psn_no>P1</psn_no><chrg_bchno>B1</chrg_bchno><med_list_codg>C</med_list_codg>"
        + "<medins_list_codg>A</medins_list_codg><fee_ocur_time>2026-11-28 09:30:00</fee_ocur_time><cnt>2</cnt><pric>6.17</pric><det_item_fee_sumamt>12.34</det_item_fee_sumamt><dosage>x</dosage></feedetail>";

    private static readonly string Password = Requests.User("his", "s3cret", [1, 2, 3, 4, 5, 6, 7, 8], Door.Start);
    private readonly Door door = new();

    public static TheoryData<string, string, Type> Functions => new()
    {
        { "1101", $"<data>{Person}</data>", typeof(IdentifyPerson) },
        { "2001", "<data><psn_no>P1</psn_no></data>", typeof(Inquire) },
        { "2101", $"<druginfo>{Person}<insutype>310</insutype><medfee_sumamt>12.34</medfee_sumamt></druginfo>{Line.Replace("feedetail", "drugdetail", StringComparison.Ordinal)}", typeof(Settle) },
        { "2103", "<data><setl_id>S1</setl_id><mdtrt_id>M1</mdtrt_id><psn_no>P1</psn_no></data>", typeof(CancelSettlement) },
        { "2201", $"<data>{Person}<insutype>310</insutype><begntime>2026-11-28 09:00:00</begntime><ipt_otp_no>V1</ipt_otp_no><dept_code>1</dept_code></data>", typeof(RegisterEncounter) },
        { "2202", "<data><mdtrt_id>M1</mdtrt_id><ipt_otp_no>V1</ipt_otp_no><psn_no>P1</psn_no></data>", typeof(CancelRegistration) },
        { "2203", "<mdtrtinfo><mdtrt_id>M1</mdtrt_id><psn_no>P1</psn_no><med_type>11</med_type><begntime>2026-11-28 09:00:00</begntime></mdtrtinfo>"
            + "<diseinfo><diag_type>1</diag_type><diag_srt_no>1</diag_srt_no><diag_code>J00</diag_code><diag_name>鼻炎</diag_name><vali_flag>1</vali_flag></diseinfo>", typeof(RecordVisit) },
        { "2204", Line, typeof(AddFeeLines) },
        { "2205", "<data><chrg_bchno>0000</chrg_bchno><mdtrt_id>M1</mdtrt_id><psn_no>P1</psn_no></data>", typeof(RemoveFeeLines) },
        { "2207", $"<data>{Person}<mdtrt_id>M1</mdtrt_id><insutype>310</insutype><med_type>11</med_type><medfee_sumamt>12.34</medfee_sumamt><chrg_bchno>B1</chrg_bchno><acct_used_flag>1</acct_used_flag></data>", typeof(Settle) },
        { "2302", "<data><feedetl_sn>1</feedetl_sn><mdtrt_id>M1</mdtrt_id></data><data><feedetl_sn>2</feedetl_sn><mdtrt_id>M1</mdtrt_id></data>", typeof(RemoveFeeLines) },
        { "2401", $"<mdtrtinfo>{Person}<insutype>310</insutype><med_type>21</med_type><begntime>2026-11-28 09:00:00</begntime><ipt_no>I1</ipt_no></mdtrtinfo>"
            + "<diseinfo><diag_type>1</diag_type><diag_srt_no>1</diag_srt_no><diag_code>J00</diag_code><diag_name>鼻炎</diag_name></diseinfo>", typeof(AdmitPatient) },
        { "2402", "<dscginfo><mdtrt_id>M1</mdtrt_id><endtime>2026-11-28 09:00:00</endtime></dscginfo>", typeof(DischargePatient) },
        { "2405", "<data><mdtrt_id>M1</mdtrt_id></data>", typeof(AmendAdmission) },
        { "2601", "<data><psn_no>P1</psn_no><omsgid>M-0</omsgid><oinfno>2207</oinfno></data>", typeof(ReverseMessage) },
        { "4101", "<setlinfo><mdtrt_id>M1</mdtrt_id><setl_id>S1</setl_id><psn_no>P1</psn_no></setlinfo>", typeof(SubmitSettlementList) },
        { "9001", "<signIn><opter_no>1</opter_no></signIn>", typeof(SignIn) },
    };

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task Should_be_the_same_commands_as_typed_ones(string function, string input, Type type)
    {
        door.Journal.Reply = Replies.For;
        var answer = await door.AskAsync(Requests.Envelope(Requests.Call(function, Requests.Inner(function, input))));
        Assert.Equal(200, answer.Status);
        Assert.True(answer.InnerText("infcode") == "0", answer.Text);
        var intake = Assert.Single(door.Journal.Accepted);
        Assert.IsType(type, intake.Message);
        Assert.Equal((function, "M-1"), (intake.Kind, intake.Key));
    }

    [Fact]
    public async Task Should_keep_every_field_that_has_no_element()
    {
        await door.AskAsync(Requests.Envelope(Requests.Call("2204", Requests.Inner("2204", Line))));
        var command = Assert.IsType<AddFeeLines>(Assert.Single(door.Journal.Accepted).Message);
        Assert.Equal([new Extension("feedetail", 0, "dosage", "x")], command.Extensions);
        Assert.Equal(("M1", "P1", CareSetting.Outpatient), (command.EncounterId, command.PersonNumber, command.Setting));
        Assert.Equal(new Money(1234), Assert.Single(command.Lines).Amount);
    }

    [Fact]
    public async Task Should_answer_in_the_words_of_the_national_interface()
    {
        door.Journal.Reply = Replies.For;
        var row = Functions.First(f => f.Data.Item1 == "2207").Data;
        var answer = await door.AskAsync(Requests.Envelope(Requests.Call("2207", Requests.Inner("2207", row.Item2))));
        var output = answer.Inner.Only("output", "")!;
        Assert.Equal("12.34", output.Only("setlinfo", "")!.Only("medfee_sumamt", "")!.Text);
        Assert.Equal("10.00", output.Only("setldetail", "")!.Only("fund_payamt", "")!.Text);
        Assert.Equal("{\"a\":\"<&>\"}", output.Only("data", "")!.Only("exp_content", "")!.Text);
        Assert.Equal("", answer.InnerText("err_msg"));
    }

    [Theory]
    [InlineData("<medfee_sumamt>12.34</medfee_sumamt>", "<medfee_sumamt>12.345</medfee_sumamt>", "[SOAP-1302] medfee_sumamt")]
    [InlineData("<medfee_sumamt>12.34</medfee_sumamt>", "", "[SOAP-1301] medfee_sumamt")]
    [InlineData("<insutype>310</insutype>", "<insutype>null</insutype>", "[SOAP-1301] insutype")]
    [InlineData("<mdtrt_id>M1</mdtrt_id>", "", "[SOAP-1309] EncounterId")]
    [InlineData("<psn_no>P1</psn_no>", "<psn_no>P1</psn_no><PSN_NO>P2</PSN_NO>", "[SOAP-1303] data")]
    public async Task Should_name_fields_by_the_senders_words(string right, string wrong, string text)
    {
        var input = Functions.First(f => f.Data.Item1 == "2207").Data.Item2.Replace(right, wrong, StringComparison.Ordinal);
        var answer = await door.AskAsync(Requests.Envelope(Requests.Call("2207", Requests.Inner("2207", input)), Password));
        Assert.Equal((200, "-1"), (answer.Status, answer.InnerText("infcode")));
        Assert.StartsWith(text, answer.InnerText("err_msg"), StringComparison.Ordinal);
        Assert.Empty(door.Journal.Accepted);
        Assert.Single(door.Journal.Refused);
    }

    [Theory]
    [InlineData("9999", "<input/>", "[SOAP-1306]")]
    [InlineData("9999", "<input><msgid>1</msgid></input>", "[SOAP-1305]")]
    [InlineData("2207", "<input>", "[SOAP-1304]")]
    [InlineData("2207", "", "[SOAP-1304]")]
    [InlineData("2207", "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><r>&x;</r>", "[SOAP-1304]")]
    [InlineData("2207; drop", "<input><msgid>1</msgid></input>", "[SOAP-1305]")]
    public async Task Should_answer_business_errors_in_the_string(string function, string xml, string text)
    {
        var answer = await door.AskAsync(Requests.Envelope(Requests.Call(function, xml), Password));
        Assert.Equal(200, answer.Status);
        Assert.Contains(text, answer.InnerText("err_msg"), StringComparison.Ordinal);
        Assert.Empty(door.Journal.Accepted);
    }

    [Fact]
    public async Task Should_take_cdata_declared_encodings_and_other_shapes()
    {
        var inner = Requests.Inner("9001", "<signIn><opter_no>1</opter_no></signIn>");
        string Cdata(string id, string declaration) =>
            $"<CallService xmlns=\"http://tempuri.org/\"><funcId>9001</funcId><xml><![CDATA[{declaration}{inner.Replace("M-1", id, StringComparison.Ordinal)}]]></xml></CallService>";
        foreach (var (id, declaration) in ((string, string)[])[("A", ""), ("B", "<?xml version=\"1.0\" encoding=\"GBK\"?>"), ("C", "<?xml version='1.0' encoding='utf-8'?>"), ("D", " \n<?xml version=\"1.0\"?>")])
        {
            var answer = await door.AskAsync(Requests.Envelope(Cdata(id, declaration)));
            Assert.True(answer.InnerText("infcode") == "0", answer.Text);
        }
    }

    [Fact]
    public async Task Should_take_the_platforms_operation_and_a_flat_form()
    {
        door.Journal.Reply = Replies.For;
        const string Flat = "<input><Header><MessageID>M-9</MessageID></Header><mdtrtarea_admvs>430100</mdtrtarea_admvs><fixmedins_code>H43010000001</fixmedins_code>"
            + "<signIn><opter_no>1</opter_no></signIn></input>";
        var answer = await door.AskAsync(Requests.Envelope(Requests.Call("9001", Flat, "HIPMessageServer", "action", "message")), action: "\"http://tempuri.org/HIPMessageServer\"");
        Assert.Equal("HIPMessageServerResponse", answer.Content.LocalName);
        Assert.Equal("S", answer.Inner.Only("output", "")!.Only("signinoutb", "")!.Only("sign_no", "")!.Text);
        Assert.Equal("M-9", Assert.Single(door.Journal.Accepted).Key);
    }

    [Fact]
    public async Task Should_take_typed_operations_by_name()
    {
        door.Journal.Reply = Replies.For;
        var input = $"<data>{Person}<setting>Outpatient</setting><ipt_otp_no>V1</ipt_otp_no><insutype>310</insutype><med_type>11</med_type><begntime>2026-11-28 09:00:00</begntime>"
            + "<medfee_sumamt>12.34</medfee_sumamt></data><diseinfo><diag_type>1</diag_type><diag_srt_no>1</diag_srt_no><diag_code>J00</diag_code><diag_name>x</diag_name></diseinfo>" + Line;
        var answer = await door.AskAsync(Requests.Envelope(Requests.Call("SubmitClaim", Requests.Inner("SubmitClaim", input))));
        Assert.True(answer.InnerText("infcode") == "0", answer.Text);
        Assert.Equal("V1", Assert.IsType<SubmitClaim>(Assert.Single(door.Journal.Accepted).Message).Origin.Visit);
    }

    [Fact]
    public async Task Should_know_a_message_again_though_it_is_sent_at_another_time()
    {
        var inner = Requests.Inner("9001", "<signIn><opter_no>1</opter_no></signIn>");
        var first = await door.AskAsync(Requests.Envelope(Requests.Call("9001", inner)));
        var later = inner.Replace("12:00:00", "12:00:09", StringComparison.Ordinal).Replace("<opter>0001", "<opter>0002", StringComparison.Ordinal);
        Assert.Equal(first.Bytes, (await door.AskAsync(Requests.Envelope(Requests.Call("9001", later)))).Bytes);
        var other = await door.AskAsync(Requests.Envelope(Requests.Call("9001", inner.Replace("<opter_no>1", "<opter_no>2", StringComparison.Ordinal))));
        Assert.Contains("[SOAP-2001]", other.InnerText("err_msg"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_want_whose_fee_lines_they_are_to_agree()
    {
        var answer = await door.AskAsync(Requests.Envelope(Requests.Call("2204", Requests.Inner("2204", Line + Line.Replace("M1", "M2", StringComparison.Ordinal)))));
        Assert.Contains("[SOAP-1311]", answer.InnerText("err_msg"), StringComparison.Ordinal);
    }

    public void Dispose() => door.Dispose();
}
