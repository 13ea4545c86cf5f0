namespace Hub.Host.Health;

/// <summary>Free space where a folder is or will be.</summary>
internal static class DiskSpace
{
    internal static long FreeBytes(string folder)
    {
        var existing = Path.GetFullPath(folder);
        while (!Directory.Exists(existing))
        {
            existing = Path.GetDirectoryName(existing)!;
        }

        return new DriveInfo(existing).AvailableFreeSpace;
    }
}
