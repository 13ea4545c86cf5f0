namespace Hub.Canonical.Messages;

/// <summary>An institution's totals of a period against ours (infno 3201). Answer: <see cref="TotalsCompared"/>.</summary>
public sealed record ReconcileTotals : ICommand
{
    public required Origin Origin { get; init; }
    public required string InsuranceType { get; init; }
    public required string ClearingType { get; init; }

    /// <summary>setl_optins, 6 digits.</summary>
    public required string SettlementAgency { get; init; }

    /// <summary>First day, inclusive, by settlement time of the core.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day, inclusive.</summary>
    public required DateOnly To { get; init; }
    public required Money Total { get; init; }
    public required Money FundTotal { get; init; }
    public required Money PersonalAccount { get; init; }

    /// <summary>fixmedins_setl_cnt: number of settlements.</summary>
    public required int Count { get; init; }

    /// <summary>refd_setl_flag: true (1 or empty) when totals are net of refunds, false (0) when refunds are left out.</summary>
    public bool IncludesRefunds { get; init; } = true;
    public IReadOnlyList<Extension> Extensions { get; init; } = [];
}

/// <summary>Answer to <see cref="ReconcileTotals"/>. The text names our totals when they differ.</summary>
public sealed record TotalsCompared(bool Balanced, string SettlementAgency, string Text);

/// <summary>Row-level comparison with an uploaded file (infno 3202). Answer: <see cref="DetailsCompared"/>.</summary>
public sealed record ReconcileDetails : ICommand
{
    public required Origin Origin { get; init; }
    public required string SettlementAgency { get; init; }

    /// <summary>file_qury_no of the uploaded file (9101).</summary>
    public required string FileTicket { get; init; }
    public required DateOnly From { get; init; }
    public required DateOnly To { get; init; }
    public required Money Total { get; init; }
    public required Money FundTotal { get; init; }
    public required int Count { get; init; }
    public required string ClearingType { get; init; }
    public bool IncludesRefunds { get; init; } = true;
    public IReadOnlyList<Extension> Extensions { get; init; } = [];
}

/// <summary>Answer to <see cref="ReconcileDetails"/>: where the result file is fetched (9102) and until when (local time UTC+8).</summary>
public sealed record DetailsCompared(string FileTicket, string FileName, DateTime AvailableUntil);

/// <summary>One row of a reconciliation file (3202 upload columns).</summary>
public sealed record StatementRow
{
    public required string SettlementId { get; init; }
    public required string EncounterId { get; init; }
    [Personal]
    public required string PersonNumber { get; init; }
    public required Money Total { get; init; }
    public required Money FundTotal { get; init; }
    public required Money PersonalAccount { get; init; }

    /// <summary>refd_setl_flag: the row is a refund (negative amounts).</summary>
    public required bool Refund { get; init; }

    /// <summary>Without personal data.</summary>
    public override string ToString() => $"{nameof(StatementRow)} {SettlementId} {Total}";
}

/// <summary>One row of the result file (3202 result columns).</summary>
public sealed record ComparedRow
{
    public required StatementRow Row { get; init; }

    /// <summary>stmt_rslt: balanced or not.</summary>
    public required bool Balanced { get; init; }

    /// <summary>msgid to put into a 2601 for a row that only the centre has; empty otherwise.</summary>
    public required string MessageKey { get; init; }

    /// <summary>What the difference is and what to do about it; no personal data.</summary>
    public required string Memo { get; init; }
}

/// <summary>A file for a ticket (infno 9101). Answer: <see cref="FileStored"/>.</summary>
public sealed record StoreFile : ICommand
{
    public required Origin Origin { get; init; }
    public required string FileName { get; init; }

    /// <summary>The file as sent (a ZIP).</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }
    public IReadOnlyList<Extension> Extensions { get; init; } = [];
}

/// <summary>Answer to <see cref="StoreFile"/>; time in local time UTC+8.</summary>
public sealed record FileStored(string FileTicket, string FileName, DateTime AvailableUntil, string Institution = "");

/// <summary>Fetch a file by its ticket (infno 9102). Answer: <see cref="FileFetched"/>.</summary>
public sealed record FetchFile : ICommand
{
    public required Origin Origin { get; init; }
    public required string FileTicket { get; init; }
    public string FileName { get; init; } = "";
    public IReadOnlyList<Extension> Extensions { get; init; } = [];
}

/// <summary>Answer to <see cref="FetchFile"/>.</summary>
public sealed record FileFetched(string FileName, ReadOnlyMemory<byte> Content);
