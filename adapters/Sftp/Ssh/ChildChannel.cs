using System.ComponentModel;
using System.Diagnostics;

namespace Hub.Adapters.Sftp.Ssh;

/// <summary>The pipes of a child process of ours, which is ended by its own id.</summary>
internal sealed class ChildChannel : Channel
{
    private readonly Process process;

    private ChildChannel(Process process)
    {
        this.process = process;
        Id = process.Id;
        Ended = process.WaitForExitAsync(CancellationToken.None);
    }

    public int Id { get; }

    public override Stream ToServer => process.StandardInput.BaseStream;

    public override Stream FromServer => process.StandardOutput.BaseStream;

    public override Stream Complaints => process.StandardError.BaseStream;

    public override Task Ended { get; }

    /// <summary>Starts a program with nothing of our environment but the path: no agent, no askpass, no secret of the hub, English messages.</summary>
    /// <exception cref="SshException"><see cref="SshFailure.ClientMissing"/>.</exception>
    public static ChildChannel Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        start.Environment.Clear();
        start.Environment["LC_ALL"] = "C";
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        try
        {
            return new ChildChannel(Process.Start(start)!);
        }
        catch (Win32Exception missing)
        {
            throw new SshException(
                SshFailure.ClientMissing,
                $"{SftpName.Show(program)} cannot be started (error {missing.NativeErrorCode}); install the OpenSSH client or name its path",
                certainlyNotDelivered: true);
        }
    }

    public override void End()
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It was disposed of: it had ended before.
            return;
        }
        catch (Win32Exception)
        {
            // It is just ending by itself.
            return;
        }
    }

    public override ValueTask DisposeAsync()
    {
        // The process object leaves streams that were looked at to the garbage collector.
        FromServer.Dispose();
        Complaints.Dispose();
        process.Dispose();
        return ValueTask.CompletedTask;
    }
}
