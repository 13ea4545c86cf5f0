using System.Collections.Concurrent;
using System.Globalization;
using Hub.Adapters.Hl7v2.Translation;
using Hub.Adapters.Hl7v2.Wire;

namespace Hub.Adapters.Hl7v2.Inbound;

/// <summary>
/// Sequence numbers (MSH-13; HL7 2.5.1 ch. 2.10.1) of senders that use them: each message one more than the last; the last again is a repeat,
/// 0 begins anew, -1 and none are not counted. Kept in memory: after a restart the first message sets the number.
/// </summary>
internal sealed class SequenceBook
{
    private readonly ConcurrentDictionary<string, long> last = new(StringComparer.Ordinal);

    /// <summary>Null when the number fits; else the one that is expected.</summary>
    public long? Missing(SenderRules rules, MessageHeader header)
    {
        if (Number(rules, header) is not { } number || number <= 0 || !last.TryGetValue(NameOf(rules), out var before))
        {
            return null;
        }

        return number == before || number == before + 1 ? null : before + 1;
    }

    /// <summary>The message was kept.</summary>
    public void Kept(SenderRules rules, MessageHeader header)
    {
        if (Number(rules, header) is { } number && number >= 0)
        {
            last[NameOf(rules)] = number;
        }
    }

    private static long? Number(SenderRules rules, MessageHeader header) =>
        rules.Sender.SequenceNumbers && long.TryParse(header.SequenceNumber, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static string NameOf(SenderRules rules) => rules.Sender.Application + "|" + rules.Sender.Facility;
}
