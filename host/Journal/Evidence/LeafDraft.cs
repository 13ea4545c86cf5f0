using Hub.Certs.Evidence;

namespace Hub.Journal.Evidence;

/// <summary>What a leaf is about; the subject is a message id (received, answer) or a request id (sent, foreign answer).</summary>
internal enum LeafRole : byte
{
    Received = 1,
    Answer = 2,
    Sent = 3,
    ForeignAnswer = 4,
    LateAnswer = 5,
}

/// <summary>A leaf before it has its place in the log.</summary>
internal sealed record LeafDraft(LeafRole Role, long Subject, EvidenceLeaf Leaf);
