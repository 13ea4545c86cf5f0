using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Hub.Certs.Signatures;

namespace Hub.Certs.Tests.Signatures;

public sealed class When_a_jws_arrives
{
    [Fact]
    public void Should_refuse_every_attack_token()
    {
        // The set's own RSA key has too few bits to be registered at all; any other must refuse the tokens as well.
        var weak = File.ReadAllText(SharedFiles.Data("crypto/attacks/rsa_public.pem"));
        Assert.Throws<InvalidKeyException>(() => VerificationKey.Parse(weak, Description("RS256", "k")));
        using var rsa = RSA.Create(2048);
        var pem = rsa.ExportSubjectPublicKeyInfoPem();
        using var ec = SigningKey.Generate(Description("ES256", "k"));
        VerificationKey[] keys =
        [
            VerificationKey.Parse(pem, Description("RS256", "k")),
            VerificationKey.Parse(pem, Description("PS256", "k")),
            ec.ToVerificationKey(),
            Gb32918.Key(),
        ];
        var count = 0;
        foreach (var test in SharedFiles.Json("crypto/attacks/jws_bad_tokens.json").EnumerateArray())
        {
            Assert.All(keys, key => Assert.False(JwsVerifier.TryVerify(test.Text("token"), key, out _), test.Text("name")));
            count++;
        }

        Assert.Equal(11, count);
    }

    [Theory]
    [InlineData("rfc7515_A.2", "RS256")]
    [InlineData("rfc7515_A.3", "ES256")]
    public void Should_accept_the_example_of_the_rfc(string name, string algorithm)
    {
        var jwk = SharedFiles.Json($"crypto/jws/rfc/{name}.jwk");
        var token = File.ReadAllText(SharedFiles.Data($"crypto/jws/rfc/{name}.jwsc")).Trim();
        var key = VerificationKey.Parse(JwkToPem(jwk), Description(algorithm, "k"));
        Assert.True(JwsVerifier.TryVerify(token, key, out var payload));
        Assert.Equal("joe", JsonDocument.Parse(payload).RootElement.Text("iss"));
        Assert.False(JwsVerifier.TryVerify(token[..^1] + (token[^1] == 'A' ? 'Q' : 'A'), key, out _));
    }

    [Theory]
    [InlineData("rfc7515_A.1.jwsc")]
    [InlineData("rfc7515_A.4.jwsc")]
    [InlineData("rfc7515_A.5.jwsc")]
    [InlineData("rfc7515_A.6.jwsg")]
    [InlineData("rfc7515_A.7.jwsf")]
    public void Should_refuse_the_forms_it_does_not_support(string name)
    {
        var token = File.ReadAllText(SharedFiles.Data("crypto/jws/rfc/" + name)).Trim();
        var key = VerificationKey.Parse(JwkToPem(SharedFiles.Json("crypto/jws/rfc/rfc7515_A.3.jwk")), Description("ES256", "k"));
        Assert.False(JwsVerifier.TryVerify(token, key, out _));
    }

    [Fact]
    public void Should_agree_with_wycheproof_on_the_algorithms_it_speaks()
    {
        var (count, wrong) = (0, new List<string>());
        foreach (var group in SharedFiles.Json("crypto/jws/wycheproof/json_web_signature_test.json").GetProperty("testGroups").EnumerateArray())
        {
            if (!group.TryGetProperty("public", out var jwk) || !jwk.TryGetProperty("alg", out var alg) || alg.GetString() is not ("ES256" or "RS256" or "PS256"))
            {
                continue;
            }

            var kid = jwk.TryGetProperty("kid", out var k) ? k.GetString()! : "none";
            var key = VerificationKey.Parse(JwkToPem(jwk), Description(alg.GetString()!, kid));
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                count++;
                if (test.Text("comment") == "Figure20")
                {
                    // RFC 7520 4.2 signs with PS384 under a JWK that the file marks PS256: the key decides, so it is refused here.
                    Assert.False(JwsVerifier.TryVerify(test.Text("jws"), key, out _));
                    continue;
                }

                if (JwsVerifier.TryVerify(test.Text("jws"), key, out _) != (test.Text("result") == "valid"))
                {
                    wrong.Add($"{group.Text("comment")} {test.GetProperty("tcId")} {test.Text("comment")}: {test.Text("result")}");
                }
            }
        }

        Assert.True(count > 300, $"only {count} cases");
        Assert.Empty(wrong);
    }

    [Fact]
    public void Should_refuse_the_weak_rsa_keys_of_wycheproof()
    {
        var seen = new List<string>();
        foreach (var group in SharedFiles.Json("crypto/jws/wycheproof/json_web_key_test.json").GetProperty("testGroups").EnumerateArray())
        {
            var comment = group.Text("comment");
            if (comment is "jws_rsa_roca_key" or "keysize_too_small" or "exponentOne")
            {
                var pem = JwkToPem(group.GetProperty("public").GetProperty("keys")[0]);
                Assert.Throws<InvalidKeyException>(() => VerificationKey.Parse(pem, Description("RS256", "k")));
                seen.Add(comment);
            }
        }

        Assert.Equal(3, seen.Count);
    }

    [Fact]
    public void Should_not_take_the_public_key_for_an_hmac_secret()
    {
        using var rsa = RSA.Create(2048);
        var pem = rsa.ExportSubjectPublicKeyInfoPem();
        var key = VerificationKey.Parse(pem, Description("RS256", "k"));
        foreach (var secret in (byte[][])[pem.Utf8(), (pem + "\n").Utf8(), rsa.ExportSubjectPublicKeyInfo()])
        {
            var signed = Base64Url.EncodeToString("{\"alg\":\"HS256\"}".Utf8()) + "." + Base64Url.EncodeToString("{}".Utf8());
            var token = signed + "." + Base64Url.EncodeToString(HMACSHA256.HashData(secret, signed.Utf8()));
            Assert.False(JwsVerifier.TryVerify(token, key, out _));
        }
    }

    [Theory]
    [InlineData("{\"alg\":\"ES256\"}", true)]
    [InlineData("{\"alg\":\"ES256\",\"kid\":\"k\",\"typ\":\"JWT\"}", true)]
    [InlineData("{\"alg\":\"ES256\",\"kid\":\"../../etc/passwd\"}", false)]
    [InlineData("{\"alg\":\"ES256\",\"kid\":7}", false)]
    [InlineData("{\"alg\":\"es256\"}", false)]
    [InlineData("{\"alg\":null}", false)]
    [InlineData("{}", false)]
    [InlineData("[]", false)]
    [InlineData("{\"alg\":\"ES256\",\"alg\":\"ES256\"}", false)]
    [InlineData("{\"alg\":\"ES256\",\"crit\":[\"exp\"]}", false)]
    [InlineData("{\"alg\":\"ES256\",\"b64\":false}", false)]
    [InlineData("{\"alg\":\"ES256\",\"jku\":\"http://127.0.0.1:9/\"}", false)]
    [InlineData("{\"alg\":\"ES256\",\"x5c\":[]}", false)]
    [InlineData("{\"alg\":\"ES256\",\"jwk\":{}}", false)]
    [InlineData("{\"alg\":\"ES256\",\"zip\":\"DEF\"}", false)]
    public void Should_judge_the_header_even_of_a_good_signature(string header, bool accepted)
    {
        using var signing = SigningKey.Generate(Description("ES256", "k"));
        var signed = Base64Url.EncodeToString(header.Utf8()) + "." + Base64Url.EncodeToString("{}".Utf8());
        var token = signed + "." + Base64Url.EncodeToString(signing.Sign(signed.Utf8()));
        Assert.Equal(accepted, JwsVerifier.TryVerify(token, signing.ToVerificationKey(), out _));
        Assert.False(JwsVerifier.TryVerify(token + "=", signing.ToVerificationKey(), out _));
        Assert.False(JwsVerifier.TryVerify(token + "." + token, signing.ToVerificationKey(), out _));
    }

    private static KeyDescription Description(string algorithm, string keyId) => new()
    {
        KeyId = keyId,
        Encoding = SignatureEncoding.Raw,
        Algorithm = algorithm switch
        {
            "ES256" => SignatureAlgorithm.EcdsaP256Sha256,
            "RS256" => SignatureAlgorithm.RsaPkcs1Sha256,
            _ => SignatureAlgorithm.RsaPssSha256,
        },
    };

    private static string JwkToPem(JsonElement jwk)
    {
        byte[] Member(string name) => Base64Url.DecodeFromChars(jwk.Text(name));
        if (jwk.Text("kty") == "EC")
        {
            var point = new ECPoint { X = Member("x"), Y = Member("y") };
            using var ecdsa = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point });
            return ecdsa.ExportSubjectPublicKeyInfoPem();
        }

        var writer = new System.Formats.Asn1.AsnWriter(System.Formats.Asn1.AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(new System.Numerics.BigInteger(Member("n"), isUnsigned: true, isBigEndian: true));
            writer.WriteInteger(new System.Numerics.BigInteger(Member("e"), isUnsigned: true, isBigEndian: true));
        }

        var key = writer.Encode();
        writer.Reset();
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(KeyOids.Rsa);
                writer.WriteNull();
            }

            writer.WriteBitString(key);
        }

        return KeyEncoding.Pem("PUBLIC KEY", writer.Encode());
    }
}
