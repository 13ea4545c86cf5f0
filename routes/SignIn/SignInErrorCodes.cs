using Hub.Canonical.Messages;

namespace Hub.Routes.SigningIn;

/// <summary>Every error of signing in and out.</summary>
public static class SignInErrorCodes
{
    public static readonly RouteError NotSignedIn = new("SGN-1001", Fault.Sender, false,
        "A sign-out needs a sign-in of the same operator and day (9002).", "Send 9001 first.",
        "当日未签到，不能签退。 No sign-in of this operator today.");

    public static readonly RouteError OtherNumber = new("SGN-1002", Fault.Sender, false,
        "sign_no is the one that 9001 gave (9002).", "Use the sign_no of today's 9001.",
        "sign_no 与当日签到不符。 sign_no is not that of today's sign-in.");

    /// <summary>All of them, for the catalogue in docs.</summary>
    public static IReadOnlyList<RouteError> All { get; } = [NotSignedIn, OtherNumber];
}
