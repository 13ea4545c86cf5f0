namespace Hub.Adapters.Fhir;

/// <summary>One entry of the error catalogue. On the wire: OperationOutcome.issue with the code in details.coding.</summary>
/// <param name="Code">Unique in the system, <c>FHR-</c> and four digits.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="IssueCode">issue.code.</param>
/// <param name="RetryHelps">True when the same bytes may pass later.</param>
/// <param name="Rule">The rule in English.</param>
/// <param name="ChineseRule">The rule in Chinese.</param>
/// <param name="Fix">What the sender does about it, in English.</param>
public sealed record FhirError(string Code, int Status, string IssueCode, bool RetryHelps, string Rule, string ChineseRule, string Fix);

/// <summary>Every error of the door, in the order in which a request meets the checks.</summary>
public static class FhirErrorCodes
{
    // 10xx: the request
    public static readonly FhirError TooLarge =
        new("FHR-1001", 413, "too-long", false, "A body has a limited size (RequestBytesMax).", "报文超长", "Send fewer resources at once.");
    public static readonly FhirError Packed =
        new("FHR-1002", 415, "not-supported", false, "What is signed are the bytes as sent: no Content-Encoding.", "报文不得压缩", "Send it unpacked.");
    public static readonly FhirError MediaType = new(
        "FHR-1003", 415, "not-supported", false, "A body is application/fhir+json or application/fhir+xml in UTF-8.", "不支持的媒体类型", "Set Content-Type.");
    public static readonly FhirError NotAcceptable = new(
        "FHR-1004", 406, "not-supported", false, "Answers are application/fhir+json or application/fhir+xml.", "不支持的应答格式", "Set Accept or _format.");
    public static readonly FhirError NotOffered = new(
        "FHR-1005", 404, "not-supported", false, "The resource or operation is not offered; /fhir/metadata lists what is.", "资源或操作不支持", "See /fhir/metadata.");
    public static readonly FhirError MethodNotOffered =
        new("FHR-1006", 405, "not-supported", false, "The method is not offered here; Allow lists those that are.", "方法不支持", "See Allow.");
    public static readonly FhirError Cut = new("FHR-1007", 400, "incomplete", false, "The body ended before its length.", "报文不完整", "Send it again.");

    // 11xx: the sender
    public static readonly FhirError NotProven = new(
        "FHR-1101", 401, "login", false, "x-jws-signature proves the sender (JWS with detached content, RFC 7515 appendix F).", "验签失败",
        "Sign method, path and body with the registered key.");
    public static readonly FhirError Stale =
        new("FHR-1102", 401, "expired", false, "iat of the signature is within SignatureToleranceSeconds.", "签名已过期", "Set the clock and sign anew.");
    public static readonly FhirError Forbidden =
        new("FHR-1103", 403, "forbidden", false, "The partner is an institution.", "无权访问", "Use the institution's key.");

    // 12xx: the resource
    public static readonly FhirError Unreadable =
        new("FHR-1201", 400, "structure", false, "The body is one resource of R4 (4.0.1).", "报文不是合法的FHIR资源", "Correct what the issue names.");
    public static readonly FhirError Invalid =
        new("FHR-1202", 422, "invalid", false, "The resource keeps the rules of R4 (4.0.1).", "资源不符合R4规则", "Correct what the issue names.");
    public static readonly FhirError OtherType =
        new("FHR-1203", 400, "invalid", false, "The resource is of the type that the path names.", "资源类型与路径不符", "Post it to its own path.");
    public static readonly FhirError Required =
        new("FHR-1204", 422, "required", false, "The guide requires this element.", "缺少必填元素", "Fill it as the guide says.");
    public static readonly FhirError Value =
        new("FHR-1205", 422, "value", false, "The element holds what the guide says.", "元素取值不符合规范", "Correct the value.");
    public static readonly FhirError CodeSystem =
        new("FHR-1206", 422, "code-invalid", false, "The element is coded in the system that the guide names.", "代码体系不符合规范", "Use the guide's system.");
    public static readonly FhirError NotSupported = new(
        "FHR-1207", 422, "not-supported", false, "The hub does not act on this element, so it is refused rather than passed over.", "不支持该元素",
        "Leave it out.");
    public static readonly FhirError Reference =
        new("FHR-1208", 422, "not-found", false, "A reference leads to a resource of the same bundle or claim.", "引用的资源不存在", "Send the resource with it.");
    public static readonly FhirError Currency =
        new("FHR-1209", 422, "value", false, "Amounts are in CNY with at most two decimals.", "金额须为人民币且最多两位小数", "Round to fen; set currency CNY.");
    public static readonly FhirError Contradiction =
        new("FHR-1210", 422, "business-rule", false, "Elements agree with each other.", "元素互相矛盾", "Correct one of them.");
    public static readonly FhirError TooMany =
        new("FHR-1211", 422, "too-costly", false, "Claims of a bundle and items of a claim are limited.", "数量超限", "Send fewer at once.");
    public static readonly FhirError OtherInstitution =
        new("FHR-1212", 422, "business-rule", false, "A claim is signed by the institution that it names.", "机构与签名方不符", "Check Claim.provider.");

    // 20xx: identity and outcome
    public static readonly FhirError Conflict = new(
        "FHR-2001", 409, "conflict", false, "An identifier belongs to one content for ever.", "同一标识的内容不一致", "Give the new claim a new identifier.");
    public static readonly FhirError Pending = new(
        "FHR-2002", 202, "informational", true, "The outcome is not known yet.", "结果待定,勿重复结算", "Ask at Content-Location, or send the same claim again.");
    public static readonly FhirError NotFound =
        new("FHR-2003", 404, "not-found", false, "Nothing of this institution has that id.", "未找到", "Check the id.");
    public static readonly FhirError Parameter =
        new("FHR-2004", 400, "not-supported", false, "The search parameter is not offered; /fhir/metadata lists what is.", "查询参数不支持", "See /fhir/metadata.");

    // 90xx: the hub itself
    public static readonly FhirError Busy =
        new("FHR-9001", 503, "transient", true, "The hub takes nothing at the moment; nothing was kept.", "系统繁忙", "Send the same bytes after Retry-After.");
}
