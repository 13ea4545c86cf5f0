using Hub.Adapters.Bank.Wire;
using Hub.Canonical;
using Hub.Journal.Payments;

namespace Hub.Adapters.Bank.Translation;

/// <summary>Records of the wire as records of the contract.</summary>
internal static class Incoming
{
    /// <summary>
    /// The records of one record of a file: a text statement's head is the file's opening and the statement's at once. A text statement says
    /// nothing about when it was made: the end of its last day stands for it.
    /// </summary>
    /// <param name="record">What the wire gives.</param>
    /// <param name="isOpen">Whether the file's opening has been given.</param>
    public static IEnumerable<BankFileRecord> Of(WireRecord record, bool isOpen)
    {
        if (record is StatementHead { Line: var line } head && !isOpen)
        {
            yield return new BankFileOpening { Line = line, Reference = head.Number, StatedAt = head.To.ToDateTime(new TimeOnly(23, 59, 59)) };
        }

        yield return One(record);
    }

    private static BankFileRecord One(WireRecord record) => record switch
    {
        ReturnHead head => new BankFileOpening
        {
            Line = head.Line,
            Reference = head.Reference,
            StatedAt = head.Created,
            BatchNumber = head.Batch,
            WholeFile = head.Refused ? PaymentStatus.Failed : null,
            ReasonCode = head.ReasonCode,
        },
        ReportHead head => new BankFileOpening { Line = head.Line, Reference = head.Reference, StatedAt = head.Created },
        ReturnRow row => new ReturnedLine { Line = row.Line, StatesAmount = row.Moved is not null, OurNumber = row.Number, Result = Result(row) },
        StatementHead head => new StatementOpening
        {
            Line = head.Line,
            Number = head.Number,
            Account = head.Account,
            From = head.From,
            To = head.To,
            Opening = head.Opening is { } opening ? new Money(opening) : null,
            Closing = head.Closing is { } closing ? new Money(closing) : null,
        },
        StatementRow row => new BookedLine { Line = row.Line, Booking = Booking(row) },
        FileEnd end => new BankFileClosing { Line = end.Line, Count = end.Count },
        _ => throw new InvalidOperationException("A bank sends no such record: " + record.GetType().Name),
    };

    private static PaymentLineResult Result(ReturnRow row) => new()
    {
        Serial = row.Serial,
        Status = row.Status switch
        {
            'S' => PaymentStatus.Settled,
            'F' => PaymentStatus.Failed,
            'R' => PaymentStatus.Returned,
            _ => PaymentStatus.Processing,
        },
        Amount = new Money(row.Moved ?? 0),
        BankSerial = OrNull(row.BankSerial),
        BookedOn = row.BankDate,
        ReasonCode = OrNull(row.ErrorCode),
        ReasonText = OrNull(row.ErrorText),
    };

    private static StatementLine Booking(StatementRow row) => new()
    {
        StatementNumber = row.Statement,
        BankSerial = row.BankSerial,
        AccountNumber = row.Account,
        BookedOn = row.Booked,
        ValuedOn = row.Valued == row.Booked ? null : row.Valued,
        Amount = new Money(row.Amount),
        Balance = row.Balance is { } balance ? new Money(balance) : null,
        Reversal = row.TakesBack,
        BatchNumber = OrNull(row.Batch),
        Serial = OrNull(row.Serial),
        Counterparty = OrNull(row.Counterparty),
        Memo = row.Memo,
    };

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
