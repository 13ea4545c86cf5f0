using Hub.Adapters.Front.Tests.Support;
using Hub.Adapters.Sftp;
using Hub.Simulators.Bank.Ssh;

namespace Hub.Adapters.Front.Tests;

/// <summary>The institution's folder at a real OpenSSH server.</summary>
public sealed class When_the_folder_is_at_an_sftp_server
{
    [Fact]
    public async Task Should_take_files_and_leave_results_there()
    {
        Assert.SkipUnless(SshServer.IsInstalled, "openssh-server is not installed");
        using var drop = new Drop();
        var keys = Directory.CreateTempSubdirectory("hub-front-ssh-").FullName;
        try
        {
            await using var server = await SshServer.StartAsync(keys, drop.Folder);
            drop.Connector = new OpenSshConnector(TimeProvider.System);
            drop.Institution.Folder = drop.Folder;
            drop.Institution.Sftp = new FrontSftp
            {
                Host = "127.0.0.1", Port = server.Port, User = server.User, IdentityFile = server.IdentityFile, KnownHostsFile = server.KnownHostsFile,
            };
            drop.Start();
            var text = Texts.Whole(Texts.ClaimHeader, Texts.Claim("C1", 12), Texts.Claim("C2", 7));
            drop.Put("a.txt", text);
            Assert.Equal(1, await drop.LookAtRestAsync());
            Assert.Equal(["S", "S"], drop.Result("a.txt").Select(r => r[2]));
            Assert.True(drop.Has("done/a.txt"));

            // Dropped again: the result is replaced, the file gets another name among the finished ones.
            drop.Journal.Reply = null;
            drop.Put("a.txt", Texts.Whole(Texts.ClaimHeader, Texts.Claim("C1", 12), Texts.Claim("C3", 5)));
            Assert.Equal(1, await drop.LookAtRestAsync());
            Assert.Equal(["C1", "C3"], drop.Result("a.txt").Select(r => r[1]));
            Assert.Equal(2, Directory.GetFiles(Path.Combine(drop.Folder, "done")).Length);
        }
        finally
        {
            Directory.Delete(keys, recursive: true);
        }
    }

    [Fact]
    public async Task Should_go_on_when_the_server_is_not_reached()
    {
        using var drop = new Drop();
        drop.Connector = new OpenSshConnector(TimeProvider.System);
        drop.Institution.Sftp = new FrontSftp
        {
            Host = "127.0.0.1", Port = 9, User = "front", IdentityFile = Path.Combine(drop.Folder, "none"), KnownHostsFile = Path.Combine(drop.Folder, "none"),
        };
        drop.Start();
        Assert.Equal(0, await drop.LookAsync());
        Assert.NotEmpty(drop.Log);
    }
}
