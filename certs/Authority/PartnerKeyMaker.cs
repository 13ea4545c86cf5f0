using System.Text;
using System.Text.Json;
using Hub.Certs.Registry;
using Hub.Certs.Signatures;

namespace Hub.Certs.Authority;

/// <summary>Files of a new partner key.</summary>
/// <param name="PrivateKeyPath">PKCS#8 PEM, mode 600: for the partner alone.</param>
/// <param name="PublicKeyPath">SubjectPublicKeyInfo PEM.</param>
/// <param name="RegistryEntry">The key's object for <c>partners.json</c>.</param>
/// <param name="Fingerprint">SHA-256 of the SubjectPublicKeyInfo in lower-case hex.</param>
public sealed record PartnerKeyFiles(string PrivateKeyPath, string PublicKeyPath, string RegistryEntry, string Fingerprint);

/// <summary>
/// Makes key pairs for partners of the sandbox. A real partner makes its own and sends the public half; the hub never sees the other.
/// </summary>
public sealed class PartnerKeyMaker
{
    private readonly AuthorityOptions _options;
    private readonly KeyFolder _folder;
    private readonly TimeProvider _time;

    /// <param name="options">Settings.</param>
    /// <param name="time">The clock from which validity is counted.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public PartnerKeyMaker(AuthorityOptions options, TimeProvider time)
    {
        options.Validate();
        _options = options;
        _folder = new KeyFolder(options.Folder);
        _time = time;
    }

    /// <summary>Makes a key pair under <c>partners/ID/</c>, valid from now for the configured days.</summary>
    /// <param name="partnerId">Id in the registry.</param>
    /// <param name="keyId">Name of the key; also the file's name.</param>
    /// <param name="algorithm">What it signs with.</param>
    /// <param name="encoding">How (r, s) is written. Default DER.</param>
    /// <param name="sm2UserId">The SM2 user id. Default 1234567812345678.</param>
    /// <param name="overwrite">Replace a key of that name. Default false.</param>
    /// <exception cref="ArgumentException">An id has other characters than letters, digits, - and _, or more than 64.</exception>
    /// <exception cref="IOException">The key is there and was not to be replaced.</exception>
    public PartnerKeyFiles Create(
        string partnerId,
        string keyId,
        SignatureAlgorithm algorithm,
        SignatureEncoding encoding = SignatureEncoding.Der,
        string sm2UserId = KeyDescription.CustomarySm2UserId,
        bool overwrite = false)
    {
        CheckName(partnerId, nameof(partnerId));
        CheckName(keyId, nameof(keyId));
        var now = DateTimeOffset.FromUnixTimeSeconds(_time.GetUtcNow().ToUnixTimeSeconds());
        using var key = SigningKey.Generate(new KeyDescription
        {
            KeyId = keyId,
            Algorithm = algorithm,
            Encoding = encoding,
            Sm2UserId = sm2UserId,
            NotBefore = now,
            NotAfter = now.AddDays(_options.PartnerKeyDays),
        });
        var publicKey = key.ToVerificationKey();
        var (privateFile, publicFile) = (FileOf(partnerId, keyId, ".key.pem"), FileOf(partnerId, keyId, ".pub.pem"));
        _folder.Write(privateFile, key.ExportPem(), overwrite);
        _folder.Write(publicFile, publicKey.ExportPem(), overwrite: true);
        return new PartnerKeyFiles(_folder.PathOf(privateFile), _folder.PathOf(publicFile), Entry(publicKey), publicKey.Fingerprint());
    }

    private static string FileOf(string partnerId, string keyId, string ending) => Path.Combine("partners", partnerId, keyId + ending);

    private static string Entry(VerificationKey key)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            KeyEntryWriter.Write(writer, key);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void CheckName(string name, string parameter)
    {
        // The names become file names, so nothing that leads out of the folder may be among them.
        if (name.Length is 0 or > 64 || !name.All(KeyFolder.IsNameCharacter))
        {
            throw new ArgumentException("a name has 1 to 64 letters, digits, - or _", parameter);
        }
    }
}
