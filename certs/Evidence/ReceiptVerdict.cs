namespace Hub.Certs.Evidence;

/// <summary>Why a receipt was refused, in the order in which it is checked.</summary>
public enum ReceiptRefusal
{
    /// <summary>Not refused.</summary>
    None,

    /// <summary>Not a receipt, or not in its canonical writing.</summary>
    Malformed,

    /// <summary>The log is not among the trust anchors.</summary>
    UnknownLog,

    /// <summary>Entry and head are of different logs.</summary>
    OtherLog,

    /// <summary>The key of the head is not a key of that log.</summary>
    UnknownKey,

    /// <summary>The key of the head was not valid at the head's time.</summary>
    KeyNotValidAtThatTime,

    /// <summary>The head's signature is not that key's over that head.</summary>
    BadHeadSignature,

    /// <summary>The entry is not in the tree that the head describes: a field of the entry, its index or the proof was changed.</summary>
    BadInclusionProof,

    /// <summary>The content given is not the content of the entry (SHA-256).</summary>
    OtherContent,

    /// <summary>The content's SHA-256 fits but its SM3 does not: the entry was made wrongly.</summary>
    OtherContentSm3,
}

/// <summary>The outcome of a verification.</summary>
/// <param name="Refusal">Why it was refused; <see cref="ReceiptRefusal.None"/> if it holds.</param>
/// <param name="Message">One sentence for a person, without personal data.</param>
/// <param name="Receipt">The receipt, null if it could not be read.</param>
public sealed record ReceiptVerdict(ReceiptRefusal Refusal, string Message, Receipt? Receipt)
{
    /// <summary>True if the receipt holds.</summary>
    public bool IsValid => Refusal == ReceiptRefusal.None;
}
