using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Hub.Simulators.Bench.Limits;

/// <summary>How often a second the disk confirms 8 kB at the end of a file: one writer, one commit at a time.</summary>
internal static class SyncLimit
{
    private const int Block = 8192;
    private const int FileBytesMax = 64 * 1024 * 1024;

    /// <summary>Writes with fdatasync per second, in a file that exists already as a log's does.</summary>
    public static decimal Measure(string file, TimeSpan duration, TimeProvider clock)
    {
        byte[] block = new byte[Block];
        try
        {
            using SafeFileHandle handle = File.OpenHandle(file, FileMode.Create, FileAccess.ReadWrite, preallocationSize: FileBytesMax);
            RandomAccess.Write(handle, new byte[FileBytesMax], 0);
            RandomAccess.FlushToDisk(handle);
            long started = clock.GetTimestamp();
            long written = 0;
            while (clock.GetElapsedTime(started) < duration)
            {
                RandomAccess.Write(handle, block, written * Block % FileBytesMax);
                if (fdatasync(handle) != 0)
                {
                    throw new IOException("fdatasync failed");
                }
                written++;
            }
            return decimal.Round(written / (clock.GetElapsedTime(started).Ticks / (decimal)TimeSpan.TicksPerSecond));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int fdatasync(SafeFileHandle file);
}
