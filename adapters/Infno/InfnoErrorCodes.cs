using System.Collections.Frozen;
using System.Reflection;

namespace Hub.Adapters.Infno;

/// <summary>Who has to change something before the message can pass.</summary>
public enum InfnoFault
{
    /// <summary>The institution that sent the request.</summary>
    Sender,

    /// <summary>The core that answered.</summary>
    Core,

    /// <summary>The hub itself.</summary>
    Hub,
}

/// <summary>One entry of the error catalogue. On the wire: <c>infcode</c> of the profile and <c>[Code] …</c> in front of <c>err_msg</c>.</summary>
/// <param name="Code">Unique in the system, <c>INF-</c> and four digits.</param>
/// <param name="Rule">The rule in English, a few words.</param>
/// <param name="ChineseRule">The rule in Chinese, a few words.</param>
/// <param name="Fix">What the owner of the fault does about it, in Chinese.</param>
/// <param name="Fault">Who has to act.</param>
/// <param name="CanRetry">True when the same bytes may pass later.</param>
/// <param name="Clause">Source of the rule (nhsa.md section unless another document is named).</param>
public sealed record InfnoError(
    string Code,
    string Rule,
    string ChineseRule,
    string Fix,
    InfnoFault Fault,
    bool CanRetry,
    string Clause);

/// <summary>Every error of the infno adapter, in the order in which a request meets the checks.</summary>
public static class InfnoErrorCodes
{
    // 10xx: the bytes
    public static readonly InfnoError BodyEmpty = Sender("1001", "body must not be empty", "报文不能为空", "请发送报文", "A0");
    public static readonly InfnoError BodyTooLarge = Sender("1002", "body too large", "报文超长", "请拆分批次", "A1.1");
    public static readonly InfnoError NotUtf8 = Sender("1003", "body must be UTF-8", "报文须为UTF-8编码", "请改用UTF-8", "A0");
    public static readonly InfnoError MalformedJson =
        Sender("1004", "not valid JSON", "报文不是合法JSON", "请检查JSON格式", "A0; RFC 8259");
    public static readonly InfnoError TooDeep = Sender("1005", "nested too deep", "嵌套过深", "请减少嵌套", "A1.1");
    public static readonly InfnoError DuplicateMember =
        Sender("1006", "member given twice", "成员重复", "请删除重复成员", "reliability.md 4.2");
    public static readonly InfnoError LoneSurrogate =
        Sender("1007", "broken \\u escape pair", "转义字符不成对", "请检查转义", "RFC 8259 8.2");
    public static readonly InfnoError TooManyMembers =
        Sender("1008", "too many members", "成员过多", "请减少成员", "reliability.md 4.2");
    public static readonly InfnoError NumberOutOfRange =
        Sender("1009", "number out of range", "数字超出范围", "请检查数值", "reliability.md 4.2");
    public static readonly InfnoError RootNotObject =
        Sender("1010", "body must be one JSON object", "报文须为JSON对象", "请检查报文结构", "A1.1");
    public static readonly InfnoError BodyPacked =
        Sender("1011", "body must not be packed", "报文不得压缩", "请发送未压缩的报文", "reliability.md 4.2");

    // 11xx: the sender (checked over raw bytes, before the business part is read)
    public static readonly InfnoError GatewayHeaderMissing =
        Sender("1101", "gateway header missing", "缺少网关头", "请补全网关头", "A2");
    public static readonly InfnoError GatewayTimestamp =
        Sender("1102", "gateway timestamp outside window", "网关时间戳超时", "请校准时钟后重新签名", "A2");
    public static readonly InfnoError GatewayUnknownKey =
        Sender("1103", "unknown access key", "访问密钥未登记", "请联系医保局", "A2");
    public static readonly InfnoError GatewaySignature =
        Sender("1104", "gateway signature mismatch", "网关签名不符", "请检查签名算法与密钥", "A2");
    public static readonly InfnoError SignatureMissing =
        Sender("1105", "signature required", "缺少数字签名", "请填写cainfo", "A1.1 #8, B3");
    public static readonly InfnoError SignatureMalformed =
        Sender("1106", "signature malformed", "签名格式错误", "请按约定编码签名", "B1");
    public static readonly InfnoError SignatureInvalid =
        Sender("1107", "signature does not verify", "验签失败", "请检查签名原文与密钥", "B1, B3");
    public static readonly InfnoError DecryptionFailed =
        Sender("1108", "input cannot be decrypted", "报文解密失败", "请检查加密密钥", "A2 e");

    public static readonly InfnoError RelayForbidden =
        Sender("1109", "forwarder may not relay for this institution", "无代传该机构报文的权限", "请在医保局登记代传关系", "relaysFor of the registry");
    public static readonly InfnoError RelayedUnsigned =
        Sender("1110", "relayed message needs the institution's own signature", "代传报文缺少机构自身签名", "请由报文所属机构签名", "relayedUnsigned of the registry");
    public static readonly InfnoError NotInBatch =
        Sender("1111", "transaction not offered in a batch or relay", "该交易不支持批量或代传", "请单独发送", "README, Batch");
    public static readonly InfnoError BatchTooLarge = Sender("1112", "too many records in a batch", "批量记录数超限", "请拆分批次", "Infno:BatchRecordsMax");

    // 12xx: the envelope
    public static readonly InfnoError EnvelopeFieldMissing = Sender("1201", "required", "必填", "请补填", "A1.1");
    public static readonly InfnoError EnvelopeFieldKind = Sender("1202", "must be text", "须为文本", "请改为字符串", "A1.1");
    public static readonly InfnoError EnvelopeFieldTooLong = Sender("1203", "too long", "超长", "请缩短", "A1.1");
    public static readonly InfnoError EnvelopeControlCharacter =
        Sender("1204", "control character", "含控制字符", "请删除控制字符", "reliability.md 4.2");
    public static readonly InfnoError UnknownTransaction =
        Sender("1205", "transaction not offered", "交易编号不支持", "请核对infno", "A3");
    public static readonly InfnoError MessageIdPattern =
        Sender("1206", "institution code, time, 4 digits", "须为机构编号+时间+4位序号", "请按规范生成msgid", "A1.1 #2, A10.1");
    public static readonly InfnoError VersionUnknown =
        Sender("1207", "interface version not announced", "接口版本不符", "请使用公布的版本号", "A1.1 #10");
    public static readonly InfnoError OperatorType =
        Sender("1208", "must be 1, 2 or 3", "须为1、2或3", "请核对经办人类别", "A1.1 #11");
    public static readonly InfnoError TimeFormat =
        Sender("1209", "must be yyyy-MM-dd HH:mm:ss", "须为yyyy-MM-dd HH:mm:ss", "请修正时间格式", "A1.1 #14");
    public static readonly InfnoError TimeOutsideWindow =
        Sender("1210", "outside the accepted window", "与医保时钟相差过大", "请校准时钟", "A10.1");
    public static readonly InfnoError DivisionFormat =
        Sender("1211", "must be 6 digits", "须为6位区划代码", "请核对医保区划", "A1.1 #3, #4");
    public static readonly InfnoError InsuredDivisionRequired =
        Sender("1212", "required with psn_no", "含人员编号时必填", "请填1101返回的参保地区划", "A1.1 #4");

    // 13xx: the shape of input and output
    public static readonly InfnoError BodyMissing = Sender("1301", "input required", "交易输入为空", "请填写input", "A1.1 #18");
    public static readonly InfnoError BodyKind =
        Sender("1302", "must be a JSON object", "须为JSON对象", "请检查结构", "A1.1 #18");
    public static readonly InfnoError NodeMissing = Sender("1303", "node required", "缺少节点", "请补充该节点", "A4");
    public static readonly InfnoError NodeKind =
        Sender("1304", "node must be an object or an array of objects", "节点须为对象或对象数组", "请检查结构", "A1.3");
    public static readonly InfnoError TooManyRows = Sender("1305", "too many rows", "行数超限", "请分批上传", "A4 2301");
    public static readonly InfnoError SingleNodeRows =
        Sender("1306", "exactly one row allowed", "只允许一行", "请只发送一行", "A1.3");
    public static readonly InfnoError UnknownNode = Sender("1307", "unknown node", "未知节点", "请删除该节点", "A4");
    public static readonly InfnoError UnknownField = Sender("1308", "unknown field", "未知字段", "请删除该字段", "A4");

    // 14xx: single fields
    public static readonly InfnoError FieldRequired = Sender("1401", "required", "必填", "请补填", "A4");
    public static readonly InfnoError FieldKind = Sender("1402", "must be a single value", "须为单个值", "请检查结构", "A4");
    public static readonly InfnoError TextTooLong = Sender("1403", "text too long", "超长", "请缩短", "A4");
    public static readonly InfnoError ControlCharacter =
        Sender("1404", "control character", "含控制字符", "请删除控制字符", "reliability.md 4.2");
    public static readonly InfnoError NotANumber = Sender("1405", "must be a number", "须为数字", "请填写数字", "A1.3");
    public static readonly InfnoError TooManyDigits = Sender("1406", "too many digits", "整数位数超限", "请检查数值", "A4");
    public static readonly InfnoError TooManyDecimals =
        Sender("1407", "too many decimals", "小数位数超限", "请按规定位数四舍五入", "A1.3");
    public static readonly InfnoError AmountNotFen =
        Sender("1408", "amount must be whole fen", "金额最多2位小数", "请四舍五入到分", "A1.3");
    public static readonly InfnoError DateFormat =
        Sender("1409", "must be yyyy-MM-dd", "须为yyyy-MM-dd", "请修正日期", "section 0");
    public static readonly InfnoError DateTimeFormat =
        Sender("1410", "must be yyyy-MM-dd HH:mm:ss", "须为yyyy-MM-dd HH:mm:ss", "请修正时间", "section 0");
    public static readonly InfnoError CodeUnknown = Sender("1411", "code not in dictionary", "字典值不存在", "请核对字典", "A7");

    // 15xx: rules between fields
    public static readonly InfnoError CardSerialRequired =
        Sender("1501", "required when mdtrt_cert_type is 03", "凭证类型03时必填", "请填写卡识别码", "A4 1101");
    public static readonly InfnoError CredentialRequired =
        Sender("1502", "credential or certificate number required", "凭证号与证件号不能都为空", "请填写其一", "A4 1101");
    public static readonly InfnoError NegativeWithoutOriginal =
        Sender("1503", "negative line needs init_feedetl_sn", "退费行须填原费用流水号", "请填写原流水号", "A4 2301");
    public static readonly InfnoError AmountNegative =
        Sender("1504", "must not be negative", "不能为负", "请检查金额", "reliability.md 4.2");
    public static readonly InfnoError LineAmount =
        Sender("1505", "must equal price times quantity", "须等于单价×数量", "请重新计算", "A1.3 amounts");
    public static readonly InfnoError DetailSum =
        Sender("1506", "must equal the sum of the details", "须等于明细合计", "请重新计算", "A1.4 row 5");
    public static readonly InfnoError TotalParts =
        Sender("1507", "must equal fund + personal + hospital part", "须等于基金+个人+医院负担", "请重新计算", "A1.4 row 1");
    public static readonly InfnoError PersonalParts =
        Sender("1508", "must equal account + cash", "须等于个账+现金", "请重新计算", "A1.4 row 2");
    public static readonly InfnoError FundParts =
        Sender("1509", "must equal the sum of the funds", "须等于各基金合计", "请重新计算", "A1.4 row 3");
    public static readonly InfnoError FundDetail =
        Sender("1510", "must equal the sum of setldetail", "须等于基金明细合计", "请重新计算", "A1.4 row 4");
    public static readonly InfnoError PolicyParts =
        Sender("1511", "must equal self-pay and in-policy parts", "须等于自费与政策内各项合计", "请重新计算", "A1.4 rows 6, 7");
    public static readonly InfnoError PeriodReversed =
        Sender("1512", "end before begin", "结束早于开始", "请检查起止时间", "A1.3 dates in queries");

    // 16xx: answers of the core
    public static readonly InfnoError AnswerCodeMissing = Core("1601", "infcode missing", "缺少infcode", "A1.2");
    public static readonly InfnoError AnswerUnreadable =
        Core("1602", "answer unreadable, outcome unknown", "应答无法解析，结果未知", "A8.1");

    // 20xx: identity and order, decided behind the wire
    public static readonly InfnoError MessageIdConflict =
        Sender("2001", "msgid already used with other content", "msgid已用于其他内容", "请换用新的msgid", "A10.2");
    public static readonly InfnoError OutcomePending =
        new("INF-2002", "outcome pending, inquire", "结果待定，请查询", "请稍后查询，勿重复结算", InfnoFault.Hub, true, "A1.3 timeouts");
    public static readonly InfnoError SequenceIllegal =
        Sender("2003", "not allowed in this state", "当前状态不允许", "请核对业务顺序", "A10.8");
    public static readonly InfnoError NotFound = Sender("2004", "not found", "未找到", "请核对编号", "A4");
    public static readonly InfnoError NotReversible =
        Sender("2005", "transaction cannot be reversed", "该交易不可冲正", "仅2102、2207、2304、2401可冲正", "A10.9");

    // 90xx: the hub itself
    public static readonly InfnoError Overloaded =
        new("INF-9001", "busy, try again", "系统繁忙", "请稍后重试", InfnoFault.Hub, true, "design.md 3");
    public static readonly InfnoError Internal =
        new("INF-9002", "internal fault", "系统内部错误", "请联系医保局", InfnoFault.Hub, true, "design.md 3");

    private static readonly Lazy<FrozenDictionary<string, InfnoError>> LazyByCode = new(() =>
        typeof(InfnoErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(f => f.FieldType == typeof(InfnoError))
            .Select(f => (InfnoError)f.GetValue(null)!)
            .ToFrozenDictionary(e => e.Code));

    /// <summary>Every entry by code.</summary>
    public static FrozenDictionary<string, InfnoError> ByCode => LazyByCode.Value;

    private static InfnoError Sender(string number, string rule, string chinese, string fix, string clause) =>
        new("INF-" + number, rule, chinese, fix, InfnoFault.Sender, false, clause);

    private static InfnoError Core(string number, string rule, string chinese, string clause) =>
        new("INF-" + number, rule, chinese, "请向核心查询", InfnoFault.Core, true, clause);
}
