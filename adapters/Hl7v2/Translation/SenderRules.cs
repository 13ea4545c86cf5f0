using System.Collections.Frozen;
using System.Net;
using Hub.Adapters.Hl7v2.Wire;

namespace Hub.Adapters.Hl7v2.Translation;

/// <summary>A sender's rules, taken apart once.</summary>
public sealed class SenderRules
{
    private readonly FrozenSet<string> versions;
    private readonly IReadOnlyList<IPNetwork> networks;

    /// <exception cref="FormatException">A list holds what it cannot hold.</exception>
    public SenderRules(Hl7v2Sender sender)
    {
        ArgumentNullException.ThrowIfNull(sender);
        Sender = sender;
        Charset = Charset.Find(sender.Charset) ?? throw new FormatException("Charset is not offered");
        versions = Set(sender.Versions);
        networks = [.. Parts(sender.Addresses).Select(Network)];
        ResidentIds = Set(sender.ResidentIdTypes);
        Cards = Set(sender.CardTypes);
        ElectronicCredentials = Set(sender.ElectronicTypes);
        PersonNumbers = Set(sender.PersonNumberTypes);
        NationalSystems = Set(sender.NationalSystems);
        Processing = Set(sender.ProcessingIds);
    }

    /// <summary>As configured.</summary>
    public Hl7v2Sender Sender { get; }

    /// <summary>Set of messages without MSH-18.</summary>
    public Charset Charset { get; }

    internal FrozenSet<string> ResidentIds { get; }

    internal FrozenSet<string> Cards { get; }

    internal FrozenSet<string> ElectronicCredentials { get; }

    internal FrozenSet<string> PersonNumbers { get; }

    internal FrozenSet<string> NationalSystems { get; }

    internal FrozenSet<string> Processing { get; }

    /// <summary>Whether a version is accepted.</summary>
    public bool Speaks(string version) => versions.Contains("*") || versions.Contains(version);

    /// <summary>Whether the sender may come from there without further proof.</summary>
    public bool IsProvenAt(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Sender.ProofByAddress && networks.Any(network => network.BaseAddress.AddressFamily == plain.AddressFamily && network.Contains(plain));
    }

    private static IPNetwork Network(string text) => text.Contains('/', StringComparison.Ordinal)
        ? IPNetwork.Parse(text)
        : IPAddress.Parse(text) is var address ? new IPNetwork(address, address.GetAddressBytes().Length * 8) : default;

    private static FrozenSet<string> Set(string list) => Parts(list).ToFrozenSet(StringComparer.Ordinal);

    private static string[] Parts(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
