using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hub.Certs.Signatures;

namespace Hub.Certs.Evidence;

/// <summary>
/// The JSON of a receipt, version 1. Digests of content are hex (as sha256sum prints them), hashes of the tree Base64, moments are
/// microseconds since 1970. Members stand in the order of <see cref="Write"/>; absent options are left out:
/// <code>{"v":1,"leaf":{"log","seq","at","partner","dir","channel","kind","key","sha256","sm3"?,"related"?,"decision","alg"?,"kid"?},
/// "index":n,"proof":[…],"head":{"log","size","root","at","kid","sig"}}</code>
/// </summary>
internal static class ReceiptJson
{
    private const int Version = 1;
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private static readonly JsonDocumentOptions ReaderOptions = new() { AllowDuplicateProperties = false, MaxDepth = 4 };

    [ThreadStatic]
    private static Utf8JsonWriter? t_writer;

    internal static void Write(Receipt receipt, IBufferWriter<byte> output)
    {
        var writer = t_writer ??= new Utf8JsonWriter(Stream.Null, WriterOptions);
        writer.Reset(output);
        writer.WriteStartObject();
        writer.WriteNumber("v"u8, Version);
        WriteLeaf(writer, receipt.Leaf);
        writer.WriteNumber("index"u8, receipt.LeafIndex);
        writer.WriteStartArray("proof"u8);
        for (var i = 0; i < receipt.InclusionProof.Count; i++)
        {
            var hash = receipt.InclusionProof[i];
            writer.WriteBase64StringValue(hash.Bytes);
        }

        writer.WriteEndArray();
        WriteHead(writer, receipt.Head);
        writer.WriteEndObject();
        writer.Flush();
        writer.Reset(Stream.Null); // Lets go of the caller's buffer.
    }

    internal static Receipt Read(ReadOnlySpan<byte> json)
    {
        json = !json.IsEmpty && json[^1] == (byte)'\n' ? json[..^1] : json;
        if (json.Length is 0 or > Receipt.LengthMax)
        {
            throw new FormatException("a receipt has between 1 byte and 64 kB");
        }

        try
        {
            using var document = JsonDocument.Parse(json.ToArray(), ReaderOptions);
            var receipt = ReadReceipt(document.RootElement);
            return receipt.ToBytes().AsSpan().SequenceEqual(json)
                ? receipt
                : throw new FormatException("the receipt is not written in its one canonical way: a member was added, moved or re-formatted");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw new FormatException("not a receipt of version 1: a member is missing or of the wrong kind", e);
        }
    }

    private static void WriteLeaf(Utf8JsonWriter writer, EvidenceLeaf leaf)
    {
        writer.WriteStartObject("leaf"u8);
        writer.WriteString("log"u8, leaf.LogId);
        writer.WriteNumber("seq"u8, leaf.Sequence);
        writer.WriteNumber("at"u8, leaf.RecordedAtMicroseconds);
        writer.WriteString("partner"u8, leaf.Partner);
        writer.WriteString("dir"u8, EvidenceLeaf.DirectionName(leaf.Direction));
        writer.WriteString("channel"u8, leaf.Channel);
        writer.WriteString("kind"u8, leaf.Kind);
        writer.WriteString("key"u8, leaf.Key);
        WriteHex(writer, "sha256"u8, leaf.ContentSha256);
        WriteHex(writer, "sm3"u8, leaf.ContentSm3);
        WriteHex(writer, "related"u8, leaf.RelatedSha256);
        writer.WriteString("decision"u8, leaf.Decision);
        if (leaf.SignatureAlgorithm is { } algorithm)
        {
            writer.WriteString("alg"u8, SignatureAlgorithmNames.Name(algorithm));
        }

        if (leaf.SignatureKeyId is { } keyId)
        {
            writer.WriteString("kid"u8, keyId);
        }

        writer.WriteEndObject();
    }

    private static void WriteHead(Utf8JsonWriter writer, SignedTreeHead head)
    {
        writer.WriteStartObject("head"u8);
        writer.WriteString("log"u8, head.LogId);
        writer.WriteNumber("size"u8, head.Size);
        writer.WriteBase64String("root"u8, head.Root.Bytes);
        writer.WriteNumber("at"u8, head.TimestampMicroseconds);
        writer.WriteString("kid"u8, head.KeyId);
        writer.WriteBase64String("sig"u8, head.Signature.Span);
        writer.WriteEndObject();
    }

    private static void WriteHex(Utf8JsonWriter writer, ReadOnlySpan<byte> name, in Hash256? hash)
    {
        if (hash is { } present)
        {
            Span<byte> hex = stackalloc byte[2 * Hash256.Length];
            Convert.TryToHexStringLower(present.Bytes, hex, out _);
            writer.WriteString(name, hex);
        }
    }

    private static Receipt ReadReceipt(JsonElement root)
    {
        if (root.GetProperty("v"u8).GetInt32() != Version)
        {
            throw new FormatException("the receipt's version is not 1");
        }

        var proof = root.GetProperty("proof"u8);
        if (proof.GetArrayLength() > MerkleProof.LengthMax)
        {
            throw new FormatException("the receipt's proof is longer than any tree needs");
        }

        return new Receipt
        {
            Leaf = ReadLeaf(root.GetProperty("leaf"u8)),
            LeafIndex = root.GetProperty("index"u8).GetInt64(),
            InclusionProof = [.. proof.EnumerateArray().Select(hash => new Hash256(hash.GetBytesFromBase64()))],
            Head = ReadHead(root.GetProperty("head"u8)),
        };
    }

    private static EvidenceLeaf ReadLeaf(JsonElement leaf) => new()
    {
        LogId = Text(leaf, "log"u8),
        Sequence = leaf.GetProperty("seq"u8).GetInt64(),
        RecordedAtMicroseconds = leaf.GetProperty("at"u8).GetInt64(),
        Partner = Text(leaf, "partner"u8),
        Direction = Text(leaf, "dir"u8) == "in" ? MessageDirection.In : MessageDirection.Out,
        Channel = Text(leaf, "channel"u8),
        Kind = Text(leaf, "kind"u8),
        Key = Text(leaf, "key"u8),
        ContentSha256 = Hash256.FromHex(Text(leaf, "sha256"u8)),
        ContentSm3 = OptionalText(leaf, "sm3"u8) is { } sm3 ? Hash256.FromHex(sm3) : null,
        RelatedSha256 = OptionalText(leaf, "related"u8) is { } related ? Hash256.FromHex(related) : null,
        Decision = Text(leaf, "decision"u8),
        SignatureAlgorithm = ReadAlgorithm(OptionalText(leaf, "alg"u8)),
        SignatureKeyId = OptionalText(leaf, "kid"u8),
    };

    private static SignedTreeHead ReadHead(JsonElement head) => new()
    {
        LogId = Text(head, "log"u8),
        Size = head.GetProperty("size"u8).GetInt64(),
        Root = new Hash256(head.GetProperty("root"u8).GetBytesFromBase64()),
        TimestampMicroseconds = head.GetProperty("at"u8).GetInt64(),
        KeyId = Text(head, "kid"u8),
        Signature = head.GetProperty("sig"u8).GetBytesFromBase64(),
    };

    private static SignatureAlgorithm? ReadAlgorithm(string? name)
    {
        if (name is null)
        {
            return null;
        }

        return SignatureAlgorithmNames.TryParse(name, out SignatureAlgorithm algorithm)
            ? algorithm
            : throw new FormatException("the receipt names an unknown signature algorithm");
    }

    private static string Text(JsonElement element, ReadOnlySpan<byte> name) =>
        element.GetProperty(name).GetString() ?? throw new FormatException("a member of the receipt is null");

    private static string? OptionalText(JsonElement element, ReadOnlySpan<byte> name) =>
        element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
