using System.Security.Cryptography;
using System.Text.Json;
using Hub.Certs.Signatures;

namespace Hub.Certs.Tests.Signatures;

/// <summary>ECDSA P-256 and RSA through the same key types.</summary>
public sealed class When_the_platform_verifies
{
    [Theory]
    [InlineData(SignatureAlgorithm.EcdsaP256Sha256, SignatureEncoding.Der)]
    [InlineData(SignatureAlgorithm.EcdsaP256Sha256, SignatureEncoding.Raw)]
    [InlineData(SignatureAlgorithm.RsaPkcs1Sha256, SignatureEncoding.Der)]
    [InlineData(SignatureAlgorithm.RsaPssSha256, SignatureEncoding.Der)]
    [InlineData(SignatureAlgorithm.Sm2Sm3, SignatureEncoding.Der)]
    public void Should_verify_its_own_signature_and_no_other(SignatureAlgorithm algorithm, SignatureEncoding encoding)
    {
        var description = new KeyDescription { KeyId = "k", Algorithm = algorithm, Encoding = encoding };
        using var generated = SigningKey.Generate(description);
        using var signing = SigningKey.FromPem(generated.ExportPem(), description);
        var key = VerificationKey.Parse(generated.ToVerificationKey().ExportPem(), description);
        var signature = signing.Sign("message".Utf8());

        Assert.True(key.Verify("message".Utf8(), signature));
        Assert.False(key.Verify("massage".Utf8(), signature));
        Assert.False(key.Verify("message".Utf8(), [.. signature, 0]));
        Assert.False(key.Verify("message".Utf8(), signature.AsSpan(1)));
        Assert.False(key.Verify("message".Utf8(), []));
        using var other = SigningKey.Generate(description);
        Assert.False(other.ToVerificationKey().Verify("message".Utf8(), signature));
    }

    [Fact]
    public void Should_not_take_one_rsa_padding_for_the_other()
    {
        using var rsa = RSA.Create(2048);
        var pem = rsa.ExportSubjectPublicKeyInfoPem();
        var pkcs1 = VerificationKey.Parse(pem, new KeyDescription { KeyId = "k", Algorithm = SignatureAlgorithm.RsaPkcs1Sha256 });
        var pss = VerificationKey.Parse(pem, new KeyDescription { KeyId = "k", Algorithm = SignatureAlgorithm.RsaPssSha256 });
        var bySha256Pkcs1 = rsa.SignData("m".Utf8(), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var bySha1 = rsa.SignData("m".Utf8(), HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);
        var bySha256Pss = rsa.SignData("m".Utf8(), HashAlgorithmName.SHA256, RSASignaturePadding.Pss);
        Assert.Equal((true, false, false), (pkcs1.Verify("m".Utf8(), bySha256Pkcs1), pkcs1.Verify("m".Utf8(), bySha1), pkcs1.Verify("m".Utf8(), bySha256Pss)));
        Assert.Equal((false, false, true), (pss.Verify("m".Utf8(), bySha256Pkcs1), pss.Verify("m".Utf8(), bySha1), pss.Verify("m".Utf8(), bySha256Pss)));
    }

    [Fact]
    public void Should_agree_with_wycheproof_on_ecdsa()
    {
        var count = 0;
        var wrong = new List<int>();
        foreach (var group in SharedFiles.Json("crypto/jws/wycheproof/ecdsa_secp256r1_sha256_p1363_test.json").GetProperty("testGroups").EnumerateArray())
        {
            var description = new KeyDescription { KeyId = "k", Algorithm = SignatureAlgorithm.EcdsaP256Sha256, Encoding = SignatureEncoding.Raw };
            var key = VerificationKey.Parse(group.Text("publicKeyPem"), description);
            var derKey = VerificationKey.Parse(group.Text("publicKeyPem"), description with { Encoding = SignatureEncoding.Der });
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                count++;
                var (message, signature, valid) = (test.Text("msg").Hex(), test.Text("sig").Hex(), test.Text("result") == "valid");
                var isDer = signature.Length == 64 && derKey.Verify(message, EcSignatureCodec.Encode(signature, SignatureEncoding.Der));
                if (key.Verify(message, signature) != valid || (signature.Length == 64 && isDer != valid))
                {
                    wrong.Add(test.GetProperty("tcId").GetInt32());
                }
            }
        }

        Assert.Equal(262, count);
        Assert.Empty(wrong);
    }

    [Fact]
    public void Should_agree_with_wycheproof_on_rsa()
    {
        var count = 0;
        var wrong = new List<string>();
        foreach (var group in SharedFiles.Json("crypto/jws/wycheproof/rsa_signature_2048_sha256_test.json").GetProperty("testGroups").EnumerateArray())
        {
            var description = new KeyDescription { KeyId = "k", Algorithm = SignatureAlgorithm.RsaPkcs1Sha256 };
            VerificationKey? key = null;
            try
            {
                key = VerificationKey.Parse(group.Text("publicKeyPem"), description);
            }
            catch (InvalidKeyException)
            {
                // One group's key has the public exponent 3: refusing the key refuses its signatures, good ones too.
                Assert.Equal(3, new System.Numerics.BigInteger(group.GetProperty("publicKey").Text("publicExponent").PadLeft(8, '0').Hex(), true, true));
            }

            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                count++;
                var verified = key?.Verify(test.Text("msg").Hex(), test.Text("sig").Hex());
                var expected = test.Text("result");
                if (verified is { } verdict && expected != "acceptable" && verdict != (expected == "valid"))
                {
                    wrong.Add($"{test.GetProperty("tcId")} {test.Text("comment")}");
                }
            }
        }

        Assert.Equal(259, count);
        Assert.Empty(wrong);
    }
}
