using System.Text;
using Hub.Adapters.Infno.Profiles;
using Hub.Adapters.Infno.Wire;
using Hub.Adapters.Infno.Wire.Envelope;
using Hub.Adapters.Infno.Wire.Validation;

namespace Hub.Adapters.Infno.Tests;

/// <summary>Synthetic messages and the usual way through the reader.</summary>
internal static class Messages
{
    public static readonly DateTime Now = new(2025, 1, 2, 3, 4, 5, DateTimeKind.Unspecified);

    public const string Input2207 = """
        {"data":{"psn_no":"43010000000000000001","mdtrt_cert_type":"02","mdtrt_cert_no":"11010519491231002X","card_sn":"","psn_cert_type":"01","certno":"11010519491231002X","med_type":"11","medfee_sumamt":100.00,"psn_setlway":"01","mdtrt_id":"M1","chrg_bchno":"B1","insutype":"310","acct_used_flag":"1","invono":"","fulamt_ownpay_amt":10.00,"overlmt_selfpay":0,"preselfpay_amt":5.00,"inscp_scp_amt":85.00,"exp_content":"","pub_hosp_rfom_flag":""}}
        """;

    /// <summary>Example A9.1.</summary>
    public const string Request1101 = """
        {"infno":"1101","msgid":"H43010000001202501020304050001","mdtrtarea_admvs":"430100","insuplc_admdvs":"","recer_sys_code":"99","dev_no":"","dev_safe_info":"","cainfo":"","signtype":"SM2","infver":"1.0.0","opter_type":"1","opter":"0001","opter_name":"测试员","inf_time":"2025-01-02 03:04:05","fixmedins_code":"H43010000001","fixmedins_name":"示例医院","sign_no":"","input":{"data":{"mdtrt_cert_type":"02","mdtrt_cert_no":"11010519491231002X","card_sn":"","begntime":"","psn_cert_type":"01","certno":"11010519491231002X","psn_name":"示例"}}}
        """;

    public const string Response1101 = """
        {"infcode":0,"inf_refmsgid":"430100202501020304050000000001","refmsg_time":"20250102030405123","respond_time":"20250102030405456","err_msg":"","output":{"baseinfo":{"psn_no":"43010000000000000001","psn_cert_type":"01","certno":"11010519491231002X","psn_name":"示例","gend":"2","naty":"01","brdy":"1949-12-31","age":75.0,"exp_content":""},"insuinfo":[{"balc":1200.50,"insutype":"310","psn_type":"12","psn_insu_stas":"1","psn_insu_date":"2001-01-01","paus_insu_date":"","cvlserv_flag":"0","insuplc_admdvs":"430100","emp_name":"示例单位"}],"idetinfo":[]}}
        """;

    public static RequestEnvelope Envelope(string infno) => new()
    {
        Infno = infno,
        Msgid = "H43010000001202501020304050001",
        MdtrtareaAdmvs = "430100",
        InsuplcAdmdvs = "430100",
        RecerSysCode = "99",
        Infver = "1.0.0",
        OpterType = "1",
        Opter = "0001",
        OpterName = "测试员",
        InfTime = "2025-01-02 03:04:05",
        FixmedinsCode = "H43010000001",
        FixmedinsName = "示例医院",
    };

    public static byte[] Request(string infno, string input) => EnvelopeWriter.WriteRequest(Envelope(infno), Utf8(input.Trim()));

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Reads and validates; a refusal of the reader counts as its one violation.</summary>
    public static IReadOnlyList<Violation> Check(ReadOnlyMemory<byte> body, InfnoProfile? profile = null, DateTime? now = null)
    {
        profile ??= InfnoProfileLoader.National;
        try
        {
            var request = EnvelopeReader.ReadRequest(body, profile.Limits);
            return InfnoValidator.Check(request, BodyOpener.ReadInput(request, profile), profile, now ?? Now);
        }
        catch (WireRefusedException refusal)
        {
            return [refusal.Violation];
        }
    }

    public static InfnoDocument Input(string infno, string input) => InfnoDocumentReader.Read(
        Utf8(input.Trim()), InfnoProfileLoader.National.Find(infno)!.Input, InfnoProfileLoader.National.Limits);

    public static InfnoDocument Output(string infno, string output) => InfnoDocumentReader.Read(
        Utf8(output.Trim()), InfnoProfileLoader.National.Find(infno)!.Output, InfnoProfileLoader.National.Limits);
}
