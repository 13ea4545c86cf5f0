using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Hub.Journal.Store;

/// <summary>Whose bytes: the subject is a message id (received, answer) or a request id (sent, foreign answer).</summary>
internal enum RawRole : byte
{
    Received = 1,
    Answer = 2,
    Sent = 3,
    ForeignAnswer = 4,
    LateAnswer = 5,
}

/// <summary>
/// The raw bytes of one batch, several messages to a compressed segment: like messages compress together to a fraction of
/// what each takes alone. Entry layout (big endian): role 1, subject 8, offset 4, length 4, SHA-256 32.
/// </summary>
internal sealed class RawPack
{
    private const int SegmentBytes = 128 * 1024;
    private const int EntryBytes = 49;
    private const int Quality = 1;
    private const int Window = 18;

    private readonly List<Segment> segments = [];
    private readonly ArrayBufferWriter<byte> body = new();
    private readonly ArrayBufferWriter<byte> entries = new();

    internal readonly record struct Segment(byte[] Entries, byte[] Body);

    /// <summary>Makes ready for the next batch; the buffers stay, so that a small batch does not pay for a large one.</summary>
    public void Clear()
    {
        segments.Clear();
        body.ResetWrittenCount();
        entries.ResetWrittenCount();
    }

    public void Add(RawRole role, long subject, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> digest)
    {
        if (body.WrittenCount > 0 && body.WrittenCount + bytes.Length > SegmentBytes)
        {
            Seal();
        }

        Span<byte> entry = stackalloc byte[EntryBytes];
        entry[0] = (byte)role;
        BinaryPrimitives.WriteInt64BigEndian(entry[1..], subject);
        BinaryPrimitives.WriteInt32BigEndian(entry[9..], body.WrittenCount);
        BinaryPrimitives.WriteInt32BigEndian(entry[13..], bytes.Length);
        digest.CopyTo(entry[17..]);
        entries.Write(entry);
        body.Write(bytes);
    }

    /// <summary>The compressed segments.</summary>
    public IReadOnlyList<Segment> Finish()
    {
        if (entries.WrittenCount > 0)
        {
            Seal();
        }

        return segments;
    }

    private void Seal()
    {
        var packed = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(body.WrittenCount));
        BrotliEncoder.TryCompress(body.WrittenSpan, packed, out var length, Quality, Window);
        segments.Add(new(entries.WrittenSpan.ToArray(), packed.AsSpan(0, length).ToArray()));
        ArrayPool<byte>.Shared.Return(packed);
        body.ResetWrittenCount();
        entries.ResetWrittenCount();
    }

    /// <summary>The bytes of a subject, or null when this segment does not hold them. Checks the digest.</summary>
    public static byte[]? Find(byte[] entries, byte[] body, RawRole role, long subject)
    {
        for (var at = 0; at < entries.Length; at += EntryBytes)
        {
            var entry = entries.AsSpan(at, EntryBytes);
            if (entry[0] == (byte)role && BinaryPrimitives.ReadInt64BigEndian(entry[1..]) == subject)
            {
                var offset = BinaryPrimitives.ReadInt32BigEndian(entry[9..]);
                var bytes = new byte[BinaryPrimitives.ReadInt32BigEndian(entry[13..])];
                using var unpacked = new BrotliStream(new MemoryStream(body, writable: false), CompressionMode.Decompress);
                Skip(unpacked, offset);
                unpacked.ReadExactly(bytes);
                return entry[17..].SequenceEqual(SHA256.HashData(bytes))
                    ? bytes
                    : throw new InvalidDataException("stored raw bytes do not have the digest they were stored under");
            }
        }

        return null;
    }

    private static void Skip(BrotliStream stream, int count)
    {
        Span<byte> scratch = stackalloc byte[4096];
        while (count > 0)
        {
            var slice = scratch[..Math.Min(count, scratch.Length)];
            stream.ReadExactly(slice);
            count -= slice.Length;
        }
    }
}
