using System.Text;
using Hub.Adapters.Bank.Inbound;
using Hub.Adapters.Bank.Tests.Support;
using Hub.Journal.Payments;

namespace Hub.Adapters.Bank.Tests.Inbound;

/// <summary>A bank in memory that puts files out, and the hub's inbox with a book, a journal and a content store in memory.</summary>
internal sealed class InboxStage : IDisposable
{
    private readonly string[] banks;
    private readonly bool hasControl;
    private readonly int entriesMax;
    private readonly BankTransferOptions options;
    private readonly BankMetrics metrics;

    public InboxStage(bool hasControl = true, int entriesMax = 1000, BankTransferOptions? options = null, params string[] banks)
    {
        this.hasControl = hasControl;
        this.entriesMax = entriesMax;
        this.options = options ?? new BankTransferOptions();
        this.banks = banks.Length == 0 ? ["banka"] : banks;
        Server = new ModelServer(Plan);
        Contents = new MemoryContents(Plan);
        Book = new MemoryBook(Plan);
        Journal = new MemoryJournal(Plan);
        Pauses = new BankPauses(Time, PauseLog);
        metrics = new BankMetrics(Pauses);
        Inbox = Restarted();
    }

    public CallPlan Plan { get; } = new();
    public ManualTime Time { get; } = new();
    public LogLines<BankInbox> Log { get; } = new();
    public LogLines<BankPauses> PauseLog { get; } = new();
    public BankPauses Pauses { get; }
    public ModelServer Server { get; }
    public MemoryContents Contents { get; }
    public MemoryBook Book { get; }
    public MemoryJournal Journal { get; }
    public BankInbox Inbox { get; private set; }

    /// <summary>The hub after a crash: what was in memory is gone.</summary>
    public BankInbox Restarted() => Inbox = new BankInbox(
        banks.Select(bank => Places.Of(bank, entriesMax: entriesMax)), new ModelFormats([.. banks.Select(bank => new ModelFormat(bank, hasControl))]),
        Server, Contents, Book, Journal, options, Pauses, metrics, Time, Log);

    public Task<InboxReport> LookAsync() => Inbox.LookAsync("banka", TestContext.Current.CancellationToken);

    /// <summary>The bank puts a file out, with its control file.</summary>
    public ContentKey Put(string name, string content, string signature = "good", bool control = true)
    {
        var bytes = Encoding.ASCII.GetBytes(content);
        var key = KeyOf(bytes);
        Server.Put("out/" + name, bytes);
        if (control)
        {
            Server.Put("out/" + name + ".ok", ModelFormat.ControlOf(name, key, signature));
        }

        return key;
    }

    public static ContentKey KeyOf(byte[] bytes) => new MemoryContents(new CallPlan()).Add(bytes);

    public BankFile File(string name) => Book.Files.Single(f => f.Name == name);

    public void Dispose() => metrics.Dispose();
}
