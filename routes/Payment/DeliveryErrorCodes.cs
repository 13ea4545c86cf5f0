using Hub.Canonical.Messages;

namespace Hub.Routes.Payment;

/// <summary>What an operator is called for while a file is brought to a bank; the code begins the text of the difference.</summary>
public static class DeliveryErrorCodes
{
    public static readonly RouteError ReleasedOtherwise = new("PAY-2001", Fault.Hub, false,
        "A file is released once; its bytes, name and bank are fixed when it is sealed.", "Find out who released other bytes; the first stands.",
        "付款文件以不同内容再次放行，以首次为准。 The payment file was released again with other content; the first stands.");

    public static readonly RouteError NotDelivered = new("PAY-2002", Fault.Core, true,
        "A file is at the bank before the cut-off (Payment:CutOff).", "Call the bank; the hub goes on trying and says when it is delivered.",
        "付款文件未在截止时间前送达银行：{0} The payment file is not at the bank; the hub goes on.");

    public static readonly RouteError InboxNotShown = new("PAY-2003", Fault.Core, true,
        "After an unknown outcome nothing is sent before the bank's inbox was looked at.", "Ask the bank to let the hub look; the hub goes on asking.",
        "结果未知，且银行不允许查看收件目录：{0} The outcome is unknown and the bank does not show its inbox.");

    public static readonly RouteError Refused = new("PAY-2004", Fault.Core, false,
        "The bank takes a file under its name, within its quota, by our rights.", "Mend what is named, then resume the file.",
        "银行拒收付款文件：{0} The bank does not take the payment file.");

    public static readonly RouteError OtherBytes = new("PAY-2005", Fault.Core, false,
        "Under a file's name nothing but its bytes stands at the bank.", "Ask the bank whose file that is; resume when it is gone. Never rename ours.",
        "银行收件目录中同名文件内容不同，已停止。 Other bytes stand under the payment file's name; nothing is sent.");

    public static readonly RouteError GivenUp = new("PAY-2006", Fault.Core, true,
        "Attempts are limited (Payment:AttemptsMax).", "Find out what keeps the bank away, then resume the file.",
        "付款文件多次未能送达，已停止。 The payment file could not be brought to the bank; attempts are used up.");

    public static readonly RouteError Contradicted = new("PAY-2007", Fault.Core, false,
        "A late answer agrees with what is known.", "Compare with the bank; nothing was changed because of the late answer.",
        "迟到的应答与已知状态（{0}）矛盾。 A late answer about the payment file contradicts what is known of it.");

    /// <summary>All of them, for the catalogue in docs.</summary>
    public static IReadOnlyList<RouteError> All { get; } =
        [ReleasedOtherwise, NotDelivered, InboxNotShown, Refused, OtherBytes, GivenUp, Contradicted];
}
