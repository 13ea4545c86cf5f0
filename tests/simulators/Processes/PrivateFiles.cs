namespace Hub.Simulators.Processes;

/// <summary>Files and folders that only their owner may read: keys lie in them.</summary>
internal static class PrivateFiles
{
    private const UnixFileMode Folder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode File = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes a folder, mode 700, unless it exists.</summary>
    public static string MakeFolder(string path) => OperatingSystem.IsWindows()
        ? throw new PlatformNotSupportedException("benches and demos run on Linux")
        : Directory.CreateDirectory(path, Folder).FullName;

    /// <summary>Writes a new file, mode 600.</summary>
    public static void Write(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = File;
        }
        using var writer = new StreamWriter(path, options);
        writer.Write(text);
    }
}
