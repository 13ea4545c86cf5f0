using System.Collections.Frozen;
using System.Reflection;

namespace Hub.Adapters.Soap;

/// <summary>Who has to change something before the message can pass.</summary>
public enum SoapParty
{
    /// <summary>The institution that sent the request.</summary>
    Sender,

    /// <summary>The hub itself.</summary>
    Hub,

    /// <summary>The core behind the hub.</summary>
    Core,
}

/// <summary>One entry of the error catalogue. On the wire: HubFault in the detail of a fault, or <c>[Code] …</c> in err_msg of a CallService answer.</summary>
/// <param name="Code">Unique in the system, <c>SOAP-</c> and four digits.</param>
/// <param name="Rule">The rule in English, a few words.</param>
/// <param name="Fix">What the owner of the fault does about it, in Chinese and English.</param>
/// <param name="Party">Who has to act.</param>
/// <param name="RetryHelps">True when the same message may pass later.</param>
/// <param name="Clause">Source of the rule.</param>
public sealed record SoapError(string Code, string Rule, string Fix, SoapParty Party, bool RetryHelps, string Clause);

/// <summary>Every error of the SOAP adapter, in the order in which a request meets the checks.</summary>
public static class SoapErrorCodes
{
    // 10xx: the bytes
    public static readonly SoapError BodyEmpty = Sender("1001", "body must not be empty", "请发送报文 send an envelope", "SOAP 1.1 4");
    public static readonly SoapError BodyTooLarge = Sender("1002", "body too large", "请拆分批次 split the batch", "Soap:RequestBytesMax");
    public static readonly SoapError BodyPacked =
        Sender("1003", "body must not be packed", "请发送未压缩的报文 send it without Content-Encoding", "reliability: bombs");
    public static readonly SoapError MediaType =
        Sender("1004", "content type must be text/xml or application/soap+xml", "请更正Content-Type set the content type", "SOAP 1.1 6; SOAP 1.2 part 2, 7.1.4");
    public static readonly SoapError Attachments =
        Sender("1005", "attachments (MTOM, SwA, xop:Include) are not taken", "请将数据写入报文 put the data into elements", "reliability 4.4");
    public static readonly SoapError EncodingUnknown =
        Sender("1006", "encoding must be UTF-8, UTF-16 with a mark, GBK, GB2312 or GB18030", "请更正编码 use one of these", "XML 1.0 4.3.3");
    public static readonly SoapError EncodingContradiction =
        Sender("1007", "charset, XML declaration and byte order mark must name the same encoding", "请统一编码声明 make them agree", "RFC 7303 3");
    public static readonly SoapError BytesOfAnotherEncoding =
        Sender("1008", "bytes are not of the declared encoding", "请按声明的编码发送 encode as declared", "XML 1.0 4.3.3");
    public static readonly SoapError Malformed = Sender("1009", "not well-formed XML", "请检查XML格式 mend the XML", "XML 1.0 2.1");
    public static readonly SoapError DocumentType =
        Sender("1010", "no document type, no entities", "请删除DOCTYPE remove it", "SOAP 1.2 part 1, 5; SOAP 1.1 3");
    public static readonly SoapError ProcessingInstruction = Sender("1011", "no processing instructions", "请删除处理指令 remove it", "SOAP 1.1 3");
    public static readonly SoapError TooMuch =
        Sender("1012", "too deep, or too many elements, attributes or namespaces", "请减少嵌套 send less", "reliability 4.4");
    public static readonly SoapError DuplicateId =
        Sender("1013", "an Id stands on two elements", "请使用唯一的Id make every Id unique", "WS-Security 1.1 4.1");

    // 11xx: the envelope
    public static readonly SoapError UnknownVersion =
        Sender("1101", "envelope must be of SOAP 1.1 or 1.2", "请核对命名空间 check the namespace", "SOAP 1.1 4.1.2");
    public static readonly SoapError VersionContradiction =
        Sender("1102", "content type and envelope must be of the same SOAP version", "请统一版本 make them agree", "SOAP 1.2 part 2, 7.1.4");
    public static readonly SoapError EnvelopeShape =
        Sender("1103", "envelope must be an optional Header and one Body", "请检查报文结构 mend the envelope", "SOAP 1.1 4");
    public static readonly SoapError BodyShape =
        Sender("1104", "Body must hold exactly one element", "请检查Body send one operation", "WS-I BP 1.1 R2201");
    public static readonly SoapError NotUnderstood =
        Sender("1105", "a header with mustUnderstand is not known here", "请删除该头 remove the header", "SOAP 1.1 4.2.3");
    public static readonly SoapError ActionContradiction =
        Sender("1106", "SOAPAction, action or wsa:Action names another operation than the Body", "请核对SOAPAction make them agree", "reliability 4.4");
    public static readonly SoapError UnknownOperation = Sender("1107", "operation not offered", "请核对WSDL look at the WSDL", "WSDL");

    // 12xx: the sender
    public static readonly SoapError SecurityShape =
        Sender("1201", "one Security header with at most one Timestamp, UsernameToken and Signature", "请检查Security头 mend the header", "WS-Security 1.1");
    public static readonly SoapError SignatureForm =
        Sender("1202", "signature must be of #id references with exclusive canonicalisation", "请调整签名设置 change the signature settings", "xmldsig-core 4");
    public static readonly SoapError WeakAlgorithm =
        Sender("1203", "SHA-1 and MD5 are not accepted", "请改用SHA-256 sign and digest with SHA-256", "reliability 4.3");
    public static readonly SoapError UnknownAlgorithm =
        Sender("1204", "signature or digest algorithm not offered", "请改用RSA或ECDSA加SHA-256 use RSA or ECDSA with SHA-256", "xmldsig-core 6");
    public static readonly SoapError NotCovered =
        Sender("1205", "signature must cover this Body and the Timestamp where they stand", "请对Body和Timestamp签名 sign both in place", "WS-Security 1.1 13.2");
    public static readonly SoapError TimestampMissing =
        Sender("1206", "a signed Timestamp is required", "请加Timestamp并签名 add and sign it", "WS-Security 1.1 10");
    public static readonly SoapError OutsideTime =
        Sender("1207", "created or expires lies outside of the accepted time", "请校准时钟 set the clock", "WS-Security 1.1 10");
    public static readonly SoapError PasswordForm =
        Sender("1208", "password must be a digest with nonce and created", "请使用PasswordDigest use PasswordDigest", "UsernameToken Profile 1.1 3.1");
    public static readonly SoapError NonceRepeated =
        Sender("1209", "nonce was used before", "请生成新的Nonce make a new nonce", "UsernameToken Profile 1.1 3.1");
    public static readonly SoapError NotProven = Sender("1210", "sender is not proven", "请核对密钥或口令 check key and password", "N3");
    public static readonly SoapError ProofMissing = Sender("1211", "message must be signed or carry a password digest", "请签名 sign the message", "N3");
    public static readonly SoapError NoncesFull =
        new("SOAP-1212", "too many messages by password at once", "请稍后重试 try again later", SoapParty.Hub, true, "Soap:NoncesMax");

    // 13xx: the operation
    public static readonly SoapError FieldMissing = Sender("1301", "required", "请补填 add it", "hub.xsd");
    public static readonly SoapError FieldInvalid = Sender("1302", "value does not fit", "请更正 correct it", "hub.xsd");
    public static readonly SoapError ElementUnexpected = Sender("1303", "element not expected here", "请核对顺序与名称 check name and order", "hub.xsd");
    public static readonly SoapError InnerUnreadable =
        Sender("1304", "the string must hold well-formed XML without document type", "请检查XML格式 mend the XML", "README");
    public static readonly SoapError UnknownFunction = Sender("1305", "function not offered", "请核对funcId check it", "README");
    public static readonly SoapError MessageIdMissing =
        Sender("1306", "msgid required, at most 64 characters", "请填写msgid name the message", "A1.1 #2");
    public static readonly SoapError InstitutionDiffers = Sender("1307", "must be the institution that was proven", "请核对机构编号 check the code", "N3");
    public static readonly SoapError NotAllowed =
        Sender("1308", "not registered for this transaction", "请联系医保局 ask the bureau", "partners.json allowedInfno");
    public static readonly SoapError EncounterUnnamed = Sender("1309", "EncounterId or VisitNumber required", "请填写其一 name the encounter", "nhsa A4");
    public static readonly SoapError LineAmount =
        Sender("1310", "must equal price times quantity within 0.01", "请重新计算 calculate again", "A1.3 amounts");
    public static readonly SoapError RowsDisagree = Sender("1311", "must be the same in every row", "请核对就诊号与人员编号 check the rows", "A4 2204");

    // 20xx: identity, decided behind the wire
    public static readonly SoapError MessageIdConflict =
        Sender("2001", "message id already used with other content", "请换用新的报文ID use a new id", "A10.2");
    public static readonly SoapError OutcomePending =
        new("SOAP-2002", "outcome pending, do not settle again", "请用同一报文ID原样重发查询 resend the same message to ask", SoapParty.Hub, true, "A1.3 timeouts");
    public static readonly SoapError ReceiptUnknown = Sender("2003", "no receipt of this digest", "请核对摘要 check the digest", "README");

    // 90xx: the hub itself
    public static readonly SoapError Overloaded = new("SOAP-9001", "busy, try again", "请稍后重试 try again later", SoapParty.Hub, true, "design 3");

    private static readonly Lazy<FrozenDictionary<string, SoapError>> LazyByCode = new(() =>
        typeof(SoapErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(f => f.FieldType == typeof(SoapError))
            .Select(f => (SoapError)f.GetValue(null)!)
            .ToFrozenDictionary(e => e.Code));

    /// <summary>Every entry by code.</summary>
    public static FrozenDictionary<string, SoapError> ByCode => LazyByCode.Value;

    private static SoapError Sender(string number, string rule, string fix, string clause) => new("SOAP-" + number, rule, fix, SoapParty.Sender, false, clause);
}
