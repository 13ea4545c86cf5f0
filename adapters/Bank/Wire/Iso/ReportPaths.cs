using System.Collections.Frozen;

namespace Hub.Adapters.Bank.Wire.Iso;

/// <summary>What a <see cref="ReportReader"/> knows of camt.053 and camt.054.</summary>
internal enum ReportPath
{
    None,
    Reference,
    Created,
    Header,
    Report,
    Number,
    From,
    To,
    Iban,
    OtherAccount,
    AccountCurrency,
    Balance,
    BalanceType,
    BalanceAmount,
    BalanceSide,
    BalanceDate,
    BalanceTime,
    Entries,
    EntriesSum,
    Credits,
    CreditsSum,
    Debits,
    DebitsSum,
    Entry,
    EntryAmount,
    EntrySide,
    EntryReversal,
    EntryStatus,
    Booked,
    BookedTime,
    Valued,
    ValuedTime,
    EntrySerial,
    EntryBatch,
    Detail,
    DetailBatch,
    DetailSerial,
    DetailBankSerial,
    DetailAmount,
    DetailBookedAmount,
    DetailOrderedAmount,
    DetailSide,
    Debtor,
    Creditor,
    Memo,
    Return,
    ReturnReason,
    ReturnText,
}

/// <summary>The paths of both messages, over all their versions: elements that later versions moved stand with both of their places.</summary>
internal static class ReportPaths
{
    private const string Detail = "Ntry/NtryDtls/TxDtls";

    private static readonly (string Path, ReportPath Id)[] InReport =
    [
        ("", ReportPath.Report), ("Id", ReportPath.Number), ("FrToDt/FrDtTm", ReportPath.From), ("FrToDt/ToDtTm", ReportPath.To),
        ("Acct/Id/IBAN", ReportPath.Iban),
        ("Acct/Id/Othr/Id", ReportPath.OtherAccount), ("Acct/Ccy", ReportPath.AccountCurrency), ("Bal", ReportPath.Balance),
        ("Bal/Tp/CdOrPrtry/Cd", ReportPath.BalanceType),
        ("Bal/Amt", ReportPath.BalanceAmount), ("Bal/CdtDbtInd", ReportPath.BalanceSide), ("Bal/Dt/Dt", ReportPath.BalanceDate),
        ("Bal/Dt/DtTm", ReportPath.BalanceTime),
        ("TxsSummry/TtlNtries/NbOfNtries", ReportPath.Entries), ("TxsSummry/TtlNtries/Sum", ReportPath.EntriesSum),
        ("TxsSummry/TtlCdtNtries/NbOfNtries", ReportPath.Credits),
        ("TxsSummry/TtlCdtNtries/Sum", ReportPath.CreditsSum), ("TxsSummry/TtlDbtNtries/NbOfNtries", ReportPath.Debits),
        ("TxsSummry/TtlDbtNtries/Sum", ReportPath.DebitsSum),
        ("Ntry", ReportPath.Entry), ("Ntry/Amt", ReportPath.EntryAmount), ("Ntry/CdtDbtInd", ReportPath.EntrySide), ("Ntry/RvslInd", ReportPath.EntryReversal),
        ("Ntry/Sts", ReportPath.EntryStatus), ("Ntry/Sts/Cd", ReportPath.EntryStatus), ("Ntry/BookgDt/Dt", ReportPath.Booked),
        ("Ntry/BookgDt/DtTm", ReportPath.BookedTime),
        ("Ntry/ValDt/Dt", ReportPath.Valued), ("Ntry/ValDt/DtTm", ReportPath.ValuedTime), ("Ntry/AcctSvcrRef", ReportPath.EntrySerial),
        ("Ntry/NtryDtls/Btch/PmtInfId", ReportPath.EntryBatch), (Detail, ReportPath.Detail), (Detail + "/Refs/PmtInfId", ReportPath.DetailBatch),
        (Detail + "/Refs/EndToEndId", ReportPath.DetailSerial), (Detail + "/Refs/AcctSvcrRef", ReportPath.DetailBankSerial),
        (Detail + "/Amt", ReportPath.DetailAmount),
        (Detail + "/AmtDtls/TxAmt/Amt", ReportPath.DetailBookedAmount), (Detail + "/AmtDtls/InstdAmt/Amt", ReportPath.DetailOrderedAmount),
        (Detail + "/CdtDbtInd", ReportPath.DetailSide),
        (Detail + "/RltdPties/Dbtr/Nm", ReportPath.Debtor), (Detail + "/RltdPties/Dbtr/Pty/Nm", ReportPath.Debtor),
        (Detail + "/RltdPties/Cdtr/Nm", ReportPath.Creditor),
        (Detail + "/RltdPties/Cdtr/Pty/Nm", ReportPath.Creditor), (Detail + "/RmtInf/Ustrd", ReportPath.Memo), (Detail + "/RtrInf", ReportPath.Return),
        (Detail + "/RtrInf/Rsn/Cd", ReportPath.ReturnReason), (Detail + "/RtrInf/Rsn/Prtry", ReportPath.ReturnReason),
        (Detail + "/RtrInf/AddtlInf", ReportPath.ReturnText),
    ];

    /// <summary>Paths of camt.053.</summary>
    public static FrozenDictionary<string, int> Statement { get; } = Under("Stmt");

    /// <summary>Paths of camt.054.</summary>
    public static FrozenDictionary<string, int> Notice { get; } = Under("Ntfctn");

    private static FrozenDictionary<string, int> Under(string report)
    {
        var paths = InReport.ToDictionary(path => path.Path.Length == 0 ? report : report + "/" + path.Path, path => (int)path.Id, StringComparer.Ordinal);
        paths["GrpHdr"] = (int)ReportPath.Header;
        paths["GrpHdr/MsgId"] = (int)ReportPath.Reference;
        paths["GrpHdr/CreDtTm"] = (int)ReportPath.Created;
        return paths.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
