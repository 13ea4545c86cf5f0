using System.Diagnostics;
using Hub.Simulators.Bank.Faults;
using Hub.Simulators.Bank.Ssh;

namespace Hub.Simulators.Tests.Bank;

public sealed class When_a_client_comes_to_the_bank : IAsyncLifetime
{
    private BankStage _stage = null!;

    public async ValueTask InitializeAsync() => _stage = await BankStage.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        if (_stage is not null)
        {
            await _stage.DisposeAsync();
        }
    }

    [Fact]
    public async Task Should_be_let_in_to_the_two_folders()
    {
        (int code, string output) = await _stage.SftpAsync("ls -1\nls -1 out\n");

        Assert.Equal(0, code);
        Assert.Equal(["in", "out", "out/archive"], output.Split('\n').Where(line => line.Length > 0 && !line.StartsWith("sftp>", StringComparison.Ordinal) && !line.Contains("Connected to", StringComparison.Ordinal)).Select(line => line.Trim()));
    }

    [Fact]
    public async Task Should_get_nothing_but_sftp()
    {
        string[] options = [.. _stage.ClientOptions().Select(option => option == "-P" ? "-p" : option)];

        (_, string output) = await Tool.RunAsync("ssh", "", [.. options, _stage.Address, "echo", "a", "shell"]);

        Assert.DoesNotContain("a shell", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_be_turned_away_with_another_key()
    {
        Assert.Equal(0, (await Tool.RunAsync("ssh-keygen", "", "-q", "-t", "ed25519", "-N", "", "-f", _stage.At("stranger"))).Code);
        string[] options = [.. _stage.ClientOptions().Select(option => option == _stage.Bank.Ssh.IdentityFile ? _stage.At("stranger") : option)];

        (int code, string output) = await Tool.RunAsync("sftp", "ls\n", [.. options, "-b", "-", _stage.Address]);

        Assert.NotEqual(0, code);
        Assert.Contains("Permission denied", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_see_another_host_key_while_the_fault_is_in_force()
    {
        await _stage.UseAsync(new BankFaultRule { Kind = BankFaultKind.ChangeHostKey });

        (int code, string output) = await _stage.SftpAsync("ls\n");

        Assert.NotEqual(0, code);
        Assert.Contains("Host key verification failed", output, StringComparison.Ordinal);
        Assert.Equal(1, _stage.Bank.Faults.Counts[BankFaultKind.ChangeHostKey]);
        await _stage.UseAsync();
        Assert.Equal(0, (await _stage.SftpAsync("ls\n")).Code);
    }

    [Fact]
    public async Task Should_be_refused_while_the_fault_is_in_force()
    {
        await _stage.UseAsync(new BankFaultRule { Kind = BankFaultKind.RefuseConnections });

        (int code, string output) = await _stage.SftpAsync("ls\n");

        Assert.NotEqual(0, code);
        Assert.Contains("Connection refused", output, StringComparison.Ordinal);
        await _stage.UseAsync();
        Assert.Equal(0, (await _stage.SftpAsync("ls\n")).Code);
    }

    [Fact]
    public async Task Should_lose_a_live_session_and_come_again()
    {
        using Process client = Connect();
        await client.StandardInput.WriteLineAsync("ls -1");
        await ReadUntilAsync(client, "in");
        Assert.NotEmpty(_stage.Bank.Ssh.SessionIds);

        Assert.Equal(200, (await _stage.PostAsync("/admin/kill-sessions", new { })).Status);

        await AssertCutAsync(client);
        Assert.Equal(0, (await _stage.SftpAsync("ls\n")).Code);
    }

    [Fact]
    public async Task Should_wait_in_vain_for_a_bank_that_hangs()
    {
        await _stage.UseAsync(new BankFaultRule { Kind = BankFaultKind.HangAfterAuth });
        using Process client = Connect(more: ["-v"]);

        await ReadUntilAsync(client, "Authenticated to", client.StandardError);
        await ReadUntilAsync(client, "Sending subsystem: sftp", client.StandardError);

        Assert.False(client.HasExited);
        await _stage.UseAsync();
        await client.WaitForExitAsync();
        Assert.NotEqual(0, client.ExitCode);
    }

    [Fact]
    public async Task Should_find_the_disk_full_while_the_fault_is_in_force()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "mounting needs root");
        try
        {
            await _stage.UseAsync(new BankFaultRule { Kind = BankFaultKind.FullDisk });
        }
        catch (FormatException refused)
        {
            Assert.Skip(refused.Message);
        }
        await File.WriteAllTextAsync(_stage.At("data"), "some bytes");

        (int code, _) = await _stage.SftpAsync($"put {_stage.At("data")} in/PAY_1.txt.part\n");

        Assert.NotEqual(0, code);
        await _stage.UseAsync();
        Assert.Equal(0, (await _stage.SftpAsync($"put {_stage.At("data")} in/PAY_1.txt.part\n")).Code);
        Assert.Equal(10, new FileInfo(Path.Combine(_stage.Bank.InPath, "PAY_1.txt.part")).Length);
    }

    [Fact]
    public async Task Should_leave_no_process_behind()
    {
        using Process client = Connect();
        await client.StandardInput.WriteLineAsync("ls -1");
        await ReadUntilAsync(client, "in");
        int[] processes = [.. _stage.Bank.Ssh.SessionIds];

        await _stage.Bank.Ssh.DisposeAsync();

        await AssertCutAsync(client);
        Assert.NotEmpty(processes);
        Assert.All(processes, id => Assert.False(IsAlive(id)));
    }

    /// <summary>sftp notices that its line is dead with the next command only.</summary>
    private static async Task AssertCutAsync(Process client)
    {
        await client.StandardInput.WriteLineAsync("ls -1");
        client.StandardInput.Close();
        await client.WaitForExitAsync();
        Assert.NotEqual(0, client.ExitCode);
    }

    private static bool IsAlive(int id) => File.Exists($"/proc/{id}/stat") && !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal);

    private Process Connect(params string[] more)
    {
        return Process.Start(new ProcessStartInfo("sftp", [.. more, .. _stage.ClientOptions(), _stage.Address])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    private static async Task ReadUntilAsync(Process client, string text, StreamReader? stream = null)
    {
        while (await (stream ?? client.StandardOutput).ReadLineAsync() is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return;
            }
        }
        Assert.Fail($"the client ended without saying: {text}");
    }
}
