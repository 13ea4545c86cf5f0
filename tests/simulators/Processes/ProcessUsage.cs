using System.Globalization;

namespace Hub.Simulators.Processes;

/// <summary>CPU time and memory of processes, from <c>/proc</c>.</summary>
internal static class ProcessUsage
{
    // USER_HZ is 100 on every Linux that .NET runs on; it is fixed by the kernel's interface.
    private const long TicksPerClock = TimeSpan.TicksPerSecond / 100;

    private readonly record struct Stat(int Parent, long OwnTicks, long WaitedTicks);

    /// <summary>CPU time of one process, without its children.</summary>
    public static TimeSpan Cpu(int pid) => TimeSpan.FromTicks((Read(pid)?.OwnTicks ?? 0) * TicksPerClock);

    /// <summary>CPU time of a process with all its children, ended ones included.</summary>
    public static TimeSpan CpuOfTree(int pid)
    {
        Dictionary<int, Stat> all = ReadAll();
        return TimeSpan.FromTicks(TreeTicks(all, pid) * TicksPerClock);
    }

    /// <summary>Resident memory of one process in bytes; 0 when it is gone.</summary>
    public static long ResidentBytes(int pid) => StatusBytes(pid, "VmRSS:");

    /// <summary>The most resident memory since its start or <see cref="ForgetPeak"/>; 0 when it is gone.</summary>
    public static long PeakResidentBytes(int pid) => StatusBytes(pid, "VmHWM:");

    /// <summary>Lets the peak count from now on (proc(5): 5 resets it to what is resident now).</summary>
    public static void ForgetPeak(int pid) => File.WriteAllText($"/proc/{pid}/clear_refs", "5");

    private static long StatusBytes(int pid, string field)
    {
        try
        {
            string line = File.ReadLines($"/proc/{pid}/status").First(text => text.StartsWith(field, StringComparison.Ordinal));
            return long.Parse(line.AsSpan(field.Length).Trim(" \tkB"), CultureInfo.InvariantCulture) * 1024;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return 0;
        }
    }

    private static long TreeTicks(Dictionary<int, Stat> all, int pid)
    {
        if (!all.TryGetValue(pid, out Stat stat))
        {
            return 0;
        }
        return stat.OwnTicks + stat.WaitedTicks + all.Where(other => other.Value.Parent == pid).Sum(child => TreeTicks(all, child.Key));
    }

    private static Dictionary<int, Stat> ReadAll()
    {
        var all = new Dictionary<int, Stat>();
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int pid) && Read(pid) is { } stat)
            {
                all[pid] = stat;
            }
        }
        return all;
    }

    private static Stat? Read(int pid)
    {
        try
        {
            string text = File.ReadAllText($"/proc/{pid}/stat");

            // The name in brackets may hold anything; fields are counted from behind it (proc(5): 3 state, 4 ppid, 14 to 17 times).
            string[] fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return new Stat(int.Parse(fields[1], CultureInfo.InvariantCulture), Number(11) + Number(12), Number(13) + Number(14));
            long Number(int index) => long.Parse(fields[index], CultureInfo.InvariantCulture);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
