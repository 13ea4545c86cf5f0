using System.Collections.Frozen;
using System.Reflection;

namespace Hub.Adapters.Hl7v2;

/// <summary>Who has to change something before the message can pass.</summary>
public enum Hl7v2Fault
{
    /// <summary>The institution that sent the message.</summary>
    Sender,

    /// <summary>The hub itself.</summary>
    Hub,
}

/// <summary>One entry of the error catalogue. On the wire: ERR-3 is <c>Condition</c> (table 0357), ERR-5 is <c>Code</c>.</summary>
/// <param name="Code">Unique in the system, <c>HL7-</c> and four digits.</param>
/// <param name="Rule">The rule in English, a few words.</param>
/// <param name="ChineseRule">The rule in Chinese, a few words.</param>
/// <param name="Fix">What the owner of the fault does about it, in Chinese.</param>
/// <param name="Fault">Who has to act.</param>
/// <param name="CanRetry">True when the same bytes may pass later.</param>
/// <param name="Condition">HL7 table 0357: 100 to 103 content, 200 to 207 refusal.</param>
/// <param name="Rejects">True: AR or CR (the header, the sender, the line). False: AE or CE (the content).</param>
/// <param name="Clause">Source of the rule.</param>
public sealed record Hl7v2Error(
    string Code, string Rule, string ChineseRule, string Fix, Hl7v2Fault Fault, bool CanRetry, int Condition, bool Rejects, string Clause);

/// <summary>Every error of the HL7 v2 adapter, in the order in which a message meets the checks.</summary>
public static class Hl7v2ErrorCodes
{
    // 10xx: the bytes
    public static readonly Hl7v2Error FrameTooLarge = Reject("1001", 207, "message too large", "消息超长", "请拆分消息", "MLLP R1");
    public static readonly Hl7v2Error NotHl7 =
        Reject("1002", 100, "message must begin with MSH, BHS or FHS", "消息须以MSH、BHS或FHS开头", "请检查消息", "HL7 2.5.1 ch. 2.15.9");
    public static readonly Hl7v2Error XmlUnsupported = Reject("1003", 200, "XML encoding is not offered; send ER7", "不支持XML编码", "请改用竖线编码", "HL7 2.5.1 ch. 2.3");
    public static readonly Hl7v2Error DelimitersInvalid =
        Reject("1004", 102, "delimiters must be different printable signs", "分隔符无效", "请检查MSH-1与MSH-2", "HL7 2.5.1 ch. 2.15.9.2");
    public static readonly Hl7v2Error CharsetUnknown =
        Reject("1005", 103, "character set not offered", "不支持该字符集", "请用UNICODE UTF-8、GB 18030-2000或GBK", "table 0211");
    public static readonly Hl7v2Error CharsetContradiction =
        Reject("1006", 102, "MSH-18 and the bytes name different character sets", "MSH-18与实际编码不一致", "请使MSH-18与实际编码一致", "HL7 2.5.1 ch. 2.15.9.18");
    public static readonly Hl7v2Error CharsetBroken =
        Reject("1007", 102, "bytes are not of the declared character set", "字节与声明的字符集不符", "请检查编码", "HL7 2.5.1 ch. 2.15.9.18");
    public static readonly Hl7v2Error ControlCharacter = Reject("1008", 102, "control character", "含控制字符", "请删除或转义控制字符", "HL7 2.5.1 ch. 2.7");
    public static readonly Hl7v2Error SegmentName =
        Reject("1009", 100, "segment name must be three letters or digits", "段名无效", "请检查段与段结束符", "HL7 2.5.1 ch. 2.5.2");
    public static readonly Hl7v2Error TooManySegments = Reject("1010", 207, "too many segments", "段过多", "请拆分消息", "reliability.md 4.5");
    public static readonly Hl7v2Error TooManyFields = Reject("1011", 207, "too many fields or repetitions", "字段或重复过多", "请检查消息", "reliability.md 4.5");
    public static readonly Hl7v2Error FieldTooLong = Reject("1012", 207, "field too long", "字段超长", "请缩短", "reliability.md 4.5");
    public static readonly Hl7v2Error BatchShape =
        Reject("1013", 100, "batch headers and trailers do not match", "批次头尾不配对", "请检查FHS、BHS、BTS、FTS", "HL7 2.5.1 ch. 2.10.3");
    public static readonly Hl7v2Error BatchCount =
        Reject("1014", 102, "count of the trailer differs from what came", "批次数量与尾段不符", "请核对BTS-1与FTS-1", "HL7 2.5.1 ch. 2.15.3");

    // 11xx: the sender
    public static readonly Hl7v2Error SenderUnknown = Reject("1101", 207, "sender is not proven", "发送方未通过认证", "请核对MSH-3、MSH-4、证书或来源地址", "reliability.md 4.5");
    public static readonly Hl7v2Error SignatureMissing = Reject("1102", 207, "signature segment ZSG required", "缺少签名段ZSG", "请增加ZSG段", "README");
    public static readonly Hl7v2Error SignatureInvalid = Reject("1103", 207, "signature does not verify", "验签失败", "请检查签名原文与密钥", "README");

    // 12xx: the header
    public static readonly Hl7v2Error ControlIdMissing =
        Reject("1201", 101, "control id required, 1 to 120 characters", "消息控制号必填且不超过120字符", "请填写MSH-10", "HL7 2.5.1 ch. 2.15.9.10");
    public static readonly Hl7v2Error VersionUnsupported = Reject("1202", 203, "version not offered", "不支持该版本", "请使用2.3至2.5.1", "table 0104");
    public static readonly Hl7v2Error ProcessingId = Reject("1203", 202, "processing id not accepted here", "处理标识不被接受", "请核对MSH-11", "table 0103");
    public static readonly Hl7v2Error MessageTypeUnsupported = Reject("1204", 200, "message type not offered", "不支持该消息类型", "请核对MSH-9", "table 0076");
    public static readonly Hl7v2Error EventUnsupported = Reject("1205", 201, "event not offered", "不支持该触发事件", "请核对MSH-9", "table 0003");
    public static readonly Hl7v2Error SequenceGap =
        Error("1206", 207, "sequence number is not the expected one", "序列号不连续", "请从MSA-4所示序列号重发", "HL7 2.5.1 ch. 2.10.1");

    // 13xx: the content
    public static readonly Hl7v2Error SegmentMissing = Error("1301", 100, "segment required", "缺少必需段", "请补充", "README");
    public static readonly Hl7v2Error FieldMissing = Error("1302", 101, "required", "必填", "请补填", "README");
    public static readonly Hl7v2Error FieldKind = Error("1303", 102, "malformed value", "格式错误", "请检查格式", "HL7 2.5.1 ch. 2A");
    public static readonly Hl7v2Error TableValue = Error("1304", 103, "value not in the table", "代码不在字典中", "请核对字典", "README");
    public static readonly Hl7v2Error Currency = Error("1305", 103, "currency must be CNY", "币种须为人民币", "请改为CNY", "HL7 2.5.1 ch. 2A.46");
    public static readonly Hl7v2Error AmountNotFen = Error("1306", 102, "amount must be whole fen", "金额最多两位小数", "请改为两位小数", "nhsa.md A1.3");

    // 20xx: identity and outcome
    public static readonly Hl7v2Error ControlIdConflict =
        Error("2001", 205, "conflict: control id was used for other content", "消息控制号已用于不同内容", "请使用新的MSH-10", "docs/decisions/0003");
    public static readonly Hl7v2Error OutcomePending =
        new("HL7-2002", "outcome pending, do not settle again; resend the same MSH-10", "结果待定,勿重复结算", "请用同一MSH-10原样重发", Hl7v2Fault.Hub, true, 207,
            false, "README");

    // 30xx: notices that the hub sends
    public static readonly Hl7v2Error NoticeRefused = Error("3001", 207, "the institution's system refused a notice", "院方系统拒绝通知", "请检查院方系统", "README");

    // 90xx: the hub itself
    public static readonly Hl7v2Error Overloaded =
        new("HL7-9001", "busy, nothing was kept, try again", "系统繁忙", "请稍后原样重发", Hl7v2Fault.Hub, true, 207, true, "design.md 3");

    private static readonly Lazy<FrozenDictionary<string, Hl7v2Error>> LazyByCode = new(() =>
        typeof(Hl7v2ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(f => f.FieldType == typeof(Hl7v2Error))
            .Select(f => (Hl7v2Error)f.GetValue(null)!)
            .ToFrozenDictionary(e => e.Code));

    /// <summary>Every entry by code.</summary>
    public static FrozenDictionary<string, Hl7v2Error> ByCode => LazyByCode.Value;

    private static Hl7v2Error Reject(string number, int condition, string rule, string chinese, string fix, string clause) =>
        new("HL7-" + number, rule, chinese, fix, Hl7v2Fault.Sender, false, condition, true, clause);

    private static Hl7v2Error Error(string number, int condition, string rule, string chinese, string fix, string clause) =>
        new("HL7-" + number, rule, chinese, fix, Hl7v2Fault.Sender, false, condition, false, clause);
}
