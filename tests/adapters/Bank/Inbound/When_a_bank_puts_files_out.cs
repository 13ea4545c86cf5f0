using System.Text.Json;
using Hub.Adapters.Bank.Tests.Support;
using Hub.Adapters.Sftp;
using Hub.Journal;
using Hub.Journal.Payments;

namespace Hub.Adapters.Bank.Tests.Inbound;

public sealed class When_a_bank_puts_files_out : IDisposable
{
    private const string Return = "RET_BANKA202611280001_1.txt";
    private const string Statement = "STM_20261128_1.txt";

    private InboxStage stage = new();

    public void Dispose() => stage.Dispose();

    private InboxStage Anew(InboxStage other)
    {
        stage.Dispose();
        return stage = other;
    }

    [Fact]
    public async Task Should_take_prove_apply_and_archive_each_once()
    {
        var key = stage.Put(Return, "return");
        stage.Put(Statement, "statement");
        var report = await stage.LookAsync();
        Assert.Equal((true, 2, 0, 0, 0), (report.Reached, report.Applied, report.Quarantined, report.Waiting, report.Failed));
        Assert.Equal([Return, Statement], stage.Book.Files.Select(f => f.Name));
        Assert.All(stage.Book.Files, f => Assert.Equal(1, stage.Book.Effects[f.Id]));
        Assert.Empty(stage.Server.In("out"));
        Assert.Equal([Return, Return + ".ok", Statement, Statement + ".ok"], stage.Server.In("out/archive"));

        var evidence = stage.Journal.Messages.Single(m => m.Kind == "RET");
        Assert.Equal(("banka", "bank", Return + ":" + key.Sha256[..16], Decision.Accepted), (evidence.Partner, evidence.Channel, evidence.Key, evidence.Decision));
        Assert.Equal(key.Sha256, Convert.ToHexStringLower(evidence.ContentDigest.Span));
        Assert.Equal(("sm2-sm3", "bank-1"), (evidence.SignatureAlgorithm, evidence.SignatureKeyId));
        using var raw = JsonDocument.Parse(evidence.Raw);
        Assert.Equal(ModelFormat.ControlOf(Return, key), raw.RootElement.GetProperty("control").GetBytesFromBase64());

        Assert.Equal(0, (await stage.LookAsync()).Applied);
        Assert.Equal(2, stage.Journal.Messages.Count);
    }

    [Fact]
    public async Task Should_wait_for_the_control_file_and_say_so_once()
    {
        stage.Put(Return, "return", control: false);
        Assert.Equal(1, (await stage.LookAsync()).Waiting);
        stage.Time.Pass(TimeSpan.FromHours(2));
        await stage.LookAsync();
        await stage.LookAsync();
        Assert.Equal(1, stage.Log.Count(3118));
        Assert.Empty(stage.Book.Files);
        stage.Put(Return, "return");
        Assert.Equal(1, (await stage.LookAsync()).Applied);
    }

    [Fact]
    public async Task Should_wait_for_a_file_that_grows()
    {
        var key = stage.Put(Return, "return");
        stage.Server.Put("out/" + Return, "ret"u8.ToArray());
        for (var i = 0; i < 3; i++)
        {
            stage.Time.Pass(TimeSpan.FromMinutes(9));
            stage.Server.Files["out/" + Return].Bytes = [.. "retu"u8];
            stage.Server.Files["out/" + Return].Modified = stage.Server.Tick();
            Assert.Equal(1, (await stage.LookAsync()).Waiting);
        }

        stage.Server.Put("out/" + Return, "return"u8.ToArray());
        Assert.Equal(1, (await stage.LookAsync()).Applied);
        Assert.Equal(key, stage.File(Return).Content);
    }

    [Fact]
    public async Task Should_set_a_file_aside_that_never_becomes_what_its_control_file_says()
    {
        stage.Put(Return, "return");
        stage.Server.Put("out/" + Return, "retur"u8.ToArray());
        await stage.LookAsync();
        stage.Time.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal(1, (await stage.LookAsync()).Quarantined);
        Assert.Contains("BNK-1107", stage.File(Return).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("open")]
    [InlineData("read")]
    public async Task Should_wait_when_the_file_is_replaced_while_it_is_fetched(string during)
    {
        stage.Put(Return, "return");
        var done = false;
        stage.Server.Meanwhile = (what, path) =>
        {
            if (!done && what == during && stage.Plan.Calls > 5)
            {
                done = true;
                stage.Put(Return, "RETURN");
            }
        };
        var report = await stage.LookAsync();
        Assert.True(done);
        Assert.Equal((1, 0, 0), (report.Waiting, report.Applied, report.Quarantined));
        Assert.Equal(1, (await stage.LookAsync()).Applied);
        Assert.Equal(InboxStage.KeyOf("RETURN"u8.ToArray()), stage.File(Return).Content);
    }

    [Fact]
    public async Task Should_do_nothing_when_the_file_is_taken_back_while_it_is_fetched()
    {
        stage.Put(Return, "return");
        stage.Server.Meanwhile = (what, path) =>
        {
            if (what == "open" && path == "out/" + Return)
            {
                stage.Server.Files.Remove("out/" + Return);
            }
        };
        var report = await stage.LookAsync();
        Assert.Equal((true, 0, 0), (report.Reached, report.Applied, report.Failed));
        Assert.Empty(stage.Book.Files);
    }

    [Fact]
    public async Task Should_set_aside_what_its_control_file_does_not_prove()
    {
        stage.Put(Return, "return", signature: "bad");
        stage.Put(Statement, "statement");
        var report = await stage.LookAsync();
        Assert.Equal((1, 1), (report.Applied, report.Quarantined));
        Assert.Equal(BankFileState.Quarantined, stage.File(Return).State);
        var evidence = stage.Journal.Messages.Single(m => m.Kind == "RET");
        Assert.Equal((Decision.Quarantined, ""), (evidence.Decision, evidence.SignatureKeyId));
        Assert.Empty(stage.Server.In("out"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65_537)]
    public async Task Should_set_aside_what_has_no_control_file_to_speak_of(int bytes)
    {
        stage.Put(Return, "return");
        stage.Server.Put("out/" + Return + ".ok", new byte[bytes]);
        await stage.LookAsync();
        stage.Time.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal(1, (await stage.LookAsync()).Quarantined);
    }

    [Fact]
    public async Task Should_apply_the_same_content_once_under_whatever_name()
    {
        stage.Put(Return, "return");
        await stage.LookAsync();
        stage.Put("RET_BANKA202611280001_2.txt", "return");
        stage.Put(Return, "return");
        var report = await stage.LookAsync();
        Assert.Equal((0, 2, 0), (report.Applied, report.Known, report.Quarantined));
        Assert.Equal(1, stage.Book.Effects[stage.File(Return).Id]);
        Assert.Empty(stage.Server.In("out"));
        Assert.Equal(6, stage.Server.In("out/archive").Count());
    }

    [Fact]
    public async Task Should_set_other_content_under_an_old_name_aside()
    {
        stage.Put(Return, "return");
        await stage.LookAsync();
        var key = stage.Put(Return, "something else");
        var report = await stage.LookAsync();
        Assert.Equal((0, 1), (report.Applied, report.Quarantined));
        Assert.Contains(Return + "." + key.Sha256[..16], stage.Server.In("out/archive"));
        Assert.Contains(Return + "." + key.Sha256[..16] + ".ok", stage.Server.In("out/archive"));
        Assert.Equal("return"u8.ToArray(), stage.Server.Bytes("out/archive/" + Return));
        Assert.Equal(Decision.Quarantined, stage.Journal.Messages.Single(m => m.Key.EndsWith(key.Sha256[..16], StringComparison.Ordinal)).Decision);
    }

    [Fact]
    public async Task Should_archive_what_cannot_be_read_and_set_it_aside()
    {
        var key = stage.Put(Return, "return");
        stage.Book.Unreadable.Add(key.Sha256);
        var report = await stage.LookAsync();
        Assert.Equal((0, 1), (report.Applied, report.Quarantined));
        Assert.Empty(stage.Server.In("out"));
    }

    [Fact]
    public async Task Should_skip_what_is_no_file_of_a_safe_name_and_say_so_once()
    {
        stage.Server.Put("out/RET_A_1.txt", [], SftpEntryKind.Symlink);
        stage.Server.Put("out/RET_A_2.txt", [], SftpEntryKind.Other);
        stage.Server.Put("out/RET_A_3.txt", [], SftpEntryKind.Directory);
        stage.Server.Files["out/RET_A_4.txt"] = new ModelFile { Bytes = [], Unsafe = true };
        stage.Server.Files["out/-rf"] = new ModelFile { Bytes = [] };
        stage.Server.Files["out/RET_A_5.txt"] = new ModelFile { Bytes = [], HidesSize = true };
        stage.Server.Put("out/RET_A_6.txt", new byte[1_000_001]);
        stage.Server.Put("out/RET_A_7.txt.part", []);
        stage.Server.Put("out/notes.txt", []);
        stage.Server.Put("out/archive", [], SftpEntryKind.Directory);
        stage.Put(Return, "return");
        var report = await stage.LookAsync();
        Assert.Equal((1, 7), (report.Applied, report.Skipped));
        var logged = stage.Log.Count(3117);
        Assert.Equal(4, logged);
        await stage.LookAsync();
        Assert.Equal(logged, stage.Log.Count(3117));
        Assert.DoesNotContain(stage.Log.Lines, l => l.Text.Contains("RET_A", StringComparison.Ordinal) || l.Text.Contains("-rf", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Should_take_a_bounded_number_and_the_rest_next_time()
    {
        Anew(new InboxStage(entriesMax: 8, options: new BankTransferOptions { FilesPerLookMax = 3 }));
        for (var i = 0; i < 10; i++)
        {
            stage.Put($"RET_A_{i}.txt", "return " + i);
        }

        var looks = new List<int>();
        while (looks.Sum() < 10 && looks.Count < 20)
        {
            looks.Add((await stage.LookAsync()).Applied);
        }

        Assert.All(looks, n => Assert.InRange(n, 1, 3));
        Assert.Equal(10, looks.Sum());
    }

    [Fact]
    public async Task Should_take_a_file_without_a_control_file_by_profile_when_it_rests()
    {
        Anew(new InboxStage(hasControl: false));
        stage.Put(Return, "return", control: false);
        Assert.Equal(1, (await stage.LookAsync()).Waiting);
        stage.Time.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal(1, (await stage.LookAsync()).Applied);
        Assert.Empty(stage.Server.In("out"));
    }

    [Fact]
    public async Task Should_not_let_one_file_keep_the_others()
    {
        var key = stage.Put(Return, "return");
        stage.Book.Broken.Add(key.Sha256);
        stage.Put(Statement, "statement");
        var report = await stage.LookAsync();
        Assert.Equal((1, 1), (report.Applied, report.Failed));
        Assert.Equal([Return, Return + ".ok"], stage.Server.In("out"));
        stage.Put("STM_20261129_1.txt", "statement of the next day");
        Assert.Equal(1, (await stage.LookAsync()).Applied);
        stage.Book.Broken.Clear();
        await stage.LookAsync();
        await stage.LookAsync();
        Assert.Equal(1, stage.Book.Effects[stage.File(Return).Id]);
        Assert.Empty(stage.Server.In("out"));
    }

    [Fact]
    public async Task Should_leave_everything_where_it_is_when_the_journal_takes_no_evidence()
    {
        stage.Put(Return, "return");
        stage.Journal.Away = true;
        Assert.Equal(1, (await stage.LookAsync()).Failed);
        Assert.Empty(stage.Book.Effects);
        stage.Journal.Away = false;
        await stage.LookAsync();
        Assert.Equal(1, stage.Book.Effects[stage.File(Return).Id]);
    }

    [Fact]
    public async Task Should_fetch_nothing_again_only_because_it_cannot_be_archived()
    {
        stage.Put(Return, "return");
        stage.Server.Refuses = (what, _) => what == "rename" ? SftpStatus.PermissionDenied : null;
        Assert.Equal(1, (await stage.LookAsync()).Applied);
        var opened = 0;
        stage.Server.Meanwhile = (what, path) => opened += what == "open" && path == "out/" + Return ? 1 : 0;
        await stage.LookAsync();
        Assert.Equal(0, opened);
        Assert.Equal(2, stage.Log.Count(3122));
        stage.Server.Refuses = (_, _) => null;
        await stage.LookAsync();
        Assert.Empty(stage.Server.In("out"));
    }

    [Fact]
    public async Task Should_see_what_comes_under_an_archived_name_in_the_same_second()
    {
        stage.Put(Return, "return");
        await stage.LookAsync();
        var modified = stage.Server.Files["out/archive/" + Return].Modified;
        stage.Put(Return, "RETURN");
        stage.Server.Files["out/" + Return].Modified = modified;
        Assert.Equal(1, (await stage.LookAsync()).Quarantined);
    }

    [Fact]
    public async Task Should_apply_what_was_proven_although_the_bank_is_away()
    {
        var key = stage.Put(Return, "return");
        stage.Book.Broken.Add(key.Sha256);
        await stage.LookAsync();
        stage.Book.Broken.Clear();
        stage.Server.Unreachable = SshFailure.Timeout;
        var report = await stage.LookAsync();
        Assert.Equal((false, 1), (report.Reached, report.Applied));
    }

    [Fact]
    public async Task Should_never_apply_what_was_stored_but_not_proven()
    {
        // The hub died between noting the file and setting it aside; then the bank took it away.
        var key = stage.Contents.Add("return"u8.ToArray());
        await stage.Book.ArriveAsync("banka", new ModelFormat("banka").Recognise(Return)!, key, TestContext.Current.CancellationToken);
        stage.Server.Unreachable = SshFailure.Timeout;
        await stage.LookAsync();
        Assert.Equal(BankFileState.Stored, stage.File(Return).State);
        stage.Server.Unreachable = null;
        Assert.Equal(1, (await stage.LookAsync()).Quarantined);
        Assert.Equal(BankFileState.Quarantined, stage.File(Return).State);
        Assert.Empty(stage.Book.Effects);
    }

    [Fact]
    public async Task Should_leave_a_control_file_whose_data_file_has_not_come_yet()
    {
        stage.Put(Return, "return");
        stage.Server.Files.Remove("out/" + Return);
        await stage.LookAsync();
        Assert.Equal([Return + ".ok"], stage.Server.In("out"));
    }

    [Fact]
    public async Task Should_look_at_every_bank_although_one_is_in_trouble()
    {
        Anew(new InboxStage(banks: ["banka", "bankb"]));
        stage.Server.Unreachable = SshFailure.HostKeyChanged;
        await stage.LookAsync();
        stage.Server.Unreachable = null;
        stage.Put(Return, "return");
        var reports = await stage.Inbox.LookAsync(TestContext.Current.CancellationToken);
        Assert.Equal([("banka", false, 0), ("bankb", true, 1)], reports.Select(r => (r.Bank, r.Reached, r.Applied)));
        Assert.Equal(1, stage.PauseLog.Count(3111));
    }
}
