using System.Security.Cryptography.X509Certificates;
using Hub.Adapters.Soap.Wire;
using Hub.Certs.Signatures;

namespace Hub.Adapters.Soap.Inbound;

/// <summary>The hub's key for envelopes, read once at start.</summary>
internal sealed class SealKeeper : IDisposable
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    /// <exception cref="InvalidOperationException">A key without certificate, or one that cannot be read.</exception>
    public SealKeeper(SoapOptions options, string folder)
    {
        if (options.SigningKeyFile.Length == 0)
        {
            return;
        }

        if (options.SigningCertificateFile.Length == 0 || !SignatureAlgorithmNames.TryParse(options.SigningAlgorithm, out SignatureAlgorithm algorithm))
        {
            throw new InvalidOperationException(
                "soap:signingCertificateFile and soap:signingAlgorithm: with signingKeyFile a certificate and a known algorithm must be named.");
        }

        var pem = File.ReadAllText(Path.Combine(folder, options.SigningKeyFile));
        var key = SigningKey.FromPem(pem, new KeyDescription { KeyId = "soap", Algorithm = algorithm, Encoding = SignatureEncoding.Raw });
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(folder, options.SigningCertificateFile));
        Seal = new AnswerSeal(key, Convert.ToBase64String(certificate.RawData), Life);
    }

    /// <summary>Null: envelopes are not signed.</summary>
    public AnswerSeal? Seal { get; }

    public void Dispose() => Seal?.Key.Dispose();
}
