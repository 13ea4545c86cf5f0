using System.Collections.Frozen;
using System.Text.Json;
using Hub.Certs.Registry;
using Hub.Certs.Signatures;

namespace Hub.Certs.Evidence;

/// <summary>
/// The evidence logs that a verifier believes and their public keys, old ones included: a receipt is checked with the key that was
/// valid when its head was signed. File: <c>{"version": 1, "logs": [{"logId": …, "keys": [{ keyId, algorithm, publicKeyPem, … }]}]}</c>,
/// keys written as in the partner registry. Immutable.
/// </summary>
public sealed class TrustAnchors
{
    private readonly FrozenDictionary<string, IReadOnlyList<VerificationKey>> _logs;

    private TrustAnchors(Dictionary<string, IReadOnlyList<VerificationKey>> logs)
    {
        _logs = logs.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The names of the logs.</summary>
    public IReadOnlyCollection<string> LogIds => _logs.Keys;

    /// <summary>Anchors of one log, for programs that have the keys at hand.</summary>
    public static TrustAnchors For(string logId, params IReadOnlyList<VerificationKey> keys) => new(new() { [logId] = keys });

    /// <summary>Reads a trust-anchor file.</summary>
    /// <exception cref="InvalidConfigurationException">The file is missing or wrong; all its problems are listed.</exception>
    public static TrustAnchors Load(string path) => Parse(PartnerRegistryReader.ReadFile(path), path);

    /// <summary>Reads the text of a trust-anchor file. Errors as <see cref="Load"/>.</summary>
    public static TrustAnchors Parse(ReadOnlyMemory<byte> json, string fileName)
    {
        var problems = new List<ConfigurationProblem>();
        var root = ConfigurationObject.Parse(json, fileName, problems);
        root.Number("version", 1);
        var folder = Path.GetDirectoryName(Path.GetFullPath(fileName))!;
        var logs = new Dictionary<string, IReadOnlyList<VerificationKey>>(StringComparer.Ordinal);
        foreach (var entry in root.Objects("logs", required: true))
        {
            var logId = entry.Text("logId", "write the name of the log") ?? string.Empty;
            entry.BeginSubject("log " + logId);

            // A revoked log key verifies nothing, so it is left out; whoever revokes it re-signs the last head with its successor.
            var keys = entry.Objects("keys", required: true).Select(key => KeyEntry.Read(key, folder)).OfType<PartnerKey>()
                .Where(key => key.Status == PartnerKeyStatus.Active).Select(key => key.Key).ToList();
            entry.RefuseUnknown();
            if (!logs.TryAdd(logId, keys) || keys.Select(key => key.KeyId).Distinct(StringComparer.Ordinal).Count() != keys.Count)
            {
                entry.Problem("logId", "the log or one of its keys is there twice", "remove one of the two");
            }
        }

        root.RefuseUnknown();
        return problems.Count == 0 ? new TrustAnchors(logs) : throw new InvalidConfigurationException(problems);
    }

    /// <summary>
    /// True if the log is believed. A hub writes one log per writer, called <c>hub-1</c>, <c>hub-2</c> …, all signed with the keys of
    /// <c>hub</c>: an anchor of <c>hub</c> stands for them too, unless one of their own is there.
    /// </summary>
    public bool KnowsLog(string logId) => KeysFor(logId) is not null;

    /// <summary>A key of the log, null if it has none of that name.</summary>
    public VerificationKey? FindKey(string logId, string keyId) => KeysFor(logId)?.FirstOrDefault(key => key.KeyId == keyId);

    /// <summary>The keys of a log in the order of the file; empty if it is not known.</summary>
    public IReadOnlyList<VerificationKey> KeysOf(string logId) => KeysFor(logId) ?? [];

    /// <summary>The file's text for these anchors, indented, in UTF-8 with a final line feed.</summary>
    public byte[] ToJson()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", 1);
            writer.WriteStartArray("logs");
            foreach (var (logId, keys) in _logs.OrderBy(log => log.Key, StringComparer.Ordinal))
            {
                writer.WriteStartObject();
                writer.WriteString("logId", logId);
                writer.WriteStartArray("keys");
                foreach (var key in keys)
                {
                    KeyEntryWriter.Write(writer, key);
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    private IReadOnlyList<VerificationKey>? KeysFor(string logId)
    {
        if (_logs.TryGetValue(logId, out var keys))
        {
            return keys;
        }

        var dash = logId.LastIndexOf('-');
        return dash > 0 && dash < logId.Length - 1 && logId.AsSpan(dash + 1).IndexOfAnyExceptInRange('0', '9') < 0
            ? _logs.GetValueOrDefault(logId[..dash])
            : null;
    }
}
