using Hub.Canonical.Messages;

namespace Hub.Routes.Inquiry;

/// <summary>Every error of an inquiry.</summary>
public static class InquiryErrorCodes
{
    public static readonly RouteError Unreachable = new("INQ-1001", Fault.Core, true,
        "The core could not be reached or gave no answer; an inquiry changes nothing.", "Ask again with a new msgid.",
        "医保中心未应答，请稍后用新msgid重新查询。 The core gave no answer; ask again with a new msgid.");

    public static readonly RouteError Refused = new("INQ-1002", Fault.Core, false,
        "The core refused the inquiry without a reason.", "Check what is asked for.",
        "医保中心拒绝查询。 The core refused the inquiry.");

    /// <summary>All of them, for the catalogue in docs.</summary>
    public static IReadOnlyList<RouteError> All { get; } = [Unreachable, Refused];
}
