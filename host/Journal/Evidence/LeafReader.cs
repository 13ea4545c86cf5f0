using System.Buffers.Binary;
using System.Text;
using Hub.Certs.Evidence;
using Hub.Certs.Signatures;

namespace Hub.Journal.Evidence;

/// <summary>Reads the canonical bytes of a leaf: each field is its length (4 bytes, big endian) and its content.</summary>
internal static class LeafReader
{
    public static EvidenceLeaf Read(ReadOnlySpan<byte> bytes)
    {
        var fields = new Fields(bytes);
        if (fields.Number() != EvidenceLeaf.Version)
        {
            throw new InvalidDataException("a stored evidence leaf has another version");
        }

        return new EvidenceLeaf
        {
            LogId = fields.Text()!,
            Sequence = fields.Number(),
            RecordedAtMicroseconds = fields.Number(),
            Partner = fields.Text()!,
            Direction = fields.Text() == "in" ? MessageDirection.In : MessageDirection.Out,
            Channel = fields.Text()!,
            Kind = fields.Text()!,
            Key = fields.Text()!,
            ContentSha256 = fields.Hash()!.Value,
            ContentSm3 = fields.Hash(),
            RelatedSha256 = fields.Hash(),
            Decision = fields.Text()!,
            SignatureAlgorithm = fields.Text() is { } name && SignatureAlgorithmNames.TryParse(name, out SignatureAlgorithm algorithm) ? algorithm : null,
            SignatureKeyId = fields.Text(),
        };
    }

    private ref struct Fields(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> rest = bytes;

        public long Number() => BinaryPrimitives.ReadInt64BigEndian(Next());

        public string? Text() => Next() is { IsEmpty: false } text ? Encoding.UTF8.GetString(text) : null;

        public Hash256? Hash() => Next() is { IsEmpty: false } hash ? new Hash256(hash) : null;

        private ReadOnlySpan<byte> Next()
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(rest);
            var field = rest.Slice(4, length);
            rest = rest[(4 + length)..];
            return field;
        }
    }
}
