using System.Text;
using Hub.Simulators.Bank;
using Hub.Simulators.Bank.Codecs;
using Hub.Simulators.Bank.Faults;

namespace Hub.Simulators.Tests.Bank;

public sealed class When_the_bank_sends_bad_files : IAsyncLifetime
{
    private const string Answer = "RET_BANKA202611280001_1.txt";
    private BankStage _stage = null!;

    public async ValueTask InitializeAsync() => _stage = await BankStage.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        if (_stage is not null)
        {
            await _stage.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(BankProfile.TextDelimited, "RET", "header, trailer")]
    [InlineData(BankProfile.TextDelimited, "STM", "closing")]
    [InlineData(BankProfile.Iso20022, "RET", "OrgnlNbOfTxs>11<")]
    [InlineData(BankProfile.Iso20022, "STM", "999945.01")]
    public async Task Should_state_totals_that_do_not_fit_while_everything_else_holds(BankProfile profile, string prefix, string expected)
    {
        await using BankStage stage = await BankStage.OpenAsync(profile);
        await stage.UseAsync(new BankFaultRule { Kind = BankFaultKind.WrongTotals, Files = new HashSet<string> { prefix } });

        stage.Pay();
        stage.Bank.EndDay(BankStage.Day);

        string name = stage.Out(prefix)[0];
        string text = (profile == BankProfile.Iso20022 ? Encoding.UTF8 : Samples.Gb18030).GetString(stage.Bytes(name));
        if (profile == BankProfile.Iso20022)
        {
            Assert.Contains(expected, text, StringComparison.Ordinal);
        }
        else
        {
            string[] head = stage.Records(name)[0];
            Assert.Equal(prefix == "RET" ? ("11", "55.01") : ("999945.01", "10"), prefix == "RET" ? (head[7], head[8]) : (head[10], head[11]));
            Assert.Equal(Samples.Sealed(text[..^66]), stage.Bytes(name));
        }
        await AssertControlAsync(stage, name);
        Assert.Equal([name], stage.Bank.Faults.Log.Select(fault => fault.Subject));
    }

    [Fact]
    public async Task Should_end_a_file_in_the_middle_with_a_control_file_that_fits()
    {
        await UseAsync(BankFaultKind.TruncatedFile);

        _stage.Pay();

        Assert.DoesNotContain("\r\nT|", Samples.Gb18030.GetString(_stage.Bytes(Answer)), StringComparison.Ordinal);
        await AssertControlAsync(_stage, Answer);
    }

    [Fact]
    public async Task Should_send_an_empty_file_with_a_control_file_that_fits()
    {
        await UseAsync(BankFaultKind.ZeroBytes);

        _stage.Pay();

        Assert.Empty(_stage.Bytes(Answer));
        await AssertControlAsync(_stage, Answer);
    }

    [Fact]
    public async Task Should_let_a_file_grow_behind_its_control_file()
    {
        await UseAsync(BankFaultKind.GrowingFile, rule => rule with { Delay = TimeSpan.FromMilliseconds(1) });
        using var watcher = new FileSystemWatcher(_stage.Bank.OutPath) { NotifyFilter = NotifyFilters.Size | NotifyFilters.FileName };
        var sizes = new List<long>();
        var complete = new TaskCompletionSource();
        watcher.Changed += (_, change) =>
        {
            if (change.Name == Answer)
            {
                sizes.Add(new FileInfo(change.FullPath).Length);
                if (_stage.Control(Answer).Contains($"bytes={sizes[^1]}\n", StringComparison.Ordinal))
                {
                    complete.TrySetResult();
                }
            }
        };
        watcher.EnableRaisingEvents = true;

        _stage.Pay();

        Assert.True(File.Exists(Path.Combine(_stage.Bank.OutPath, Answer + ".ok")));
        await complete.Task.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System);
        Assert.Equal("SSSSSSSSSS", _stage.Statuses(Answer));
        Assert.False(File.Exists(Path.Combine(_stage.Bank.OutPath, Answer + ".part")));
    }

    [Theory]
    [InlineData(BankProfile.TextDelimited, BankFaultKind.BadEncoding)]
    [InlineData(BankProfile.TextFixed, BankFaultKind.BadEncoding)]
    [InlineData(BankProfile.Iso20022, BankFaultKind.BadEncoding)]
    [InlineData(BankProfile.TextFixed, BankFaultKind.CutCharacter)]
    [InlineData(BankProfile.Iso20022, BankFaultKind.CutCharacter)]
    public async Task Should_send_bytes_that_are_no_characters_with_control_values_that_fit(BankProfile profile, BankFaultKind kind)
    {
        await using BankStage stage = await BankStage.OpenAsync(profile);
        await stage.UseAsync(new BankFaultRule { Kind = kind });

        stage.Pay();
        stage.Bank.EndDay(BankStage.Day);

        foreach (string name in stage.Out())
        {
            Encoding strict = profile == BankProfile.Iso20022 ? new UTF8Encoding(false, throwOnInvalidBytes: true) : Gb18030.Strict;
            byte[] file = stage.Bytes(name);
            Assert.Throws<DecoderFallbackException>(() => Fields(file, profile).Select(strict.GetString).ToArray());
            if (profile != BankProfile.Iso20022)
            {
                Assert.Equal(Samples.Sealed(file[..^66]), file);
            }
            await AssertControlAsync(stage, name);
        }
    }

    [Fact]
    public async Task Should_cut_a_character_before_the_separator_so_that_a_reader_of_bytes_swallows_it()
    {
        await UseAsync(BankFaultKind.CutCharacter);

        _stage.Pay();

        Assert.Equal(10, _stage.Records(Answer)[1].Length);
        Assert.Equal(11, _stage.Records(Answer)[2].Length);
    }

    [Fact]
    public async Task Should_sign_a_control_file_wrongly()
    {
        await UseAsync(BankFaultKind.BadControlSignature);

        _stage.Pay();

        Assert.False(await ControlFiles.VerifyAsync(_stage, Answer));
        Assert.Contains("key=banka-1\n", _stage.Control(Answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_sign_with_another_banks_key()
    {
        await UseAsync(BankFaultKind.OtherBanksKey);

        _stage.Pay();

        Assert.False(await ControlFiles.VerifyAsync(_stage, Answer));
        Assert.Contains("key=bankz-1\n", _stage.Control(Answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_put_things_into_the_folder_that_must_not_be_taken()
    {
        await UseAsync(BankFaultKind.HostileName);

        _stage.Pay();

        (int code, string listed) = await _stage.SftpAsync("ls -la out\n");
        Assert.Equal(0, code);
        string[] modes = [.. listed.Split('\n').Select(line => line.Length > 0 ? line[..1] : "")];
        Assert.Contains("l", modes);
        Assert.Contains("p", modes);
        Assert.Contains("-rf.txt", listed, StringComparison.Ordinal);
        Assert.True(Directory.Exists(Path.Combine(_stage.Bank.OutPath, "RET_BANKA202611280001_13.txt")));
        Assert.Contains(Directory.EnumerateFiles(_stage.Bank.OutPath), path => path.Contains('\n'));
        Assert.Contains(Directory.EnumerateFiles(_stage.Bank.OutPath), path => Path.GetFileName(path).Length == 255);
        await AssertControlAsync(_stage, Answer);
        await AssertControlAsync(_stage, "RET_BANKA202611280001_11.txt");
    }

    [Fact]
    public async Task Should_send_a_huge_file_that_fills_no_disk()
    {
        const long Length = 20L * 1024 * 1024 * 1024;
        await UseAsync(BankFaultKind.HugeFile, rule => rule with { Bytes = Length });

        _stage.Pay();

        (_, string listed) = await _stage.SftpAsync("ls -l out\n");
        Assert.Contains($"{Length}", listed, StringComparison.Ordinal);
        (_, string used) = await Tool.RunAsync("du", "", "-k", Path.Combine(_stage.Bank.OutPath, Answer));
        Assert.StartsWith("0\t", used, StringComparison.Ordinal);
    }

    private Task UseAsync(BankFaultKind kind, Func<BankFaultRule, BankFaultRule>? more = null)
    {
        var rule = new BankFaultRule { Kind = kind };
        return _stage.UseAsync(more?.Invoke(rule) ?? rule);
    }

    private static async Task AssertControlAsync(BankStage stage, string name)
    {
        Assert.True(await ControlFiles.VerifyAsync(stage, name));
        byte[] data = stage.Bytes(name);
        Assert.Contains($"file={name}\nbytes={data.Length}\n", stage.Control(name), StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(data)), stage.Control(name), StringComparison.Ordinal);
    }

    /// <summary>Fixed width is decoded field by field (here: the text of the first line), the others as a whole.</summary>
    private static IEnumerable<byte[]> Fields(byte[] file, BankProfile profile)
    {
        if (profile != BankProfile.TextFixed)
        {
            return [file];
        }
        bool answer = Encoding.ASCII.GetString(file, 47, 2) == "RT";
        int field = answer ? 91 + 1 + 8 + 35 + 34 + 18 + 1 + 35 + 8 + 10 : 147 + 289 - 60;
        return [file[field..(field + 60)]];
    }
}
