namespace Hub.Adapters.Bank.Wire.Iso;

/// <summary>Balance of an account on a day; negative when overdrawn.</summary>
internal sealed record ReportBalance(long Amount, DateOnly? Date);

/// <summary>Balances and totals of one report: what it states, and what its entries add up to.</summary>
internal sealed class ReportBalances
{
    private ReportBalance? _opening;
    private ReportBalance? _previous;

    public string? Type { get; set; }

    public long? Amount { get; set; }

    public bool? IsCredit { get; set; }

    public DateOnly? Date { get; set; }

    public int? StatedEntries { get; set; }

    public long? StatedSum { get; set; }

    public int? StatedCredits { get; set; }

    public long? StatedCredited { get; set; }

    public int? StatedDebits { get; set; }

    public long? StatedDebited { get; set; }

    /// <summary>OPBD, or PRCD where only that is stated: the closing balance before is the opening one.</summary>
    public ReportBalance? Opening => _opening ?? _previous;

    /// <summary>CLBD.</summary>
    public ReportBalance? Closing { get; private set; }

    public long Credited { get; private set; }

    public long Debited { get; private set; }

    /// <summary>Sum of all entries without signs.</summary>
    public long Turnover => Credited + Debited;

    private int Credits { get; set; }

    private int Debits { get; set; }

    /// <summary>A report begins.</summary>
    public void Begin()
    {
        (_opening, _previous, Closing) = (null, null, null);
        (StatedEntries, StatedSum, StatedCredits, StatedCredited, StatedDebits, StatedDebited) = (null, null, null, null, null, null);
        (Credits, Credited, Debits, Debited) = (0, 0, 0, 0);
    }

    /// <summary>A balance begins.</summary>
    public void BeginBalance() => (Type, Amount, IsCredit, Date) = (null, null, null, null);

    /// <summary>A balance has ended. False: it stands twice, or says too little.</summary>
    public bool EndBalance()
    {
        if (Type is not ("OPBD" or "PRCD" or "CLBD"))
        {
            return true;
        }

        if (Amount is not { } amount || IsCredit is not { } isCredit)
        {
            return false;
        }

        var balance = new ReportBalance(isCredit ? amount : -amount, Date);
        switch (Type)
        {
            case "OPBD" when _opening is null: _opening = balance; return true;
            case "PRCD" when _previous is null: _previous = balance; return true;
            case "CLBD" when Closing is null: Closing = balance; return true;
            default: return false;
        }
    }

    /// <summary>Counts an entry.</summary>
    public void Book(long signed)
    {
        if (signed > 0)
        {
            Credits++;
            Credited += signed;
        }
        else
        {
            Debits++;
            Debited -= signed;
        }
    }

    /// <summary>The element whose count is not that of the entries; null for none.</summary>
    public string? WrongCount() =>
        StatedEntries is { } all && all != Credits + Debits ? "TtlNtries/NbOfNtries"
        : StatedCredits is { } credits && credits != Credits ? "TtlCdtNtries/NbOfNtries"
        : StatedDebits is { } debits && debits != Debits ? "TtlDbtNtries/NbOfNtries"
        : null;

    /// <summary>The element whose sum is not that of the entries; null for none.</summary>
    public string? WrongSum() =>
        StatedSum is { } all && all != Turnover ? "TtlNtries/Sum"
        : StatedCredited is { } credited && credited != Credited ? "TtlCdtNtries/Sum"
        : StatedDebited is { } debited && debited != Debited ? "TtlDbtNtries/Sum"
        : null;
}
