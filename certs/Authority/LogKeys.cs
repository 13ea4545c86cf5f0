using System.Globalization;
using Hub.Certs.Evidence;
using Hub.Certs.Signatures;

namespace Hub.Certs.Authority;

/// <summary>
/// The keys of the hub's evidence log and the trust anchors that partners and auditors get. A key that was rotated out stays among
/// the anchors with the end of its window: what it signed before stays provable.
/// </summary>
public sealed class LogKeys
{
    private const string Anchors = "trust-anchors.json";
    private readonly AuthorityOptions _options;
    private readonly KeyFolder _folder;
    private readonly TimeProvider _time;

    /// <param name="options">Settings.</param>
    /// <param name="time">The clock from which validity is counted.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public LogKeys(AuthorityOptions options, TimeProvider time)
    {
        options.Validate();
        _options = options;
        _folder = new KeyFolder(options.Folder);
        _time = time;
    }

    /// <summary>The file with the public keys of the log.</summary>
    public string TrustAnchorsPath => _folder.PathOf(Anchors);

    /// <summary>Makes the first log key if there is none.</summary>
    /// <returns>True if it was made.</returns>
    public bool Ensure()
    {
        if (_folder.Exists(Anchors))
        {
            return false;
        }

        MakeKey([]);
        return true;
    }

    /// <summary>Ends the window of the present key now and makes its successor. The hub must load it before it signs again.</summary>
    public void Rotate()
    {
        var now = Now();
        MakeKey([.. LoadAnchors().KeysOf(_options.LogId).Select(key => key.NotAfter > now ? End(key, now) : key)]);
    }

    /// <summary>The anchors.</summary>
    /// <exception cref="Registry.InvalidConfigurationException">They have not been made, or their file is wrong.</exception>
    public TrustAnchors LoadAnchors() => TrustAnchors.Load(TrustAnchorsPath);

    /// <summary>A signer with the newest log key. Dispose of its key with the returned key.</summary>
    /// <exception cref="Registry.InvalidConfigurationException">The anchors have not been made, or their file is wrong.</exception>
    /// <exception cref="IOException">The private key of the newest anchor is not here.</exception>
    public SigningKey LoadSigningKey()
    {
        var newest = LoadAnchors().KeysOf(_options.LogId).OrderBy(key => key.NotBefore).Last();
        return SigningKey.FromPem(_folder.Read(PrivateFile(newest.KeyId)), Describe(newest.KeyId, newest.Algorithm, newest.NotBefore, newest.NotAfter));
    }

    private void MakeKey(List<VerificationKey> earlier)
    {
        var now = Now();
        var number = earlier.Count + 1;
        var keyId = string.Create(CultureInfo.InvariantCulture, $"{_options.LogId}-log-{number}");
        using var key = SigningKey.Generate(Describe(keyId, _options.LogAlgorithm, now, DateTimeOffset.MaxValue));

        // The private key first: anchors that name a key which nobody has would stop the log.
        _folder.Write(PrivateFile(keyId), key.ExportPem(), overwrite: false);
        _folder.Write(Anchors, TrustAnchors.For(_options.LogId, [.. earlier, key.ToVerificationKey()]).ToJson(), overwrite: earlier.Count > 0);
    }

    // Whole seconds: the window is written as text, and the key's first head must not seem to precede it.
    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeSeconds(_time.GetUtcNow().ToUnixTimeSeconds());

    private static string PrivateFile(string keyId) => Path.Combine("log", keyId + ".key.pem");

    private static VerificationKey End(VerificationKey key, DateTimeOffset moment) =>
        VerificationKey.FromSubjectPublicKeyInfo(key.ExportSubjectPublicKeyInfo(), Describe(key.KeyId, key.Algorithm, key.NotBefore, moment));

    private static KeyDescription Describe(string keyId, SignatureAlgorithm algorithm, DateTimeOffset notBefore, DateTimeOffset notAfter) =>
        new() { KeyId = keyId, Algorithm = algorithm, NotBefore = notBefore, NotAfter = notAfter };
}
