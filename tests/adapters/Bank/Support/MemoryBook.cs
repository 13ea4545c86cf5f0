using Hub.Canonical;
using Hub.Journal.Payments;

namespace Hub.Adapters.Bank.Tests.Support;

/// <summary>The part of the payment book that takes banks' files, in memory, as its contract says.</summary>
internal sealed class MemoryBook(CallPlan plan) : IPaymentBook
{
    private readonly List<BankFile> files = [];
    private readonly HashSet<(string Bank, string Name, string Sha256)> names = [];

    public IReadOnlyList<BankFile> Files => files;

    /// <summary>Files by the times they were applied: more than once is money counted twice.</summary>
    public Dictionary<long, int> Effects { get; } = [];

    /// <summary>Content that cannot be read as a bank's file.</summary>
    public HashSet<string> Unreadable { get; } = new(StringComparer.Ordinal);

    /// <summary>Content on which the book fails.</summary>
    public HashSet<string> Broken { get; } = new(StringComparer.Ordinal);

    /// <summary>Told how many files have arrived.</summary>
    public Action<int>? Arrived { get; set; }

    public Task<(BankFileArrival Arrival, BankFile File)> ArriveAsync(string bank, BankFileName name, ContentKey content, CancellationToken cancellationToken) =>
        Run(() =>
        {
            var known = files.Find(f => f.Bank == bank && f.Content.Sha256 == content.Sha256);
            var reused = known is null && names.Any(n => n.Bank == bank && n.Name == name.Name);
            names.Add((bank, name.Name, content.Sha256));
            if (known is not null)
            {
                return (BankFileArrival.Known, known);
            }

            var file = new BankFile(
                files.Count + 1, bank, name.Name, name.Kind, content, reused ? BankFileState.Quarantined : BankFileState.Stored, default, 0, 0,
                reused ? "name reused" : null);
            files.Add(file);
            Arrived?.Invoke(files.Count);
            return (reused ? BankFileArrival.NameReused : BankFileArrival.New, file);
        });

    public Task<BankFile> ApplyAsync(long bankFile, CancellationToken cancellationToken) => Run(() =>
    {
        var file = Find(bankFile);
        if (file.State != BankFileState.Stored)
        {
            return file;
        }

        if (Broken.Contains(file.Content.Sha256))
        {
            throw new InvalidOperationException("the book is broken");
        }

        if (Unreadable.Contains(file.Content.Sha256))
        {
            return Change(file with { State = BankFileState.Quarantined, Reason = "line 3: amount: rule; fix" });
        }

        Effects[bankFile] = Effects.GetValueOrDefault(bankFile) + 1;
        return Change(file with { State = BankFileState.Applied, Lines = 12 });
    });

    public Task<IReadOnlyList<BankFile>> UnappliedAsync(CancellationToken cancellationToken) =>
        Run<IReadOnlyList<BankFile>>(() => [.. files.Where(f => f.State == BankFileState.Stored)]);

    public Task QuarantineAsync(long bankFile, string reason, CancellationToken cancellationToken) => Run(() =>
    {
        var file = Find(bankFile);
        return file.State == BankFileState.Applied
            ? throw new PaymentRefusedException("PAY-1403", "applied")
            : Change(file with { State = BankFileState.Quarantined, Reason = reason });
    });

    private Task<T> Run<T>(Func<T> effect) => plan.RunAsync(() => Task.FromResult(effect()), () => new IOException("the database is away"));

    private BankFile Find(long id) => files[(int)id - 1];

    private BankFile Change(BankFile file) => files[(int)file.Id - 1] = file;

    public Task<int> ProposePayeeAsync(string party, BankAccount account, Act act, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task ApprovePayeeAsync(string party, int version, Act act, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<ClearingReport> ClearAsync(DateOnly through, IReadOnlyList<string>? institutions, Act act, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<ListReport> AddPersonsAsync(PaymentList list, Act act, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<string> RepeatAsync(string serial, Act act, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<IReadOnlyList<SealedFile>> SealAsync(string bank, PaymentKind kind, DateOnly through, DateOnly requestedOn, Act act, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<SealedFile> ReleaseAsync(string file, Act act, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<SealedFile?> FindFileAsync(string file, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<IReadOnlyList<SealedFile>> UndeliveredAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<IReadOnlyList<SealedFile>> UnansweredAsync(DateTimeOffset before, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task NoteStatedAsync(StatedTotals stated, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<IReadOnlyList<DayResult>> ReconcileAsync(DateOnly day, Act act, CancellationToken cancellationToken) => throw new NotSupportedException();
    public Task<IReadOnlyList<DayResult>> ResultAsync(DateOnly day, CancellationToken cancellationToken) => throw new NotSupportedException();
}
