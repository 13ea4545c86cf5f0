using Hub.Certs.Evidence;

namespace Hub.Certs.Tests.Evidence;

/// <summary>RFC 9162, 2.1; known roots from the Certificate Transparency test vectors (reliability.md 1.2).</summary>
public sealed class When_the_tree_grows
{
    private static readonly string[] CtLeaves =
    [
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    ];

    private static readonly Hash256[] Many = [.. Enumerable.Range(0, 1025).Select(i => MerkleHash.Leaf(BitConverter.GetBytes(i)))];

    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4")]
    [InlineData(6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef")]
    [InlineData(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void Should_have_the_known_root(int size, string root)
    {
        Hash256[] hashes = [.. CtLeaves.Take(size).Select(leaf => MerkleHash.Leaf(leaf.Hex()))];
        var tree = new MerkleTree();
        Array.ForEach(hashes, tree.Append);
        Assert.Equal(root, tree.Root(size).ToString());
        Assert.Equal(root, (size == 0 ? MerkleFrontier.Empty : MerkleBatch.Append(MerkleFrontier.Empty, hashes).After).Root().ToString());
    }

    [Fact]
    public void Should_prove_every_leaf_of_every_size()
    {
        for (var size = 1; size <= 257; size++)
        {
            var tree = Tree(size);
            var batch = MerkleBatch.Append(MerkleFrontier.Empty, Many.AsSpan(0, size));
            Assert.Equal(tree.Root(size), batch.Root);
            for (var index = 0; index < size; index++)
            {
                var proof = batch.InclusionProof(index);
                Assert.Equal(tree.InclusionProof(index, size), proof);
                Assert.True(MerkleProof.VerifyInclusion(Many[index], index, size, proof, batch.Root));
                Assert.False(MerkleProof.VerifyInclusion(Many[index + 1], index, size, proof, batch.Root));
                Assert.False(MerkleProof.VerifyInclusion(Many[index], index + 1, size, proof, batch.Root));
            }
        }
    }

    [Fact]
    public void Should_give_the_same_tree_whatever_the_batches()
    {
        var random = new Random(9162);
        for (var round = 0; round < 150; round++)
        {
            var frontier = MerkleFrontier.Empty;
            var tree = new MerkleTree();
            while (frontier.Size < 1025)
            {
                var count = (int)Math.Min(random.Next(1, random.Next(2, 300)), 1025 - frontier.Size);
                var first = (int)frontier.Size;
                var batch = MerkleBatch.Append(MerkleFrontier.FromBytes(frontier.ToBytes()), Many.AsSpan(first, count));
                for (var i = 0; i < count; i++)
                {
                    tree.Append(Many[first + i]);
                }

                Assert.Equal(tree.Root(tree.Size), batch.Root);
                Assert.Equal(batch.Root, batch.After.Root());
                var position = random.Next(count);
                Assert.Equal(tree.InclusionProof(first + position, tree.Size), batch.InclusionProof(position));
                Assert.Equal(tree.ConsistencyProof(first, tree.Size), batch.ConsistencyProof());
                Assert.True(MerkleProof.VerifyConsistency(first, frontier.Root(), tree.Size, batch.Root, batch.ConsistencyProof()));
                frontier = batch.After;
            }
        }
    }

    [Fact]
    public void Should_prove_that_every_tree_begins_every_later_one()
    {
        var tree = Tree(129);
        for (var newSize = 0; newSize <= 129; newSize++)
        {
            for (var oldSize = 0; oldSize <= newSize; oldSize++)
            {
                var proof = tree.ConsistencyProof(oldSize, newSize);
                Assert.True(MerkleProof.VerifyConsistency(oldSize, tree.Root(oldSize), newSize, tree.Root(newSize), proof));
                Assert.False(MerkleProof.VerifyConsistency(oldSize, tree.Root(oldSize), newSize, Many[1000], proof) && oldSize != 0);
                Assert.False(MerkleProof.VerifyConsistency(oldSize, Many[1001], newSize, tree.Root(newSize), proof));
                Assert.False(MerkleProof.VerifyConsistency(oldSize, tree.Root(oldSize), newSize, tree.Root(newSize), [.. proof, Many[1000]]));
                if (proof.Length > 0)
                {
                    Assert.False(MerkleProof.VerifyConsistency(oldSize, tree.Root(oldSize), newSize, tree.Root(newSize), proof.AsSpan(0, proof.Length - 1)));
                    proof[proof.Length / 2] = Many[1000];
                    Assert.False(MerkleProof.VerifyConsistency(oldSize, tree.Root(oldSize), newSize, tree.Root(newSize), proof));
                }
            }
        }
    }

    [Fact]
    public void Should_find_a_fork_by_consistency()
    {
        var (honest, forked) = (Tree(100), new MerkleTree());
        for (var i = 0; i < 120; i++)
        {
            forked.Append(i == 50 ? Many[1000] : Many[i]);
        }

        Assert.False(MerkleProof.VerifyConsistency(100, honest.Root(100), 120, forked.Root(120), forked.ConsistencyProof(100, 120)));
        Assert.False(MerkleProof.VerifyConsistency(100, honest.Root(100), 99, honest.Root(99), []));
    }

    [Fact]
    public void Should_not_take_a_node_for_a_leaf()
    {
        // The second pre-image attack on trees without prefixes: the concatenated children offered as a leaf.
        byte[] children = [.. Many[0].Bytes, .. Many[1].Bytes];
        Assert.NotEqual(MerkleHash.Node(Many[0], Many[1]), MerkleHash.Leaf(children));
        Assert.NotEqual(Hash256.Sha256(children), MerkleHash.Node(Many[0], Many[1]));
        Assert.NotEqual(Hash256.Sha256("x".Utf8()), MerkleHash.Leaf("x".Utf8()));
    }

    [Fact]
    public void Should_refuse_a_frontier_that_does_not_fit_its_size()
    {
        var bytes = MerkleBatch.Append(MerkleFrontier.Empty, Many.AsSpan(0, 7)).After.ToBytes();
        Assert.Equal(9 + (3 * 32), bytes.Length);
        Assert.Throws<FormatException>(() => MerkleFrontier.FromBytes(bytes.AsSpan(0, bytes.Length - 1)));
        Assert.Throws<FormatException>(() => MerkleFrontier.FromBytes([.. bytes, 0]));
        bytes[0] = 2;
        Assert.Throws<FormatException>(() => MerkleFrontier.FromBytes(bytes));
        bytes[0] = 1;
        bytes[8] = 8;
        Assert.Throws<FormatException>(() => MerkleFrontier.FromBytes(bytes));
        Assert.Throws<FormatException>(() => MerkleFrontier.FromBytes([1, 0x80, 0, 0, 0, 0, 0, 0, 0, .. new byte[32]]));
    }

    private static MerkleTree Tree(int size)
    {
        var tree = new MerkleTree();
        for (var i = 0; i < size; i++)
        {
            tree.Append(Many[i]);
        }

        return tree;
    }
}
