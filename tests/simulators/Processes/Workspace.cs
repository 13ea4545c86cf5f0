namespace Hub.Simulators.Processes;

/// <summary>The folder of one run: configuration, keys, data, logs. Removed at the end unless it is kept.</summary>
internal sealed class Workspace : IDisposable
{
    private readonly bool _keep;

    private Workspace(string folder, bool keep)
    {
        Folder = folder;
        _keep = keep;
    }

    /// <summary>Absolute path.</summary>
    public string Folder { get; }

    /// <summary>A fresh folder below <paramref name="parent"/>. It must be on a disk: a memory file system would make fsync free.</summary>
    /// <exception cref="ChildFailedException">The parent lies in memory.</exception>
    public static Workspace Create(string parent, string name, bool keep)
    {
        string root = Path.GetFullPath(parent);
        PrivateFiles.MakeFolder(root);
        if (new DriveInfo(root).DriveFormat is "tmpfs" or "ramfs")
        {
            throw new ChildFailedException($"{root} lies in memory; name a folder on a disk with --folder");
        }
        string folder = Path.Combine(root, $"{name}-{Environment.ProcessId}");
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
        PrivateFiles.MakeFolder(folder);
        return new Workspace(folder, keep);
    }

    /// <summary>A path inside.</summary>
    public string At(string name) => Path.Combine(Folder, name);

    /// <summary>A folder inside, made when absent.</summary>
    public string FolderAt(string name) => PrivateFiles.MakeFolder(At(name));

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_keep && Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}
