using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Certs.Registry;
using Hub.Certs.Signatures;

namespace Hub.Host.Commands;

/// <summary><c>hub partner add</c>: registers a partner, or a further key of one. The changed registry is checked before it replaces the old one.</summary>
internal static class PartnerAddCommand
{
    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "12-character institution code, or a short name such as core" };
        var name = new Option<string?>("--name") { Description = "Organisation; needed for a new partner" };
        var kind = new Option<string>("--kind")
        {
            Description = "hospital, pharmacy, core, bank, tax, upper, agency, operator",
            DefaultValueFactory = _ => "hospital",
        };
        var key = new Option<string?>("--key") { Description = "File with its public key (PEM)" };
        var keyId = new Option<string?>("--key-id") { Description = "Name of the key (default: ID and a number)" };
        var algorithm = new Option<string>("--algorithm")
        {
            Description = string.Join(", ", SignatureAlgorithmNames.All),
            DefaultValueFactory = _ => "sm2-sm3",
        };
        var userId = new Option<string?>("--sm2-user-id") { Description = "SM2 user id agreed with the partner (default 1234567812345678)" };
        var command = new Command("add", "Register a partner, or a further key of a registered one") { id, name, kind, key, keyId, algorithm, userId };
        command.SetAction(parsed =>
        {
            var file = PartnerCommand.RegistryFile(parsed);
            var entry = parsed.GetValue(key) is { } keyFile
                ? KeyEntry(keyFile, parsed.GetValue(keyId), parsed.GetRequiredValue(algorithm), parsed.GetValue(userId))
                : null;
            return Add(new Output(parsed), file, parsed.GetRequiredValue(id), parsed.GetValue(name), parsed.GetRequiredValue(kind), entry);
        });
        return command;
    }

    private static int Add(Output output, string file, string id, string? name, string kind, JsonObject? key)
    {
        var root = File.Exists(file)
            ? JsonNode.Parse(File.ReadAllBytes(file))!.AsObject()
            : new JsonObject { ["version"] = 1, ["partners"] = new JsonArray() };
        var partners = root["partners"]!.AsArray();
        var partner = partners.OfType<JsonObject>().FirstOrDefault(p => (string?)p["id"] == id);
        if (partner is null)
        {
            partner = new JsonObject
            {
                ["id"] = id,
                ["name"] = name ?? throw new CommandException(ExitCode.Usage, $"{id} is new: say who it is with --name"),
                ["kind"] = kind,
                ["status"] = "active",
            };
            partners.Add((JsonNode)partner);
        }
        else if (key is null)
        {
            throw new CommandException(ExitCode.Refused, $"{id} is registered already; a further key is added with --key");
        }

        if (key is not null)
        {
            partner["keys"] ??= new JsonArray();
            var keys = partner["keys"]!.AsArray();
            key["keyId"] ??= $"{id}-{keys.Count + 1}";
            keys.Add((JsonNode)key);
        }

        Replace(file, root);
        output.Json(new { ok = true, id, keyId = (string?)key?["keyId"] });
        output.Line($"{id} is registered in {file}" + (key is null ? "" : $" with key {(string?)key["keyId"]}"));
        return ExitCode.Ok;
    }

    private static JsonObject KeyEntry(string file, string? keyId, string algorithm, string? userId)
    {
        if (!File.Exists(file))
        {
            throw new CommandException(ExitCode.NotFound, $"no such file: {file}");
        }

        var entry = new JsonObject { ["keyId"] = keyId, ["algorithm"] = algorithm, ["publicKeyPem"] = File.ReadAllText(file) };
        if (userId is not null)
        {
            entry["sm2UserId"] = userId;
        }

        return entry;
    }

    // A running hub reads the file at any moment: it must only ever see the old one or the new one, and the new one must be right.
    private static void Replace(string file, JsonObject root)
    {
        var json = System.Text.Encoding.UTF8.GetBytes(root.ToJsonString(Written) + "\n");
        PartnerRegistry.Parse(json, file);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var next = file + ".new";
        File.WriteAllBytes(next, json);
        File.Move(next, file, overwrite: true);
    }
}
