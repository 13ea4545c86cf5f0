using System.Security.Cryptography;
using Hub.Adapters.Bank.Outbound;
using Hub.Adapters.Bank.Tests.Support;
using Hub.Journal;
using Hub.Journal.Payments;

namespace Hub.Adapters.Bank.Tests.Outbound;

/// <summary>A payment file, a bank in memory, and the hub's line to it.</summary>
internal sealed class OutboundStage : IDisposable
{
    public const string Name = "PAY_BANKA202611280001.txt";
    public const string Control = Name + ".ok";
    public const string Mark = Name + ".sent";

    private readonly BankMetrics metrics;
    private long requests;

    public OutboundStage(string knownHosts = "/nowhere/known_hosts")
    {
        Server = new ModelServer(Plan);
        Contents = new MemoryContents(Plan);
        Bytes = new byte[10_000];
        new Random(7).NextBytes(Bytes);
        var key = Contents.Add(Bytes);
        File = new PaymentFileReleased
        {
            File = "BANKA202611280001", Bank = "banka", Name = Name, Sha256 = key.Sha256, Sm3 = key.Sm3, Length = key.Length, ControlName = Control,
            Control = "HUB-CONTROL 1\nfile=PAY\n"u8.ToArray(), CutOff = default,
        };
        Pauses = new BankPauses(Time, PauseLog);
        metrics = new BankMetrics(Pauses);
        Line = new BankOutbound(
            [Places.Of("banka", knownHosts), Places.Of("bankb", knownHosts)], Server, Contents, new BankTransferOptions(), Pauses, metrics, Time, Log);
    }

    public CallPlan Plan { get; } = new();
    public ManualTime Time { get; } = new();
    public LogLines<BankOutbound> Log { get; } = new();
    public LogLines<BankPauses> PauseLog { get; } = new();
    public BankPauses Pauses { get; }
    public ModelServer Server { get; }
    public MemoryContents Contents { get; }
    public BankOutbound Line { get; }
    public byte[] Bytes { get; }
    public PaymentFileReleased File { get; }

    public Task<CallOutcome> DeliverAsync() => CallAsync(new DeliverPaymentFile(File));

    public Task<CallOutcome> InquireAsync() => CallAsync(new InquirePaymentFile(File));

    public async Task<CallOutcome> CallAsync(object message)
    {
        var request = Line.Encode(++requests, message, Time.GetUtcNow());
        return Line.Decode(request, await Line.SendAsync(request, TestContext.Current.CancellationToken));
    }

    /// <summary>The bank has exactly one file of ours, complete; nothing half-done is left under a final name.</summary>
    public void AssertDeliveredOnce()
    {
        var inbox = Server.In("in").ToList();
        var standing = inbox.Count(name => name == Name);
        Assert.Equal(1, Server.Taken.Count + standing);
        if (standing == 1)
        {
            Assert.Equal([Name, Control], inbox);
            Assert.Equal(Bytes, Server.Bytes("in/" + Name));
            Assert.Equal(File.Control.ToArray(), Server.Bytes("in/" + Control));
        }

        Assert.All(Server.Taken, t => Assert.Equal(SHA256.HashData(Bytes), SHA256.HashData(t.Bytes)));
    }

    public void Dispose() => metrics.Dispose();
}
