namespace Hub.Adapters.Bank.Wire.Iso;

/// <summary>What an entry has said so far.</summary>
internal sealed class ReportEntry
{
    public long? Amount { get; set; }

    public bool? IsCredit { get; set; }

    public bool TakesBack { get; set; }

    public string? Status { get; set; }

    public DateOnly? Booked { get; set; }

    public DateOnly? Valued { get; set; }

    public string? BankSerial { get; set; }

    public string? Batch { get; set; }

    /// <summary>Details begun.</summary>
    public int Details { get; set; }

    /// <summary>Sum of the details, signed; null once one states no amount.</summary>
    public long? DetailSum { get; set; } = 0;

    /// <summary>The amount with its sign.</summary>
    public long Signed => IsCredit == true ? Amount ?? 0 : -(Amount ?? 0);
}

/// <summary>What one transaction of an entry says.</summary>
internal sealed class ReportDetail
{
    public string? Batch { get; set; }

    public string? Serial { get; set; }

    public string? BankSerial { get; set; }

    public long? Amount { get; set; }

    public long? BookedAmount { get; set; }

    public long? OrderedAmount { get; set; }

    public bool? IsCredit { get; set; }

    public string? Debtor { get; set; }

    public string? Creditor { get; set; }

    public string Memo { get; set; } = "";

    public bool IsReturn { get; set; }

    public string? ReasonCode { get; set; }

    public string ReasonText { get; set; } = "";
}
