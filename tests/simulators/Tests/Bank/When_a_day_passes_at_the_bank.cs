using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Hub.Simulators.Bank;
using Hub.Simulators.Bank.Books;
using Hub.Simulators.Bank.Faults;

namespace Hub.Simulators.Tests.Bank;

public sealed class When_a_day_passes_at_the_bank
{
    [Fact]
    public async Task Should_pay_answer_and_state_over_ssh()
    {
        await using BankStage stage = await BankStage.OpenAsync();
        byte[] data = Samples.Delimited(BankStage.Batch, 10, account: i => i == 4 ? "6222020000990004" : $"6222020000{i:000000}");

        await stage.UploadAsync("PAY_BANKA202611280001.txt", data, 10);
        (int status, JsonElement end) = await stage.PostAsync("/admin/end-of-day", new { date = "2026-11-28" });

        Assert.Equal(200, status);
        Assert.Equal("STM_20261128_1.txt", end.GetProperty("files")[0].GetString());
        (int code, string listed) = await stage.SftpAsync("ls -1 out\n");
        Assert.Equal(0, code);
        Assert.Contains("out/RET_BANKA202611280001_1.txt.ok", listed, StringComparison.Ordinal);
        Assert.Equal("SSSFSSSSSS", stage.Statuses("RET_BANKA202611280001_1.txt"));
        string[][] statement = stage.Records("STM_20261128_1.txt");
        Assert.Equal(("1000000.00", "999949.00", "9"), (statement[0][9], statement[0][10], statement[0][11]));
        Assert.Equal("999999.00", statement[1][7]);
        Assert.Equal("999949.00", statement[9][7]);
        Assert.Equal(["T", "9", "9", "51.00", "0", "0.00"], statement[10][..6]);
        Assert.Contains("count=10\ntotal=51.00\n", stage.Control("RET_BANKA202611280001_1.txt"), StringComparison.Ordinal);
        Assert.Contains("count=9\ntotal=-51.00\n", stage.Control("STM_20261128_1.txt"), StringComparison.Ordinal);
        JsonElement books = await stage.GetAsync("/admin/books");
        Assert.Equal(5_100, books.GetProperty("debit_fen").GetInt64());
        Assert.Equal(BankStage.OpeningFen - 5_100, books.GetProperty("balance_fen").GetInt64());
        Assert.Equal("RET_BANKA202611280001_1.txt", books.GetProperty("files")[0].GetProperty("answers")[0].GetString());
    }

    [Fact]
    public async Task Should_do_the_same_in_fixed_width()
    {
        await using BankStage stage = await BankStage.OpenAsync(BankProfile.TextFixed);

        stage.Pay();
        stage.Bank.EndDay(BankStage.Day);

        string answer = Samples.Gb18030.GetString(stage.Bytes("RET_BANKA202611280001_1.txt"));
        Assert.EndsWith("00000010000000000000005500" + new string('0', 3 * 26), answer.Split("\r\n")[11][..^64], StringComparison.Ordinal);
        Assert.Equal(BankStage.OpeningFen - 5_500, stage.Bank.StatedFen);
        Assert.Equal(["RET_BANKA202611280001_1.txt", "STM_20261128_1.txt"], stage.Out());
    }

    [Fact]
    public async Task Should_do_the_same_in_valid_iso_20022()
    {
        await using BankStage stage = await BankStage.OpenAsync(BankProfile.Iso20022);
        await stage.UseAsync(
            new BankFaultRule { Kind = BankFaultKind.RejectLine, Only = new HashSet<string> { BankStage.Batch + "-000002" } },
            new BankFaultRule { Kind = BankFaultKind.ReturnLater, Only = new HashSet<string> { BankStage.Batch + "-000003" }, AfterDays = 0 });

        await stage.UploadAsync("PAY_BANKA202611280001.xml", Samples.Pain001(BankStage.Batch, 10), 10);
        stage.Bank.EndDay(BankStage.Day);

        Assert.Equal(["NTF_20261128_1.xml", "RET_BANKA202611280001_1.xml", "STM_20261128_1.xml"], stage.Out());
        await Xsd.AssertValidAsync(stage.Bytes("RET_BANKA202611280001_1.xml"), "pain.002.001.11.xsd");
        await Xsd.AssertValidAsync(stage.Bytes("STM_20261128_1.xml"), "camt.053.001.08.xsd");
        await Xsd.AssertValidAsync(stage.Bytes("NTF_20261128_1.xml"), "camt.054.001.08.xsd");
        XElement statement = XDocument.Load(Path.Combine(stage.Bank.OutPath, "STM_20261128_1.xml")).Root!;
        Assert.Equal(10, statement.Descendants().Count(element => element.Name.LocalName == "Ntry"));
        Assert.Equal("999950.00", statement.Descendants().Last(element => element.Name.LocalName == "Bal").Elements().First(element => element.Name.LocalName == "Amt").Value);
    }

    [Fact]
    public async Task Should_notice_a_file_by_itself()
    {
        await using BankStage stage = await BankStage.OpenAsync(more: options => options with { ScanInterval = TimeSpan.FromMilliseconds(5) });
        byte[] data = Samples.Delimited(BankStage.Batch, 2);
        var answered = new TaskCompletionSource();
        using var watcher = new FileSystemWatcher(stage.Bank.OutPath, "*.ok");
        watcher.Renamed += (_, _) => answered.TrySetResult();
        watcher.EnableRaisingEvents = true;

        await File.WriteAllBytesAsync(Path.Combine(stage.Bank.InPath, "PAY_1.txt.ok.part"), Samples.Control("PAY_1.txt", data, 2, "3.00", stage.Bureau));
        File.Move(Path.Combine(stage.Bank.InPath, "PAY_1.txt.ok.part"), Path.Combine(stage.Bank.InPath, "PAY_1.txt.ok"));
        Assert.Empty(stage.Bank.Read(books => books.Taken.ToArray()));
        await File.WriteAllBytesAsync(stage.At("data"), data);
        File.Move(stage.At("data"), Path.Combine(stage.Bank.InPath, "PAY_1.txt"));

        await answered.Task.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System);
        Assert.Equal(2, stage.Bank.Read(books => books.Bookings.Count));
    }

    [Fact]
    public async Task Should_execute_the_same_file_under_two_names_twice()
    {
        await using BankStage stage = await BankStage.OpenAsync();
        byte[] data = Samples.Delimited(BankStage.Batch, 10);

        await stage.UploadAsync("PAY_BANKA202611280001.txt", data, 10);
        await stage.UploadAsync("PAY_BANKA202611280002.txt", data, 10);

        Assert.All(stage.Bank.Read(books => books.Serials.Values.ToArray()), account => Assert.Equal(2, account.Executed));
        Assert.Equal(BankStage.OpeningFen - (2 * 5_500), stage.Bank.Read(books => books.BalanceFen));
        TakenFile[] taken = stage.Bank.Read(books => books.Taken.ToArray());
        Assert.Equal(["PAY_BANKA202611280001.txt", "PAY_BANKA202611280002.txt"], taken.Select(file => file.Name));
        Assert.Equal(taken[0].Sha256, taken[1].Sha256);
        Assert.Equal(["RET_BANKA202611280001_1.txt", "RET_BANKA202611280001_2.txt"], stage.Out("RET"));
    }

    [Fact]
    public async Task Should_execute_a_file_that_is_uploaded_again_under_its_own_name()
    {
        await using BankStage stage = await BankStage.OpenAsync();
        stage.Pay(2);
        stage.Bank.Scan();
        Assert.Equal(2, stage.Bank.Read(books => books.Bookings.Count));

        File.SetLastWriteTimeUtc(Path.Combine(stage.Bank.InPath, "PAY_BANKA202611280001.txt.ok"), new DateTime(2026, 11, 28, 23, 0, 0, DateTimeKind.Utc));
        stage.Bank.Scan();

        Assert.Equal(4, stage.Bank.Read(books => books.Bookings.Count));
    }

    [Fact]
    public async Task Should_chain_the_balances_of_its_statements()
    {
        await using BankStage stage = await BankStage.OpenAsync();
        stage.Pay();
        stage.Bank.EndDay(BankStage.Day);
        stage.Pay(3, "BANKA202611300001", day: "20261130");
        stage.Pay(2, "BANKA202612010001", day: "20261201");

        stage.Bank.EndDay(new DateOnly(2026, 11, 30));
        stage.Bank.EndDay(new DateOnly(2026, 12, 1));

        string[] first = stage.Records("STM_20261128_1.txt")[0], second = stage.Records("STM_20261130_1.txt")[0], third = stage.Records("STM_20261201_1.txt")[0];
        Assert.Equal(first[10], second[9]);
        Assert.Equal(("20261129", "20261130", "3"), (second[7], second[8], second[11]));
        Assert.Equal((second[10], "20261201", "999936.00", "2"), (third[9], third[7], third[10], third[11]));
        Assert.Equal(409, (await stage.PostAsync("/admin/end-of-day", new { date = "2026-11-30" })).Status);
    }

    [Fact]
    public async Task Should_book_a_late_file_on_the_next_open_day()
    {
        await using BankStage stage = await BankStage.OpenAsync();
        stage.Bank.EndDay(BankStage.Day);

        stage.Pay(1);

        Assert.Equal(new DateOnly(2026, 11, 29), stage.Bank.Read(books => books.Bookings[0].Day));
    }

    [Fact]
    public async Task Should_refuse_payments_that_the_account_cannot_bear()
    {
        await using BankStage stage = await BankStage.OpenAsync(more: options => options with { OpeningFen = 500, OverdraftFen = 100 });

        stage.Pay(4);

        Assert.Equal("SSSF", stage.Statuses("RET_BANKA202611280001_1.txt"));
        Assert.Equal("AM04", stage.Records("RET_BANKA202611280001_1.txt")[4][8]);
        Assert.Equal(-100, stage.Bank.Read(books => books.BalanceFen));
    }

    [Fact]
    public async Task Should_keep_its_books_as_json_lines_without_names_and_accounts()
    {
        string file = Path.GetTempFileName();
        await using (BankStage stage = await BankStage.OpenAsync(more: options => options with { BooksFile = file }))
        {
            stage.Pay(3, account: i => i == 3 ? "990001" : "6222020000" + i.ToString(CultureInfo.InvariantCulture));
            stage.Bank.EndDay(BankStage.Day);
        }

        string text = await File.ReadAllTextAsync(file);
        File.Delete(file);
        string[] operations = [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("op").GetString()!)];
        Assert.Equal(["pay", "pay", "reject", "take", "endOfDay"], operations);
        Assert.DoesNotContain("示例", text, StringComparison.Ordinal);
        Assert.DoesNotContain("6222020000", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_begin_anew_when_reset()
    {
        await using BankStage stage = await BankStage.OpenAsync();
        await stage.UseAsync(new BankFaultRule { Kind = BankFaultKind.HostileName });
        stage.Pay();

        (int status, _) = await stage.PostAsync("/admin/reset", new { });

        Assert.Equal(200, status);
        Assert.Empty(stage.Bank.Faults.Log);
        Assert.Equal(["archive"], Directory.EnumerateFileSystemEntries(stage.Bank.OutPath).Select(Path.GetFileName));
        Assert.Empty(Directory.EnumerateFileSystemEntries(stage.Bank.InPath));
        stage.Pay();
        Assert.Equal(BankStage.OpeningFen - 5_500, stage.Bank.Read(books => books.BalanceFen));
    }
}
