using System.Diagnostics;
using System.Globalization;
using System.Text;
using Hub.Journal.Tests.Support;

namespace Hub.Journal.Tests;

/// <summary>Builds the victim with fault points, once, into an output of its own.</summary>
public sealed class VictimFixture : IAsyncLifetime
{
    public string Program { get; private set; } = "";

    public string Key { get; } = Path.Combine(Path.GetTempPath(), "hub-victim-" + Environment.ProcessId + ".pem");

    public async ValueTask InitializeAsync()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Hub.sln")))
        {
            root = root.Parent;
        }

        var output = Path.Combine(root!.FullName, "artifacts-faults");
        var project = Path.Combine(root.FullName, "tests/host/Journal/Victim/Hub.Journal.Victim.csproj");
        var start = new ProcessStartInfo(
            "dotnet", ["build", project, "-c", "Release", "-v", "q", "-nologo", "-p:HubFaults=true", "-p:ArtifactsPath=" + output, "-nodeReuse:false"])
        {
            RedirectStandardOutput = true,
        };
        using var build = Process.Start(start)!;
        var text = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();
        Assert.True(build.ExitCode == 0, text);
        Program = Path.Combine(output, "bin/Hub.Journal.Victim/release/Hub.Journal.Victim");
        await File.WriteAllTextAsync(Key, TestNode.LogKey.ExportPem());
    }

    public ValueTask DisposeAsync()
    {
        File.Delete(Key);
        return ValueTask.CompletedTask;
    }
}

[Collection(nameof(PostgresGroup))]
public sealed class When_the_process_is_killed(PostgresFixture postgres, VictimFixture victim) : IClassFixture<VictimFixture>
{
    private const int Messages = 12;
    private const int Killed = 128 + 9;

    [Theory]
    [InlineData("i7.before=kill@3")]
    [InlineData("i8.after=kill@2")]
    [InlineData("c2.after=kill@3")]
    [InlineData("c4.after=kill@2")]
    [InlineData("i10.after=kill@2")]
    [InlineData("i11.before=kill@2")]
    [InlineData("i11.after=kill@1")]
    [InlineData("i11.after=kill@3")]
    [InlineData("i12.before=kill@1")]
    [InlineData("c5.after=kill@4")]
    [InlineData("k1.after=kill@1")]
    [InlineData("k2.before=kill@3")]
    [InlineData("k3.after=kill@2")]
    [InlineData("k4.before=kill@2")]
    [InlineData("k5.after=kill@1")]
    [InlineData("r1.after=kill@1")]
    [InlineData("r2.before=kill@1")]
    public async Task Should_lose_nothing_and_do_nothing_twice(string fault)
    {
        var database = await postgres.CreateAsync();
        var folder = Directory.CreateTempSubdirectory("hub-victim");
        var executions = Path.Combine(folder.FullName, "executions");
        var answers = Path.Combine(folder.FullName, "answers");

        Assert.Equal(Killed, await RunAsync(database, "first", executions, answers, fault));
        Assert.Equal(0, await RunAsync(database, "second", executions, answers, null));
        Assert.Equal(0, await RunAsync(database, "third", executions, answers, null));

        var given = (await File.ReadAllLinesAsync(answers)).Select(l => l.Split(' ')).ToArray();
        var executed = (await File.ReadAllLinesAsync(executions)).Select(l => l.Split(' ')[0]).ToArray();
        Assert.Equal(Messages, given.Select(g => g[0]).Distinct().Count()); // every message got its answer
        Assert.All(given.GroupBy(g => g[0]), g => Assert.Single(g.Select(x => x[2]).Distinct())); // the same one each time
        Assert.Equal(executed.Length, executed.Distinct().Count()); // the naive core was asked once per message
        var done = given.Where(g => Text(g[3]).Contains("Done", StringComparison.Ordinal)).Select(g => g[0]).Distinct().ToArray();
        Assert.Subset(executed.ToHashSet(), done.ToHashSet()); // nothing invented
        Assert.Equal(done.Length, await database.AskAsync<long>("select count(*) from settlement"));
        Assert.Equal(done.Length, await database.AskAsync<long>("select count(*) from ledger_transaction"));
        Assert.Equal(4 * done.Length, await database.AskAsync<long>("select count(*) from posting"));
        Assert.Equal(Messages, await database.AskAsync<long>("select count(*) from message where direction = 1"));
        Assert.Equal(0, await database.AskAsync<long>("select count(*) from outbox"));
        Assert.Equal(0, await database.AskAsync<long>("select count(*) from inbox"));
        folder.Delete(recursive: true);
    }

    private static string Text(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));

    private async Task<int> RunAsync(TestDatabase database, string node, string executions, string answers, string? fault)
    {
        var start = new ProcessStartInfo(
            victim.Program,
            [database.Owner, database.Application, node, Messages.ToString(CultureInfo.InvariantCulture), executions, answers, victim.Key]);
        start.Environment["HUB_FAULTS"] = fault ?? "";
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            Assert.Fail("the victim did not end: " + node + " " + fault);
        }

        return process.ExitCode;
    }
}
