using System.Globalization;
using Hub.Adapters.Sftp.Tests.Support;

namespace Hub.Adapters.Sftp.Tests;

[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;

/// <summary>Counts what belongs to the whole process, so nothing else may run.</summary>
[Collection(typeof(Alone))]
public sealed class When_sessions_have_come_and_gone
{
    [Fact]
    public async Task Should_leave_no_process_and_no_pipe()
    {
        using var folder = new TemporaryFolder();
        var server = new ServerProgram(folder.Path);
        await RoundAsync(server);
        var before = Pipes();
        for (var i = 0; i < 20; i++)
        {
            await RoundAsync(server);
        }

        Assert.Equal(before, Pipes());
        Assert.Empty(Children());
    }

    private static async Task RoundAsync(ServerProgram server)
    {
        await using (var good = await server.ConnectAsync())
        {
            await good.UploadAsync(Sample.Bytes(100), "a.tmp");
        }

        await using (var broken = await server.ConnectAsync(ServerProgram.Endpoint, CancellationToken.None))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => broken.StatAsync("a", new CancellationToken(canceled: true)));
        }

        var failing = new ServerProgram("/", "-Z");
        await Assert.ThrowsAsync<SshException>(() => failing.ConnectAsync());
    }

    private static int Pipes() => Directory.GetFiles("/proc/self/fd").Count(file => new FileInfo(file).LinkTarget?.StartsWith("pipe:", StringComparison.Ordinal) == true);

    // Zombies have a status, but no command line: whatever still names us as its parent counts.
    private static List<string> Children() => [.. Directory.GetDirectories("/proc")
        .Where(process => char.IsAsciiDigit(Path.GetFileName(process)[0]))
        .Select(Status)
        .Where(status => status.Contains(string.Create(CultureInfo.InvariantCulture, $"\nPPid:\t{Environment.ProcessId}\n"), StringComparison.Ordinal))];

    private static string Status(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "status"));
        }
        catch (IOException)
        {
            return "";
        }
    }
}
