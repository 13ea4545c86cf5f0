using Hub.Adapters.Sftp;
using Hub.Journal;
using Hub.Journal.Payments;
using Microsoft.Extensions.Logging;

namespace Hub.Adapters.Bank.Tests.Outbound;

public sealed class When_a_server_shows_another_key : IDisposable
{
    private readonly string knownHosts = Path.Combine(Path.GetTempPath(), "hub-" + Guid.NewGuid().ToString("N"));
    private readonly OutboundStage stage;

    public When_a_server_shows_another_key()
    {
        File.WriteAllText(knownHosts, "bank ssh-ed25519 AAAA\n");
        stage = new OutboundStage(knownHosts);
        stage.Server.Unreachable = SshFailure.HostKeyChanged;
    }

    public void Dispose()
    {
        stage.Dispose();
        File.Delete(knownHosts);
    }

    [Fact]
    public async Task Should_send_nothing_and_raise_one_alarm()
    {
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(CallResult.NotSent, (await stage.DeliverAsync()).Result);
        }

        Assert.Equal(1, stage.Server.Connections);
        Assert.Equal((3111, LogLevel.Critical), stage.PauseLog.Lines.Select(l => (l.Id, l.Level)).Single());
        var (bank, detail) = Assert.Single(stage.Pauses.Current);
        Assert.Equal("banka", bank);
        Assert.StartsWith("HostKeyChanged since ", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_go_on_with_other_banks()
    {
        await stage.DeliverAsync();
        stage.Server.Unreachable = null;
        Assert.Equal(CallResult.NotSent, (await stage.DeliverAsync()).Result);
        Assert.Equal(CallResult.Done, (await stage.CallAsync(new DeliverPaymentFile(stage.File with { Bank = "bankb" }))).Result);
    }

    [Fact]
    public async Task Should_go_on_once_a_person_has_written_the_keys_anew()
    {
        await stage.DeliverAsync();
        File.WriteAllText(knownHosts, "bank ssh-ed25519 BBBB\n");
        stage.Server.Unreachable = null;
        Assert.Equal(CallResult.Done, (await stage.DeliverAsync()).Result);
        Assert.Empty(stage.Pauses.Current);
        Assert.Equal([3111, 3112], stage.PauseLog.Lines.Select(l => l.Id));
    }

    [Fact]
    public async Task Should_not_pause_for_any_other_reason()
    {
        stage.Server.Unreachable = SshFailure.AuthenticationFailed;
        await stage.DeliverAsync();
        await stage.DeliverAsync();
        Assert.Equal(2, stage.Server.Connections);
        Assert.Empty(stage.Pauses.Current);
    }
}
