namespace Hub.Simulators.Bank.Codecs;

/// <summary>Bookings on the bureau's account with balances (STM).</summary>
internal sealed record StatementSheet : ISheet
{
    /// <summary>Number of the statement, unique for ever.</summary>
    public required string Number { get; init; }

    /// <summary>Bureau code.</summary>
    public required string Bureau { get; init; }

    /// <summary>Bank type code.</summary>
    public required string BankType { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>When it was made, China's wall clock.</summary>
    public required DateTime Created { get; init; }

    /// <summary>First day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Balance before, fen.</summary>
    public required long OpeningFen { get; init; }

    /// <summary>Balance after, fen, as stated.</summary>
    public required long ClosingFen { get; init; }

    /// <summary>Bookings.</summary>
    public required IReadOnlyList<StatementRow> Rows { get; init; }

    public string Prefix => "STM";

    public int Count => Rows.Count;

    public long ControlFen => Rows.Sum(row => row.Credit ? row.Fen : -row.Fen);

    public byte[] Encode(IBankCodec codec) => codec.Write(this);

    public ISheet WithWrongTotals() => this with { ClosingFen = ClosingFen + 1 };

    public ISheet WithText(string text) => Rows.Count == 0 ? this : this with { Rows = [Rows[0] with { Memo = text }, .. Rows.Skip(1)] };
}

/// <summary>One booking as a statement lists it.</summary>
internal sealed record StatementRow
{
    /// <summary>The bank's serial.</summary>
    public required string BankSerial { get; init; }

    /// <summary>Day of the booking; the value date is the same.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>True: money came in.</summary>
    public required bool Credit { get; init; }

    /// <summary>Amount, above 0.</summary>
    public required long Fen { get; init; }

    /// <summary>Balance after it, fen; may be negative.</summary>
    public required long BalanceFen { get; init; }

    /// <summary>True: takes back an earlier booking.</summary>
    public bool Reversal { get; init; }

    /// <summary>The bureau's batch, or empty.</summary>
    public string Batch { get; init; } = "";

    /// <summary>The bureau's serial, or empty.</summary>
    public string Serial { get; init; } = "";

    /// <summary>Name of the other side, or empty.</summary>
    public string Counterparty { get; init; } = "";

    /// <summary>Memo, or empty.</summary>
    public string Memo { get; init; } = "";
}
