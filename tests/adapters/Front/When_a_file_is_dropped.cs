using Hub.Adapters.Front.Inbound;
using Hub.Adapters.Front.Tests.Support;
using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal;

namespace Hub.Adapters.Front.Tests;

public sealed class When_a_file_is_dropped
{
    [Theory]
    [InlineData("UTF-8")]
    [InlineData("GB18030")]
    public async Task Should_claim_each_visit_and_say_what_became_of_it(string encoding)
    {
        using var drop = new Drop(encoding: encoding);
        drop.Put("a.txt", Texts.Whole(Texts.ClaimHeader, Texts.Claim("C1", 12, 30), Texts.Claim("C2", 7)));
        Assert.Equal(1, await drop.LookAtRestAsync());
        var claims = drop.Journal.Commands.Cast<SubmitClaim>().OrderBy(c => c.Origin.Key, StringComparer.Ordinal).ToList();
        Assert.Equal(["C1", "C2"], claims.Select(c => c.Origin.Key));
        Assert.Equal([2, 1], claims.Select(c => c.Lines.Count));
        Assert.Equal(new Money(4200), claims[0].Total);
        Assert.Equal((Texts.Name, "VC1", "front/claim"), (claims[0].Person.Name, claims[0].Origin.Visit, claims[0].Origin.Kind));
        var rows = drop.Result("a.txt");
        Assert.Equal(["2", "4"], rows.Select(r => r[0]));
        Assert.All(rows, r => Assert.Equal("S", r[2]));
        Assert.Equal(["42.00", "7.00"], rows.Select(r => r[6]));
        Assert.All(rows, r => Assert.Equal(64, r[10].Length));
        Assert.True(drop.Has("done/a.txt"));
        Assert.False(drop.Has("a.txt"));
        Assert.Single(drop.Contents.Kept);
    }

    [Fact]
    public async Task Should_settle_each_sale()
    {
        using var drop = new Drop();
        drop.Put("s.txt", Texts.Whole(Texts.SaleHeader, Texts.Sale("S1", 12), Texts.Sale("S2", 13)));
        await drop.LookAtRestAsync();
        Assert.All(drop.Journal.Commands, c => Assert.Equal(CareSetting.Pharmacy, Assert.IsType<Settle>(c).Setting));
        Assert.Equal(["12.00", "13.00"], drop.Result("s.txt").Select(r => r[6]));
    }

    [Fact]
    public async Task Should_give_the_same_results_for_the_same_file_whatever_its_name()
    {
        using var drop = new Drop();
        var text = Texts.Whole(Texts.ClaimHeader, Texts.Claim("C1", 12), Texts.Claim("C2", 7));
        drop.Put("a.txt", text);
        await drop.LookAtRestAsync();
        var (first, taken) = (File.ReadAllBytes(Path.Combine(drop.Folder, "a.txt.result.txt")), drop.Journal.Taken.Count);
        drop.Put("b.txt", text);
        drop.Put("a.txt", text);
        await drop.LookAtRestAsync();
        Assert.Equal(first, File.ReadAllBytes(Path.Combine(drop.Folder, "b.txt.result.txt")));
        Assert.Equal(first, File.ReadAllBytes(Path.Combine(drop.Folder, "a.txt.result.txt")));
        Assert.Equal(taken, drop.Journal.Taken.Count);
        Assert.Single(Directory.GetFiles(Path.Combine(drop.Folder, "done"), "a.txt.*"));
    }

    [Fact]
    public async Task Should_let_no_bad_record_stop_its_neighbours()
    {
        using var drop = new Drop();
        drop.Put("a.txt", Texts.Whole(
            Texts.ClaimHeader, Texts.Claim("C1", 12), Texts.Claim("C2", 7).Replace("7.00\n", "7.001\n", StringComparison.Ordinal), "too\tfew\n",
            Texts.Claim("C3", 8)));
        await drop.LookAtRestAsync();
        var rows = drop.Result("a.txt");
        Assert.Equal(["S", "R", "R", "S"], rows.Select(r => r[2]));
        Assert.Equal(["", "FRT-1310", "FRT-1304", ""], rows.Select(r => r[3] == "FRT-1301" ? "FRT-1304" : r[3]));
        Assert.Contains("det_item_fee_sumamt", rows[1][4], StringComparison.Ordinal);
        Assert.Equal(Decision.Refused, drop.Journal.Taken.Single(i => i.Key == "C2").Decision);
        Assert.DoesNotContain("7.001", rows[1][4], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_call_other_content_under_the_same_id_a_conflict()
    {
        using var drop = new Drop();
        drop.Put("a.txt", Texts.Whole(Texts.ClaimHeader, Texts.Claim("C1", 12)));
        await drop.LookAtRestAsync();
        drop.Put("b.txt", Texts.Whole(Texts.ClaimHeader, Texts.Claim("C1", 13), Texts.Claim("C9", 1)));
        await drop.LookAtRestAsync();
        Assert.Equal(["C", "S"], drop.Result("b.txt").Select(r => r[2]));
    }

    [Fact]
    public async Task Should_wait_until_it_is_at_rest()
    {
        using var drop = new Drop();
        drop.Put("a.txt", Texts.ClaimHeader);
        await drop.LookAsync();
        drop.Time.Pass(TimeSpan.FromSeconds(9));
        drop.Put("a.txt", Texts.Whole(Texts.ClaimHeader, Texts.Claim("C1", 12)));
        await drop.LookAsync();
        drop.Time.Pass(TimeSpan.FromSeconds(9));
        Assert.Equal(0, await drop.LookAsync());
        Assert.Empty(drop.Journal.Taken);
        drop.Time.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await drop.LookAsync());
    }

    [Fact]
    public async Task Should_take_it_at_once_with_a_control_file()
    {
        using var drop = new Drop();
        drop.Put("a.txt", Texts.ClaimHeader + Texts.Claim("C1", 12));
        drop.Put("a.txt.ok", "");
        Assert.Equal(1, await drop.LookAsync());
        Assert.True(drop.Has("done/a.txt.ok"));
    }

    [Fact]
    public async Task Should_refuse_half_a_file_as_a_whole_and_keep_it()
    {
        using var drop = new Drop();
        drop.Put("a.txt", Texts.ClaimHeader + Texts.Claim("C1", 12));
        await drop.LookAtRestAsync();
        Assert.Equal("FRT-1207", Assert.Single(drop.Result("a.txt"))[3]);
        Assert.True(drop.Has("rejected/a.txt"));
        var kept = Assert.Single(drop.Journal.Taken);
        Assert.Equal((Decision.Quarantined, "front/file"), (kept.Decision, kept.Kind));
        Assert.Single(drop.Contents.Kept);
        drop.Put("a.txt", Texts.Whole(Texts.ClaimHeader, Texts.Claim("C1", 12)));
        await drop.LookAtRestAsync();
        Assert.Equal("S", Assert.Single(drop.Result("a.txt"))[2]);
    }

    [Fact]
    public async Task Should_ask_again_while_a_record_is_pending_and_then_say_the_truth()
    {
        using var drop = new Drop();
        drop.Journal.Reply = command => command.Origin.Key == "C1" ? null : new Refused("SET-1005", "x", Fault.Sender);
        drop.Put("a.txt", Texts.Whole(Texts.ClaimHeader, Texts.Claim("C1", 12), Texts.Claim("C2", 3)));
        await drop.LookAtRestAsync();
        Assert.Equal(["P", "R"], drop.Result("a.txt").Select(r => r[2]));
        Assert.True(drop.Has("a.txt"));
        drop.Journal.Reply = null;
        await drop.LookAsync();
        Assert.Equal(["S", "R"], drop.Result("a.txt").Select(r => r[2]));
        Assert.True(drop.Has("done/a.txt"));
    }

    [Fact]
    public async Task Should_try_again_when_the_hub_takes_nothing()
    {
        using var drop = new Drop();
        drop.Journal.Away = true;
        drop.Put("a.txt", Texts.Whole(Texts.ClaimHeader, Texts.Claim("C1", 12)));
        await drop.LookAtRestAsync();
        Assert.Equal("U", Assert.Single(drop.Result("a.txt"))[2]);
        drop.Journal.Away = false;
        await drop.LookAsync();
        Assert.Equal("S", Assert.Single(drop.Result("a.txt"))[2]);
    }

    [Theory]
    [InlineData("kept")]
    [InlineData("submitted")]
    [InlineData("result")]
    public async Task Should_go_on_after_the_process_died(string step)
    {
        using var drop = new Drop();
        drop.Put("a.txt", Texts.Whole(Texts.ClaimHeader, Texts.Claim("C1", 12), Texts.Claim("C2", 7)));
        await drop.LookAsync();
        drop.Time.Pass(TimeSpan.FromMinutes(1));
        Step.Reached.Value = reached => _ = reached == step ? throw new InvalidOperationException("killed") : 0;
        await Assert.ThrowsAsync<InvalidOperationException>(drop.LookAsync);
        Step.Reached.Value = null;
        drop.Start();
        await drop.LookAtRestAsync();
        Assert.Equal(["S", "S"], drop.Result("a.txt").Select(r => r[2]));
        Assert.Equal(["SETL1", "SETL2"], drop.Result("a.txt").Select(r => r[5]).Order(StringComparer.Ordinal));
        Assert.Equal(2, drop.Journal.Commands.Count);
        Assert.True(drop.Has("done/a.txt"));
    }

    [Fact]
    public async Task Should_keep_the_records_of_one_visit_in_order()
    {
        using var drop = new Drop();
        var records = Enumerable.Range(0, 60).Select(i => Texts.Claim("C" + (100 + i), 1).Replace("VC" + (100 + i), "V" + (i % 3), StringComparison.Ordinal));
        drop.Put("a.txt", Texts.Whole(Texts.ClaimHeader, [.. records]));
        await drop.LookAtRestAsync();
        Assert.All(
            drop.Journal.Commands.GroupBy(c => c.Origin.Visit),
            visit => Assert.Equal(visit.Select(c => c.Origin.Key).Order(StringComparer.Ordinal), visit.Select(c => c.Origin.Key)));
    }

    [Fact]
    public async Task Should_write_no_name_and_no_number_into_the_log()
    {
        using var drop = new Drop();
        drop.Put("a.txt", Texts.Whole(Texts.ClaimHeader, Texts.Claim("C1", 12), Texts.Claim("C2", 7).Replace("\t02\t", "\t\t", StringComparison.Ordinal)));
        await drop.LookAtRestAsync();
        Assert.NotEmpty(drop.Log);
        Assert.All(drop.Log, line => Assert.False(line.Contains(Texts.Name, StringComparison.Ordinal) || line.Contains(Texts.Number, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Should_not_follow_links_nor_take_odd_names()
    {
        using var drop = new Drop();
        var secret = Path.Combine(Path.GetDirectoryName(drop.Folder)!, "secret.txt");
        File.WriteAllText(secret, Texts.Whole(Texts.ClaimHeader, Texts.Claim("C1", 12)));
        File.CreateSymbolicLink(Path.Combine(drop.Folder, "a.txt"), secret);
        File.Copy(secret, Path.Combine(drop.Folder, "费用.txt"));
        File.Copy(secret, Path.Combine(drop.Folder, "-rf.txt"));
        await drop.LookAtRestAsync();
        Assert.Empty(drop.Journal.Taken);
        Assert.Contains(drop.Log, line => line.Contains("3 name(s)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Should_not_wait_for_a_pipe()
    {
        using var drop = new Drop();
        using var make = System.Diagnostics.Process.Start("mkfifo", [Path.Combine(drop.Folder, "a.txt")]);
        await make.WaitForExitAsync(TestContext.Current.CancellationToken);
        drop.Put("b.txt", Texts.Whole(Texts.ClaimHeader, Texts.Claim("C1", 12)));
        await drop.LookAtRestAsync();
        Assert.Equal("S", Assert.Single(drop.Result("b.txt"))[2]);
    }
}
