using System.Security.Cryptography.X509Certificates;
using Hub.Certs.Authority;
using Hub.Certs.Registry;
using Hub.Certs.Signatures;
using Hub.Host.Commands;
using Hub.Host.Configuration;

namespace Hub.Host.Diagnosis;

/// <summary>Keys, certificates and the partner registry.</summary>
internal static class TrustChecks
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    internal static IEnumerable<Finding> Run(HubOptions options, DateTimeOffset now)
    {
        yield return Evidence(options.Trust);
        yield return Modes(options.Trust.KeysFolder);
        foreach (var finding in Registry(options.Trust.PartnersFile, now))
        {
            yield return finding;
        }

        if (options.Http.CertificateFile.Length > 0)
        {
            yield return Certificate(options.Http, now);
        }
    }

    private static Finding Evidence(TrustOptions trust)
    {
        if (!File.Exists(trust.TrustAnchorsFile))
        {
            return Finding.Fail("evidence key", $"no trust anchors at {trust.TrustAnchorsFile}", "./hub cert init makes them for development");
        }

        try
        {
            using var key = new LogKeys(CertCommand.Authority(trust), TimeProvider.System).LoadSigningKey();
            return Finding.Ok("evidence key", $"{key.KeyId}, {key.Algorithm}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException
            or InvalidConfigurationException or InvalidKeyException or InvalidOperationException)
        {
            return Finding.Fail("evidence key", "the private key of the newest anchor cannot be loaded", $"put it back into {trust.KeysFolder}, or rotate");
        }
    }

    internal static Finding Modes(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return Finding.Warn("key files", $"no folder {folder}", "./hub cert init makes it for development");
        }

        var open = Directory.EnumerateFiles(folder, "*.key.pem", SearchOption.AllDirectories)
            .Where(file => (File.GetUnixFileMode(file) & Others) != 0)
            .ToList();
        return open.Count == 0
            ? Finding.Ok("key files", $"private keys in {folder} are readable by their owner alone")
            : Finding.Fail("key files", $"{open.Count} private keys are readable by others: {open[0]}",
                "chmod 600; replace them if others were on the machine");
    }

    private static IEnumerable<Finding> Registry(string file, DateTimeOffset now)
    {
        if (!File.Exists(file))
        {
            return [Finding.Fail("partners", $"no registry at {file}", "./hub cert init makes an empty one, ./hub partner add fills it")];
        }

        try
        {
            var registry = PartnerRegistry.Load(file);
            var warnings = registry.Partners
                .Where(partner => partner.Status == PartnerStatus.Active)
                .SelectMany(partner => PartnerCommand.Warnings(partner, now + PartnerCommand.ExpiringSoon))
                .Select(warning => Finding.Warn("partners", warning, "./hub partner show ID"));
            return [Finding.Ok("partners", $"{registry.Partners.Count} in {file}"), .. warnings];
        }
        catch (InvalidConfigurationException e)
        {
            return e.Problems.Select(p => Finding.Fail("partners", $"{p.Subject}: {p.Field}: {p.Rule}", p.Fix));
        }
    }

    private static Finding Certificate(HttpOptions http, DateTimeOffset now)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPemFile(http.CertificateFile, http.CertificateKeyFile);
            var end = new DateTimeOffset(certificate.NotAfter.ToUniversalTime());
            return end < now
                ? Finding.Fail("certificate", $"expired on {end:yyyy-MM-dd}", "renew it")
                : end < now + PartnerCommand.ExpiringSoon
                    ? Finding.Warn("certificate", $"expires on {end:yyyy-MM-dd}", "renew it")
                    : Finding.Ok("certificate", $"valid until {end:yyyy-MM-dd}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            const string Fix = "Http:CertificateFile and Http:CertificateKeyFile must be a matching pair in PEM";
            return Finding.Fail("certificate", "certificate and key cannot be loaded", Fix);
        }
    }
}
