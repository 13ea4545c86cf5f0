using System.Buffers.Binary;
using System.Numerics;

namespace Hub.Certs.Evidence;

/// <summary>
/// What must be remembered of a tree to go on: its size and the roots of the complete subtrees it consists of, the largest first
/// (one for every set bit of the size; at most 62). Everything else is in the receipts.
/// </summary>
public sealed class MerkleFrontier
{
    private const int HeaderLength = 9;
    private const byte FormatVersion = 1;
    private readonly Hash256[] _subtrees;

    internal MerkleFrontier(long size, Hash256[] subtrees)
    {
        Size = size;
        _subtrees = subtrees;
    }

    /// <summary>The tree without leaves.</summary>
    public static MerkleFrontier Empty { get; } = new(0, []);

    /// <summary>Number of leaves.</summary>
    public long Size { get; }

    /// <summary>Roots of the complete subtrees, the largest first.</summary>
    public IReadOnlyList<Hash256> Subtrees => _subtrees;

    /// <summary>Root of the tree.</summary>
    public Hash256 Root()
    {
        if (Size == 0)
        {
            return MerkleHash.EmptyRoot;
        }

        var root = _subtrees[^1];
        for (var i = _subtrees.Length - 2; i >= 0; i--)
        {
            root = MerkleHash.Node(_subtrees[i], root);
        }

        return root;
    }

    /// <summary>Root of the complete subtree of 2^level leaves that ends at the size's bit of that level.</summary>
    internal Hash256 Subtree(int level) => _subtrees[BitOperations.PopCount((ulong)Size >> (level + 1))];

    /// <summary>Layout: version 1 (1 byte), size (8 bytes, big endian), 32 bytes for every set bit of the size.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[HeaderLength + (_subtrees.Length * Hash256.Length)];
        bytes[0] = FormatVersion;
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(1), Size);
        for (var i = 0; i < _subtrees.Length; i++)
        {
            _subtrees[i].Bytes.CopyTo(bytes.AsSpan(HeaderLength + (i * Hash256.Length)));
        }

        return bytes;
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="FormatException">Another version, a negative size or a length that does not fit the size.</exception>
    public static MerkleFrontier FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderLength || bytes[0] != FormatVersion)
        {
            throw new FormatException("not a Merkle frontier of version 1");
        }

        var size = BinaryPrimitives.ReadInt64BigEndian(bytes[1..]);
        var subtrees = new Hash256[BitOperations.PopCount((ulong)size)];
        if (size < 0 || bytes.Length != HeaderLength + (subtrees.Length * Hash256.Length))
        {
            throw new FormatException("the length of the Merkle frontier does not fit its size");
        }

        for (var i = 0; i < subtrees.Length; i++)
        {
            subtrees[i] = new Hash256(bytes.Slice(HeaderLength + (i * Hash256.Length), Hash256.Length));
        }

        return new MerkleFrontier(size, subtrees);
    }
}
