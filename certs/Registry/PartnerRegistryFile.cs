using System.Security.Cryptography;

namespace Hub.Certs.Registry;

/// <summary>
/// The registry file and its newest good snapshot. <see cref="Current"/> never blocks and never fails; <see cref="ReloadIfChanged"/>
/// replaces it in one step, or leaves it as it was if the new file is wrong.
/// </summary>
public sealed class PartnerRegistryFile
{
    private readonly string _path;
    private readonly Lock _reload = new();
    private volatile PartnerRegistry _current;
    private byte[] _digest;

    /// <param name="path">The registry file; read and checked here.</param>
    /// <exception cref="InvalidConfigurationException">The file is missing or wrong.</exception>
    public PartnerRegistryFile(string path)
    {
        _path = path;
        (_current, _digest) = Read();
    }

    /// <summary>The newest good snapshot. Take it once for each request.</summary>
    public PartnerRegistry Current => _current;

    /// <summary>Reads the file again if it, or a key file it names, has other bytes than before.</summary>
    /// <returns>True if there is a new snapshot.</returns>
    /// <exception cref="InvalidConfigurationException">The changed file is wrong; the snapshot stays as it was.</exception>
    public bool ReloadIfChanged()
    {
        lock (_reload)
        {
            var (registry, digest) = Read();
            if (digest.AsSpan().SequenceEqual(_digest))
            {
                return false;
            }

            (_current, _digest) = (registry, digest);
            return true;
        }
    }

    private (PartnerRegistry Registry, byte[] Digest) Read()
    {
        var json = PartnerRegistryReader.ReadFile(_path);
        var registry = PartnerRegistry.Parse(json, _path);

        // Keys come from files of their own too, so their numbers are part of what may have changed.
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        digest.AppendData(json);
        foreach (var key in registry.Partners.SelectMany(partner => partner.Keys))
        {
            digest.AppendData(key.Key.ExportSubjectPublicKeyInfo());
        }

        return (registry, digest.GetHashAndReset());
    }
}
