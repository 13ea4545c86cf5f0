using System.Diagnostics;
using System.Text;

namespace Hub.EndToEnd.Tests.Stage;

/// <summary>One bash that runs block after block, as a person types them: variables and functions stay.</summary>
internal sealed class BashSession : IAsyncDisposable
{
    private const string EndOfBlock = "---end-of-block---";
    private readonly Process bash;
    private readonly StringBuilder errors = new();

    internal BashSession(string folder, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("bash", ["--noprofile", "--norc"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        bash = Process.Start(start)!;
        bash.ErrorDataReceived += (_, line) =>
        {
            lock (errors)
            {
                errors.AppendLine(line.Data);
            }
        };
        bash.BeginErrorReadLine();
    }

    /// <summary>What the session has written to standard error so far.</summary>
    internal string Errors
    {
        get
        {
            lock (errors)
            {
                return errors.ToString();
            }
        }
    }

    /// <summary>Runs a block and returns the exit code of its last command with its standard output.</summary>
    internal async Task<(int ExitCode, string Output)> RunAsync(string block)
    {
        await bash.StandardInput.WriteAsync(block.TrimEnd('\n') + $"\necho \"\n{EndOfBlock}$?\"\n");
        await bash.StandardInput.FlushAsync();
        var output = new StringBuilder();
        while (await bash.StandardOutput.ReadLineAsync(Quick.Cancel) is { } line)
        {
            if (line.StartsWith(EndOfBlock, StringComparison.Ordinal))
            {
                return (int.Parse(line[EndOfBlock.Length..], System.Globalization.CultureInfo.InvariantCulture), output.ToString());
            }

            output.AppendLine(line);
        }

        throw new InvalidOperationException("bash ended: " + Errors);
    }

    public async ValueTask DisposeAsync()
    {
        if (!bash.HasExited)
        {
            bash.Kill(entireProcessTree: true);
            await bash.WaitForExitAsync();
        }

        bash.Dispose();
    }
}
