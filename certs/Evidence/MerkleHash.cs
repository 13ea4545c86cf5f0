using System.Security.Cryptography;

namespace Hub.Certs.Evidence;

/// <summary>
/// The hashes of the evidence tree (RFC 9162, 2.1.1): leaf = SHA-256(00 ‖ data), node = SHA-256(01 ‖ left ‖ right). The prefixes keep
/// a leaf from being passed off as a node.
/// </summary>
public static class MerkleHash
{
    /// <summary>Root of the tree without leaves: SHA-256 of nothing.</summary>
    public static Hash256 EmptyRoot { get; } = Hash256.Sha256([]);

    /// <summary>Hash of a leaf's data.</summary>
    public static Hash256 Leaf(ReadOnlySpan<byte> data)
    {
        const int OnStack = 1024;
        Span<byte> input = data.Length < OnStack ? stackalloc byte[data.Length + 1] : new byte[data.Length + 1];
        input[0] = 0x00;
        data.CopyTo(input[1..]);
        return Hash256.Sha256(input);
    }

    /// <summary>Hash of an inner node.</summary>
    public static Hash256 Node(in Hash256 left, in Hash256 right)
    {
        Span<byte> input = stackalloc byte[1 + (2 * Hash256.Length)];
        input[0] = 0x01;
        left.Bytes.CopyTo(input[1..]);
        right.Bytes.CopyTo(input[(1 + Hash256.Length)..]);
        return Hash256.Sha256(input);
    }
}
