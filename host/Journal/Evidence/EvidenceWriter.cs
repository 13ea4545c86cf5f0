using System.Buffers.Binary;
using Hub.Certs.Evidence;
using Hub.Certs.Signatures;

namespace Hub.Journal.Evidence;

/// <summary>One batch of leaves under one signed head, as stored.</summary>
internal sealed record SealedBatch
{
    public required long Batch { get; init; }
    public required DateOnly Day { get; init; }
    public required long FirstSequence { get; init; }
    public required byte[] FrontierBefore { get; init; }
    public required MerkleFrontier After { get; init; }
    public required byte[] Entries { get; init; }
    public required byte[] Leaves { get; init; }
    public required SignedTreeHead Head { get; init; }
}

/// <summary>
/// The end of one evidence log: where it stands and who signs it. Only its owner advances it, one batch at a time; the
/// database checks both (advance_log).
/// </summary>
internal sealed class EvidenceWriter
{
    internal const int EntryBytes = 9;
    private readonly TreeHeadSigner signer;

    public EvidenceWriter(short logId, string name, long token, MerkleFrontier frontier, SigningKey key)
    {
        LogId = logId;
        Name = name;
        Token = token;
        Frontier = frontier;
        signer = new TreeHeadSigner(name, key);
    }

    public short LogId { get; }

    public string Name { get; }

    public long Token { get; }

    public MerkleFrontier Frontier { get; private set; }

    /// <summary>Leaves in order with one head; nothing changes here until <see cref="Committed"/>.</summary>
    public SealedBatch Seal(long batch, IReadOnlyList<LeafDraft> drafts, DateTimeOffset now)
    {
        var hashes = new Hash256[drafts.Count];
        var entries = new byte[drafts.Count * EntryBytes];
        using var leaves = new MemoryStream(drafts.Count * 256);
        Span<byte> length = stackalloc byte[4];
        for (var i = 0; i < drafts.Count; i++)
        {
            var draft = drafts[i];
            var bytes = (draft.Leaf with { LogId = Name, Sequence = Frontier.Size + i }).ToBytes();
            hashes[i] = MerkleHash.Leaf(bytes);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            leaves.Write(length);
            leaves.Write(bytes);
            entries[i * EntryBytes] = (byte)draft.Role;
            BinaryPrimitives.WriteInt64BigEndian(entries.AsSpan((i * EntryBytes) + 1), draft.Subject);
        }

        var tree = MerkleBatch.Append(Frontier, hashes);
        return new SealedBatch
        {
            Batch = batch,
            Day = DateOnly.FromDateTime(now.UtcDateTime),
            FirstSequence = Frontier.Size,
            FrontierBefore = Frontier.ToBytes(),
            After = tree.After,
            Entries = entries,
            Leaves = leaves.ToArray(),
            Head = signer.Sign(tree.After.Size, tree.Root, now),
        };
    }

    public void Committed(SealedBatch sealedBatch) => Frontier = sealedBatch.After;

    /// <summary>
    /// The receipt of a leaf, made from what the accepting transaction stored and from nothing else: the same bytes each
    /// time, with the signature of that time. Null when the batch has no such leaf.
    /// </summary>
    public static byte[]? Receipt(byte[] frontierBefore, byte[] entries, byte[] leaves, SignedTreeHead head, LeafRole role, long subject)
    {
        var count = entries.Length / EntryBytes;
        var hashes = new Hash256[count];
        EvidenceLeaf? leaf = null;
        var position = 0;
        for (int i = 0, at = 0; i < count; i++)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(leaves.AsSpan(at));
            var bytes = leaves.AsSpan(at + 4, length);
            at += 4 + length;
            hashes[i] = MerkleHash.Leaf(bytes);
            var entry = entries.AsSpan(i * EntryBytes, EntryBytes);
            if (entry[0] == (byte)role && BinaryPrimitives.ReadInt64BigEndian(entry[1..]) == subject)
            {
                leaf = LeafReader.Read(bytes);
                position = i;
            }
        }

        if (leaf is null)
        {
            return null;
        }

        var frontier = MerkleFrontier.FromBytes(frontierBefore);
        return new Receipt
        {
            Leaf = leaf,
            LeafIndex = frontier.Size + position,
            InclusionProof = MerkleBatch.Append(frontier, hashes).InclusionProof(position),
            Head = head,
        }.ToBytes();
    }
}
