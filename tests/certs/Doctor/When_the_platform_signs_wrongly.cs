using System.Security.Cryptography;
using System.Text;
using Hub.Certs.Doctor;
using Hub.Certs.Registry;
using Hub.Certs.Signatures;

namespace Hub.Certs.Tests.Doctor;

/// <summary>RSA and ECDSA mistakes made with the platform's own classes.</summary>
public sealed class When_the_platform_signs_wrongly
{
    private static readonly byte[] Message = Encoding.UTF8.GetBytes("""{"name":"张三","n":1}""");
    private static readonly RSA Rsa = RSA.Create(2048);
    private static readonly ECDsa Ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public static TheoryData<string, string> RsaMistakes => new()
    {
        { "sha1", "SIG-505" }, { "sha512", "SIG-505" }, { "md5", "SIG-505" }, { "pss", "SIG-507" }, { "newline", "SIG-602" },
        { "bare", "SIG-509" }, { "hash", "SIG-501" },
        { "reversed", "SIG-205" }, { "hex", "SIG-101" }, { "right", "right" }, { "other", "unknown" },
    };

    [Theory]
    [MemberData(nameof(RsaMistakes))]
    public void Should_name_the_mistake_of_an_rsa_signature(string how, string expected)
    {
        var signature = how switch
        {
#pragma warning disable CA5350, CA5351 // The mistake itself.
            "sha1" => Rsa.SignData(Message, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1),
            "md5" => Rsa.SignData(Message, HashAlgorithmName.MD5, RSASignaturePadding.Pkcs1),
#pragma warning restore CA5350, CA5351
            "sha512" => Rsa.SignData(Message, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
            "pss" => Rsa.SignData(Message, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
            "newline" => Rsa.SignData([.. Message, .. "\n"u8], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            "hash" => Rsa.SignData(SHA256.HashData(Message), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            "bare" => Bare(SHA256.HashData(Message)),
            "reversed" => [.. Rsa.SignData(Message, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).Reverse()],
            "other" => Rsa.SignData("other"u8, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            _ => Rsa.SignData(Message, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        };
        var key = Key(Rsa.ExportSubjectPublicKeyInfoPem(), SignatureAlgorithm.RsaPkcs1Sha256);
        Assert.Equal(expected, Ask(key, how == "hex" ? Convert.ToHexString(signature) : Convert.ToBase64String(signature)).Codes());
    }

    [Fact]
    public void Should_name_the_mistake_of_a_pss_signature()
    {
        var key = Key(Rsa.ExportSubjectPublicKeyInfoPem(), SignatureAlgorithm.RsaPssSha256);
        Assert.Equal("right", Ask(key, Convert.ToBase64String(Rsa.SignData(Message, HashAlgorithmName.SHA256, RSASignaturePadding.Pss))).Codes());
        Assert.Equal("SIG-507", Ask(key, Convert.ToBase64String(Rsa.SignData(Message, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))).Codes());
        Assert.Equal("SIG-502", Ask(key, Convert.ToBase64String(Rsa.SignData(
            Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(Message))), HashAlgorithmName.SHA256, RSASignaturePadding.Pss))).Codes());
        Assert.Equal("unknown", Ask(key, Convert.ToBase64String(Rsa.SignData("other"u8, HashAlgorithmName.SHA256, RSASignaturePadding.Pss))).Codes());
    }

    [Theory]
    [InlineData("der", "SIG-202")]
    [InlineData("sha512", "SIG-505")]
    [InlineData("sm3", "SIG-505")]
    [InlineData("hash", "SIG-501")]
    [InlineData("bom", "SIG-605")]
    [InlineData("right", "right")]
    [InlineData("other", "unknown")]
    public void Should_name_the_mistake_of_an_ecdsa_signature(string how, string expected)
    {
        var signature = how switch
        {
            "der" => Ecdsa.SignData(Message, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence),
            "sha512" => Ecdsa.SignData(Message, HashAlgorithmName.SHA512),
            "sm3" => Ecdsa.SignHash(Sm3.Hash(Message)),
            "hash" => Ecdsa.SignData(SHA256.HashData(Message), HashAlgorithmName.SHA256),
            "bom" => Ecdsa.SignData([0xEF, 0xBB, 0xBF, .. Message], HashAlgorithmName.SHA256),
            "other" => Ecdsa.SignData("other"u8, HashAlgorithmName.SHA256),
            _ => Ecdsa.SignData(Message, HashAlgorithmName.SHA256),
        };
        var key = Key(Ecdsa.ExportSubjectPublicKeyInfoPem(), SignatureAlgorithm.EcdsaP256Sha256);
        Assert.Equal(expected, Ask(key, Convert.ToBase64String(signature)).Codes());
    }

    private static byte[] Bare(byte[] hash)
    {
        var parameters = Rsa.ExportParameters(includePrivateParameters: true);
        byte[] padded = [0, 1, .. Enumerable.Repeat((byte)0xFF, 256 - 3 - hash.Length), 0, .. hash];
        System.Numerics.BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
        var bytes = System.Numerics.BigInteger.ModPow(Number(padded), Number(parameters.D!), Number(parameters.Modulus!))
            .ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[256 - bytes.Length], .. bytes];
    }

    private static VerificationKey Key(string pem, SignatureAlgorithm algorithm) =>
        VerificationKey.Parse(pem, new KeyDescription { KeyId = "k", Algorithm = algorithm, Encoding = SignatureEncoding.Raw });

    private static SignatureDiagnosis Ask(VerificationKey key, string text) => SignatureDoctor.Diagnose(new()
    {
        Partner = new Partner
        {
            Id = "H43010000001",
            Name = "示例医院",
            Kind = PartnerKind.Hospital,
            Status = PartnerStatus.Active,
            Keys = [new(key, PartnerKeyStatus.Active)],
        },
        Signature = Encoding.ASCII.GetBytes(text),
        Writing = SignatureWriting.Base64,
        Contents = [new("body", Message)],
        ReceivedAt = new(2026, 11, 28, 9, 0, 0, TimeSpan.Zero),
    });
}
