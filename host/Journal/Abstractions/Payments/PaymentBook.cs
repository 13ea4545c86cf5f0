using Hub.Canonical;

namespace Hub.Journal.Payments;

/// <summary>
/// Payments from the clearing of a day to the bank's statement. Every call is one transaction with its audit entry; facts are inserted and
/// never changed, and the database itself enforces that a settlement is cleared once, a payment is in one file, a file is released by
/// somebody who did not seal it, and a payment is posted once. Refusals throw <see cref="PaymentRefusedException"/> and change nothing.
/// </summary>
public interface IPaymentBook : IStatedBook
{
    /// <summary>Proposes the account of an institution; it pays nothing until another officer approves.</summary>
    /// <returns>Version of the proposal.</returns>
    Task<int> ProposePayeeAsync(string party, BankAccount account, Act act, CancellationToken cancellationToken);

    /// <summary>Approves a proposal of another officer; later clearings pay to it.</summary>
    Task ApprovePayeeAsync(string party, int version, Act act, CancellationToken cancellationToken);

    /// <summary>
    /// Clears every settlement up to and including a day that is not cleared yet, one payment per institution (fund share and personal
    /// account, net of cancellations; reversed pairs count only where the settlement had been cleared before). An institution that owes
    /// (net not above zero) is carried: nothing of it is cleared. One without an approved account is named and not cleared.
    /// </summary>
    Task<ClearingReport> ClearAsync(DateOnly through, IReadOnlyList<string>? institutions, Act act, CancellationToken cancellationToken);

    /// <summary>
    /// Takes a list of payments to persons (零星报销). The same list (by its digest) again changes nothing. Serials are unique for ever; a
    /// line may repeat a failed or returned payment with a corrected account. All or nothing.
    /// </summary>
    Task<ListReport> AddPersonsAsync(PaymentList list, Act act, CancellationToken cancellationToken);

    /// <summary>Orders a failed or returned payment to an institution again, to its account of now. Returns the new serial.</summary>
    Task<string> RepeatAsync(string serial, Act act, CancellationToken cancellationToken);

    /// <summary>
    /// Puts every payment of a kind up to a day that is in no file yet into new files of a bank, within its limits; renders, verifies and
    /// stores each file in the same transaction.
    /// </summary>
    Task<IReadOnlyList<SealedFile>> SealAsync(
        string bank, PaymentKind kind, DateOnly through, DateOnly requestedOn, Act act, CancellationToken cancellationToken);

    /// <summary>Lets a sealed file go to the bank. The officer must not be who sealed it.</summary>
    Task<SealedFile> ReleaseAsync(string file, Act act, CancellationToken cancellationToken);

    /// <summary>A sealed file; null when there is none.</summary>
    Task<SealedFile?> FindFileAsync(string file, CancellationToken cancellationToken);

    /// <summary>Released files whose delivery has not ended, oldest first: what the sweeper drives after a crash.</summary>
    Task<IReadOnlyList<SealedFile>> UndeliveredAsync(CancellationToken cancellationToken);

    /// <summary>Delivered files whose payments have not all had the bank's final word by <paramref name="before"/> of delivery.</summary>
    Task<IReadOnlyList<SealedFile>> UnansweredAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>
    /// Notes a file of a bank whose content is stored. <see cref="BankFileArrival.New"/> once per content; the same content again, under
    /// whatever name, is <see cref="BankFileArrival.Known"/>; an old name with other content is <see cref="BankFileArrival.NameReused"/>
    /// and quarantined.
    /// </summary>
    Task<(BankFileArrival Arrival, BankFile File)> ArriveAsync(string bank, BankFileName name, ContentKey content, CancellationToken cancellationToken);

    /// <summary>
    /// Applies a stored return, notification or statement: reads it to its end, matches, posts to the ledger, opens differences; all in
    /// one transaction or not at all. Applying it again changes nothing. A file that cannot be read is quarantined with its reason.
    /// </summary>
    Task<BankFile> ApplyAsync(long bankFile, CancellationToken cancellationToken);

    /// <summary>Files of banks that are stored and neither applied nor quarantined, oldest first.</summary>
    Task<IReadOnlyList<BankFile>> UnappliedAsync(CancellationToken cancellationToken);

    /// <summary>Sets a file of a bank aside with a reason, for a person.</summary>
    Task QuarantineAsync(long bankFile, string reason, CancellationToken cancellationToken);

    /// <summary>
    /// The three-way result of a day (hospital – core – bank) per institution, written down and returned: equal to the fen, or what is not
    /// and why. Running it again writes a newer result; older ones stay.
    /// </summary>
    Task<IReadOnlyList<DayResult>> ReconcileAsync(DateOnly day, Act act, CancellationToken cancellationToken);

    /// <summary>The newest three-way result of a day; empty when there is none.</summary>
    Task<IReadOnlyList<DayResult>> ResultAsync(DateOnly day, CancellationToken cancellationToken);
}

/// <summary>What a clearing did.</summary>
/// <param name="Payments">New payments.</param>
/// <param name="Settlements">Settlements (and cancelling rows) cleared.</param>
/// <param name="Total">Sum of the payments.</param>
/// <param name="Carried">Institutions whose net was not above zero.</param>
/// <param name="WithoutAccount">Institutions that have no approved account: named, not paid.</param>
public sealed record ClearingReport(int Payments, int Settlements, Money Total, IReadOnlyList<string> Carried, IReadOnlyList<string> WithoutAccount);

/// <summary>Payments to persons as they were handed in.</summary>
/// <param name="Sha256">Digest of the list as handed in, lower-case hex: its identity.</param>
/// <param name="Name">Name of the list, at most 100 characters.</param>
/// <param name="Day">Day it counts for.</param>
/// <param name="Agency">Agency that bears it, 6 digits.</param>
/// <param name="Lines">1 to 1,000,000.</param>
public sealed record PaymentList(string Sha256, string Name, DateOnly Day, string Agency, IReadOnlyList<PaymentLine> Lines);

/// <summary>What became of a list.</summary>
/// <param name="Duplicate">The list had been taken before; nothing changed.</param>
/// <param name="Count">Payments of the list.</param>
/// <param name="Total">Their sum.</param>
public sealed record ListReport(bool Duplicate, int Count, Money Total);

/// <summary>Where a payment file stands.</summary>
public enum PaymentFileState
{
    Sealed = 1,
    Released = 2,

    /// <summary>Being handed to the bank, or its handing over is being found out.</summary>
    Delivering = 3,

    /// <summary>In the bank's inbox under its final name, proven by length and digest.</summary>
    Delivered = 4,

    /// <summary>A person must look: the name is taken by other bytes, or the bank cannot be reached before the cut-off.</summary>
    Stopped = 5,

    /// <summary>Every payment has the bank's final word.</summary>
    Answered = 6,
}

/// <summary>A file that is sealed: its content cannot change any more.</summary>
public sealed record SealedFile
{
    /// <summary>Batch number, the file's id.</summary>
    public required string Id { get; init; }
    public required string Bank { get; init; }
    public required PaymentFileHeader Header { get; init; }

    /// <summary>Name in the bank's inbox.</summary>
    public required string Name { get; init; }
    public required ContentKey Content { get; init; }

    /// <summary>The control file, signed when sealed.</summary>
    public required ControlFile Control { get; init; }
    public required string SealedBy { get; init; }
    public required DateTimeOffset SealedAt { get; init; }
    public string? ReleasedBy { get; init; }
    public DateTimeOffset? ReleasedAt { get; init; }
    public required PaymentFileState State { get; init; }

    /// <summary>When the state began.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>What the operator should know of the state; no personal data.</summary>
    public string Detail { get; init; } = "";
}

/// <summary>Whether a bank's file is news.</summary>
public enum BankFileArrival
{
    New,
    Known,
    NameReused,
}

/// <summary>Where a bank's file stands.</summary>
public enum BankFileState
{
    Stored = 1,
    Applied = 2,
    Quarantined = 3,
}

/// <summary>A file of a bank.</summary>
/// <param name="Id">Number in the book.</param>
/// <param name="Bank">Bank.</param>
/// <param name="Name">Name it came under first.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Content">Its stored bytes.</param>
/// <param name="State">Where it stands.</param>
/// <param name="ReceivedAt">When it was stored.</param>
/// <param name="Lines">Result lines or bookings; 0 until applied.</param>
/// <param name="Differences">Differences it opened.</param>
/// <param name="Reason">Why it is quarantined: line, column, rule, fix.</param>
public sealed record BankFile(
    long Id, string Bank, string Name, BankFileKind Kind, ContentKey Content, BankFileState State, DateTimeOffset ReceivedAt, int Lines,
    int Differences, string? Reason);

/// <summary>How the three books of one institution and day compare.</summary>
public enum DayEquality
{
    /// <summary>All sides are known and equal to the fen.</summary>
    Equal = 1,

    /// <summary>A side has not spoken yet (institution, core or bank): named in the text.</summary>
    Incomplete = 2,

    /// <summary>Not equal: the open differences name what and why.</summary>
    Different = 3,
}

/// <summary>One institution's day: counts and sums per hop. Amounts of settlements are what funds and personal accounts owe.</summary>
public sealed record DayResult
{
    public required string Institution { get; init; }
    public required DateOnly Day { get; init; }

    /// <summary>Number of the reconciliation that wrote it; greater is newer.</summary>
    public long Run { get; init; }
    public required DayEquality Equality { get; init; }

    /// <summary>Settlements and cancelling rows accepted by the hub.</summary>
    public required int AcceptedCount { get; init; }
    public required Money Accepted { get; init; }

    /// <summary>As the institution states it (3201); null when it has not spoken.</summary>
    public required int? StatedCount { get; init; }
    public required Money? Stated { get; init; }

    /// <summary>As the core states it; null when not compared.</summary>
    public required int? CoreCount { get; init; }
    public required Money? Core { get; init; }

    /// <summary>Cleared into payments.</summary>
    public required int ClearedCount { get; init; }
    public required Money Cleared { get; init; }

    /// <summary>Of what was cleared on that day: confirmed by the bank's answer.</summary>
    public required Money Confirmed { get; init; }

    /// <summary>Of what was cleared on that day: booked on the bank's statement, net of returns.</summary>
    public required Money Booked { get; init; }

    /// <summary>Open differences of the institution and day.</summary>
    public required int Differences { get; init; }

    /// <summary>What is missing or differs; no personal data.</summary>
    public required string Text { get; init; }
}
