using System.Diagnostics;
using Hub.Simulators.Processes;

namespace Hub.Simulators.Bank.Files;

/// <summary>Makes the disk under a folder full: a file system of one page in memory is put over it, and that page is used. Root only.</summary>
internal sealed class FullDisk(string folder)
{
    private bool _full;

    /// <summary>Fills or frees the disk.</summary>
    /// <exception cref="FormatException">It cannot be done here.</exception>
    public void Set(bool full)
    {
        if (full == _full)
        {
            return;
        }
        if (full && !Run("mount", "-t", "tmpfs", "-o", "size=4k,mode=700", "tmpfs", folder))
        {
            throw new FormatException("fullDisk: needs root and the right to mount");
        }
        _full = full;
        if (full)
        {
            File.WriteAllBytes(Path.Combine(folder, ".full"), new byte[4096]);
        }
        else
        {
            Run("umount", "-l", folder);
        }
    }

    private static bool Run(params string[] command)
    {
        using Process process = ProcessStarter.Start(new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardError = true });
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
