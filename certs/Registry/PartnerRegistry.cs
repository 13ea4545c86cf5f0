using System.Collections.Frozen;
using Hub.Certs.Signatures;

namespace Hub.Certs.Registry;

/// <summary>
/// Who may talk to the hub and with which keys: an immutable snapshot of one <c>partners.json</c>. A request takes one snapshot at its
/// start and keeps it; a reload makes another snapshot (<see cref="PartnerRegistryFile"/>).
/// </summary>
public sealed class PartnerRegistry
{
    private readonly FrozenDictionary<string, Partner> _byId;
    private readonly FrozenDictionary<string, (Partner Partner, PartnerKey Key)> _byKeyId;
    private readonly ILookup<string, (Partner Partner, PartnerKey Key)> _byFingerprint;
    private readonly FrozenDictionary<(GatewayScheme, string), (Partner Partner, GatewayCredential Credential)> _byAccessKey;

    internal PartnerRegistry(IReadOnlyList<Partner> partners)
    {
        Partners = partners;
        _byId = partners.ToFrozenDictionary(partner => partner.Id, StringComparer.Ordinal);
        _byKeyId = partners
            .SelectMany(partner => partner.Keys, (partner, key) => (partner, key))
            .ToFrozenDictionary(pair => pair.key.Key.KeyId, pair => pair, StringComparer.Ordinal);
        _byFingerprint = _byKeyId.Values.ToLookup(pair => pair.Key.Key.Fingerprint(), StringComparer.Ordinal);
        _byAccessKey = partners
            .SelectMany(partner => partner.Gateways, (partner, credential) => (partner, credential))
            .ToFrozenDictionary(pair => (pair.credential.Scheme, pair.credential.AccessKey), pair => pair);
    }

    /// <summary>A registry without partners.</summary>
    public static PartnerRegistry Empty { get; } = new([]);

    /// <summary>The partners in the order of the file.</summary>
    public IReadOnlyList<Partner> Partners { get; }

    /// <summary>Reads and checks a registry file, and that its secrets can be read.</summary>
    /// <exception cref="InvalidConfigurationException">The file is missing or wrong; all its problems are listed.</exception>
    public static PartnerRegistry Load(string path) => PartnerRegistryReader.Load(path);

    /// <summary>Checks the text of a registry file.</summary>
    /// <param name="json">UTF-8 JSON.</param>
    /// <param name="fileName">Name of the file in error messages; relative names in it are relative to this file's folder.</param>
    /// <param name="checkSecrets">Whether every secret must be readable now. Default true.</param>
    /// <exception cref="InvalidConfigurationException">The text is wrong; all its problems are listed.</exception>
    public static PartnerRegistry Parse(ReadOnlyMemory<byte> json, string fileName, bool checkSecrets = true) =>
        PartnerRegistryReader.Parse(json, fileName, checkSecrets);

    /// <summary>The partner of an id, compared exactly; null if there is none.</summary>
    public Partner? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The partner and key of a key id; null if there is none. Says nothing about validity.</summary>
    public (Partner Partner, PartnerKey Key)? FindKey(string keyId) => _byKeyId.TryGetValue(keyId, out var found) ? found : null;

    /// <summary>
    /// The partner and key with this fingerprint (<see cref="VerificationKey.Fingerprint"/>) that is usable at that moment, for protocols whose
    /// messages carry the public key itself. Null if there is none, or if two partners have registered it: then it does not say who signs.
    /// </summary>
    public (Partner Partner, VerificationKey Key)? FindFingerprint(string fingerprint, DateTimeOffset at)
    {
        (Partner Partner, VerificationKey Key)? usable = null;
        string? owner = null;
        foreach (var (partner, key) in _byFingerprint[fingerprint])
        {
            if (owner is not null && owner != partner.Id)
            {
                return null;
            }

            owner = partner.Id;
            usable ??= key.IsUsableAt(at) ? (partner, key.Key) : null;
        }

        return usable;
    }

    /// <summary>The partner and credential of a gateway access key; null if there is none.</summary>
    public (Partner Partner, GatewayCredential Credential)? FindGateway(GatewayScheme scheme, string accessKey) =>
        _byAccessKey.TryGetValue((scheme, accessKey), out var found) ? found : null;

    /// <summary>
    /// The key with which to check a message of the partner at that moment: the one that the message names, or, if it names none, the
    /// usable key that became valid last. Null if the key is unknown, another partner's, revoked or outside its window.
    /// </summary>
    public VerificationKey? KeyFor(Partner partner, string? keyId, DateTimeOffset at)
    {
        if (keyId is null)
        {
            return KeysFor(partner, at) is [var newest, ..] ? newest : null;
        }

        return FindKey(keyId) is { } found && found.Partner.Id == partner.Id && found.Key.IsUsableAt(at) ? found.Key.Key : null;
    }

    /// <summary>
    /// All keys of the partner that are usable at that moment, the one that became valid last first. For protocols whose messages name
    /// no key: while two keys overlap in a rotation, either may have signed.
    /// </summary>
    public IReadOnlyList<VerificationKey> KeysFor(Partner partner, DateTimeOffset at)
    {
        var usable = new List<VerificationKey>(2);
        foreach (var key in Find(partner.Id)?.Keys ?? [])
        {
            if (key.IsUsableAt(at))
            {
                usable.Add(key.Key);
            }
        }

        usable.Sort((left, right) => right.NotBefore.CompareTo(left.NotBefore));
        return usable;
    }
}
