namespace Hub.Adapters.Bank.Wire;

/// <summary>What a line of text or an entry of XML says, in the formats' own words; both families give the same records. Amounts in fen.</summary>
/// <param name="Line">Line (text) or entry (XML) from 1.</param>
internal abstract record WireRecord(int Line)
{
    /// <summary>Kind and line only: most of them hold names and accounts.</summary>
    public sealed override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{GetType().Name} {Line}");
}

/// <summary>Head of a payment file.</summary>
internal sealed record PaymentHead(
    int Line, string Batch, string Kind, string PayerAccount, string PayerName, DateTime Created, DateOnly Requested, int Count, long Total) : WireRecord(Line);

/// <summary>One payment. Bank name, line number, purpose and memo may be empty.</summary>
internal sealed record PaymentRow(
    int Line, int Number, string Serial, string Account, string Name, string BankName, string LineNumber, bool SameBank, long Amount, string Purpose,
        string Memo) : WireRecord(Line);

/// <summary>Head of a return file.</summary>
/// <param name="Line">Line or entry.</param>
/// <param name="Reference">The bank's number; empty in text.</param>
/// <param name="Batch">Our batch.</param>
/// <param name="Created">When.</param>
/// <param name="Refused">The bank refuses the whole file without a word on single payments.</param>
/// <param name="ReasonCode">Why it refuses the whole.</param>
internal sealed record ReturnHead(int Line, string Reference, string Batch, DateTime Created, bool Refused, string? ReasonCode) : WireRecord(Line);

/// <summary>The bank's word on one payment.</summary>
/// <param name="Line">Line or entry.</param>
/// <param name="Number">Line number in our file, where it is repeated.</param>
/// <param name="Serial">Serial.</param>
/// <param name="Status"><c>S</c> paid, <c>F</c> failed, <c>P</c> in process, <c>R</c> sent back later.</param>
/// <param name="Moved">What moved; null when no amount is stated.</param>
/// <param name="BankSerial">The bank's serial; empty for none.</param>
/// <param name="BankDate">The bank's date.</param>
/// <param name="ErrorCode">Reason; empty for none.</param>
/// <param name="ErrorText">Reason in words; empty for none.</param>
internal sealed record ReturnRow(
    int Line, int? Number, string Serial, char Status, long? Moved, string BankSerial, DateOnly? BankDate, string ErrorCode, string ErrorText)
        : WireRecord(Line);

/// <summary>Head of a file of statements or notices: what stands once in a file.</summary>
internal sealed record ReportHead(int Line, string Reference, DateTime Created) : WireRecord(Line);

/// <summary>Head of one statement of an account; balances are missing in a notice.</summary>
internal sealed record StatementHead(int Line, string Number, string Account, DateOnly From, DateOnly To, long? Opening, long? Closing) : WireRecord(Line);

/// <summary>One booking; the amount is negative for a debit.</summary>
internal sealed record StatementRow(
    int Line, string Statement, string Account, string BankSerial, DateOnly Booked, DateOnly? Valued, long Amount, long? Balance, bool TakesBack,
        string Batch, string Serial, string Counterparty,
    string Memo) : WireRecord(Line);

/// <summary>End of a file that held.</summary>
internal sealed record FileEnd(int Line, int Count) : WireRecord(Line);
