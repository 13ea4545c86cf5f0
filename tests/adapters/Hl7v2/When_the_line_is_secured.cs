using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Hub.Adapters.Hl7v2.Tests.Support;

namespace Hub.Adapters.Hl7v2.Tests;

public sealed class When_the_line_is_secured : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hub-hl7-tls-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("rsa-pkcs1-sha256")]
    [InlineData("ecdsa-p256-sha256")]
    public async Task Should_know_a_partner_by_the_registered_key_of_its_certificate(string algorithm)
    {
        using var own = Certificate(algorithm);
        await using var door = await OpenAsync(own, algorithm);
        using var line = await Line.ToAsync(door, own, secure: true);
        Assert.Equal("AA", (await line.AskAsync(Texts.Registration("T1"))).Code);
        Assert.Equal("k1", door.Journal.Taken.Single().SignatureKeyId);
    }

    [Fact]
    public async Task Should_refuse_a_line_with_another_certificate_or_none()
    {
        using var own = Certificate("ecdsa-p256-sha256");
        using var other = Certificate("ecdsa-p256-sha256");
        await using var door = await OpenAsync(own, "ecdsa-p256-sha256");
        foreach (var shown in new[] { other, null })
        {
            await Assert.ThrowsAnyAsync<Exception>(async () =>
            {
                using var line = await Line.ToAsync(door, shown, secure: true);
                Assert.NotNull(await line.AskAsync(Texts.Registration("T2")));
            });
        }

        Assert.Empty(door.Journal.Taken);
    }

    private Task<Door> OpenAsync(X509Certificate2 partner, string algorithm)
    {
        using var server = Certificate("ecdsa-p256-sha256");
        File.WriteAllText(Path.Combine(folder, "server.pem"), server.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "server.key"), server.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        var pem = partner.ExportCertificatePem().Replace("\n", "\\n", StringComparison.Ordinal);
        return Door.OpenAsync(
            o => o.Senders[0].ProofByAddress = false,
            $$"""{"keyId": "k1", "algorithm": "{{algorithm}}", "publicKeyPem": "{{pem}}"}""",
            listener => (listener.CertificateFile, listener.CertificateKeyFile) = (Path.Combine(folder, "server.pem"), Path.Combine(folder, "server.key")));
    }

    private static X509Certificate2 Certificate(string algorithm)
    {
        var (from, to) = (TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        if (algorithm.StartsWith("rsa", StringComparison.Ordinal))
        {
            using var rsa = RSA.Create(2048);
            return new CertificateRequest("CN=his", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(from, to);
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=his", key, HashAlgorithmName.SHA256).CreateSelfSigned(from, to);
    }
}
