using System.Net;
using Hub.EndToEnd.Tests.Stage;
using Hub.Simulators.Bank;
using Hub.Simulators.Faults;
using Hub.Simulators.Wire;

namespace Hub.EndToEnd.Tests.Payments;

/// <summary>
/// The line to the bank's server is cut after a number of bytes, either way, all over a delivery: in the handshake, in the upload, between a
/// rename and its answer, after the last one. The hub finds out what became of it; the bank executes whatever it finds.
/// </summary>
public sealed class When_an_upload_loses_its_answer(Cluster cluster)
{
    private const int CutsEachWay = 10;

    /// <summary>Lengths of messages vary by padding; the last cut must still lie inside.</summary>
    private const int Margin = 256;

    private LinePlan plan = LinePlan.Honest;
    private FaultProxy? proxy;
    private int cutsWanted;

    [Fact]
    public async Task Should_bring_every_file_exactly_once()
    {
        await using var stage = await PayStage.StartAsync(cluster, new PayOptions
        {
            LineTo = Through,
            Settings = new Dictionary<string, string>
            {
                // One payment a file, and no look into the outbox while a delivery is on its way.
                ["Bank:Banks:0:Limits:LinesMax"] = "1",
                ["Payment:PollInterval"] = "01:00:00",
            },
        });
        var files = await SealedAsync(stage, 1 + (2 * CutsEachWay));
        await Eventually.HoldsAsync(() => proxy!.Connections == 1, "the hub has looked into the outbox once");

        await DeliverAsync(stage, files[0]);
        var (up, down) = proxy!.Carried(proxy.Connections - 1);
        foreach (var (file, next) in files.Skip(1).Zip(Plans(up, down)))
        {
            plan = next;
            Interlocked.Increment(ref cutsWanted);
            await DeliverAsync(stage, file);
            Assert.True(proxy.Cuts == cutsWanted, $"{next} has cut nothing: an honest delivery carries {up} up, {down} down");
        }

        await Eventually.HoldsAsync(() => stage.Bank.Read(books => books.Taken.Count) == files.Count, "the bank has taken all");
        Assert.Equal(files.Count, (await PaidOnce.ExecutedAsync(stage)).Count);
        Assert.DoesNotContain(Directory.EnumerateFiles(stage.Bank.InPath), file => file.EndsWith(".part", StringComparison.Ordinal));
        Assert.Empty(await stage.Books.DifferencesAsync());
        await proxy.DisposeAsync();
    }

    private static async Task<IReadOnlyList<string>> SealedAsync(PayStage stage, int count)
    {
        var officers = new PayWork(stage);
        await officers.HandInAsync(count);
        await officers.SealAsync(stage.Bank, PayWork.Persons);
        var files = (await officers.FilesAsync()).Select(file => file.Text("id")).ToList();
        Assert.Equal(count, files.Count);
        return files;
    }

    private static async Task DeliverAsync(PayStage stage, string file)
    {
        await new PayWork(stage).ReleaseAsync(file);
        await Eventually.HoldsAsync(
            async () => (await stage.Auditor.AskAsync("files/" + file)).GetProperty("file").Text("state") == "Delivered",
            () => $"{file} is delivered\n" + stage.Hub.Node().Tail());
    }

    // The last byte of each way is as good as all of them, so the cuts lie between nothing and a little less.
    private static IEnumerable<LinePlan> Plans(long up, long down) => Enumerable.Range(1, CutsEachWay).SelectMany(i => (LinePlan[])
    [
        new() { CutUpAtByte = (up - Margin) * i / CutsEachWay },
        new() { CutDownAtByte = (down - Margin) * i / CutsEachWay },
    ]);

    // known_hosts pins the server's key to the port that the hub sees.
    private (int Port, string KnownHostsFile) Through(BankSimulator bank)
    {
        proxy = FaultProxy.Start(
            new IPEndPoint(IPAddress.Loopback, bank.Ssh.Port), _ => proxy!.Cuts < Volatile.Read(ref cutsWanted) ? plan : LinePlan.Honest, TimeProvider.System);
        var file = Path.Combine(bank.Options.Folder, "known_hosts_of_the_line");
        File.WriteAllText(file, $"[127.0.0.1]:{Quick.Text(proxy.EndPoint.Port)} {File.ReadAllText(bank.Ssh.KnownHostsFile).Split(' ', 2)[1]}");
        return (proxy.EndPoint.Port, file);
    }
}
