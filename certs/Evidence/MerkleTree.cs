namespace Hub.Certs.Evidence;

/// <summary>
/// A whole tree in memory, for auditors and tests: any root, inclusion or consistency proof of any two sizes. 64 bytes a leaf.
/// </summary>
public sealed class MerkleTree
{
    // Complete nodes only: _levels[k][i] covers leaves i·2^k … (i+1)·2^k − 1.
    private readonly List<List<Hash256>> _levels = [[]];

    /// <summary>Number of leaves.</summary>
    public long Size => _levels[0].Count;

    /// <summary>Appends one leaf hash.</summary>
    public void Append(Hash256 leafHash)
    {
        _levels[0].Add(leafHash);
        for (var level = 0; _levels[level].Count % 2 == 0; level++)
        {
            if (_levels.Count == level + 1)
            {
                _levels.Add([]);
            }

            _levels[level + 1].Add(MerkleHash.Node(_levels[level][^2], _levels[level][^1]));
        }
    }

    /// <summary>Root of the first <paramref name="size"/> leaves.</summary>
    public Hash256 Root(long size)
    {
        CheckSize(size);
        return size == 0 ? MerkleHash.EmptyRoot : Range(0, size);
    }

    /// <summary>Inclusion proof of a leaf in the tree of the given size (RFC 9162, 2.1.3.1).</summary>
    public Hash256[] InclusionProof(long index, long size)
    {
        CheckSize(size);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var proof = new List<Hash256>();
        Path(index, 0, size, proof);
        return [.. proof];
    }

    /// <summary>Consistency proof between two sizes (RFC 9162, 2.1.4.1); empty for size 0 and for equal sizes.</summary>
    public Hash256[] ConsistencyProof(long oldSize, long newSize)
    {
        CheckSize(newSize);
        ArgumentOutOfRangeException.ThrowIfNegative(oldSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(oldSize, newSize);
        var proof = new List<Hash256>();
        if (oldSize != 0 && oldSize != newSize)
        {
            SubProof(oldSize, 0, newSize, isOldTree: true, proof);
        }

        return [.. proof];
    }

    // The recursions below are the RFC's definitions, word for word: the tests hold the faster code of MerkleBatch against them.
    private void Path(long index, long start, long end, List<Hash256> proof)
    {
        if (end - start == 1)
        {
            return;
        }

        var middle = start + LargestPowerBelow(end - start);
        if (index < middle)
        {
            Path(index, start, middle, proof);
            proof.Add(Range(middle, end));
        }
        else
        {
            Path(index, middle, end, proof);
            proof.Add(Range(start, middle));
        }
    }

    private void SubProof(long oldEnd, long start, long end, bool isOldTree, List<Hash256> proof)
    {
        if (oldEnd == end)
        {
            if (!isOldTree)
            {
                proof.Add(Range(start, end));
            }

            return;
        }

        var middle = start + LargestPowerBelow(end - start);
        if (oldEnd <= middle)
        {
            SubProof(oldEnd, start, middle, isOldTree, proof);
            proof.Add(Range(middle, end));
        }
        else
        {
            SubProof(oldEnd, middle, end, isOldTree: false, proof);
            proof.Add(Range(start, middle));
        }
    }

    private Hash256 Range(long start, long end)
    {
        var count = end - start;
        if (long.IsPow2(count))
        {
            return _levels[(int)long.Log2(count)][(int)(start / count)];
        }

        var middle = start + LargestPowerBelow(count);
        return MerkleHash.Node(Range(start, middle), Range(middle, end));
    }

    private static long LargestPowerBelow(long count) => 1L << (int)long.Log2(count - 1);

    private void CheckSize(long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, Size);
    }
}
