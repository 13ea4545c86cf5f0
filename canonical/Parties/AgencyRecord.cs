namespace Hub.Canonical;

/// <summary>What a row of another agency's data set does.</summary>
public enum AgencyOperation
{
    Add,

    Change,

    /// <summary>The agency withdraws the row. Entitlements never end by this alone; a second confirmation is needed.</summary>
    Delete,
}

/// <summary>
/// One row of a data set that another agency provides (deaths, low-income groups, disability …; nhsa.md E5). The agency's
/// own fields stay fields, because every agency names them otherwise; what the hub decides by is typed.
/// </summary>
public sealed record AgencyRecord
{
    /// <summary>Registered name of the agency.</summary>
    public required string Agency { get; init; }

    /// <summary>Name of the data set in the sharing catalogue.</summary>
    public required string DataSet { get; init; }

    /// <summary>Serial of the row at its source, unique inside the data set.</summary>
    public required string Key { get; init; }

    public required AgencyOperation Operation { get; init; }

    /// <summary>Identity number or other document that names the person; null where the row is about no person.</summary>
    [Personal]
    public string? DocumentNumber { get; init; }

    /// <summary>First day on which the fact holds, inclusive.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Last day on which the fact holds, inclusive.</summary>
    public DateOnly? ValidUntil { get; init; }

    /// <summary>When the source wrote it, local time UTC+8: the later of two rows with one key counts.</summary>
    public required DateTime StatedAt { get; init; }

    /// <summary>All fields of the row as sent.</summary>
    public IReadOnlyList<Extension> Extensions { get; init; } = [];

    /// <summary>Agency, data set and key only.</summary>
    public override string ToString() => $"{nameof(AgencyRecord)} {Agency} {DataSet} {Key}";
}
