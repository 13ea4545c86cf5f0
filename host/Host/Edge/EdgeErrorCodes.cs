namespace Hub.Host.Edge;

/// <summary>One thing that an edge agent says by itself.</summary>
/// <param name="Code">Unique in the system, <c>EDG-</c> and four digits.</param>
/// <param name="RetryHelps">True when the same bytes may pass later.</param>
/// <param name="Rule">What happened.</param>
/// <param name="Fix">What the clinic does.</param>
internal sealed record EdgeError(string Code, bool RetryHelps, string Rule, string Fix);

/// <summary>Every error of the edge agent, in the order in which a message meets the checks.</summary>
internal static class EdgeErrorCodes
{
    public static readonly EdgeError FromBrowser = new("EDG-1001", false, "不接受浏览器请求 not from a browser", "由业务系统发送 send from the clinic's system");
    public static readonly EdgeError TooLarge = new("EDG-1002", false, "报文超长 message too large", "拆分报文 split it");
    public static readonly EdgeError OtherInstitution =
        new("EDG-1003", false, "非本机构报文 not a message of this institution", "核对fixmedins_code与msgid check both");
    public static readonly EdgeError Full =
        new("EDG-1004", true, "待转发报文已满,未受理 too much waits or too long; nothing was taken", "恢复网络后重发 restore the line, then send again");
    public static readonly EdgeError NotStored =
        new("EDG-1005", true, "无法存储,未受理 cannot be stored; nothing was taken", "检查磁盘后重发 look after the disk, then send again");
    public static readonly EdgeError Waits =
        new("EDG-2001", true, "已受理待转发,结果待定 accepted for forwarding, pending", "勿重复结算,同一报文原样重发查询 do not settle again; resend the same bytes to ask");
}
