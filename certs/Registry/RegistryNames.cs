namespace Hub.Certs.Registry;

/// <summary>The names that may stand only once in a registry: partner ids, key ids, access keys of a gateway scheme.</summary>
internal sealed class RegistryNames
{
    private readonly HashSet<string> _partners = new(StringComparer.Ordinal);
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly HashSet<(GatewayScheme, string)> _accesses = [];

    internal void Check(Partner partner, ConfigurationObject entry)
    {
        if (!_partners.Add(partner.Id))
        {
            entry.Problem("id", "is used by an earlier partner", "merge the two partners or give one another id");
        }

        foreach (var key in partner.Keys.Where(key => !_keys.Add(key.Key.KeyId)))
        {
            entry.Problem("keys", $"key id '{key.Key.KeyId}' is used twice", "give every key of the registry a name of its own");
        }

        foreach (var access in partner.Gateways.Where(access => !_accesses.Add((access.Scheme, access.AccessKey))))
        {
            entry.Problem("gateways", $"access key '{access.AccessKey}' is used twice", "give every partner an access key of its own");
        }
    }
}
