namespace Hub.Journal.Payments;

/// <summary>
/// Who does something to money, and why. Both go into the audit trail; the name is an officer's id of the officers' file, never a text
/// that a request may choose.
/// </summary>
/// <param name="Officer">Officer's id, 1 to 60 characters; <c>hub</c> for what the hub does by the clock.</param>
/// <param name="Reason">Why, at most 200 characters, no personal data.</param>
public sealed record Act(string Officer, string Reason);

/// <summary>
/// What was asked is not allowed or not possible; nothing was changed. The code is one of the payment route's catalogue.
/// </summary>
public sealed class PaymentRefusedException(string code, string message) : Exception(message)
{
    /// <summary>Stable code, for example <c>PAY-1004</c>.</summary>
    public string Code { get; } = code;
}

/// <summary>One privileged act as it is kept for ever.</summary>
/// <param name="Id">Position in the trail.</param>
/// <param name="At">When.</param>
/// <param name="Officer">Who.</param>
/// <param name="Action">What: verb-noun, for example <c>release-file</c>.</param>
/// <param name="Subject">To what: file id, payment serial, party and version.</param>
/// <param name="Reason">Why.</param>
/// <param name="Before">JSON of the state before; <c>null</c> when there was none. Account numbers are masked.</param>
/// <param name="After">JSON of the state after. Account numbers are masked.</param>
public sealed record AuditEntry(long Id, DateTimeOffset At, string Officer, string Action, string Subject, string Reason, string? Before, string? After);
