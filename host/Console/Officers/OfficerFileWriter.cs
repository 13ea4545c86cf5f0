using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Hub.Console.Officers;

/// <summary>Replaces an officers' file in one step: a reader sees the old one or the new one, never half of one.</summary>
internal static class OfficerFileWriter
{
    private const UnixFileMode OnlyMine = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly JsonWriterOptions Written = new() { Indented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    internal static void Change(string path, Func<OfficerList, OfficerList> change)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);

        // Two commands at a time would lose one of the two officers.
        using var held = Open(path + ".lock", FileMode.OpenOrCreate);
        var before = OfficerFileReader.Bytes(path) is { } json ? OfficerFile.Parse(json, path) : OfficerList.Empty;
        var after = Write(change(before));
        OfficerFile.Parse(after, path);
        var part = path + ".part";
        using (var file = Open(part, FileMode.Create))
        {
            file.Write(after);
            file.Flush(flushToDisk: true);
        }

        File.Move(part, path, overwrite: true);
    }

    private static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OnlyMine;
        }

        return new FileStream(path, options);
    }

    private static byte[] Write(OfficerList list)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Written))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", 1);
            writer.WriteStartArray("officers");
            foreach (var officer in list.Officers)
            {
                Write(writer, officer);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, Officer officer)
    {
        writer.WriteStartObject();
        writer.WriteString("id", officer.Id);
        writer.WriteString("name", officer.Name);
        writer.WriteStartArray("roles");
        foreach (var word in OfficerRoleNames.Words(officer.Roles))
        {
            writer.WriteStringValue(word);
        }

        writer.WriteEndArray();
        writer.WriteString("tokenSha256", officer.TokenSha256);
        if (officer.NotAfter is { } end)
        {
            writer.WriteString("notAfter", end.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
        }

        writer.WriteString("status", officer.Status == OfficerStatus.Active ? "active" : "suspended");
        writer.WriteEndObject();
    }
}
