using System.Globalization;
using Hub.Certs.Evidence;
using Hub.Certs.Signatures;

namespace Hub.Certs.Tests.Evidence;

internal static class Leaves
{
    internal static readonly DateTimeOffset Start = new(2026, 1, 1, 8, 0, 0, TimeSpan.Zero);

    internal static EvidenceLeaf Leaf(long sequence) => new()
    {
        LogId = "hub",
        Sequence = sequence,
        RecordedAtMicroseconds = UnixMicroseconds.FromMoment(Start) + sequence,
        Partner = "H43010000001",
        Direction = sequence % 2 == 0 ? MessageDirection.In : MessageDirection.Out,
        Channel = "infno",
        Kind = "2207",
        Key = "结算-" + sequence.ToString(CultureInfo.InvariantCulture),
        ContentSha256 = Hash256.Sha256(Content(sequence)),
        ContentSm3 = sequence % 3 == 0 ? new Hash256(Sm3.Hash(Content(sequence))) : null,
        RelatedSha256 = sequence % 2 == 1 ? Hash256.Sha256(Content(sequence - 1)) : null,
        Decision = "accepted",
        SignatureAlgorithm = sequence % 5 == 4 ? null : SignatureAlgorithm.Sm2Sm3,
        SignatureKeyId = sequence % 5 == 4 ? null : "H43010000001-2026",
    };

    internal static byte[] Content(long sequence) => ("{\"infno\":\"2207\",\"n\":" + sequence.ToString(CultureInfo.InvariantCulture) + "}").Utf8();

    internal static SigningKey Key(string keyId = "hub-log-1", SignatureAlgorithm algorithm = SignatureAlgorithm.Sm2Sm3) =>
        SigningKey.Generate(new KeyDescription { KeyId = keyId, Algorithm = algorithm });

    /// <summary>Receipts of leaves first … first + count − 1, appended to a tree of the leaves before them.</summary>
    internal static Receipt[] Receipts(SigningKey key, int first, int count, DateTimeOffset? signedAt = null)
    {
        var frontier = first == 0
            ? MerkleFrontier.Empty
            : MerkleBatch.Append(MerkleFrontier.Empty, [.. Enumerable.Range(0, first).Select(i => Leaf(i).Hash())]).After;
        var leaves = Enumerable.Range(first, count).Select(i => Leaf(i)).ToList();
        var batch = MerkleBatch.Append(frontier, [.. leaves.Select(leaf => leaf.Hash())]);
        var head = new TreeHeadSigner("hub", key).Sign(batch.After.Size, batch.Root, signedAt ?? Start.AddSeconds(1));
        return Receipt.ForBatch(batch, leaves, head);
    }
}
