namespace Hub.Certs.Evidence;

/// <summary>
/// Leaves appended to a tree in one go: the new frontier and root, the inclusion proof of each new leaf and the consistency proof
/// from the old tree, all from the old frontier and the batch alone. Only the nodes above the new leaves are computed: about one
/// hash a leaf and log2(size) more.
/// </summary>
public sealed class MerkleBatch
{
    // _levels[k] holds the nodes of level k from index _first[k] (even) to the right edge. A last node without a sibling moves up
    // unchanged, as RFC 9162 has it; it is never paired with itself.
    private readonly List<Hash256[]> _levels = [];
    private readonly List<long> _first = [];

    private MerkleBatch(MerkleFrontier before, ReadOnlySpan<Hash256> leafHashes)
    {
        Before = before;
        Count = leafHashes.Length;
        BuildLevels(leafHashes);
        After = new MerkleFrontier(before.Size + Count, RightEdge());
        Root = _levels[^1][0];
    }

    /// <summary>The tree before.</summary>
    public MerkleFrontier Before { get; }

    /// <summary>The tree after.</summary>
    public MerkleFrontier After { get; }

    /// <summary>Root of the tree after.</summary>
    public Hash256 Root { get; }

    /// <summary>Number of leaves appended, at least 1.</summary>
    public int Count { get; }

    /// <summary>Index of the first appended leaf: the size of the tree before.</summary>
    public long FirstIndex => Before.Size;

    /// <summary>Appends leaves in their order.</summary>
    /// <exception cref="ArgumentException">The batch is empty.</exception>
    public static MerkleBatch Append(MerkleFrontier frontier, ReadOnlySpan<Hash256> leafHashes) =>
        leafHashes.IsEmpty ? throw new ArgumentException("a batch has at least one leaf", nameof(leafHashes)) : new(frontier, leafHashes);

    /// <summary>Proof that leaf <paramref name="position"/> of the batch is in the tree after (RFC 9162, 2.1.3.1), the lowest sibling first.</summary>
    /// <param name="position">0 for the first appended leaf.</param>
    public Hash256[] InclusionProof(int position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(position, Count);
        var proof = new Hash256[_levels.Count];
        var length = 0;
        var index = FirstIndex + position;
        for (var level = 0; level < _levels.Count - 1; level++, index >>= 1)
        {
            var sibling = (index ^ 1) - _first[level];
            if (sibling < _levels[level].Length)
            {
                proof[length++] = _levels[level][sibling];
            }
        }

        return proof[..length];
    }

    /// <summary>Proof that the tree before is the beginning of the tree after (RFC 9162, 2.1.4.1); empty if there was none before.</summary>
    public Hash256[] ConsistencyProof()
    {
        if (Before.Size == 0)
        {
            return [];
        }

        return MerkleProof.Consistency(Before.Size, After.Size, (level, index) => _levels[level][index - _first[level]]);
    }

    private void BuildLevels(ReadOnlySpan<Hash256> leafHashes)
    {
        var nodes = leafHashes.ToArray();
        var first = Before.Size;
        for (var level = 0; ; level++)
        {
            if ((first & 1) == 1)
            {
                nodes = [Before.Subtree(level), .. nodes];
                first--;
            }

            _levels.Add(nodes);
            _first.Add(first);
            if (first == 0 && nodes.Length == 1)
            {
                return;
            }

            var parents = new Hash256[(nodes.Length + 1) / 2];
            for (var i = 0; i < nodes.Length / 2; i++)
            {
                parents[i] = MerkleHash.Node(nodes[2 * i], nodes[(2 * i) + 1]);
            }

            if ((nodes.Length & 1) == 1)
            {
                parents[^1] = nodes[^1];
            }

            nodes = parents;
            first >>= 1;
        }
    }

    private Hash256[] RightEdge()
    {
        var size = Before.Size + Count;
        var edge = new List<Hash256>();
        for (var level = _levels.Count - 1; level >= 0; level--)
        {
            if (((size >> level) & 1) == 1)
            {
                edge.Add(_levels[level][(size >> level) - 1 - _first[level]]);
            }
        }

        return [.. edge];
    }
}
