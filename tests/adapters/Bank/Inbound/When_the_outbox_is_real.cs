using System.Diagnostics;
using System.Text;
using Hub.Adapters.Bank.Inbound;
using Hub.Adapters.Bank.Tests.Support;
using Hub.Adapters.Sftp;
using Hub.Journal.Payments;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Adapters.Bank.Tests.Inbound;

public sealed class When_the_outbox_is_real : IAsyncLifetime
{
    private readonly CallPlan plan = new();
    private readonly BankPauses pauses = new(TimeProvider.System, NullLogger<BankPauses>.Instance);
    private RealBank bank = null!;
    private BankMetrics metrics = null!;
    private MemoryBook book = null!;
    private BankInbox inbox = null!;

    public async ValueTask InitializeAsync()
    {
        bank = await RealBank.StartAsync();
        metrics = new BankMetrics(pauses);
        book = new MemoryBook(plan);
        inbox = new BankInbox(
            [bank.Place], new ModelFormats(new ModelFormat("banka")), new OpenSshConnector(TimeProvider.System), new MemoryContents(plan), book,
            new MemoryJournal(plan), new BankTransferOptions(), pauses, metrics, TimeProvider.System, NullLogger<BankInbox>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        metrics?.Dispose();
        if (bank is not null)
        {
            await bank.DisposeAsync();
        }
    }

    private ContentKey Put(string name, byte[] bytes)
    {
        var key = InboxStage.KeyOf(bytes);
        File.WriteAllBytes(bank.At("out/" + name), bytes);
        File.WriteAllBytes(bank.At("out/" + name + ".ok"), ModelFormat.ControlOf(name, key));
        return key;
    }

    [Fact]
    public async Task Should_take_files_once_and_leave_them_in_the_archive()
    {
        var big = new byte[2_000_000];
        new Random(5).NextBytes(big);
        var key = Put("STM_20261128_1.txt", big);
        Put("RET_A_1.txt", "return"u8.ToArray());
        Assert.Equal(2, (await LookAsync()).Applied);
        Assert.Equal(key, book.Files.Single(f => f.Kind == BankFileKind.Statement).Content);
        Assert.Empty(bank.In("out"));
        Assert.Equal(["RET_A_1.txt", "RET_A_1.txt.ok", "STM_20261128_1.txt", "STM_20261128_1.txt.ok"], bank.In("out/archive"));

        Put("RET_A_1.txt", "return"u8.ToArray());
        var other = Put("RET_A_2.txt", "other"u8.ToArray());
        Assert.Equal((1, 1), (await LookAsync()) is var report ? (report.Applied, report.Known) : default);
        Put("RET_A_2.txt", "third"u8.ToArray());
        Assert.Equal(1, (await LookAsync()).Quarantined);
        Assert.Empty(bank.In("out"));
        Assert.Equal("other", File.ReadAllText(bank.At("out/archive/RET_A_2.txt")));
        Assert.NotEqual(other, book.Files[^1].Content);
    }

    [Fact]
    public async Task Should_touch_nothing_but_regular_files_of_safe_names()
    {
        File.WriteAllText(bank.At("secret"), "secret");
        File.CreateSymbolicLink(bank.At("out/RET_A_1.txt"), bank.At("secret"));
        Directory.CreateDirectory(bank.At("out/RET_A_2.txt"));
        using (var pipe = Process.Start(new ProcessStartInfo("mkfifo", [bank.At("out/RET_A_3.txt")]))!)
        {
            await pipe.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        File.WriteAllText(bank.At("out/RET_A_4.txt\nRET_A_5.txt"), "x");
        File.WriteAllText(bank.At("out/-RET_A_6.txt"), "x");
        File.WriteAllText(bank.At("out/RET_\u0410_7.txt"), "x");
        File.WriteAllText(bank.At("out/RET_A_8.txt.part"), "x");
        File.WriteAllText(bank.At("out/" + new string('R', 255)), "x");
        foreach (var name in (string[])["RET_A_1.txt", "RET_A_2.txt", "RET_A_3.txt"])
        {
            File.WriteAllBytes(bank.At("out/" + name + ".ok"), Encoding.ASCII.GetBytes("bytes=6\n"));
        }

        Put("RET_A_9.txt", "return"u8.ToArray());
        var report = await LookAsync();
        Assert.Equal((true, 1, 6, 0), (report.Reached, report.Applied, report.Skipped, report.Failed));
        Assert.Equal("RET_A_9.txt", Assert.Single(book.Files).Name);
        Assert.True(File.Exists(bank.At("out/RET_A_4.txt\nRET_A_5.txt")));
    }

    [Fact]
    public async Task Should_finish_what_a_lost_connection_left()
    {
        for (var i = 0; i < 5; i++)
        {
            Put($"RET_A_{i}.txt", Encoding.ASCII.GetBytes("return " + i));
        }

        // The server cuts every connection as soon as the third file has arrived.
        book.Arrived = n =>
        {
            if (n == 3)
            {
                bank.Server.CutConnections();
            }
        };
        Assert.False((await LookAsync()).Reached);
        book.Arrived = null;
        Assert.True((await LookAsync()).Reached);
        Assert.Empty(bank.In("out"));
        Assert.Equal(5, book.Files.Count);
        Assert.All(book.Files, f => Assert.Equal(1, book.Effects[f.Id]));
    }

    private Task<InboxReport> LookAsync() => inbox.LookAsync("banka", TestContext.Current.CancellationToken);
}
