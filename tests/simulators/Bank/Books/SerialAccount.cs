namespace Hub.Simulators.Bank.Books;

/// <summary>What the bank's books say of one serial of the bureau. Amounts in fen.</summary>
public sealed record SerialAccount
{
    /// <summary>How often it was paid.</summary>
    public int Executed { get; init; }

    /// <summary>What was paid altogether.</summary>
    public long ExecutedFen { get; init; }

    /// <summary>How often it came back.</summary>
    public int Returned { get; init; }

    /// <summary>What came back.</summary>
    public long ReturnedFen { get; init; }

    /// <summary>How often it was not paid.</summary>
    public int Rejected { get; init; }
}
