using System.Globalization;
using Hub.Adapters.Hl7v2.Translation;
using Hub.Adapters.Hl7v2.Wire;

namespace Hub.Adapters.Hl7v2.Inbound;

/// <summary>The senders that are configured, by MSH-3 and MSH-4.</summary>
public sealed class SenderBook
{
    private readonly Dictionary<(string, string), SenderRules> rules = [];

    /// <exception cref="FormatException">A sender's rule is wrong; Hl7v2OptionRules says it in words before.</exception>
    public SenderBook(Hl7v2Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        foreach (var sender in options.Senders)
        {
            if (!rules.TryAdd((sender.Application, sender.Facility), new SenderRules(sender)))
            {
                throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"Two senders have the application {sender.Application}."));
            }
        }
    }

    /// <summary>The rules of whoever the header names; null for an unknown sender.</summary>
    public SenderRules? Find(MessageHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        return rules.GetValueOrDefault((header.Application, header.Facility));
    }
}
