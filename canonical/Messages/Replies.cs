namespace Hub.Canonical.Messages;

/// <summary>Done; nothing more to say than the extensions.</summary>
public sealed record Acknowledged
{
    public IReadOnlyList<Extension> Extensions { get; init; } = [];
}

/// <summary>Whose fault a refusal is, which decides what the sender can do about it.</summary>
public enum Fault
{
    /// <summary>The sender must change the message.</summary>
    Sender,

    /// <summary>The hub failed; the same message may be sent again.</summary>
    Hub,

    /// <summary>The core (or another party behind the hub) refused or could not be reached.</summary>
    Core,
}

/// <summary>A definite no: nothing was booked. The text is for the clerk and holds no personal data.</summary>
/// <param name="Code">Code of the error catalogue, for example <c>SET-1004</c>.</param>
/// <param name="Text">At most 200 characters, names the field and the rule.</param>
/// <param name="Fault">Whose fault.</param>
/// <param name="CoreText">err_msg of the core where it was the core that refused; already cut to 200 characters.</param>
public sealed record Refused(string Code, string Text, Fault Fault, [property: Personal] string? CoreText = null)
{
    /// <summary>Without the core's text, which may hold a name.</summary>
    public override string ToString() => $"{nameof(Refused)} {Code} {Fault}";
}

/// <summary>
/// Told to a waiting caller, never stored as the answer: the outcome is not known yet and the hub is finding out. The
/// caller asks again with the same message id; she must not settle anew.
/// </summary>
public sealed record Pending(string InquiryId);

/// <summary>The core cancelled a settlement of its own accord and says so (core-originated reversal).</summary>
public sealed record SettlementCancelledByCore : ICommand
{
    public required Origin Origin { get; init; }
    public required CareSetting Setting { get; init; }
    public required string SettlementId { get; init; }
    public required string EncounterId { get; init; }
    [Personal]
    public string? PersonNumber { get; init; }

    /// <summary>The cancelling adjudication with negative amounts where the core gives it.</summary>
    public Adjudication? Adjudication { get; init; }
    public IReadOnlyList<Extension> Extensions { get; init; } = [];

    /// <summary>Without personal data.</summary>
    public override string ToString() => $"{nameof(SettlementCancelledByCore)} {Origin.Partner} {Origin.Kind} {Origin.Key}";
}

/// <summary>Told to an institution: something changed a settlement of yours that you did not ask for.</summary>
public sealed record InstitutionNotice
{
    /// <summary>fixmedins_code.</summary>
    public required string Institution { get; init; }
    public required string SettlementId { get; init; }
    public required string EncounterId { get; init; }

    /// <summary>The institution's message that made the settlement.</summary>
    public required string MessageKey { get; init; }
    public required SettlementState State { get; init; }

    /// <summary>What happened and what to do; no personal data.</summary>
    public required string Text { get; init; }
}
