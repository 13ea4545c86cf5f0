using System.Text;
using Hub.Adapters.Front.Tests.Support;

namespace Hub.Adapters.Front.Tests;

public sealed class When_the_sender_of_a_file_must_be_proven
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes(Texts.ClaimHeader + Texts.Claim("C1", 12));

    [Fact]
    public async Task Should_take_a_signed_control_file_for_proof_and_evidence()
    {
        using var drop = new Drop(folderProves: false);
        drop.PutSigned("a.txt", Content);
        Assert.Equal(1, await drop.LookAsync());
        Assert.Equal("S", Assert.Single(drop.Result("a.txt"))[2]);
        Assert.All(drop.Journal.Taken, i => Assert.Equal("front-1", i.SignatureKeyId));
    }

    [Fact]
    public async Task Should_wait_for_the_control_file()
    {
        using var drop = new Drop(folderProves: false);
        drop.Put("a.txt", Texts.Whole(Texts.ClaimHeader, Texts.Claim("C1", 12)));
        await drop.LookAtRestAsync();
        Assert.Empty(drop.Journal.Taken);
        Assert.True(drop.Has("a.txt"));
    }

    [Fact]
    public async Task Should_refuse_changed_bytes_and_keep_nothing()
    {
        using var drop = new Drop(folderProves: false);
        drop.PutSigned("a.txt", Content);
        File.WriteAllBytes(Path.Combine(drop.Folder, "a.txt"), Encoding.UTF8.GetBytes(Texts.ClaimHeader + Texts.Claim("C1", 13)));
        await drop.LookAtRestAsync();
        Assert.Equal("FRT-1003", Assert.Single(drop.Result("a.txt"))[3]);
        Assert.True(drop.Has("rejected/a.txt"));
        Assert.Empty(drop.Journal.Taken);
        Assert.Empty(drop.Contents.Kept);
    }

    [Theory]
    [InlineData("H43010000002", true)]
    [InlineData(Drop.Partner, false)]
    public async Task Should_refuse_another_partner_and_a_bare_control_file(string partner, bool isSigned)
    {
        using var drop = new Drop(folderProves: false);
        drop.PutSigned("a.txt", Content, partner);
        if (!isSigned)
        {
            drop.Put("a.txt.ok", "");
        }

        await drop.LookAtRestAsync();
        Assert.Equal("FRT-1003", Assert.Single(drop.Result("a.txt"))[3]);
        Assert.Empty(drop.Journal.Taken);
    }

    [Fact]
    public async Task Should_believe_no_wrong_signature_on_a_private_line_either()
    {
        using var drop = new Drop(folderProves: true);
        drop.PutSigned("a.txt", Content, "H43010000002");
        await drop.LookAtRestAsync();
        Assert.Equal("FRT-1003", Assert.Single(drop.Result("a.txt"))[3]);
    }

    [Fact]
    public async Task Should_wait_while_a_file_and_its_control_file_are_replaced()
    {
        using var drop = new Drop(folderProves: false);
        drop.PutSigned("a.txt", Content);
        var control = File.ReadAllBytes(Path.Combine(drop.Folder, "a.txt.ok"));
        var other = Encoding.UTF8.GetBytes(Texts.ClaimHeader + Texts.Claim("C1", 13));
        drop.PutSigned("a.txt", other);
        var second = File.ReadAllBytes(Path.Combine(drop.Folder, "a.txt.ok"));
        File.WriteAllBytes(Path.Combine(drop.Folder, "a.txt.ok"), control);
        Assert.Equal(0, await drop.LookAsync());
        Assert.True(drop.Has("a.txt"));
        File.WriteAllBytes(Path.Combine(drop.Folder, "a.txt.ok"), second);
        Assert.Equal(1, await drop.LookAsync());
        Assert.Equal("13.00", Assert.Single(drop.Result("a.txt"))[6]);
    }
}
