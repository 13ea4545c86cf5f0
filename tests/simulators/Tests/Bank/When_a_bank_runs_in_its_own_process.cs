using System.Globalization;
using Hub.Simulators.Bank.Ssh;
using Hub.Simulators.Processes;

namespace Hub.Simulators.Tests.Bank;

public sealed class When_a_bank_runs_in_its_own_process
{
    [Fact]
    public async Task Should_say_where_it_is_and_end_with_its_ssh_server()
    {
        Assert.SkipUnless(SshServer.IsInstalled, "openssh-server is not installed");
        CancellationToken cancel = TestContext.Current.CancellationToken;
        string folder = Directory.CreateTempSubdirectory("bank-").FullName;
        try
        {
            IReadOnlyList<int> servers;
            await using (BankProcess bank = await BankProcess.StartAsync(
                [
                    "dotnet", Path.Combine(AppContext.BaseDirectory, "hub-sandbox.dll"), "bank", "--bank", "bankb", "--profile", "iso20022",
                    "--folder", Path.Combine(folder, "b"), "--key", Path.Combine(folder, "key.pem"), "--books", Path.Combine(folder, "books.jsonl"),
                    "--opening-fen", "12345",
                ],
                Path.Combine(folder, "bank.log"),
                cancel))
            {
                servers = ProcessTree.Below(bank.Id);
                (int code, string output) = await Tool.RunAsync(
                    "sftp", "ls -1\n", "-F", "none", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes", "-o", "UserKnownHostsFile=" + bank.KnownHostsFile,
                    "-i", bank.IdentityFile, "-P", bank.SftpPort.ToString(CultureInfo.InvariantCulture), "-b", "-", bank.User + "@127.0.0.1");
                Assert.True(code == 0, output);
                Assert.Contains("in", output, StringComparison.Ordinal);
                Assert.Equal(12_345, (await bank.GetAsync("/admin/books", cancel)).GetProperty("balance_fen").GetInt64());
                Assert.True(await bank.PostAsync("/admin/end-of-day", """{"date":"2026-11-28"}""", cancel));
                Assert.False(await bank.PostAsync("/admin/end-of-day", """{"date":"28.11.2026"}""", cancel));
            }

            Assert.True(File.Exists(Path.Combine(folder, "key.pem")));
            Assert.NotEmpty(servers);
            Assert.All(servers, id => Assert.False(File.Exists($"/proc/{id}/stat") && !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
