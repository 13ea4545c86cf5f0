using System.Globalization;
using System.Text.Json;

namespace Hub.Console.Officers;

/// <summary>
/// Reads <c>officers.json</c>: <c>{"version": 1, "officers": [{ id, name, roles, tokenSha256, notAfter?, status? }]}</c>. Strict: a member
/// nobody knows is an error, because a misspelt one must not be silently without effect; all problems are listed.
/// </summary>
internal sealed class OfficerFileReader(string file)
{
    private const int FileLengthMax = 4 * 1024 * 1024;
    private const int TextLengthMax = 60;
    private static readonly string[] Known = ["id", "name", "roles", "tokenSha256", "notAfter", "status"];
    private static readonly string[] Moments =
        ["yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"];

    private readonly List<OfficerProblem> problems = [];
    private string subject = "file";

    /// <summary>Bytes of the file; null when there is none.</summary>
    internal static byte[]? Bytes(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true } info
                ? info.Length <= FileLengthMax
                    ? File.ReadAllBytes(path)
                    : throw new InvalidOfficersException([new(path, "file", "(all)", "is larger than 4 MB", "is it the right file?")])
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOfficersException([new(path, "file", "(all)", "cannot be read", "mend its name or its mode")]);
        }
    }

    internal OfficerList Read(ReadOnlyMemory<byte> json)
    {
        using var document = Parse(json);
        var officers = new List<Officer>();
        var ids = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var tokens = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in Entries(document.RootElement))
        {
            var officer = ReadOfficer(entry);
            if (officer.Id.Length > 0 && !ids.Add(officer.Id))
            {
                Problem("id", "stands there twice", "give each officer an id of their own; an id is never given to another person");
            }

            if (officer.TokenSha256.Length > 0 && !tokens.Add(officer.TokenSha256))
            {
                Problem("tokenSha256", "belongs to two officers", "make each officer a token of their own");
            }

            officers.Add(officer);
        }

        return problems.Count == 0 ? new OfficerList(officers) : throw new InvalidOfficersException(problems);
    }

    private JsonDocument Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            var options = new JsonDocumentOptions { AllowDuplicateProperties = false, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 8 };
            return JsonDocument.Parse(json, options);
        }
        catch (JsonException e)
        {
            var where = string.Create(CultureInfo.InvariantCulture, $"line {e.LineNumber + 1}");
            throw new InvalidOfficersException([new(file, "file", where, "is not JSON, or a member stands there twice", "mend the JSON")]);
        }
    }

    private List<JsonElement> Entries(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            Problem("(root)", "is not a JSON object", "begin the file with {");
            return [];
        }

        RefuseUnknown(root, ["version", "officers"]);
        if (!root.TryGetProperty("version", out var version) || version.ValueKind != JsonValueKind.Number
            || !version.TryGetInt32(out var number) || number != 1)
        {
            Problem("version", "is not 1", "write \"version\": 1");
        }

        if (root.TryGetProperty("officers", out var list) && list.ValueKind == JsonValueKind.Array
            && list.EnumerateArray().All(entry => entry.ValueKind == JsonValueKind.Object))
        {
            return [.. list.EnumerateArray()];
        }

        Problem("officers", "must be a list of objects", "write it like [{ … }]");
        return [];
    }

    private Officer ReadOfficer(JsonElement entry)
    {
        subject = "officer";
        var id = Text(entry, "id", "write a short name such as wang.fang");
        if (id.Length <= TextLengthMax && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && id != "hub")
        {
            subject = "officer " + id;
        }
        else
        {
            Problem("id", "is not 1 to 60 letters, digits, '-', '_', '.', or is 'hub', which is the hub itself", "write a short name such as wang.fang");
        }

        var name = Text(entry, "name", "write the officer's name");
        if (name.Length > TextLengthMax || name.Any(char.IsControl))
        {
            Problem("name", "is longer than 60 characters or has control characters", "write a shorter name");
        }

        var digest = Text(entry, "tokenSha256", "add the officer with the command, which makes the token");
        if (digest.Length > 0 && (digest.Length != 64 || !digest.All(char.IsAsciiHexDigitLower)))
        {
            Problem("tokenSha256", "is not 64 lower-case hexadecimal digits", "write the SHA-256 of the token, never the token itself");
            digest = "";
        }

        var officer = new Officer
        {
            Id = id, Name = name, Roles = Roles(entry), TokenSha256 = digest, NotAfter = NotAfter(entry), Status = Status(entry),
        };
        RefuseUnknown(entry, Known);
        return officer;
    }

    private OfficerRoles Roles(JsonElement entry)
    {
        var words = string.Join(", ", OfficerRoleNames.All.Select(role => role.Word));
        if (!entry.TryGetProperty("roles", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
        {
            Problem("roles", "must be a list of at least one role", "write some of " + words);
            return OfficerRoles.None;
        }

        var roles = OfficerRoles.None;
        var position = 0;
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.String && OfficerRoleNames.Find(item.GetString()!) is { } role)
            {
                roles |= role;
            }
            else
            {
                Problem(string.Create(CultureInfo.InvariantCulture, $"roles[{position}]"), "is not one of the known words", "write one of " + words);
            }

            position++;
        }

        return roles;
    }

    private DateTimeOffset? NotAfter(JsonElement entry)
    {
        if (!entry.TryGetProperty("notAfter", out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String
            && DateTimeOffset.TryParseExact(value.GetString(), Moments, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
        {
            return moment;
        }

        Problem("notAfter", "is not a moment with its offset", "write it like 2027-01-01T00:00:00+08:00");
        return null;
    }

    private OfficerStatus Status(JsonElement entry)
    {
        if (!entry.TryGetProperty("status", out var value) || (value.ValueKind == JsonValueKind.String && value.GetString() == "active"))
        {
            return OfficerStatus.Active;
        }

        if (value.ValueKind != JsonValueKind.String || value.GetString() != "suspended")
        {
            Problem("status", "is not one of the known words", "write one of active, suspended");
        }

        return OfficerStatus.Suspended;
    }

    private string Text(JsonElement entry, string name, string fix)
    {
        if (!entry.TryGetProperty(name, out var value))
        {
            Problem(name, "is missing", fix);
        }
        else if (value.ValueKind != JsonValueKind.String || value.GetString() is not { Length: > 0 } text)
        {
            Problem(name, "must be a text that is not empty", fix);
        }
        else
        {
            return text;
        }

        return "";
    }

    private void RefuseUnknown(JsonElement entry, string[] known)
    {
        foreach (var member in entry.EnumerateObject().Where(member => !known.Contains(member.Name)))
        {
            Problem(member.Name, "is not a known member", "remove it or mend its spelling; known are " + string.Join(", ", known));
        }
    }

    private void Problem(string field, string rule, string fix) => problems.Add(new(file, subject, field, rule, fix));
}
