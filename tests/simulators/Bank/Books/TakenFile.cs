namespace Hub.Simulators.Bank.Books;

/// <summary>What the bank did with one payment file that it found in its folder.</summary>
public sealed record TakenFile
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its batch; empty when the file was not read.</summary>
    public string Batch { get; init; } = "";

    /// <summary>SHA-256 of its bytes, lower-case hex; empty when they were not read.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>Payments in it.</summary>
    public int Lines { get; init; }

    /// <summary>Bookings that it made; more than its lines when the bank executed something twice.</summary>
    public int Executed { get; init; }

    /// <summary>Sum of those bookings.</summary>
    public long ExecutedFen { get; init; }

    /// <summary>Payments that were not booked.</summary>
    public int Rejected { get; init; }

    /// <summary>Why the bank did nothing at all, not even answer: the control file or the format does not hold. Empty otherwise.</summary>
    public string Refused { get; init; } = "";

    /// <summary>Return files that the bank wrote about it.</summary>
    public IReadOnlyList<string> Answers { get; init; } = [];
}
