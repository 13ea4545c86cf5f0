using Hub.Simulators.Bank.Faults;

namespace Hub.EndToEnd.Tests.Payments;

/// <summary>Answers and statements that are spoilt, forged, repeated or untrue: set aside or named, stored in any case, and posted never twice.</summary>
public sealed class When_a_bank_sends_bad_files(BadBank bad) : IClassFixture<BadBank>
{
    private static readonly HashSet<string> Answers = ["RET"];
    private static readonly HashSet<string> Statements = ["STM"];

    [Theory]
    [InlineData(BankFaultKind.WrongTotals, "line [0-9]+: ")]
    [InlineData(BankFaultKind.TruncatedFile, "line [0-9]+: ")]
    [InlineData(BankFaultKind.BadEncoding, "line [0-9]+: ")]
    [InlineData(BankFaultKind.CutCharacter, "line [0-9]+: ")]
    [InlineData(BankFaultKind.ZeroBytes, "line [0-9]+: ")]
    [InlineData(BankFaultKind.BadControlSignature, "line [0-9]+: signature: ")]
    [InlineData(BankFaultKind.OtherBanksKey, "line [0-9]+: key: ")]
    public async Task Should_set_a_spoilt_file_aside_and_say_why(BankFaultKind kind, string reason)
    {
        // In process: the final words come in a second answer, which is good.
        var (serials, answers) = await bad.PayAsync(
            new BankFaultRule { Kind = kind, Files = Answers }, new BankFaultRule { Kind = BankFaultKind.InProcess });
        await IsAsideAsync(Assert.Single(answers), reason);
        Assert.Equal(0, await bad.AnsweredAsync(serials));

        var files = await bad.EndDayAsync(new BankFaultRule { Kind = kind, Files = Statements });
        await IsAsideAsync(files[^1], reason);
        Assert.Equal(serials.Count, await bad.AnsweredAsync(serials));
        Assert.Equal(0, await bad.BookedAsync(serials));
        await bad.BooksAddUpAsync();
    }

    [Theory]
    [InlineData(BankFaultKind.GrowingFile)]
    [InlineData(BankFaultKind.HostileName)]
    [InlineData(BankFaultKind.DuplicateAnswer)]
    public async Task Should_take_what_is_right_once_whatever_lies_beside_it(BankFaultKind kind)
    {
        var rule = new BankFaultRule { Kind = kind, Delay = TimeSpan.FromMilliseconds(20) };
        var (serials, answers) = await bad.PayAsync(rule);

        // What is hostile stays where it is, and its names cannot be used again.
        var files = await bad.EndDayAsync(rule with { Files = kind == BankFaultKind.HostileName ? Answers : Statements });
        foreach (var name in (string[])[answers[0], files[0]])
        {
            Assert.Equal(("Applied", ""), await bad.FoundAsync(name));
        }

        Assert.Equal(serials.Count, await bad.AnsweredAsync(serials));
        Assert.Equal(serials.Count, await bad.BookedAsync(serials));
        await bad.BooksAddUpAsync();
    }

    [Theory]
    [InlineData(BankFaultKind.ContradictAnswer, "disputed:", 1)]
    [InlineData(BankFaultKind.PaidThoughRejected, "contradicts:", 1)]
    [InlineData(BankFaultKind.ExecuteTwice, "twice:", 1)]
    [InlineData(BankFaultKind.ExecuteFileTwice, "twice:", 5)]
    [InlineData(BankFaultKind.StatementAlters, "booked:", 1)]
    [InlineData(BankFaultKind.StatementInvents, "booked:", 2)]
    [InlineData(BankFaultKind.StatementOmits, "unbooked:", 1)]
    public async Task Should_name_what_is_not_true(BankFaultKind kind, string key, int count)
    {
        var before = await bad.NamedAsync();
        var rule = new BankFaultRule { Kind = kind, Max = 1, Count = kind == BankFaultKind.StatementInvents ? count : 1 };
        var (serials, _) = await bad.PayAsync(rule);
        await bad.EndDayAsync(kind.ToString().StartsWith("Statement", StringComparison.Ordinal) ? [rule] : []);

        var named = (await bad.NamedAsync()).Except(before).Where(one => one.StartsWith(key, StringComparison.Ordinal));
        Assert.Equal(count, named.Count());
        Assert.Equal(serials.Count, await bad.AnsweredAsync(serials));
        await bad.BooksAddUpAsync();
    }

    private async Task IsAsideAsync(string name, string reason)
    {
        var found = await bad.FoundAsync(name);
        Assert.Equal("Quarantined", found.State);
        Assert.Matches(reason, found.Reason);
    }
}
