using System.Text;
using System.Text.Json;
using Hub.Canonical.Messages;

namespace Hub.Adapters.Infno.Tests.Inbound;

public sealed class When_a_message_is_relayed
{
    [Fact]
    public async Task Should_keep_both_identities_and_both_keys()
    {
        using var door = new ManyDoor();
        var (status, _) = await door.SendRelayAsync(door.Relayed(ManyDoor.Small, ManyDoor.Message(ManyDoor.Small, 1), ManyDoor.Small));
        var taken = Assert.Single(door.Taken);
        Assert.Equal(200, status);
        Assert.Equal((ManyDoor.Small, ManyDoor.Small + "-1+" + ManyDoor.Big + "-1"), (taken.Partner, taken.SignatureKeyId));
        var origin = Assert.IsAssignableFrom<ICommand>(taken.Message).Origin;
        Assert.Equal((ManyDoor.Big, ManyDoor.Small), (origin.Partner, origin.Institution));
        using var kept = JsonDocument.Parse(taken.Raw);
        Assert.Equal(ManyDoor.Message(ManyDoor.Small, 1), kept.RootElement.GetProperty("message").GetBytesFromBase64());
    }

    [Fact]
    public async Task Should_be_the_same_message_whoever_brings_it()
    {
        using var door = new ManyDoor();
        var message = ManyDoor.Message(ManyDoor.Small, 1);
        var relayed = await door.SendRelayAsync(door.Relayed(ManyDoor.Small, message, ManyDoor.Small));
        var direct = await door.SendBatchAsync([.. "["u8, .. message, .. "]"u8], ManyDoor.Small);
        Assert.Contains(relayed.Body, direct.Body, StringComparison.Ordinal);
        Assert.Single(door.Taken);
    }

    [Theory]
    [InlineData(ManyDoor.Foreign, ManyDoor.Small, ManyDoor.Small, ManyDoor.Small, 403, "INF-1109")]
    [InlineData(ManyDoor.Big, ManyDoor.Foreign, ManyDoor.Foreign, ManyDoor.Foreign, 403, "INF-1109")]
    [InlineData(ManyDoor.Big, ManyDoor.Small, ManyDoor.Small, null, 401, "INF-1110")]
    [InlineData(ManyDoor.Big, ManyDoor.Small, ManyDoor.Small, ManyDoor.Big, 401, "INF-1107")]
    [InlineData(ManyDoor.Big, ManyDoor.Small, ManyDoor.Foreign, ManyDoor.Small, 401, "INF-1107")]
    [InlineData(null, ManyDoor.Small, ManyDoor.Small, ManyDoor.Small, 401, "INF-1107")]
    public async Task Should_refuse_and_keep_nothing(string? forwarder, string institution, string inside, string? signer, int status, string code)
    {
        using var door = new ManyDoor();
        var answer = await door.SendRelayAsync(door.Relayed(institution, ManyDoor.Message(inside, 1), signer), forwarder);
        Assert.Equal(status, answer.Status);
        Assert.Contains(code, answer.Body, StringComparison.Ordinal);
        Assert.Empty(door.Taken);
    }

    [Fact]
    public async Task Should_let_the_forwarder_alone_vouch_where_the_registry_says_so()
    {
        using var door = new ManyDoor();
        var answer = await door.SendRelayAsync(door.Relayed(ManyDoor.Keyless, ManyDoor.Message(ManyDoor.Keyless, 1), null));
        Assert.Equal(200, answer.Status);
        Assert.Equal(ManyDoor.Keyless, Assert.Single(door.Taken).Partner);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"institution\":\"H43010000002\",\"institution\":\"H43010000002\"}")]
    [InlineData("{\"institution\":\"H43010000002\",\"message\":\"%%\"}")]
    [InlineData("{\"institution\":\"H43010000002\",\"more\":\"\"}")]
    public async Task Should_refuse_what_is_no_relayed_message(string text)
    {
        using var door = new ManyDoor();
        Assert.Equal(400, (await door.SendRelayAsync(Encoding.UTF8.GetBytes(text))).Status);
    }
}
