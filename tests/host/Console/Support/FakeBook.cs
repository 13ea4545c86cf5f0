using System.Collections.Concurrent;
using Hub.Canonical;
using Hub.Journal.Payments;

namespace Hub.Console.Tests.Support;

/// <summary>Records what the console asks of the payment book, and refuses where it is told to.</summary>
internal sealed class FakeBook : IPaymentBook
{
    private readonly ConcurrentQueue<(string Call, Act Act)> calls = new();

    internal IReadOnlyList<(string Call, Act Act)> Calls => [.. calls];

    /// <summary>Thrown by every act, when set.</summary>
    internal Exception? Refusal { get; set; }

    internal PaymentList? List { get; private set; }

    internal SealedFile? File { get; set; }

    internal static SealedFile Sealed(string id, string sealedBy, string? releasedBy = null) => new()
    {
        Id = id,
        Bank = "banka",
        Header = new PaymentFileHeader
        {
            BatchNumber = id, Kind = PaymentKind.PayInstitution, BusinessDay = SyntheticDay.Day, FileNumber = 1,
            CreatedAt = new DateTime(2026, 11, 27, 18, 10, 0, DateTimeKind.Unspecified), RequestedOn = SyntheticDay.Day.AddDays(1), Count = 3, Total = new Money(2552728),
        },
        Name = "PAY_" + id + ".xml",
        Content = new ContentKey(new string('c', 64), new string('c', 64), 1000),
        Control = new ControlFile("PAY_" + id + ".xml.ok", ReadOnlyMemory<byte>.Empty),
        SealedBy = sealedBy,
        SealedAt = new DateTimeOffset(2026, 11, 27, 10, 10, 0, TimeSpan.Zero),
        ReleasedBy = releasedBy,
        State = releasedBy is null ? PaymentFileState.Sealed : PaymentFileState.Released,
        Since = new DateTimeOffset(2026, 11, 27, 10, 10, 0, TimeSpan.Zero),
    };

    public Task<int> ProposePayeeAsync(string party, BankAccount account, Act act, CancellationToken cancellationToken) =>
        Task.FromResult(Note(3, $"propose {party} {account.Number} {account.Holder} {account.BankName} {account.LineNumber}", act));

    public Task ApprovePayeeAsync(string party, int version, Act act, CancellationToken cancellationToken) =>
        Task.FromResult(Note(0, $"approve {party} {version}", act));

    public Task<ClearingReport> ClearAsync(DateOnly through, IReadOnlyList<string>? institutions, Act act, CancellationToken cancellationToken) =>
        Task.FromResult(Note(
            new ClearingReport(2, 5, new Money(2545728), ["H43010000009"], []),
            $"clear {through:yyyy-MM-dd} {(institutions is null ? "all" : string.Join('+', institutions))}",
            act));

    public Task<ListReport> AddPersonsAsync(PaymentList list, Act act, CancellationToken cancellationToken)
    {
        List = list;
        var total = list.Lines.Aggregate(Money.Zero, (sum, line) => sum + line.Amount);
        return Task.FromResult(Note(new ListReport(false, list.Lines.Count, total), $"persons {list.Name} {list.Day:yyyy-MM-dd} {list.Agency} {list.Sha256}", act));
    }

    public Task<string> RepeatAsync(string serial, Act act, CancellationToken cancellationToken) => Task.FromResult(Note(serial + "R", "repeat " + serial, act));

    public Task<IReadOnlyList<SealedFile>> SealAsync(
        string bank, PaymentKind kind, DateOnly through, DateOnly requestedOn, Act act, CancellationToken cancellationToken) =>
        Task.FromResult(Note<IReadOnlyList<SealedFile>>(
            [Sealed("BANKA202611280001", act.Officer)], $"seal {bank} {kind} {through:yyyy-MM-dd} {requestedOn:yyyy-MM-dd}", act));

    public Task<SealedFile> ReleaseAsync(string file, Act act, CancellationToken cancellationToken) =>
        Task.FromResult(Note(Sealed(file, "chen", act.Officer), "release " + file, act));

    public Task<IReadOnlyList<DayResult>> ReconcileAsync(DateOnly day, Act act, CancellationToken cancellationToken) =>
        Task.FromResult(Note<IReadOnlyList<DayResult>>(
            [
                new DayResult
                {
                    Institution = "H43010000001", Day = day, Equality = DayEquality.Equal, AcceptedCount = 2, Accepted = new Money(2465678), StatedCount = 2,
                    Stated = new Money(2465678), CoreCount = 2, Core = new Money(2465678), ClearedCount = 2, Cleared = new Money(2465678),
                    Confirmed = new Money(2465678), Booked = new Money(2465678), Differences = 0, Text = "",
                },
            ],
            $"reconcile {day:yyyy-MM-dd}",
            act));

    public Task<SealedFile?> FindFileAsync(string file, CancellationToken cancellationToken) => Task.FromResult(File);

    public Task<IReadOnlyList<SealedFile>> UndeliveredAsync(CancellationToken cancellationToken) => throw NotAsked();

    public Task<IReadOnlyList<SealedFile>> UnansweredAsync(DateTimeOffset before, CancellationToken cancellationToken) => throw NotAsked();

    public Task<(BankFileArrival Arrival, BankFile File)> ArriveAsync(string bank, BankFileName name, ContentKey content, CancellationToken cancellationToken) =>
        throw NotAsked();

    public Task<BankFile> ApplyAsync(long bankFile, CancellationToken cancellationToken) => throw NotAsked();

    public Task<IReadOnlyList<BankFile>> UnappliedAsync(CancellationToken cancellationToken) => throw NotAsked();

    public Task QuarantineAsync(long bankFile, string reason, CancellationToken cancellationToken) => throw NotAsked();

    public Task NoteStatedAsync(StatedTotals stated, CancellationToken cancellationToken) => throw NotAsked();

    public Task<IReadOnlyList<DayResult>> ResultAsync(DateOnly day, CancellationToken cancellationToken) => throw NotAsked();

    private static InvalidOperationException NotAsked() => new("the console has no business here");

    private T Note<T>(T result, string call, Act act)
    {
        if (Refusal is not null)
        {
            throw Refusal;
        }

        calls.Enqueue((call, act));
        return result;
    }
}

/// <summary>Records released files whose delivery is started.</summary>
internal sealed class FakeDelivery : IPaymentDelivery
{
    internal ConcurrentQueue<string> Started { get; } = new();

    internal Exception? Failure { get; set; }

    public Task StartAsync(SealedFile file, CancellationToken cancellationToken)
    {
        Started.Enqueue(file.Id);
        return Failure is null ? Task.CompletedTask : Task.FromException(Failure);
    }
}

/// <summary>Bytes of messages and of files by digest.</summary>
internal sealed class FakeBytes : IRawMessages, IContentStore
{
    internal Dictionary<string, byte[]> Messages { get; } = [];

    internal Dictionary<string, byte[]> Contents { get; } = [];

    public Task<ReadOnlyMemory<byte>?> FindAsync(string sha256, CancellationToken cancellationToken) =>
        Task.FromResult(Messages.TryGetValue(sha256, out var bytes) ? bytes : (ReadOnlyMemory<byte>?)null);

    public Task<ContentKey> StoreAsync(Stream content, long lengthMax, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("the console stores nothing");

    public Task<Stream?> OpenAsync(string sha256, long offset, CancellationToken cancellationToken) =>
        Task.FromResult<Stream?>(Contents.TryGetValue(sha256, out var bytes) ? new MemoryStream(bytes, false) : null);
}
