using System.Text;

namespace Hub.Certs.Authority;

/// <summary>Files of keys: folders of mode 700, files of mode 600, written whole or not at all, never replaced unless asked.</summary>
internal sealed class KeyFolder(string root)
{
    internal string Root { get; } = Path.GetFullPath(root);

    internal static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';

    internal string PathOf(string relative) => Path.Combine(Root, relative);

    internal bool Exists(string relative) => File.Exists(PathOf(relative));

    internal string Read(string relative) => File.ReadAllText(PathOf(relative));

    internal void Write(string relative, string text, bool overwrite) => Write(relative, Encoding.UTF8.GetBytes(text), overwrite);

    /// <exception cref="IOException">The file is there and was not to be replaced.</exception>
    internal void Write(string relative, byte[] content, bool overwrite)
    {
        var path = PathOf(relative);
        CreateFolder(Path.GetDirectoryName(path)!);
        var temporary = path + ".new";
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(temporary, options))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite);
    }

    private void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        // One by one: a mode given for a deep path holds for its last folder only.
        var folders = new Stack<string>();
        for (var folder = path; folder.Length >= Root.Length; folder = Path.GetDirectoryName(folder)!)
        {
            folders.Push(folder);
        }

        foreach (var folder in folders)
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
