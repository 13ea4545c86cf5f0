using System.Net.Http.Json;
using Hub.EndToEnd.Tests.Stage;
using Hub.Simulators.Bank;
using Hub.Simulators.Bank.Faults;
using Hub.Simulators.Wire;

namespace Hub.EndToEnd.Tests.Payments;

/// <summary>A bank's server shows another key, or its disk is full: nothing goes there, other banks are paid, and afterwards everything is.</summary>
public sealed class When_a_bank_is_not_to_be_trusted(Cluster cluster)
{
    private const int PersonsCount = 6;

    [Fact]
    public async Task Should_send_nothing_to_another_host_key_and_pay_at_the_other_bank()
    {
        await using var stage = await PayStage.StartAsync(cluster, new PayOptions { Banks = [BankProfile.TextDelimited, BankProfile.TextFixed] });
        var officers = await OrderedAsync(stage);
        var (doubtful, other) = (stage.Banks[0], stage.Banks[1]);

        await doubtful.UseFaultsAsync(1, new BankFaultRule { Kind = BankFaultKind.ChangeHostKey });
        await officers.ReleaseAllAsync();
        await Eventually.HoldsAsync(() => other.Read(books => books.Bookings.Count) == PersonsCount, "the other bank has executed");
        await Eventually.HoldsAsync(() => stage.Hub.Node().Log().Split('\n').Any(IsAlarm), "the hub gives the alarm");
        Assert.Empty(Directory.EnumerateFileSystemEntries(doubtful.InPath));

        // The key was ours after all: a person touches the file that pins it.
        await doubtful.UseFaultsAsync(1);
        File.SetLastWriteTimeUtc(doubtful.Ssh.KnownHostsFile, TimeProvider.System.GetUtcNow().UtcDateTime);
        await PaidAsync(stage, officers);
    }

    [Fact]
    public async Task Should_deliver_nothing_by_halves_to_a_full_disk()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "a full disk needs root");
        await using var stage = await PayStage.StartAsync(cluster, new PayOptions { Banks = [BankProfile.TextDelimited, BankProfile.TextFixed] });
        var officers = await OrderedAsync(stage);
        var (full, other) = (stage.Banks[0], stage.Banks[1]);
        try
        {
            await full.UseFaultsAsync(1, new BankFaultRule { Kind = BankFaultKind.FullDisk });
        }
        catch (FormatException e)
        {
            Assert.Skip(e.Message);
        }

        await officers.ReleaseAllAsync();
        await Eventually.HoldsAsync(() => other.Read(books => books.Bookings.Count) == PersonsCount, "the other bank has executed");
        var file = (await officers.FilesAsync()).Single(one => one.Text("bank") == full.Options.Bank).Text("id");
        await Eventually.HoldsAsync(
            async () => (await stage.Auditor.AskAsync("files/" + file)).GetProperty("file").Text("state") == "Stopped", () => "a person is called");
        Assert.DoesNotContain(Directory.EnumerateFiles(full.InPath), name => name.EndsWith(".txt", StringComparison.Ordinal));
        Assert.Contains(await stage.Books.DifferencesAsync(), text => text.Contains(file, StringComparison.Ordinal));

        await full.UseFaultsAsync(1);
        using var operators = new HttpClient { BaseAddress = stage.Hub.UrlOf() };
        using var resumed = await operators.PostAsJsonAsync(new Uri("/operator/resume", UriKind.Relative), new { file }, Quick.Cancel);
        Assert.True(resumed.IsSuccessStatusCode, resumed.StatusCode.ToString());
        await officers.AnsweredAsync();
        await officers.StatedAsync(stage.RequestedOn);
        Assert.Equal(PayWork.Codes.Length + PersonsCount, (await PaidOnce.ExecutedAsync(stage)).Count);
        await PaidOnce.LedgerHoldsAsync(stage);
    }

    /// <summary>Institutions are paid by the first bank, persons by the second.</summary>
    private static async Task<PayWork> OrderedAsync(PayStage stage)
    {
        var officers = new PayWork(stage);
        await officers.KeepAccountsAsync();
        await officers.OweAsync("S");
        await officers.HandInAsync(PersonsCount);
        await officers.ClearAsync();
        await officers.SealAsync(stage.Banks[0], PayWork.Institutions);
        await officers.SealAsync(stage.Banks[1], PayWork.Persons);
        return officers;
    }

    // 3111, critical: the server's key is not the pinned one.
    private static bool IsAlarm(string line) =>
        line.Contains("\"Id\":3111,", StringComparison.Ordinal) && line.Contains("\"Bank\":\"banka\"", StringComparison.Ordinal);

    private static async Task PaidAsync(PayStage stage, PayWork officers)
    {
        await officers.AnsweredAsync();
        await officers.StatedAsync(stage.RequestedOn);
        Assert.Equal(PayWork.Codes.Length + PersonsCount, await PaidOnce.HoldsAsync(stage));
    }
}
