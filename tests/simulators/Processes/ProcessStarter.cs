using System.Collections.Concurrent;
using System.Diagnostics;

namespace Hub.Simulators.Processes;

/// <summary>
/// Starts processes from one thread that lives as long as this process. The kernel sends a child its parent-death signal when the
/// starting thread ends, so that a killed sandbox leaves nothing running; a pool thread would end too early.
/// </summary>
internal static class ProcessStarter
{
    private const string Tie = "/usr/bin/setpriv";
    private static readonly BlockingCollection<Action> Work = CreateQueue();

    /// <summary>Starts a program, tied to the life of this process where the system can do that.</summary>
    public static Process Start(ProcessStartInfo info)
    {
        if (File.Exists(Tie))
        {
            string program = info.FileName;
            string[] arguments = [.. info.ArgumentList];
            info.FileName = Tie;
            info.ArgumentList.Clear();
            foreach (string argument in (string[])["--pdeathsig", "TERM", program, .. arguments])
            {
                info.ArgumentList.Add(argument);
            }
        }
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Work.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(info)!);
            }
            catch (System.ComponentModel.Win32Exception missing)
            {
                started.SetException(missing);
            }
        });
        return started.Task.GetAwaiter().GetResult();
    }

    private static BlockingCollection<Action> CreateQueue()
    {
        var queue = new BlockingCollection<Action>();
        var thread = new Thread(() =>
        {
            foreach (Action action in queue.GetConsumingEnumerable())
            {
                action();
            }
        })
        {
            IsBackground = true,
            Name = "process-starter",
        };
        thread.Start();
        return queue;
    }
}
