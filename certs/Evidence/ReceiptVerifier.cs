using Hub.Certs.Signatures;

namespace Hub.Certs.Evidence;

/// <summary>Verifies receipts and heads offline: the trust anchors are all it needs to know.</summary>
public static class ReceiptVerifier
{
    /// <summary>Verifies a receipt as it came, and its content if given.</summary>
    /// <param name="receipt">The receipt's JSON.</param>
    /// <param name="anchors">The logs that are believed.</param>
    /// <param name="content">The raw message that the receipt is about, or null to check the receipt alone.</param>
    public static ReceiptVerdict Verify(ReadOnlySpan<byte> receipt, TrustAnchors anchors, byte[]? content = null)
    {
        Receipt parsed;
        try
        {
            parsed = Receipt.Parse(receipt);
        }
        catch (FormatException e)
        {
            return new ReceiptVerdict(ReceiptRefusal.Malformed, e.Message, null);
        }

        return Verify(parsed, anchors, content);
    }

    /// <summary>Verifies a receipt that has been read, and its content if given.</summary>
    public static ReceiptVerdict Verify(Receipt receipt, TrustAnchors anchors, byte[]? content = null)
    {
        var (refusal, message) = VerifyHead(receipt.Head, anchors);
        if (refusal == ReceiptRefusal.None)
        {
            (refusal, message) = VerifyEntry(receipt, content);
        }

        return new ReceiptVerdict(refusal, message, receipt);
    }

    /// <summary>Verifies the signature of a head: the log and key are known, the key was valid at the head's time, the signature is its.</summary>
    public static (ReceiptRefusal Refusal, string Message) VerifyHead(SignedTreeHead head, TrustAnchors anchors)
    {
        if (!anchors.KnowsLog(head.LogId))
        {
            return (ReceiptRefusal.UnknownLog, $"log '{head.LogId}' is not among the trust anchors");
        }

        if (anchors.FindKey(head.LogId, head.KeyId) is not { } key)
        {
            return (ReceiptRefusal.UnknownKey, $"key '{head.KeyId}' is not a key of log '{head.LogId}'");
        }

        if (!key.IsValidAt(head.Timestamp))
        {
            return (ReceiptRefusal.KeyNotValidAtThatTime, $"key '{head.KeyId}' was not valid at {head.Timestamp:O}");
        }

        try
        {
            return key.Verify(head.ToSignedBytes(), head.Signature.Span)
                ? (ReceiptRefusal.None, "the head's signature holds")
                : (ReceiptRefusal.BadHeadSignature, $"the head was not signed by key '{head.KeyId}' in this form");
        }
        catch (ArgumentException)
        {
            return (ReceiptRefusal.Malformed, "a text of the head is empty or longer than 1,024 bytes");
        }
    }

    private static (ReceiptRefusal Refusal, string Message) VerifyEntry(Receipt receipt, byte[]? content)
    {
        var leaf = receipt.Leaf;
        if (leaf.LogId != receipt.Head.LogId)
        {
            return (ReceiptRefusal.OtherLog, "the entry is of one log and the head of another");
        }

        Hash256 leafHash;
        try
        {
            leafHash = leaf.Hash();
        }
        catch (ArgumentException)
        {
            return (ReceiptRefusal.Malformed, "a text of the entry is empty or longer than 1,024 bytes");
        }

        if (!MerkleProof.VerifyInclusion(leafHash, receipt.LeafIndex, receipt.TreeSize, [.. receipt.InclusionProof], receipt.Head.Root))
        {
            return (ReceiptRefusal.BadInclusionProof, "the entry is not in the signed tree: a field, the index or the proof was changed");
        }

        if (content is not null && Hash256.Sha256(content) != leaf.ContentSha256)
        {
            return (ReceiptRefusal.OtherContent, "the content is not the one that the receipt is about (SHA-256)");
        }

        if (content is not null && leaf.ContentSm3 is { } sm3 && new Hash256(Sm3.Hash(content)) != sm3)
        {
            return (ReceiptRefusal.OtherContentSm3, "the content's SM3 is not the one in the entry");
        }

        return (ReceiptRefusal.None, $"entry {receipt.LeafIndex} of {receipt.TreeSize} in log '{leaf.LogId}', signed {receipt.Head.Timestamp:O}");
    }
}
