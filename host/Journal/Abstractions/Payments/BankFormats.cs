using Hub.Canonical;

namespace Hub.Journal.Payments;

/// <summary>
/// What banks' files look like, by profile; implemented by the bank adapter, used by the payment book. Everything streams: a file of a
/// million lines costs no more memory than one of ten.
/// </summary>
public interface IBankFormats
{
    /// <summary>Names of the banks that are configured.</summary>
    IReadOnlyCollection<string> Banks { get; }

    /// <summary>The format of a configured bank.</summary>
    /// <exception cref="KeyNotFoundException">No such bank.</exception>
    IBankFormat Of(string bank);
}

/// <summary>One bank's dialect. Pure but for the streams it is given.</summary>
public interface IBankFormat
{
    /// <summary>Name of the bank, as in the partner registry.</summary>
    string Bank { get; }

    /// <summary>The account that pays, and its name in the ledger.</summary>
    BankAccount Payer { get; }

    /// <summary>Limits that one file must keep.</summary>
    FileLimits Limits { get; }

    /// <summary>
    /// What the profile has against a payment before it is put into a file: account digits, card check digit, bank line number, forbidden
    /// characters, width in bytes, characters that the encoding cannot say. Warnings do not stop it.
    /// </summary>
    IReadOnlyList<PaymentObjection> Check(PaymentLine line, PaymentKind kind);

    /// <summary>Name of the file in the bank's inbox; the same header gives the same name.</summary>
    string NameOf(PaymentFileHeader header);

    /// <summary>
    /// Writes a file: header, lines in their order, trailer. The same input gives the same bytes. Throws
    /// <see cref="BankFileException"/> naming line and column when a value cannot be said in this format; never replaces a character.
    /// </summary>
    Task WriteAsync(Stream output, PaymentFileHeader header, IAsyncEnumerable<PaymentLine> lines, CancellationToken cancellationToken);

    /// <summary>
    /// Reads back a file that <see cref="WriteAsync"/> wrote: structure (for XML against the official schema), line numbers, count and sum
    /// against <paramref name="header"/>. Throws <see cref="BankFileException"/> when anything does not hold.
    /// </summary>
    Task VerifyAsync(Stream written, PaymentFileHeader header, CancellationToken cancellationToken);

    /// <summary>The control file that follows the data file: its name, digests, count, sum and signature.</summary>
    ControlFile Seal(PaymentFileHeader header, ContentKey content);

    /// <summary>What a file of the bank is, by its name alone; null: a name that this bank does not use (it is left where it is).</summary>
    BankFileName? Recognise(string name);

    /// <summary>
    /// Checks the control file of a bank's data file: digests, length, signature of the bank at <paramref name="at"/>. Throws
    /// <see cref="BankFileException"/> when it does not hold.
    /// </summary>
    void VerifyControl(BankFileName name, ReadOnlyMemory<byte> control, ContentKey content, DateTimeOffset at);

    /// <summary>
    /// Reads a file of the bank to its end: <see cref="BankFileOpening"/> first, then <see cref="ReturnedLine"/>s or statement
    /// records, <see cref="BankFileClosing"/> last. Throws <see cref="BankFileException"/> with line, column, rule and fix at the first
    /// thing that is wrong; a consumer must not act before the closing.
    /// </summary>
    IAsyncEnumerable<BankFileRecord> ReadAsync(BankFileName name, Stream content, CancellationToken cancellationToken);
}

/// <summary>Limits of one file (a bank refuses more).</summary>
/// <param name="LinesMax">Lines of a file.</param>
/// <param name="LineFenMax">Amount of one line, fen.</param>
/// <param name="FileFenMax">Sum of a file, fen.</param>
public sealed record FileLimits(int LinesMax, long LineFenMax, long FileFenMax);

/// <summary>Something a profile has against a payment; no personal data in it.</summary>
/// <param name="Field">Canonical field name, for example <c>payee.lineNumber</c>.</param>
/// <param name="Rule">The rule that is broken.</param>
/// <param name="Fix">What to do.</param>
/// <param name="IsError">True: it cannot be sent; false: a warning for a person.</param>
public sealed record PaymentObjection(string Field, string Rule, string Fix, bool IsError);

/// <summary>Head of one payment file: everything that does not depend on its lines but their count and sum.</summary>
public sealed record PaymentFileHeader
{
    /// <summary>Batch number, unique for ever, at most 35 characters.</summary>
    public required string BatchNumber { get; init; }

    public required PaymentKind Kind { get; init; }

    /// <summary>Day of the file's number.</summary>
    public required DateOnly BusinessDay { get; init; }

    /// <summary>Number of the file on that day at that bank, from 1 without gaps.</summary>
    public required int FileNumber { get; init; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>Day on which the bank shall act (value date).</summary>
    public required DateOnly RequestedOn { get; init; }

    public required int Count { get; init; }

    public required Money Total { get; init; }
}

/// <summary>The small signed file that says a data file is complete.</summary>
/// <param name="Name">Its name in the bank's inbox.</param>
/// <param name="Content">Its bytes.</param>
public sealed record ControlFile(string Name, ReadOnlyMemory<byte> Content);

/// <summary>What a bank's file is.</summary>
public enum BankFileKind
{
    /// <summary>What became of the payments of one file (pain.002; return file).</summary>
    Return = 1,

    /// <summary>Bookings on our account over a period with balances (camt.053; text statement).</summary>
    Statement = 2,

    /// <summary>Payments returned later (camt.054; return notice): gives <see cref="ReturnedLine"/>s; the bookings follow on the statement.</summary>
    Notification = 3,
}

/// <summary>A recognised name.</summary>
/// <param name="Name">Name of the data file.</param>
/// <param name="Kind">What it is.</param>
/// <param name="ControlName">Name of the control file that must be there too; null when the profile has none.</param>
public sealed record BankFileName(string Name, BankFileKind Kind, string? ControlName);

/// <summary>A record of a bank's file, in the order of the file.</summary>
public abstract record BankFileRecord
{
    /// <summary>Line (text) or entry (XML) from 1.</summary>
    public required int Line { get; init; }
}

/// <summary>Head of a bank's file.</summary>
public sealed record BankFileOpening : BankFileRecord
{
    /// <summary>The bank's own number of the file; empty when it gives none.</summary>
    public string Reference { get; init; } = "";

    /// <summary>When the bank made it, local time UTC+8.</summary>
    public required DateTime StatedAt { get; init; }

    /// <summary>Return file: our batch number.</summary>
    public string? BatchNumber { get; init; }

    /// <summary>Return file: set when the bank refuses the whole file without a word on single lines.</summary>
    public PaymentStatus? WholeFile { get; init; }

    /// <summary>Reason of <see cref="WholeFile"/>.</summary>
    public string? ReasonCode { get; init; }
}

/// <summary>The bank's word on one payment.</summary>
public sealed record ReturnedLine : BankFileRecord
{
    public required PaymentLineResult Result { get; init; }

    /// <summary>False when the bank states no amount: what moved is then what was ordered, or nothing.</summary>
    public bool StatesAmount { get; init; } = true;

    /// <summary>Line number in our file, where the bank repeats it.</summary>
    public int? OurNumber { get; init; }
}

/// <summary>Begins a statement of one account; its <see cref="BookedLine"/>s follow.</summary>
public sealed record StatementOpening : BankFileRecord
{
    /// <summary>The bank's number of the statement, unique inside the account.</summary>
    public required string Number { get; init; }

    [Personal]
    public required string Account { get; init; }

    public required DateOnly From { get; init; }

    public required DateOnly To { get; init; }

    /// <summary>Balance before; null in a notification.</summary>
    public Money? Opening { get; init; }

    /// <summary>Balance after; null in a notification.</summary>
    public Money? Closing { get; init; }

    /// <summary>Number and period only.</summary>
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{nameof(StatementOpening)} {Number} {From:yyyy-MM-dd} {To:yyyy-MM-dd}");
}

/// <summary>One booking.</summary>
public sealed record BookedLine : BankFileRecord
{
    public required StatementLine Booking { get; init; }
}

/// <summary>End of the file: everything before it held (counts, sums, balances, control value).</summary>
public sealed record BankFileClosing : BankFileRecord
{
    /// <summary>Result lines or bookings.</summary>
    public required int Count { get; init; }
}

/// <summary>A file that cannot be taken or written as it is. Texts hold no personal data.</summary>
/// <param name="line">Line (text) or entry (XML) from 1; 0 for the file as a whole.</param>
/// <param name="field">Column or element.</param>
/// <param name="rule">The rule that is broken.</param>
/// <param name="fix">What to do.</param>
public sealed class BankFileException(int line, string field, string rule, string fix)
    : Exception(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"line {line}: {field}: {rule}; {fix}"))
{
    public int Line { get; } = line;

    public string Field { get; } = field;

    public string Rule { get; } = rule;

    public string Fix { get; } = fix;
}
