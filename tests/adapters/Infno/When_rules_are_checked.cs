using Hub.Adapters.Infno.Profiles;
using Hub.Adapters.Infno.Wire;
using Hub.Adapters.Infno.Wire.Envelope;
using Hub.Adapters.Infno.Wire.Validation;

namespace Hub.Adapters.Infno.Tests;

public class When_rules_are_checked
{
    [Fact]
    public void Should_pass_the_examples_of_the_reference()
    {
        Assert.Empty(Messages.Check(Messages.Utf8(Messages.Request1101)));
        Assert.Empty(Messages.Check(Messages.Utf8(Messages.Request1101), InfnoProfileLoader.Shipped("hunan")));
        var response = EnvelopeReader.ReadResponse(Messages.Utf8(Messages.Response1101), InfnoProfileLoader.National.Limits);
        Assert.Empty(InfnoValidator.CheckBody(BodyOpener.ReadOutput(response, "1101", InfnoProfileLoader.National), InfnoProfileLoader.National));
        Assert.Empty(Messages.Check(Messages.Request("2207", Messages.Input2207)));
        Assert.Empty(InfnoValidator.CheckBody(Messages.Input("3201", """{"data":{"insutype":"310","clr_type":"11","setl_optins":"430100","stmt_begndate":"2025-01-02","stmt_enddate":"2025-01-02","medfee_sumamt":"250.00","fund_pay_sumamt":"130.00","acct_pay":"60.00","fixmedins_setl_cnt":"3","refd_setl_flag":"0","fixmedins_refd_setl_flag":"0"}}"""), InfnoProfileLoader.Shipped("hunan")));
    }

    // One change of the valid 2207 request per row: what is replaced, by what, and the one rule it breaks.
    [Theory]
    [InlineData("\"infno\":\"2207\"", "\"infno\":\"2299\"", "INF-1205", "infno")]
    [InlineData("\"msgid\":\"H43010000001202501020304050001\"", "\"msgid\":\"X43010000001202501020304050001\"", "INF-1206", "msgid")]
    [InlineData("\"msgid\":\"H43010000001202501020304050001\"", "\"msgid\":\"H4301000000120250102030405000\"", "INF-1206", "msgid")]
    [InlineData("\"msgid\":\"H43010000001202501020304050001\"", "\"msgid\":null", "INF-1201", "msgid")]
    [InlineData("\"opter\":\"0001\"", "\"opter\":{}", "INF-1202", "opter")]
    [InlineData("\"recer_sys_code\":\"99\"", "\"recer_sys_code\":\"12345678901\"", "INF-1203", "recer_sys_code")]
    [InlineData("\"opter\":\"0001\"", "\"opter\":\"a\\u0000b\"", "INF-1204", "opter")]
    [InlineData("\"opter_type\":\"1\"", "\"opter_type\":\"4\"", "INF-1208", "opter_type")]
    [InlineData("\"inf_time\":\"2025-01-02 03:04:05\"", "\"inf_time\":\"2025-02-30 03:04:05\"", "INF-1209", "inf_time")]
    [InlineData("\"inf_time\":\"2025-01-02 03:04:05\"", "\"inf_time\":\"2025-01-02 03:19:06\"", "INF-1210", "inf_time")]
    [InlineData("\"mdtrtarea_admvs\":\"430100\"", "\"mdtrtarea_admvs\":\"43010\"", "INF-1211", "mdtrtarea_admvs")]
    [InlineData("\"insuplc_admdvs\":\"430100\"", "\"insuplc_admdvs\":\"NULL\"", "INF-1212", "insuplc_admdvs")]
    [InlineData("\"psn_no\":\"43010000000000000001\"", "\"psn_no\":\"null\"", "INF-1401", "psn_no")]
    [InlineData("\"psn_no\":\"43010000000000000001\"", "\"psn_no\":[]", "INF-1402", "psn_no")]
    [InlineData("\"psn_no\":\"43010000000000000001\"", "\"psn_no\":true", "INF-1402", "psn_no")]
    [InlineData("\"invono\":\"\"", "\"invono\":\"123456789012345678901\"", "INF-1403", "invono")]
    [InlineData("\"invono\":\"\"", "\"invono\":\"a\\u0001\"", "INF-1404", "invono")]
    [InlineData("\"medfee_sumamt\":100.00", "\"medfee_sumamt\":\"1O0\"", "INF-1405", "medfee_sumamt")]
    [InlineData("\"medfee_sumamt\":100.00", "\"medfee_sumamt\":123456789012345.00", "INF-1406", "medfee_sumamt", "INF-1511")]
    [InlineData("\"medfee_sumamt\":100.00", "\"medfee_sumamt\":100.001", "INF-1408", "medfee_sumamt", "INF-1511")]
    [InlineData("\"medfee_sumamt\":100.00", "\"medfee_sumamt\":-100.00", "INF-1504", "medfee_sumamt", "INF-1511")]
    [InlineData("\"medfee_sumamt\":100.00", "\"medfee_sumamt\":100.01", "INF-1511", "medfee_sumamt")]
    [InlineData("\"acct_used_flag\":\"1\"", "\"acct_used_flag\":\"7\"", "INF-1411", "acct_used_flag")]
    [InlineData("\"insutype\":\"310\"", "\"insutype\":\"777\"", "INF-1411", "insutype")]
    [InlineData("\"mdtrt_cert_type\":\"02\"", "\"mdtrt_cert_type\":\"03\"", "INF-1501", "card_sn")]
    public void Should_name_the_broken_rule(string valid, string broken, string code, string field, string? alsoWarned = null)
    {
        var text = System.Text.Encoding.UTF8.GetString(Messages.Request("2207", Messages.Input2207));
        Assert.Contains(valid, text, StringComparison.Ordinal);
        var violations = Messages.Check(Messages.Utf8(text.Replace(valid, broken, StringComparison.Ordinal)));
        Assert.Equal(alsoWarned is null ? [code] : [code, alsoWarned], violations.Select(v => v.Code));
        Assert.Equal(field, violations[0].Field);
        Assert.StartsWith("[" + code + "]", ErrorText.For(violations), StringComparison.Ordinal);
        Assert.Contains(field, ErrorText.For(violations), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"medfee_sumamt\":100.00", "\"medfee_sumamt\":\"100.000\"")]
    [InlineData("\"medfee_sumamt\":100.00", "\"medfee_sumamt\":1E2")]
    [InlineData("\"medfee_sumamt\":100.00", "\"medfee_sumamt\":\" 100 \"")]
    [InlineData("\"invono\":\"\"", "\"invono\":null")]
    [InlineData("\"invono\":\"\"", "\"INVONO\":\"1\"")]
    [InlineData("\"invono\":\"\"", "\"invono\":12345")]
    [InlineData("\"infver\":\"1.0.0\"", "\"infver\":1")]
    [InlineData("\"invono\":\"\"", "\"invono\":\"一二三四五六七八九十一二三四五六七八九十\"")]
    [InlineData("\"invono\":\"\"", "\"nobody_knows\":{\"a\":[1,2]}")]
    [InlineData("\"insutype\":\"310\"", "\"insutype\":\"31099\"")]
    [InlineData("03:04:05", "03:19:05")]
    [InlineData("{\"data\":{", "{\"more\":[],\"data\":{")]
    public void Should_pass_a_tolerated_form(string valid, string tolerated)
    {
        var text = System.Text.Encoding.UTF8.GetString(Messages.Request("2207", Messages.Input2207));
        Assert.Contains(valid, text, StringComparison.Ordinal);
        Assert.Empty(Messages.Check(Messages.Utf8(text.Replace(valid, tolerated, StringComparison.Ordinal))));
    }

    [Fact]
    public void Should_accept_an_object_for_an_array_and_a_one_element_array_for_an_object()
    {
        const string Row = """{"feedetl_sn":"1","mdtrt_id":"M","psn_no":"P"}""";
        Assert.Single(Messages.Input("2302", $$"""{"data":{{Row}}}""").Rows("data"));
        Assert.Empty(Messages.Check(Messages.Request("2207", Messages.Input2207.Trim().Replace("{\"data\":{", "{\"data\":[{", StringComparison.Ordinal)[..^2] + "}]}")));
        Assert.Equal(["INF-1306"], InfnoValidator.CheckBody(
            Messages.Input("2205", """{"data":[{"mdtrt_id":"M","chrg_bchno":"B","psn_no":"P"},{"mdtrt_id":"M","chrg_bchno":"B","psn_no":"P"}]}"""),
            InfnoProfileLoader.National).Select(v => v.Code));
    }

    [Fact]
    public void Should_miss_an_absent_node() => Assert.Equal(
        [("INF-1303", "data")], InfnoValidator.CheckBody(Messages.Input("2207", "{}"), InfnoProfileLoader.National).Select(v => (v.Code, v.Node)));

    [Fact]
    public void Should_open_an_input_that_is_a_string_and_refuse_an_empty_one()
    {
        var inner = Messages.Input2207.Trim().Replace("\"", "\\\"", StringComparison.Ordinal);
        Assert.Empty(Messages.Check(Messages.Request("2207", "\"" + inner + "\"")));
        Assert.Equal("INF-1301", Messages.Check(Messages.Request("2207", "null"))[0].Code);
        Assert.Equal("INF-1301", Messages.Check(Messages.Request("2207", "\"\""))[0].Code);
        Assert.Equal("INF-1302", Messages.Check(Messages.Request("2207", "7"))[0].Code);
        Assert.Equal("INF-1004", Messages.Check(Messages.Request("2207", "\"no json\""))[0].Code);
    }

    [Theory]
    [InlineData("{\"feedetl_sn\":\"1\",\"mdtrt_id\":\"M\",\"psn_no\":\"P\",\"med_type\":\"21\",\"fee_ocur_time\":\"2025-01-02 00:00:00\",\"med_list_codg\":\"X\",\"medins_list_codg\":\"Y\",\"det_item_fee_sumamt\":-3.33,\"cnt\":-1,\"pric\":3.33,\"bilg_dept_codg\":\"1\",\"bilg_dept_name\":\"1\",\"bilg_dr_codg\":\"1\",\"bilg_dr_name\":\"1\"}", "INF-1503")]
    [InlineData("{\"feedetl_sn\":\"1\",\"mdtrt_id\":\"M\",\"psn_no\":\"P\",\"med_type\":\"21\",\"fee_ocur_time\":\"2025-01-02 00:00:00\",\"med_list_codg\":\"X\",\"medins_list_codg\":\"Y\",\"det_item_fee_sumamt\":3.35,\"cnt\":1,\"pric\":3.333333,\"bilg_dept_codg\":\"1\",\"bilg_dept_name\":\"1\",\"bilg_dr_codg\":\"1\",\"bilg_dr_name\":\"1\"}", "INF-1505")]
    [InlineData("{\"feedetl_sn\":\"1\",\"mdtrt_id\":\"M\",\"psn_no\":\"P\",\"med_type\":\"21\",\"fee_ocur_time\":\"2025-01-02 00:00:00\",\"med_list_codg\":\"X\",\"medins_list_codg\":\"Y\",\"det_item_fee_sumamt\":3.34,\"cnt\":1,\"pric\":3.333333,\"bilg_dept_codg\":\"1\",\"bilg_dept_name\":\"1\",\"bilg_dr_codg\":\"1\",\"bilg_dr_name\":\"1\"}", "")]
    [InlineData("{\"feedetl_sn\":\"1\",\"mdtrt_id\":\"M\",\"psn_no\":\"P\",\"med_type\":\"21\",\"fee_ocur_time\":\"2025-01-02 00:00:00\",\"med_list_codg\":\"X\",\"medins_list_codg\":\"Y\",\"det_item_fee_sumamt\":3.33,\"cnt\":1,\"pric\":3.3333333,\"bilg_dept_codg\":\"1\",\"bilg_dept_name\":\"1\",\"bilg_dr_codg\":\"1\",\"bilg_dr_name\":\"1\"}", "INF-1407")]
    public void Should_check_fee_lines(string row, string codes) => Assert.Equal(
        codes, string.Join(',', InfnoValidator.CheckBody(Messages.Input("2301", $$"""{"feedetail":[{{row}}]}"""), InfnoProfileLoader.National).Select(v => v.Code)));

    [Fact]
    public void Should_require_one_credential_and_an_ordered_period()
    {
        Assert.Equal(["INF-1502"], InfnoValidator.CheckBody(Messages.Input("1101", """{"data":{"mdtrt_cert_type":"02"}}"""), InfnoProfileLoader.National).Select(v => v.Code));
        Assert.Equal(["INF-1512"], InfnoValidator.CheckBody(
            Messages.Input("5303", """{"data":{"psn_no":"1","begntime":"2025-01-02 00:00:00","endtime":"2025-01-01"}}"""), InfnoProfileLoader.National).Select(v => v.Code));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("medfee_sumamt=100.01", "INF-1511,INF-1507")]
    [InlineData("psn_cash_pay=17.99", "INF-1508")]
    [InlineData("hifp_pay=51.99", "INF-1509")]
    [InlineData("fund_payamt=52.01", "INF-1510")]
    [InlineData("hosp_part_amt=1", "INF-1507")]
    public void Should_check_the_amount_identities_of_an_answer_to_the_fen(string change, string codes)
    {
        var amounts = new Dictionary<string, string>
        {
            ["medfee_sumamt"] = "100.00", ["fulamt_ownpay_amt"] = "10", ["overlmt_selfpay"] = "0", ["preselfpay_amt"] = "5", ["inscp_scp_amt"] = "85",
            ["hifp_pay"] = "52.00", ["fund_pay_sumamt"] = "52.00", ["psn_part_amt"] = "48.00", ["acct_pay"] = "30.00",
            ["acct_mulaid_pay"] = "5.00", ["psn_cash_pay"] = "18.00", ["hosp_part_amt"] = "0",
        };
        var fund = "52.00";
        if (change.Split('=') is [var name, var value])
        {
            (amounts[name], fund) = name == "fund_payamt" ? ("0", value) : (value, fund);
        }

        var output = $$"""{"setlinfo":{{{string.Join(',', amounts.Where(a => a.Key != "fund_payamt").Select(a => $"\"{a.Key}\":{a.Value}"))}}},"setldetail":[{"fund_pay_type":"310100","fund_payamt":{{fund}}},{"fund_pay_type":"310200","fund_payamt":30.00}]}""";
        var broken = InfnoValidator.CheckBody(Messages.Output("2207", output), InfnoProfileLoader.National with { Limits = new() { ViolationsMax = 1000 } })
            .Where(v => v.Error != InfnoErrorCodes.FieldRequired);
        Assert.Equal(codes, string.Join(',', broken.Select(v => v.Code)));
    }

    [Fact]
    public void Should_compare_a_pharmacy_total_with_its_details()
    {
        const string Line = """{"feedetl_sn":"1","rx_circ_flag":"0","fee_ocur_time":"2025-01-02 00:00:00","med_list_codg":"X","medins_list_codg":"Y","det_item_fee_sumamt":3.34,"cnt":1,"pric":3.34,"durg_trac_info":[{"feedetl_sn":"1","drug_trac_codg":"T1","trdn_flag":"0"},{"feedetl_sn":"1","drug_trac_codg":"T2","trdn_flag":"0"}]}""";
        const string Head = """{"psn_no":"1","mdtrt_cert_type":"02","mdtrt_cert_no":"1","begntime":"2025-01-02 00:00:00","medfee_sumamt":6.68,"insutype":"310","acct_used_flag":"1","med_type":"41"}""";
        var purchase = Messages.Input("2102", $$"""{"druginfo":{{Head}},"drugdetail":[{{Line}},{{Line}}]}""");
        Assert.Empty(InfnoValidator.CheckBody(purchase, InfnoProfileLoader.National));
        var codes = purchase.Rows("durg_trac_info").ToList();
        Assert.Equal(4, codes.Count);
        Assert.All(codes, c => Assert.Equal("drugdetail", purchase.RowAt(c.ParentPosition).Node.Name));
        Assert.Equal(["INF-1506"], InfnoValidator.CheckBody(
            Messages.Input("2102", $$"""{"druginfo":{{Head.Replace("6.68", "6.67", StringComparison.Ordinal)}},"drugdetail":[{{Line}},{{Line}}]}"""), InfnoProfileLoader.National).Select(v => v.Code));
    }

    [Fact]
    public void Should_follow_the_unknown_policies_of_the_profile()
    {
        var strict = InfnoProfileLoader.National with { UnknownFields = UnknownPolicy.Refuse, UnknownNodes = UnknownPolicy.Refuse };
        var body = Messages.Input("2205", """{"data":{"mdtrt_id":"M","chrg_bchno":"B","psn_no":"P","odd":1},"other":{}}""");
        Assert.Empty(InfnoValidator.CheckBody(body, InfnoProfileLoader.National));
        Assert.Equal(["INF-1308", "INF-1307"], InfnoValidator.CheckBody(body, strict).Select(v => v.Code));
        Assert.Equal([("odd", "1"), ("other", "{}")], body.Unknown.Select(u => (u.Name, System.Text.Encoding.UTF8.GetString(u.Json.Span))));
    }
}
