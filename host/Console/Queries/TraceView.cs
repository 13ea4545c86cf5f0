namespace Hub.Console.Queries;

/// <summary>Everything the books know under one business key, in the order in which it happened.</summary>
public sealed record TraceView
{
    /// <summary>The key that was asked for.</summary>
    public required string Key { get; init; }

    /// <summary>Steps, oldest first, at most as many as a page shows.</summary>
    public required IReadOnlyList<TraceStep> Steps { get; init; }

    /// <summary>All steps.</summary>
    public required int StepCount { get; init; }

    /// <summary>Differences, open and closed.</summary>
    public required IReadOnlyList<DifferenceRow> Differences { get; init; }
}

/// <summary>One thing that happened. Names and accounts are never in it.</summary>
public sealed record TraceStep
{
    /// <summary>When, UTC.</summary>
    public DateTime At { get; init; }

    /// <summary>Ordering of what has the same time.</summary>
    public int Rank { get; init; }

    /// <summary>What: a text of the console, <c>step.</c> and this.</summary>
    public string What { get; init; } = "";

    /// <summary>Key of what it happened to.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Ids, codes and counts as the books have them.</summary>
    public string Detail { get; init; } = "";

    /// <summary>Text of the console that comes before the detail; empty for none.</summary>
    public string Word { get; init; } = "";

    /// <summary>Amount, fen.</summary>
    public long? Fen { get; init; }

    /// <summary>SHA-256 of the bytes that say so; empty for none.</summary>
    public string Digest { get; init; } = "";

    /// <summary>What <see cref="Subject"/> is: <c>key</c> (traced), <c>file</c> (a page) or nothing.</summary>
    public string Leads { get; init; } = "";
}
