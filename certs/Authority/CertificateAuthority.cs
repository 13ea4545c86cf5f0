using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Hub.Certs.Authority;

/// <summary>
/// The development root (ECDSA P-256) and the TLS server certificate for this machine. Browsers, curl and .NET do TLS with ECDSA; SM2
/// certificates need a gateway of their own and are not made here.
/// </summary>
public sealed class CertificateAuthority
{
    private const string RootKey = "root/ca.key.pem";
    private const string RootCertificate = "root/ca.cert.pem";
    private const string ServerKey = "tls/server.key.pem";
    private const string ServerCertificate = "tls/server.cert.pem";
    private static readonly string[] Files = [RootKey, RootCertificate, ServerKey, ServerCertificate];
    private readonly AuthorityOptions _options;
    private readonly KeyFolder _folder;
    private readonly TimeProvider _time;

    /// <param name="options">Settings.</param>
    /// <param name="time">The clock from which validity is counted.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public CertificateAuthority(AuthorityOptions options, TimeProvider time)
    {
        options.Validate();
        _options = options;
        _folder = new KeyFolder(options.Folder);
        _time = time;
    }

    /// <summary>The root certificate's file, for trust stores and <c>curl --cacert</c>.</summary>
    public string RootCertificatePath => _folder.PathOf(RootCertificate);

    /// <summary>The server certificate's file.</summary>
    public string ServerCertificatePath => _folder.PathOf(ServerCertificate);

    /// <summary>Makes root and server certificate if there is nothing yet, or the server certificate if it alone is missing.</summary>
    /// <param name="overwrite">Make both anew even if they are there. Default false.</param>
    /// <returns>The files made; empty if all were there.</returns>
    /// <exception cref="IOException">Only some of the files are there: making the others would replace or orphan a key.</exception>
    public IReadOnlyList<string> Ensure(bool overwrite = false)
    {
        var present = Files.Where(_folder.Exists).ToList();
        if (overwrite || present.Count == 0)
        {
            MakeRoot();
            MakeServer();
            return [.. Files.Select(_folder.PathOf)];
        }

        if (present.SequenceEqual([RootKey, RootCertificate]))
        {
            MakeServer();
            return [_folder.PathOf(ServerKey), _folder.PathOf(ServerCertificate)];
        }

        return present.Count == Files.Length
            ? []
            : throw new IOException($"{_folder.Root} holds only {string.Join(", ", present)}: put the missing files back, or ask to overwrite all");
    }

    /// <summary>Makes the server certificate anew under the same root, with a new key.</summary>
    public void RenewServer() => MakeServer();

    /// <summary>The server certificate with its private key, for Kestrel.</summary>
    /// <exception cref="IOException">It has not been made.</exception>
    public X509Certificate2 LoadServer() => X509Certificate2.CreateFromPem(_folder.Read(ServerCertificate), _folder.Read(ServerKey));

    /// <summary>The root certificate without its key.</summary>
    /// <exception cref="IOException">It has not been made.</exception>
    public X509Certificate2 LoadRoot() => X509Certificate2.CreateFromPem(_folder.Read(RootCertificate));

    private void MakeRoot()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Hub development root", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var now = _time.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddMinutes(-5), now.AddDays(_options.RootDays));
        _folder.Write(RootKey, key.ExportPkcs8PrivateKeyPem() + "\n", overwrite: true);
        _folder.Write(RootCertificate, certificate.ExportCertificatePem() + "\n", overwrite: true);
    }

    private void MakeServer()
    {
        using var root = X509Certificate2.CreateFromPem(_folder.Read(RootCertificate), _folder.Read(RootKey));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(root, true, false));
        var now = _time.GetUtcNow();
        var end = now.AddDays(_options.ServerDays);
        var rootEnd = new DateTimeOffset(root.NotAfter.ToUniversalTime());
        var begin = new DateTimeOffset(root.NotBefore.ToUniversalTime()) is var first && first > now.AddMinutes(-5) ? first : now.AddMinutes(-5);
        using var certificate = request.Create(root, begin, end < rootEnd ? end : rootEnd, RandomNumberGenerator.GetBytes(16));
        _folder.Write(ServerKey, key.ExportPkcs8PrivateKeyPem() + "\n", overwrite: true);
        _folder.Write(ServerCertificate, certificate.ExportCertificatePem() + "\n", overwrite: true);
    }
}
