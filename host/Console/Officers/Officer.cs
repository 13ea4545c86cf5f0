namespace Hub.Console.Officers;

/// <summary>Whether an officer is let in.</summary>
public enum OfficerStatus
{
    /// <summary>Let in.</summary>
    Active,

    /// <summary>Known, but let in no more; its sessions end.</summary>
    Suspended,
}

/// <summary>A person (or a program of one) who may act. Compared by value: any change of the entry ends its sessions.</summary>
public sealed record Officer
{
    /// <summary>1 to 60 letters, digits, '-', '_', '.'; stands in the audit trail for ever and is never given to another person.</summary>
    public required string Id { get; init; }

    /// <summary>Name shown on pages, at most 60 characters.</summary>
    public required string Name { get; init; }

    /// <summary>What the officer may do.</summary>
    public required OfficerRoles Roles { get; init; }

    /// <summary>SHA-256 (lower-case hex) of the access token; the token itself is kept nowhere.</summary>
    public required string TokenSha256 { get; init; }

    /// <summary>First moment at which the officer is no longer let in; null for none.</summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>Whether the officer is let in.</summary>
    public OfficerStatus Status { get; init; }

    /// <summary>True when the officer is let in at a moment.</summary>
    public bool IsValidAt(DateTimeOffset moment) => Status == OfficerStatus.Active && (NotAfter is not { } end || moment < end);

    /// <summary>True when the officer has all these roles.</summary>
    public bool Has(OfficerRoles roles) => (Roles & roles) == roles;
}
