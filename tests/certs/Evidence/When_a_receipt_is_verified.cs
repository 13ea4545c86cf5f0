using System.Text;
using Hub.Certs.Evidence;
using Hub.Certs.Signatures;

namespace Hub.Certs.Tests.Evidence;

public sealed class When_a_receipt_is_verified
{
    [Theory]
    [InlineData(SignatureAlgorithm.Sm2Sm3)]
    [InlineData(SignatureAlgorithm.EcdsaP256Sha256)]
    public void Should_hold_with_its_content_and_the_anchors_alone(SignatureAlgorithm algorithm)
    {
        using var key = Leaves.Key(algorithm: algorithm);
        var anchors = TrustAnchors.For("hub", key.ToVerificationKey());
        foreach (var receipt in Leaves.Receipts(key, 13, 37))
        {
            var verdict = ReceiptVerifier.Verify(receipt.ToBytes(), anchors, Leaves.Content(receipt.LeafIndex));
            Assert.True(verdict.IsValid, verdict.Message);
            Assert.Equal(50, verdict.Receipt!.TreeSize);
        }
    }

    [Fact]
    public void Should_read_and_write_the_same_bytes()
    {
        using var key = Leaves.Key();
        foreach (var receipt in Leaves.Receipts(key, 5, 12))
        {
            var bytes = receipt.ToBytes();
            Assert.Equal(bytes, receipt.ToBytes());
            var back = Receipt.Parse(bytes);
            Assert.Equal(receipt.Leaf, back.Leaf);
            Assert.Equal(receipt.InclusionProof, back.InclusionProof);
            Assert.Equal(bytes, back.ToBytes());
            Assert.Equal(bytes, Receipt.Parse([.. bytes, (byte)'\n']).ToBytes());
        }
    }

    [Fact]
    public void Should_keep_its_writing_for_ever()
    {
        // Receipts stay with partners for years. A change of this text is a new version, not a new expectation.
        var leaf = Leaves.Leaf(3) with { Key = "a+b/结<&>\"" };
        var batch = MerkleBatch.Append(MerkleFrontier.Empty, [Leaves.Leaf(0).Hash(), leaf.Hash()]);
        var head = new SignedTreeHead
        {
            LogId = "hub",
            Size = 2,
            Root = batch.Root,
            TimestampMicroseconds = 1_767_254_401_000_000,
            KeyId = "hub-log-1",
            Signature = new byte[] { 0xFB, 0xEF, 0xFF },
        };
        var text = Encoding.UTF8.GetString(Receipt.ForBatch(batch, [Leaves.Leaf(0), leaf], head)[1].ToBytes());
        Assert.Equal(
            "{\"v\":1,\"leaf\":{\"log\":\"hub\",\"seq\":3,\"at\":1767254400000003,\"partner\":\"H43010000001\",\"dir\":\"out\",\"channel\":\"in"
            + "fno\",\"kind\":\"2207\",\"key\":\"a+b/结<&>\\\"\",\"sha256\":\"1b288d8f3c6562fe7f73d1693c68e2fe54a32dd1c2d344bddde24689cc457259\",\""
            + "sm3\":\"21ebaa2fac18e057240e7f421b30c1aa601c2949b9b76697f47524835ec8f3cb\",\"related\":\"e867ab2ef20c2b9b441e6a1feb17c6c3cd216a7d8"
            + "eb9296092c937a8a4312ac5\",\"decision\":\"accepted\",\"alg\":\"sm2-sm3\",\"kid\":\"H43010000001-2026\"},\"index\":1,\"proof\":[\"QG"
            + "qj1OdqnqcMekgm2U48vWuRNeF6BizokL2BcxgwHyE=\"],\"head\":{\"log\":\"hub\",\"size\":2,\"root\":\"7PgKk/tTp/bJtCHc6ApK9JCJ+OdAO9oiUAac"
            + "LYw3piI=\",\"at\":1767254401000000,\"kid\":\"hub-log-1\",\"sig\":\"++//\"}}",
            text);
    }

    [Theory]
    [InlineData("content", ReceiptRefusal.OtherContent)]
    [InlineData("sm3", ReceiptRefusal.OtherContentSm3)]
    [InlineData("unknown log", ReceiptRefusal.UnknownLog)]
    [InlineData("other log", ReceiptRefusal.OtherLog)]
    [InlineData("unknown key", ReceiptRefusal.UnknownKey)]
    [InlineData("other key of that name", ReceiptRefusal.BadHeadSignature)]
    [InlineData("key expired", ReceiptRefusal.KeyNotValidAtThatTime)]
    [InlineData("key not yet valid", ReceiptRefusal.KeyNotValidAtThatTime)]
    [InlineData("head size", ReceiptRefusal.BadHeadSignature)]
    [InlineData("head root", ReceiptRefusal.BadHeadSignature)]
    [InlineData("head time", ReceiptRefusal.BadHeadSignature)]
    [InlineData("leaf field", ReceiptRefusal.BadInclusionProof)]
    [InlineData("leaf index", ReceiptRefusal.BadInclusionProof)]
    [InlineData("proof cut", ReceiptRefusal.BadInclusionProof)]
    [InlineData("proof longer", ReceiptRefusal.BadInclusionProof)]
    [InlineData("proof swapped", ReceiptRefusal.BadInclusionProof)]
    [InlineData("empty text", ReceiptRefusal.Malformed)]
    public void Should_say_why_it_is_refused(string change, ReceiptRefusal refusal)
    {
        using var key = Leaves.Key();
        var receipt = Leaves.Receipts(key, 13, 37)[2]; // Leaf 15: has an SM3.
        var (changed, anchors, content) = Change(change, receipt, key);
        var verdict = ReceiptVerifier.Verify(changed, anchors, content);
        Assert.Equal(refusal, verdict.Refusal);
        Assert.False(verdict.IsValid);
        Assert.NotEmpty(verdict.Message);
    }

    [Fact]
    public void Should_hold_after_the_key_was_rotated()
    {
        using var first = Leaves.Key("hub-log-1");
        using var second = Leaves.Key("hub-log-2");
        var change = Leaves.Start.AddHours(1);
        var anchors = TrustAnchors.For("hub", Window(first, null, change), Window(second, change, null));
        var early = Leaves.Receipts(first, 0, 3, change.AddMicroseconds(-1))[0];
        var late = Leaves.Receipts(second, 0, 3, change)[0];
        var forged = Leaves.Receipts(first, 0, 3, change)[0];
        Assert.True(ReceiptVerifier.Verify(early, anchors).IsValid);
        Assert.True(ReceiptVerifier.Verify(late, anchors).IsValid);
        Assert.Equal(ReceiptRefusal.KeyNotValidAtThatTime, ReceiptVerifier.Verify(forged, anchors).Refusal);
        Assert.True(ReceiptVerifier.Verify(early, TrustAnchors.Parse(anchors.ToJson(), "anchors.json")).IsValid);
    }

    [Fact]
    public void Should_be_refused_after_any_of_ten_thousand_tamperings()
    {
        const int Seed = 20260102;
        var random = new Random(Seed);
        using var key = Leaves.Key(algorithm: SignatureAlgorithm.EcdsaP256Sha256);
        var anchors = TrustAnchors.For("hub", key.ToVerificationKey());
        var receipts = Leaves.Receipts(key, 13, 37).Select(receipt => receipt.ToBytes()).ToList();
        for (var round = 0; round < 10_000; round++)
        {
            var good = receipts[random.Next(receipts.Count)];
            var changed = Tamper(random, good, receipts[random.Next(receipts.Count)]);
            if (!changed.AsSpan().SequenceEqual(good) && !receipts.Exists(other => other.AsSpan().SequenceEqual(changed)))
            {
                Assert.False(ReceiptVerifier.Verify(changed, anchors).IsValid, $"seed {Seed}, round {round}: {Encoding.UTF8.GetString(changed)}");
            }
        }

        Assert.All(receipts, receipt => Assert.True(ReceiptVerifier.Verify(receipt, anchors).IsValid));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"v\":1}")]
    [InlineData("{\"v\":2}")]
    [InlineData("{\"v\":1,\"leaf\":7,\"index\":0,\"proof\":[],\"head\":{}}")]
    [InlineData("{\"v\":1,\"leaf\":{},\"index\":0,\"proof\":[1],\"head\":{}}")]
    [InlineData("{\"v\":1,\"v\":1}")]
    [InlineData("[[[[[[[[[[")]
    public void Should_refuse_what_is_no_receipt(string text)
    {
        Assert.Equal(ReceiptRefusal.Malformed, ReceiptVerifier.Verify(text.Utf8(), TrustAnchors.For("hub")).Refusal);
        Assert.Throws<FormatException>(() => Receipt.Parse(text.Utf8()));
    }

    [Fact]
    public void Should_refuse_another_writing_of_the_same_receipt()
    {
        using var key = Leaves.Key();
        var anchors = TrustAnchors.For("hub", key.ToVerificationKey());
        var text = Encoding.UTF8.GetString(Leaves.Receipts(key, 13, 37)[2].ToBytes());
        foreach (var other in (string[])
        [
            " " + text,
            text + " ",
            text + "\n\n",
            text.Replace("\"v\":1,", "\"v\": 1,", StringComparison.Ordinal),
            text.Replace("\"v\":1,", "\"v\":1.0,", StringComparison.Ordinal),
            text.Replace("\"v\":1,", string.Empty, StringComparison.Ordinal),
            text.Replace("\"v\":1,", "\"v\":1,\"paid\":true,", StringComparison.Ordinal),
            text.Replace("\"kind\":\"2207\"", "\"kind\":\"2207\",\"kind\":\"2207\"", StringComparison.Ordinal),
            text.Replace("\"infno\"", "\"\\u0069nfno\"", StringComparison.Ordinal),
            text.Replace("\"dir\":\"out\"", "\"dir\":\"OUT\"", StringComparison.Ordinal),
            text + new string(' ', Receipt.LengthMax),
        ])
        {
            Assert.Equal(ReceiptRefusal.Malformed, ReceiptVerifier.Verify(other.Utf8(), anchors).Refusal);
        }

        Assert.True(ReceiptVerifier.Verify((text + "\n").Utf8(), anchors).IsValid);
    }

    private static byte[] Tamper(Random random, byte[] good, byte[] other)
    {
        var changed = (byte[])good.Clone();
        var at = random.Next(good.Length);
        switch (random.Next(6))
        {
            case 0:
                changed[at] ^= (byte)(1 << random.Next(8));
                return changed;
            case 1:
                changed[at] = (byte)random.Next(256);
                return changed;
            case 2:
                return [.. good[..at], .. good[(at + 1)..]];
            case 3:
                return [.. good[..at], (byte)random.Next(32, 127), .. good[at..]];
            case 4:
                var with = random.Next(good.Length);
                (changed[at], changed[with]) = (changed[with], changed[at]);
                return changed;
            default:
                // The head of one receipt with the entry of another, cut anywhere.
                return [.. good[..at], .. other[Math.Min(at, other.Length)..]];
        }
    }

    private static (Receipt Receipt, TrustAnchors Anchors, byte[]? Content) Change(string change, Receipt receipt, SigningKey key)
    {
        var anchors = TrustAnchors.For("hub", key.ToVerificationKey());
        var proof = receipt.InclusionProof;
        using var stranger = Leaves.Key();
        return change switch
        {
            "content" => (receipt, anchors, "other".Utf8()),
            "sm3" => (Resigned(receipt.Leaf with { ContentSm3 = default(Hash256) }, key), anchors, Leaves.Content(15)),
            "unknown log" => (receipt, TrustAnchors.For("hub2", key.ToVerificationKey()), null),
            "other log" => (receipt with { Leaf = receipt.Leaf with { LogId = "hub2" } }, anchors, null),
            "unknown key" => (receipt with { Head = receipt.Head with { KeyId = "k" } }, anchors, null),
            "other key of that name" => (receipt, TrustAnchors.For("hub", stranger.ToVerificationKey()), null),
            "key expired" => (receipt, TrustAnchors.For("hub", Window(key, null, receipt.Head.Timestamp)), null),
            "key not yet valid" => (receipt, TrustAnchors.For("hub", Window(key, receipt.Head.Timestamp.AddTicks(1), null)), null),
            "head size" => (receipt with { Head = receipt.Head with { Size = 51 } }, anchors, null),
            "head root" => (receipt with { Head = receipt.Head with { Root = default } }, anchors, null),
            "head time" => (receipt with { Head = receipt.Head with { TimestampMicroseconds = 7 } }, anchors, null),
            "leaf field" => (receipt with { Leaf = receipt.Leaf with { Decision = "refused" } }, anchors, null),
            "leaf index" => (receipt with { LeafIndex = 16 }, anchors, null),
            "proof cut" => (receipt with { InclusionProof = [.. proof.Take(proof.Count - 1)] }, anchors, null),
            "proof longer" => (receipt with { InclusionProof = [.. proof, proof[0]] }, anchors, null),
            "proof swapped" => (receipt with { InclusionProof = [proof[1], proof[0], .. proof.Skip(2)] }, anchors, null),
            "empty text" => (receipt with { Leaf = receipt.Leaf with { Kind = string.Empty } }, anchors, null),
            _ => throw new ArgumentOutOfRangeException(nameof(change)),
        };
    }

    private static Receipt Resigned(EvidenceLeaf leaf, SigningKey key)
    {
        var batch = MerkleBatch.Append(MerkleFrontier.Empty, [leaf.Hash()]);
        return Receipt.ForBatch(batch, [leaf], new TreeHeadSigner("hub", key).Sign(1, batch.Root, Leaves.Start))[0];
    }

    private static VerificationKey Window(SigningKey key, DateTimeOffset? from, DateTimeOffset? until) =>
        VerificationKey.FromSubjectPublicKeyInfo(key.ToVerificationKey().ExportSubjectPublicKeyInfo(), new KeyDescription
        {
            KeyId = key.KeyId,
            Algorithm = key.Algorithm,
            NotBefore = from ?? DateTimeOffset.MinValue,
            NotAfter = until ?? DateTimeOffset.MaxValue,
        });
}
