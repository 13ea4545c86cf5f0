namespace Hub.Certs.Evidence;

/// <summary>Verification of Merkle proofs (RFC 9162, 2.1.3.2 and 2.1.4.2). Never throws on a bad proof: it is not one, that is all.</summary>
public static class MerkleProof
{
    /// <summary>More hashes than any tree of 2^62 leaves needs; a longer proof is refused unread.</summary>
    public const int LengthMax = 63;

    /// <summary>True if the proof leads from the leaf at the index to the root of the tree of that size.</summary>
    public static bool VerifyInclusion(Hash256 leafHash, long index, long size, ReadOnlySpan<Hash256> proof, Hash256 root)
    {
        if (index < 0 || index >= size || proof.Length > LengthMax)
        {
            return false;
        }

        var (node, last, hash) = (index, size - 1, leafHash);
        foreach (ref readonly var step in proof)
        {
            if (last == 0)
            {
                return false;
            }

            if ((node & 1) == 1 || node == last)
            {
                hash = MerkleHash.Node(step, hash);
                while ((node & 1) == 0 && node != 0)
                {
                    (node, last) = (node >> 1, last >> 1);
                }
            }
            else
            {
                hash = MerkleHash.Node(hash, step);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && hash == root;
    }

    /// <summary>True if the proof shows that the tree of the old size and root is the beginning of the tree of the new size and root.</summary>
    public static bool VerifyConsistency(long oldSize, Hash256 oldRoot, long newSize, Hash256 newRoot, ReadOnlySpan<Hash256> proof)
    {
        if (oldSize < 0 || oldSize > newSize || proof.Length > LengthMax)
        {
            return false;
        }

        if (oldSize == 0 || oldSize == newSize)
        {
            // The empty tree begins every tree; a tree begins itself.
            return proof.IsEmpty && oldRoot == (oldSize == 0 ? MerkleHash.EmptyRoot : newRoot);
        }

        var (node, last) = (oldSize - 1, newSize - 1);
        while ((node & 1) == 1)
        {
            (node, last) = (node >> 1, last >> 1);
        }

        // If the old tree is complete its root is the first hash of the path and is not sent.
        var position = 0;
        if (node != 0 && proof.IsEmpty)
        {
            return false;
        }

        var first = node == 0 ? oldRoot : proof[position++];
        return FoldConsistency(node, last, first, proof[position..], out var oldHash, out var newHash)
            && oldHash == oldRoot && newHash == newRoot;
    }

    private static bool FoldConsistency(long node, long last, Hash256 first, ReadOnlySpan<Hash256> proof, out Hash256 oldHash, out Hash256 newHash)
    {
        oldHash = newHash = first;
        foreach (ref readonly var step in proof)
        {
            if (last == 0)
            {
                return false;
            }

            if ((node & 1) == 1 || node == last)
            {
                oldHash = MerkleHash.Node(step, oldHash);
                newHash = MerkleHash.Node(step, newHash);
                while ((node & 1) == 0 && node != 0)
                {
                    (node, last) = (node >> 1, last >> 1);
                }
            }
            else
            {
                newHash = MerkleHash.Node(newHash, step);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0;
    }

    /// <summary>The consistency proof from a source of nodes; (level, index) counts from the leaves and from the left.</summary>
    internal static Hash256[] Consistency(long oldSize, long newSize, Func<int, long, Hash256> nodeAt)
    {
        var proof = new List<Hash256>();
        var (node, last, level) = (oldSize - 1, newSize - 1, 0);
        while ((node & 1) == 1)
        {
            (node, last, level) = (node >> 1, last >> 1, level + 1);
        }

        if (node != 0)
        {
            proof.Add(nodeAt(level, node));
        }

        for (; last != 0; (node, last, level) = (node >> 1, last >> 1, level + 1))
        {
            if ((node & 1) == 1)
            {
                proof.Add(nodeAt(level, node - 1));
            }
            else if (node < last)
            {
                proof.Add(nodeAt(level, node + 1));
            }
        }

        return [.. proof];
    }
}
