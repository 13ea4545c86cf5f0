using Hub.Certs.Evidence;
using Hub.Certs.Signatures;
using Hub.Journal.Evidence;

namespace Hub.Journal.Engine;

/// <summary>Makes the drafts of evidence leaves.</summary>
internal static class Leaves
{
    private const string None = "-"; // a leaf's texts are never empty

    public static LeafDraft Of(
        LeafRole role, long subject, DateTimeOffset at, string partner, MessageDirection direction, string channel, string kind, string key,
        ReadOnlySpan<byte> digest, byte[]? related, string decision) => new(role, subject, new EvidenceLeaf
        {
            LogId = None,
            Sequence = 0,
            RecordedAtMicroseconds = (at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond,
            Partner = Text(partner),
            Direction = direction,
            Channel = Text(channel),
            Kind = Text(kind),
            Key = Text(key),
            ContentSha256 = new Hash256(digest),
            RelatedSha256 = related is null ? null : new Hash256(related),
            Decision = decision,
        });

    public static LeafDraft Received(long id, IntakeWork work, DateTimeOffset at, string decision)
    {
        var intake = work.Intake;
        var draft = Of(
            LeafRole.Received, id, at, intake.Partner, MessageDirection.In, intake.Channel, intake.Kind, intake.Key, work.RawDigest, null, decision);
        return intake.SignatureKeyId.Length == 0 || !SignatureAlgorithmNames.TryParse(intake.SignatureAlgorithm, out SignatureAlgorithm algorithm)
            ? draft
            : draft with { Leaf = draft.Leaf with { SignatureAlgorithm = algorithm, SignatureKeyId = intake.SignatureKeyId } };
    }

    private static string Text(string text) => text.Length == 0 ? None : text;
}
