using System.Buffers;

namespace Hub.Certs.Evidence;

/// <summary>
/// The hub's receipt for one message: the entry, where it stands in the log, the proof that it is in the tree, and the signed head of
/// that tree. Verified offline by <see cref="ReceiptVerifier"/>. Its JSON has one writing only: same receipt, same bytes, and
/// <see cref="Parse"/> takes no other writing, so that a changed byte is always a changed receipt.
/// </summary>
public sealed record Receipt
{
    /// <summary>Longest receipt in bytes that is read.</summary>
    public const int LengthMax = 64 * 1024;

    /// <summary>The entry.</summary>
    public required EvidenceLeaf Leaf { get; init; }

    /// <summary>The entry's place in the tree, from 0.</summary>
    public required long LeafIndex { get; init; }

    /// <summary>Inclusion proof, the lowest sibling first (RFC 9162, 2.1.3.1).</summary>
    public required IReadOnlyList<Hash256> InclusionProof { get; init; }

    /// <summary>The signed head of the tree that the proof leads to.</summary>
    public required SignedTreeHead Head { get; init; }

    /// <summary>Size of the tree that the proof leads to.</summary>
    public long TreeSize => Head.Size;

    /// <summary>The receipts of a whole batch under its one signed head, in the order of the leaves.</summary>
    /// <exception cref="ArgumentException">Batch, leaves and head do not belong together.</exception>
    public static Receipt[] ForBatch(MerkleBatch batch, IReadOnlyList<EvidenceLeaf> leaves, SignedTreeHead head)
    {
        if (leaves.Count != batch.Count || head.Size != batch.After.Size || head.Root != batch.Root)
        {
            throw new ArgumentException("the head and the leaves must be those of the batch", nameof(head));
        }

        var receipts = new Receipt[leaves.Count];
        for (var i = 0; i < receipts.Length; i++)
        {
            receipts[i] = new Receipt
            {
                Leaf = leaves[i],
                LeafIndex = batch.FirstIndex + i,
                InclusionProof = batch.InclusionProof(i),
                Head = head,
            };
        }

        return receipts;
    }

    /// <summary>The receipt's JSON in UTF-8, without line feed.</summary>
    public byte[] ToBytes()
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        WriteTo(buffer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes the receipt's JSON in UTF-8, without line feed.</summary>
    public void WriteTo(IBufferWriter<byte> output) => ReceiptJson.Write(this, output);

    /// <summary>Reads what <see cref="WriteTo"/> wrote, byte for byte; one final line feed is let pass.</summary>
    /// <exception cref="FormatException">Longer than 64 kB, not JSON, another version, or not written in the one way.</exception>
    public static Receipt Parse(ReadOnlySpan<byte> json) => ReceiptJson.Read(json);
}
