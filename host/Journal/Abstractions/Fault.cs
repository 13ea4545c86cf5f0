using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Hub.Journal;

/// <summary>
/// Named points where tests make the process die, throw or stall; calls exist only in builds with <c>HUB_FAULTS</c>
/// (<c>-p:HubFaults=true</c>). Armed by the environment: <c>HUB_FAULTS="i11.after=kill@3;c4.after=throw@1;k2.after=stall:500@1"</c>
/// (the number behind @ is the hit that counts; a stall is in milliseconds).
/// </summary>
internal static class Fault
{
    private static readonly ConcurrentDictionary<string, int> Hits = new(StringComparer.Ordinal);

    [Conditional("HUB_FAULTS")]
    public static void Hit(string point)
    {
        var armed = Environment.GetEnvironmentVariable("HUB_FAULTS");
        if (string.IsNullOrEmpty(armed))
        {
            return;
        }

        var hit = Hits.AddOrUpdate(point, 1, static (_, n) => n + 1);
        foreach (var fault in armed.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, rest) = Split(fault, '=');
            var (action, at) = Split(rest, '@');
            if (name == point && hit == int.Parse(at, CultureInfo.InvariantCulture))
            {
                Do(action);
            }
        }
    }

#pragma warning disable RS0030 // A fault stops its thread, whatever the clock.
    private static void Do(string action)
    {
        const int Kill = 9;
        var (name, argument) = Split(action, ':');
        switch (name)
        {
            case "kill":
                _ = kill(Environment.ProcessId, Kill);
                Thread.Sleep(Timeout.InfiniteTimeSpan);
                break;
            case "throw":
                throw new IOException("fault injected");
            case "stall":
                Thread.Sleep(TimeSpan.FromMilliseconds(int.Parse(argument, CultureInfo.InvariantCulture)));
                break;
            default:
                throw new ArgumentException("unknown fault " + action, nameof(action));
        }
    }

#pragma warning restore RS0030
    private static (string, string) Split(string text, char at) =>
        text.IndexOf(at, StringComparison.Ordinal) is var i && i < 0 ? (text, "") : (text[..i], text[(i + 1)..]);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int pid, int signal);
}
