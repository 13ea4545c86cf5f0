using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Hub.Simulators.Bank.Ssh;

/// <summary>Processes and what they started, as /proc tells.</summary>
internal static class ProcessTree
{
    private const int Terminate = 15;
    private const int Continue = 18;
    private const int Stop = 19;

    /// <summary>Ids of every process below this one.</summary>
    public static IReadOnlyList<int> Below(int id)
    {
        ILookup<int, int> children = Parents().ToLookup(pair => pair.Parent, pair => pair.Id);
        var found = new List<int>();
        var open = new Queue<int>(children[id]);
        while (open.TryDequeue(out int next))
        {
            found.Add(next);
            foreach (int child in children[next])
            {
                open.Enqueue(child);
            }
        }
        return found;
    }

    /// <summary>Ends processes by their ids; those that ended by themselves meanwhile are no error.</summary>
    public static void Kill(IEnumerable<int> ids)
    {
        foreach (int id in ids)
        {
            try
            {
                using var process = Process.GetProcessById(id);
                process.Kill();
            }
            catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                // It ended between the look and the signal.
            }
        }
    }

    /// <summary>
    /// Ends everything below a process and asks the process itself to end. It is stopped while that happens, so that it starts nothing new
    /// between the look and the signals.
    /// </summary>
    public static void End(int id)
    {
        _ = kill(id, Stop);
        Kill(Below(id));
        _ = kill(id, Terminate);
        _ = kill(id, Continue);
    }

    private static IEnumerable<(int Id, int Parent)> Parents()
    {
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int id) && ParentOf(folder) is int parent)
            {
                yield return (id, parent);
            }
        }
    }

    private static int? ParentOf(string folder)
    {
        try
        {
            // "pid (name) state parent …": the name may hold spaces and brackets.
            string stat = File.ReadAllText(Path.Combine(folder, "stat"));
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int pid, int signal);
}
