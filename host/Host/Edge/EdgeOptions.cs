using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Certs.Signatures;
using Hub.Host.Commands;

namespace Hub.Host.Edge;

/// <summary>Every setting of the edge agent; the file <c>edge.json</c>. Relative files start from its folder.</summary>
internal sealed record EdgeOptions
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, ReadCommentHandling = JsonCommentHandling.Disallow,
    };

    /// <summary>Port on 127.0.0.1 that the clinic's system posts to. Default 8765, range 0–65,535; 0 takes a free one.</summary>
    public int Port { get; init; } = 8765;

    /// <summary>Address of the hub, for example https://hub.example:8443/. Required.</summary>
    public Uri? Hub { get; init; }

    /// <summary>The clinic's institution code; a message of another institution is not taken. Required.</summary>
    public string Institution { get; init; } = "";

    /// <summary>PEM file with the clinic's private key, mode 600. Required.</summary>
    public string KeyFile { get; init; } = "";

    /// <summary>Id of the key in the hub's partner registry. Required.</summary>
    public string KeyId { get; init; } = "";

    /// <summary>Algorithm of the key: sm2-sm3, ecdsa-p256-sha256, rsa-pss-sha256 or rsa-pkcs1-sha256. Default sm2-sm3.</summary>
    public string Algorithm { get; init; } = "sm2-sm3";

    /// <summary>Folder for what waits and what was answered; made with mode 700. Default edge-data.</summary>
    public string Folder { get; init; } = "edge-data";

    /// <summary>Longest time a message waits: while the oldest is older, nothing new is taken. Nothing is ever dropped. Default 72 h, range 1–720 h.</summary>
    public int HoursMax { get; init; } = 72;

    /// <summary>Megabytes that may wait. Default 512, range 1–65,536.</summary>
    public int MegabytesMax { get; init; } = 512;

    /// <summary>Largest message in bytes. Default 4 MiB, range 1 KiB – 64 MiB.</summary>
    public int MessageBytesMax { get; init; } = 4 * 1024 * 1024;

    /// <summary>How long the clinic's system waits for the hub's answer before it is told that its message waits. Default 25 s, range 1–120 s.</summary>
    public int WaitSeconds { get; init; } = 25;

    /// <summary>Pause after the hub was not reached or did not know yet. Default 5 s, range 1–600 s.</summary>
    public int RetrySeconds { get; init; } = 5;

    /// <summary>Longest wait for the hub's answer to one message. Default 60 s, range 1–300 s.</summary>
    public int CallSeconds { get; init; } = 60;

    /// <summary>Pause between two reports to the hub. Default 30 s, range 1–3,600 s.</summary>
    public int HeartbeatSeconds { get; init; } = 30;

    /// <summary>How long answers are kept for the clinic's system to ask again. Default 30 days, range 1–3,650 days.</summary>
    public int AnswerDays { get; init; } = 30;

    /// <summary>Reads and checks a settings file.</summary>
    /// <exception cref="CommandException">The file or a setting is wrong; the message names it.</exception>
    public static EdgeOptions Load(string path)
    {
        try
        {
            var options = JsonSerializer.Deserialize<EdgeOptions>(File.ReadAllBytes(path), Strict) ?? new EdgeOptions();
            var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            options = options with { Folder = Path.GetFullPath(options.Folder, folder), KeyFile = Path.GetFullPath(options.KeyFile, folder) };
            return options.Problems().FirstOrDefault() is { } problem ? throw new CommandException(ExitCode.Failed, $"{path}: {problem}") : options;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new CommandException(e is JsonException ? ExitCode.Failed : ExitCode.NotFound, $"{path}: cannot be read as settings of an edge agent");
        }
    }

    /// <summary>Everything wrong with it: setting, rule and fix.</summary>
    public IEnumerable<string> Problems()
    {
        if (Hub is not { IsAbsoluteUri: true, Scheme: "https" or "http" } || (Hub.Scheme == "http" && !Hub.IsLoopback))
        {
            yield return "hub: must be an https address (http only to this machine); write it like https://10.1.2.3:8443/";
        }

        if (Institution.Length is 0 or > 12 || KeyId.Length == 0 || KeyFile.Length == 0)
        {
            yield return "institution, keyId and keyFile: are required; write the code and the key registered at the hub";
        }

        if (!SignatureAlgorithmNames.TryParse(Algorithm, out SignatureAlgorithm _))
        {
            yield return "algorithm: is not one the hub knows; write sm2-sm3";
        }

        foreach (var (name, value, least, most) in new (string, int, int, int)[]
            {
                ("port", Port, 0, 65_535), ("hoursMax", HoursMax, 1, 720), ("megabytesMax", MegabytesMax, 1, 65_536),
                ("messageBytesMax", MessageBytesMax, 1024, 67_108_864), ("waitSeconds", WaitSeconds, 1, 120), ("retrySeconds", RetrySeconds, 1, 600),
                ("callSeconds", CallSeconds, 1, 300), ("heartbeatSeconds", HeartbeatSeconds, 1, 3600), ("answerDays", AnswerDays, 1, 3650),
            })
        {
            if (value < least || value > most)
            {
                yield return FormattableString.Invariant($"{name}: must be {least} to {most}; write a number in this range");
                yield break;
            }
        }
    }
}
