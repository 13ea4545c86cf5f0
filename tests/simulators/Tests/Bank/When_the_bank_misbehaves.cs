using System.Text.Json;
using Hub.Simulators.Bank.Books;
using Hub.Simulators.Bank.Faults;

namespace Hub.Simulators.Tests.Bank;

public sealed class When_the_bank_misbehaves : IAsyncLifetime
{
    private const string Answer = "RET_BANKA202611280001_1.txt";
    private const string Second = "RET_BANKA202611280001_2.txt";
    private const string Statement = "STM_20261128_1.txt";
    private BankStage _stage = null!;

    private static string Serial(int line) => $"{BankStage.Batch}-{line:000000}";

    public async ValueTask InitializeAsync() => _stage = await BankStage.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        if (_stage is not null)
        {
            await _stage.DisposeAsync();
        }
    }

    [Fact]
    public async Task Should_reject_a_payment_without_booking_it()
    {
        await UseAsync(BankFaultKind.RejectLine, rule => rule with { Code = "RC01" }, 3, 5);

        _stage.Pay();

        Assert.Equal("SSFSFSSSSS", _stage.Statuses(Answer));
        Assert.Equal("RC01", _stage.Records(Answer)[3][8]);
        Assert.Equal((0, 1), (Account(3).Executed, Account(3).Rejected));
        Assert.Equal(5_500 - 800, Paid);
        Assert.Equal([Serial(3), Serial(5)], Struck(BankFaultKind.RejectLine));
    }

    [Fact]
    public async Task Should_reject_a_whole_file()
    {
        await UseAsync(BankFaultKind.RejectFile);

        _stage.Pay();

        Assert.Equal("FFFFFFFFFF", _stage.Statuses(Answer));
        Assert.Equal((0, 0, 10), (Paid, Taken.Executed, Taken.Rejected));
        Assert.Contains("total=0.00\n", _stage.Control(Answer), StringComparison.Ordinal);
        Assert.Equal(["PAY_BANKA202611280001.txt"], Struck(BankFaultKind.RejectFile));
    }

    [Fact]
    public async Task Should_send_payments_back_on_a_later_day_with_notice_and_credit()
    {
        await UseAsync(BankFaultKind.ReturnLater, rule => rule with { AfterDays = 2, Code = "AC04" }, 10);
        _stage.Pay();

        _stage.Bank.EndDay(BankStage.Day);
        _stage.Bank.EndDay(BankStage.Day.AddDays(1));
        Assert.Equal(5_500, Paid);
        _stage.Bank.EndDay(BankStage.Day.AddDays(2));
        _stage.Bank.EndDay(BankStage.Day.AddDays(3));

        string[] notice = _stage.Records(Assert.Single(_stage.Out("NTF")))[1];
        string[] credit = _stage.Records("STM_20261130_1.txt")[1];
        Assert.Equal(["D", "1", Serial(10), BankStage.Batch, "R", "10.00", credit[2], "20261130", "AC04", "账户已销户"], notice);
        Assert.Equal(["C", "10.00", "999955.00", "1", BankStage.Batch, Serial(10)], credit[5..11]);
        Assert.Equal((1, 1, 1_000), (Account(10).Executed, Account(10).Returned, Account(10).ReturnedFen));
        Assert.Equal(4_500, Paid);
        Assert.Equal("0", _stage.Records("STM_20261201_1.txt")[0][11]);
    }

    [Fact]
    public async Task Should_give_the_final_word_later()
    {
        await UseAsync(BankFaultKind.InProcess, null, 2);
        _stage.Pay(3);
        Assert.Equal("SPS", _stage.Statuses(Answer));
        Assert.Equal(["", "", "", "", "0.00"], _stage.Records(Answer)[2][6..11]);

        (_, JsonElement sent) = await _stage.PostAsync("/admin/resend", new { });

        Assert.Equal(Second, sent.GetProperty("files")[0].GetString());
        Assert.Equal("SSS", _stage.Statuses(Second));
        Assert.Equal(600, Paid);
        Assert.Empty(_stage.Bank.Resend());
    }

    [Fact]
    public async Task Should_keep_its_answer_back_until_asked()
    {
        await UseAsync(BankFaultKind.LoseAnswer);
        _stage.Pay();
        Assert.Empty(_stage.Out());
        Assert.Equal(5_500, Paid);

        await _stage.PostAsync("/admin/resend", new { });

        Assert.Equal("SSSSSSSSSS", _stage.Statuses(Assert.Single(_stage.Out())));
    }

    [Fact]
    public async Task Should_answer_twice_under_another_name_and_again_under_the_same()
    {
        await UseAsync(BankFaultKind.DuplicateAnswer, rule => rule with { Max = 1 });

        _stage.Pay();

        byte[] first = _stage.Bytes(Answer);
        Assert.Equal([Answer, Second], _stage.Out());
        Assert.Equal(first, _stage.Bytes(Second));
        Assert.Contains($"file={Second}\n", _stage.Control(Second), StringComparison.Ordinal);
        foreach (string name in (string[])[Answer, Answer + ".ok"])
        {
            File.Move(Path.Combine(_stage.Bank.OutPath, name), Path.Combine(_stage.Bank.OutPath, "archive", name));
        }
        _stage.Bank.Scan();
        Assert.Equal(first, _stage.Bytes(Answer));
        Assert.Equal(5_500, Paid);
    }

    [Fact]
    public async Task Should_contradict_itself_about_some_payments()
    {
        await _stage.UseAsync(
            new BankFaultRule { Kind = BankFaultKind.RejectLine, Only = new HashSet<string> { Serial(1) } },
            new BankFaultRule { Kind = BankFaultKind.ContradictAnswer, Count = 4 });

        _stage.Pay();

        string first = _stage.Statuses(Answer), second = _stage.Statuses(Second);
        Assert.Equal(4, first.Zip(second).Count(pair => pair.First != pair.Second));
        Assert.Equal(5_400, Paid);
        Assert.Equal([Answer], Struck(BankFaultKind.ContradictAnswer));
    }

    [Fact]
    public async Task Should_execute_a_payment_twice_and_say_so_on_the_statement_only()
    {
        await UseAsync(BankFaultKind.ExecuteTwice, null, 7);

        _stage.Pay();
        _stage.Bank.EndDay(BankStage.Day);

        Assert.Equal((2, 1_400), (Account(7).Executed, Account(7).ExecutedFen));
        Assert.Equal((6_200, 11), (Paid, Taken.Executed));
        Assert.Equal("SSSSSSSSSS", _stage.Statuses(Answer));
        Assert.Equal(2, _stage.Records(Statement).Count(record => record[0] == "D" && record[10] == Serial(7)));
    }

    [Fact]
    public async Task Should_execute_a_file_twice_and_answer_once()
    {
        await UseAsync(BankFaultKind.ExecuteFileTwice);

        _stage.Pay();
        _stage.Bank.EndDay(BankStage.Day);

        Assert.Equal((11_000, 20), (Paid, Taken.Executed));
        Assert.Single(_stage.Out("RET"));
        Assert.Equal("20", _stage.Records(Statement)[0][11]);
    }

    [Fact]
    public async Task Should_pay_although_it_says_that_it_did_not()
    {
        await UseAsync(BankFaultKind.PaidThoughRejected, null, 4);

        _stage.Pay();

        Assert.Equal("SSSFSSSSSS", _stage.Statuses(Answer));
        Assert.Equal((1, 0), (Account(4).Executed, Account(4).Rejected));
        Assert.Equal((5_500, 10, 0), (Paid, Taken.Executed, Taken.Rejected));
    }

    [Fact]
    public async Task Should_leave_a_booking_off_the_statement()
    {
        await UseAsync(BankFaultKind.StatementOmits, null, 10);

        _stage.Pay();
        _stage.Bank.EndDay(BankStage.Day);

        Assert.DoesNotContain(_stage.Records(Statement), record => record[0] == "D" && record[10] == Serial(10));
        Assert.Equal((5_500, BankStage.OpeningFen - 4_500), (Paid, _stage.Bank.StatedFen));
        AssertBalances();
    }

    [Fact]
    public async Task Should_state_a_fen_too_much()
    {
        await UseAsync(BankFaultKind.StatementAlters, null, 2);

        _stage.Pay();
        _stage.Bank.EndDay(BankStage.Day);

        Assert.Equal("2.01", _stage.Records(Statement)[2][6]);
        Assert.Equal((5_500, BankStage.OpeningFen - 5_501), (Paid, _stage.Bank.StatedFen));
        AssertBalances();
    }

    [Fact]
    public async Task Should_state_debits_that_nobody_ordered()
    {
        await UseAsync(BankFaultKind.StatementInvents, rule => rule with { Count = 2 });

        _stage.Pay();
        _stage.Bank.EndDay(BankStage.Day);

        string[][] records = _stage.Records(Statement);
        Assert.Equal("12", records[0][11]);
        Assert.Equal(("", "", "手续费"), (records[11][9], records[11][10], records[11][12]));
        Assert.StartsWith("X", records[12][10], StringComparison.Ordinal);
        Assert.Equal(5_500, Paid);
        AssertBalances();
    }

    [Fact]
    public async Task Should_send_a_file_again_when_asked_for_it_by_name()
    {
        _stage.Pay();
        byte[] first = _stage.Bytes(Answer);
        Assert.Equal(404, (await _stage.PostAsync("/admin/resend", new { file = Answer })).Status);
        File.Delete(Path.Combine(_stage.Bank.OutPath, Answer));
        File.Delete(Path.Combine(_stage.Bank.OutPath, Answer + ".ok"));

        Assert.Equal(200, (await _stage.PostAsync("/admin/resend", new { file = Answer })).Status);

        Assert.Equal(first, _stage.Bytes(Answer));
    }

    [Fact]
    public async Task Should_take_its_rules_and_tell_its_log_over_the_admin_api()
    {
        (int status, JsonElement rules) = await _stage.PostAsync("/admin/faults", new
        {
            seed = 42,
            rules = new object[] { new { kind = "rejectLine", rate = 0.5, max = 3, code = "AC01" }, new { kind = "returnLater", only = new[] { "x" }, afterDays = 0 } },
        });
        _stage.Pay();
        JsonElement log = await _stage.GetAsync("/admin/faults/log");

        Assert.Equal(200, status);
        Assert.Equal(42, rules.GetProperty("seed").GetInt32());
        Assert.Equal("returnLater", rules.GetProperty("rules")[1].GetProperty("kind").GetString());
        Assert.Equal(3, log.GetProperty("counts").GetProperty("rejectLine").GetInt32());
        Assert.Equal(3, log.GetProperty("faults").GetArrayLength());
        Assert.Equal(3, _stage.Statuses(Answer).Count(letter => letter == 'F'));
        Assert.Equal(400, (await _stage.PostAsync("/admin/faults", new { rules = new[] { new { kind = "rejectLin" } } })).Status);
        Assert.Equal(400, (await _stage.PostAsync("/admin/faults", new { rules = new[] { new { kind = "rejectLine", rate = 2 } } })).Status);
    }

    [Fact]
    public void Should_choose_its_victims_by_seed_and_serial_alone()
    {
        var rule = new BankFaultRule { Kind = BankFaultKind.RejectLine, PerMillion = 50_000 };
        string[] Victims(long seed) => [.. Enumerable.Range(0, 10_000).Select(Serial).Where(serial => BankFaultPlan.Chooses(seed, 0, rule, serial))];

        string[] chosen = Victims(42);

        Assert.Equal(chosen, Victims(42));
        Assert.NotEqual(chosen, Victims(43));
        Assert.InRange(chosen.Length, 400, 600);
    }

    private int Paid => (int)_stage.Bank.Read(books => BankStage.OpeningFen - books.BalanceFen);

    private TakenFile Taken => Assert.Single(_stage.Bank.Read(books => books.Taken.ToArray()));

    private SerialAccount Account(int line) => _stage.Bank.Read(books => books.Serials[Serial(line)]);

    private string[] Struck(BankFaultKind kind) => [.. _stage.Bank.Faults.Log.Where(fault => fault.Kind == kind).Select(fault => fault.Subject)];

    private Task UseAsync(BankFaultKind kind, Func<BankFaultRule, BankFaultRule>? more = null, params int[] lines)
    {
        var rule = new BankFaultRule { Kind = kind, Only = lines.Select(Serial).ToHashSet() };
        return _stage.UseAsync(more?.Invoke(rule) ?? rule);
    }

    /// <summary>Opening − debits + credits = closing, each balance from the one before: what the bank states agrees with itself.</summary>
    private void AssertBalances()
    {
        string[][] records = _stage.Records(Statement);
        decimal balance = Yuan(records[0][9]);
        foreach (string[] record in records[1..^1])
        {
            balance += record[5] == "C" ? Yuan(record[6]) : -Yuan(record[6]);
            Assert.Equal(balance, Yuan(record[7]));
        }
        Assert.Equal(balance, Yuan(records[0][10]));
    }

    private static decimal Yuan(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
