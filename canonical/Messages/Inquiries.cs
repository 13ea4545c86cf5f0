namespace Hub.Canonical.Messages;

/// <summary>Identify a person and list her insurance relations (infno 1101). Answer: <see cref="PersonIdentified"/>.</summary>
public sealed record IdentifyPerson : ICommand
{
    public required Origin Origin { get; init; }
    public required Credential Credential { get; init; }
    public required Person Person { get; init; }
    public IReadOnlyList<Extension> Extensions { get; init; } = [];
}

/// <summary>Answer to <see cref="IdentifyPerson"/>.</summary>
public sealed record PersonIdentified
{
    public required Person Person { get; init; }
    public required IReadOnlyList<Coverage> Coverages { get; init; }

    /// <summary>idetinfo and whatever else the answer holds.</summary>
    public IReadOnlyList<Extension> Extensions { get; init; } = [];
}

/// <summary>
/// Any question that changes nothing and is answered by the core: entitlement (2001), encounters (5201), settlements
/// (5203), fee lines (5204), accumulated amounts (5206), chronic-disease filings (5301), in-patients (5303).
/// Answer: <see cref="InquiryAnswered"/>.
/// </summary>
public sealed record Inquire : ICommand
{
    public required Origin Origin { get; init; }

    /// <summary>What is asked, as the national number of the inquiry: <c>2001</c>, <c>5201</c>, <c>5203</c> …</summary>
    public required string Subject { get; init; }
    [Personal]
    public string? PersonNumber { get; init; }
    public string? EncounterId { get; init; }
    public string? SettlementId { get; init; }
    public IReadOnlyList<Extension> Extensions { get; init; } = [];

    /// <summary>Without personal data.</summary>
    public override string ToString() => $"{nameof(Inquire)} {Origin.Partner} {Origin.Kind} {Origin.Key}";
}

/// <summary>Answer to <see cref="Inquire"/>; for 5203 the settlement found is also given typed.</summary>
public sealed record InquiryAnswered
{
    /// <summary>The settlement that a 5203 found; null otherwise or when none was found.</summary>
    public Adjudication? Settlement { get; init; }

    /// <summary>All rows of the answer.</summary>
    public IReadOnlyList<Extension> Extensions { get; init; } = [];
}

/// <summary>Start of an operator's day (infno 9001). Answer: <see cref="SignedIn"/>.</summary>
public sealed record SignIn : ICommand
{
    public required Origin Origin { get; init; }

    /// <summary>opter_no.</summary>
    public required string OperatorNumber { get; init; }
    public IReadOnlyList<Extension> Extensions { get; init; } = [];
}

/// <summary>End of an operator's day (infno 9002). Answer: <see cref="SignedOut"/>.</summary>
public sealed record SignOut : ICommand
{
    public required Origin Origin { get; init; }
    public required string OperatorNumber { get; init; }

    /// <summary>sign_no of the sign-in.</summary>
    public required string SignInNumber { get; init; }
    public IReadOnlyList<Extension> Extensions { get; init; } = [];
}

/// <summary>Answer to <see cref="SignIn"/>; time in local time UTC+8.</summary>
public sealed record SignedIn(string SignInNumber, DateTime At);

/// <summary>Answer to <see cref="SignOut"/>.</summary>
public sealed record SignedOut(DateTime At);
