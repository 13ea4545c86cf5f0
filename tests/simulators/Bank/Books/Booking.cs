namespace Hub.Simulators.Bank.Books;

/// <summary>One booking on the bureau's account. Amounts in fen.</summary>
public sealed record Booking
{
    /// <summary>Issued here; unique for ever.</summary>
    public required string BankSerial { get; init; }

    /// <summary>Day of the booking.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>False: the bureau paid; true: money came back.</summary>
    public required bool Credit { get; init; }

    /// <summary>Amount, above 0.</summary>
    public required long Fen { get; init; }

    /// <summary>Balance of the account after it.</summary>
    public required long BalanceFen { get; init; }

    /// <summary>The bureau's batch.</summary>
    public required string Batch { get; init; }

    /// <summary>The bureau's serial.</summary>
    public required string Serial { get; init; }

    /// <summary>Name of the file that ordered it.</summary>
    public required string File { get; init; }

    /// <summary>Name of the payee; in no log, no admin answer and no books file.</summary>
    public required string Counterparty { get; init; }

    /// <summary>The payment's memo.</summary>
    public required string Memo { get; init; }
}
