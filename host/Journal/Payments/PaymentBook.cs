using Hub.Canonical;
using Microsoft.Extensions.Logging;

namespace Hub.Journal.Payments;

/// <summary>The payment book and the content store on PostgreSQL; each part keeps to its concept.</summary>
internal sealed class PaymentBook : IPaymentBook, IContentStore, IAsyncDisposable
{
    private readonly BookStore store;
    private readonly Payees payees;
    private readonly Clearing clearing;
    private readonly PersonsList persons;
    private readonly Repetition repetition;
    private readonly Sealing sealing;
    private readonly Release release;
    private readonly SealedFiles files;
    private readonly Arrival arrival;
    private readonly Application application;
    private readonly StatedSide stated;
    private readonly ThreeWay threeWay;
    private readonly ContentStore contents;

    public PaymentBook(PaymentBookOptions options, IBankFormats formats, TimeProvider time, ILogger<PaymentBook> logger)
    {
        store = new BookStore(options, time);
        var banks = new BankFormats(formats);
        payees = new Payees(store);
        clearing = new Clearing(store, logger);
        persons = new PersonsList(store, logger);
        repetition = new Repetition(store);
        sealing = new Sealing(store, banks, logger);
        release = new Release(store, logger);
        files = new SealedFiles(store);
        arrival = new Arrival(store, logger);
        application = new Application(store, banks, logger);
        stated = new StatedSide(store);
        threeWay = new ThreeWay(store, logger);
        contents = new ContentStore(store);
        Ledger = new LedgerBook(store.Source);
    }

    public Task<int> ProposePayeeAsync(string party, BankAccount account, Act act, CancellationToken cancellationToken) =>
        payees.ProposeAsync(party, account, act, cancellationToken);

    public Task ApprovePayeeAsync(string party, int version, Act act, CancellationToken cancellationToken) =>
        payees.ApproveAsync(party, version, act, cancellationToken);

    public Task<ClearingReport> ClearAsync(DateOnly through, IReadOnlyList<string>? institutions, Act act, CancellationToken cancellationToken) =>
        clearing.ClearAsync(through, institutions, act, cancellationToken);

    public Task<ListReport> AddPersonsAsync(PaymentList list, Act act, CancellationToken cancellationToken) =>
        persons.AddAsync(list, act, cancellationToken);

    public Task<string> RepeatAsync(string serial, Act act, CancellationToken cancellationToken) => repetition.RepeatAsync(serial, act, cancellationToken);

    public Task<IReadOnlyList<SealedFile>> SealAsync(
        string bank, PaymentKind kind, DateOnly through, DateOnly requestedOn, Act act, CancellationToken cancellationToken) =>
        sealing.SealAsync(bank, kind, through, requestedOn, act, cancellationToken);

    public Task<SealedFile> ReleaseAsync(string file, Act act, CancellationToken cancellationToken) => release.ReleaseAsync(file, act, cancellationToken);

    public Task<SealedFile?> FindFileAsync(string file, CancellationToken cancellationToken) => files.FindAsync(file, cancellationToken);

    public Task<IReadOnlyList<SealedFile>> UndeliveredAsync(CancellationToken cancellationToken) => files.UndeliveredAsync(cancellationToken);

    public Task<IReadOnlyList<SealedFile>> UnansweredAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        files.UnansweredAsync(before, cancellationToken);

    public Task<(BankFileArrival Arrival, BankFile File)> ArriveAsync(
        string bank, BankFileName name, ContentKey content, CancellationToken cancellationToken) => arrival.ArriveAsync(bank, name, content, cancellationToken);

    public Task<BankFile> ApplyAsync(long bankFile, CancellationToken cancellationToken) => application.ApplyAsync(bankFile, cancellationToken);

    public Task<IReadOnlyList<BankFile>> UnappliedAsync(CancellationToken cancellationToken) => arrival.UnappliedAsync(cancellationToken);

    public Task QuarantineAsync(long bankFile, string reason, CancellationToken cancellationToken) =>
        arrival.QuarantineAsync(bankFile, reason, cancellationToken);

    public Task NoteStatedAsync(StatedTotals stated, CancellationToken cancellationToken) => this.stated.NoteAsync(stated, cancellationToken);

    public Task<IReadOnlyList<DayResult>> ReconcileAsync(DateOnly day, Act act, CancellationToken cancellationToken) =>
        threeWay.ReconcileAsync(day, act, cancellationToken);

    public Task<IReadOnlyList<DayResult>> ResultAsync(DateOnly day, CancellationToken cancellationToken) => threeWay.ResultAsync(day, cancellationToken);

    public Task<ContentKey> StoreAsync(Stream content, long lengthMax, CancellationToken cancellationToken) =>
        contents.StoreAsync(content, lengthMax, cancellationToken);

    public Task<Stream?> OpenAsync(string sha256, long offset, CancellationToken cancellationToken) => contents.OpenAsync(sha256, offset, cancellationToken);

    /// <summary>The ledger by account and day.</summary>
    public ILedgerBook Ledger { get; }

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
