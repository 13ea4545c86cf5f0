using System.Security.Cryptography;
using System.Text.Json;
using Hub.Certs.Signatures;

namespace Hub.Certs.Tests.Signatures;

/// <summary>Known answers made by others: sm-crypto, OpenSSL, Botan, BouncyCastle, Wycheproof, an answer from the field.</summary>
public sealed class When_reading_third_party_vectors
{
    [Fact]
    public void Should_agree_with_sm_crypto_on_sm2_signatures()
    {
        var wrong = new List<string>();
        foreach (var test in SharedFiles.Json("crypto/sm/interop_smcrypto.json").GetProperty("sm2_sign").EnumerateArray())
        {
            foreach (var (field, encoding) in new[] { ("signature_raw", SignatureEncoding.Raw), ("signature_der", SignatureEncoding.Der) })
            {
                if (!test.TryGetProperty(field, out var signature) || signature.ValueKind != JsonValueKind.String)
                {
                    continue;
                }

                var key = VerificationKey.Parse(test.Text("public_key"), Gb32918.Description(encoding, test.Text("user_id")));
                if (key.Verify(test.Text("message_hex").Hex(), signature.GetString()!.Hex()) != test.GetProperty("valid").GetBoolean())
                {
                    wrong.Add(test.Text("comment") + " " + field);
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Should_agree_with_sm_crypto_on_sm2_encryption()
    {
        var count = 0;
        foreach (var test in SharedFiles.Json("crypto/sm/interop_smcrypto.json").GetProperty("sm2_enc").EnumerateArray())
        {
            var key = Sm2PrivateKey.FromScalar(test.Text("private_key").Hex());
            var message = test.Text("message_hex").Hex();
            Assert.Equal(message, Sm2Cipher.Decrypt(key, ("04" + test.Text("c1c3c2")).Hex(), Sm2CiphertextLayout.C1C3C2));
            Assert.Equal(message, Sm2Cipher.Decrypt(key, ("04" + test.Text("c1c2c3")).Hex(), Sm2CiphertextLayout.C1C2C3));
            var tampered = ("04" + test.Text("tampered_c1c3c2")).Hex();
            Assert.Throws<CryptographicException>(() => Sm2Cipher.Decrypt(key, tampered, Sm2CiphertextLayout.C1C3C2));
            count++;
        }

        Assert.Equal(7, count);
    }

    [Fact]
    public void Should_agree_with_sm_crypto_on_sm3_and_hmac()
    {
        var root = SharedFiles.Json("crypto/sm/interop_smcrypto.json");
        Assert.All(root.GetProperty("sm3").EnumerateArray(), test =>
            Assert.Equal(test.Text("digest"), Sm3.Hash(test.Text("message_hex").Hex()).Lower()));
        Assert.All(root.GetProperty("hmac_sm3").EnumerateArray(), test =>
            Assert.Equal(test.Text("mac"), Sm3.Hmac(test.Text("key").Hex(), test.Text("message_hex").Hex()).Lower()));
    }

    [Fact]
    public void Should_agree_with_sm_crypto_on_sm4()
    {
        var count = 0;
        foreach (var test in SharedFiles.Json("crypto/sm/interop_smcrypto.json").GetProperty("sm4").EnumerateArray())
        {
            var (plain, sealedText) = Sm4ByName(test);
            if (test.GetProperty("valid").GetBoolean())
            {
                Assert.Equal(test.Text("plaintext_hex"), plain()?.Lower());
                Assert.Equal(test.Text("ciphertext") + (test.TryGetProperty("tag", out var tag) ? tag.GetString() : null), sealedText().Lower());
            }
            else
            {
                Assert.ThrowsAny<CryptographicException>(plain);
            }

            count++;
        }

        Assert.Equal(48, count);
    }

    [Fact]
    public void Should_agree_with_openssl_on_sm2()
    {
        var key = OpenSslVectors.PrivateKey();
        var raw = new byte[64];
        var count = 0;
        foreach (var block in OpenSslVectors.Blocks("crypto/sm/openssl/evppkey_sm2.txt"))
        {
            if (block.TryGetValue("Decrypt", out _) && !block.ContainsKey("Result"))
            {
                var plain = Sm2Cipher.Decrypt(key, block["Input"].Hex(), Sm2CiphertextLayout.Asn1);
                Assert.Equal(block["Output"].Trim('"'), System.Text.Encoding.UTF8.GetString(plain));
                count++;
            }
            else if (block.TryGetValue("Verify", out _) && !block.ContainsKey("Result"))
            {
                // EVP_PKEY_verify takes e itself: the low-level test below the identity digest.
                Assert.True(EcSignatureCodec.TryDecode(block["Output"].Hex(), SignatureEncoding.Der, raw));
                Assert.True(key.PublicKey.VerifyDigest(block["Input"].Hex(), raw));
                count++;
            }
        }

        Assert.True(count >= 6, $"only {count} cases were read");
    }

    [Fact]
    public void Should_agree_with_openssl_on_sm3_and_sm4()
    {
        Assert.All(OpenSslVectors.Blocks("crypto/sm/openssl/evpmd_sm3.txt").Where(b => b.GetValueOrDefault("Digest") == "SM3"), block =>
            Assert.Equal(block["Output"].Hex(), Sm3.Hash(block["Input"].Hex())));
        var count = 0;
        foreach (var block in OpenSslVectors.Blocks("crypto/sm/openssl/evpciph_sm4.txt"))
        {
            var (key, plain, cipher) = (block["Key"].Hex(), block["Plaintext"].Hex(), block["Ciphertext"].Hex());
            byte[]? ours = block["Cipher"] switch
            {
                "SM4-ECB" => Sm4.EncryptEcb(key, plain)[..plain.Length],
                "SM4-CBC" => Sm4.EncryptCbc(key, block["IV"].Hex(), plain)[..plain.Length],
                "SM4-CTR" => Sm4.TransformCtr(key, block["IV"].Hex(), plain),
                _ => null, // CFB and OFB are not offered.
            };
            if (ours is not null)
            {
                Assert.Equal(cipher, ours);
                count++;
            }
        }

        Assert.Equal(3, count);
    }

    [Fact]
    public void Should_agree_with_botan_on_sm2_encryption()
    {
        var count = 0;
        var sm3 = true;
        string? nonce = null, message = null;
        var key = Sm2PrivateKey.FromScalar(Gb32918.OlderCurve, "1649AB77A00637BD5E2EFE283FBF353534AA7F7CB89463F208DDBC2920BB0DA0".Hex());
        foreach (var line in File.ReadLines(SharedFiles.Data("crypto/sm/botan/sm2_enc.vec")))
        {
            var parts = line.Split(" = ", 2);
            sm3 = parts[0] == "Hash" ? parts[1] == "SM3" : sm3;
            message = parts[0] == "Msg" ? parts[1] : message;
            nonce = parts[0] == "Nonce" ? parts[1] : nonce;
            if (parts[0] == "Ciphertext" && sm3)
            {
                var ours = Sm2Cipher.Encrypt(Gb32918.OlderCurve, key.PublicKey, message!.Hex(), Sm2CiphertextLayout.Asn1, nonce!.Hex());
                Assert.Equal(parts[1].Hex(), ours);
                Assert.Equal(message!.Hex(), Sm2Cipher.Decrypt(Gb32918.OlderCurve, key, parts[1].Hex(), Sm2CiphertextLayout.Asn1));
                count++;
            }
        }

        Assert.True(count >= 4, $"only {count} cases were read");
    }

    [Fact]
    public void Should_agree_with_bouncycastle()
    {
        var root = SharedFiles.Json("crypto/sm/bouncycastle_sm.json");
        foreach (var test in root.GetProperty("sign").EnumerateArray())
        {
            var domain = test.Text("curve") == "sm2p256v1" ? Sm2Domain.Recommended : Gb32918.OlderCurve;
            var key = Sm2PrivateKey.FromScalar(domain, test.Text("d").Hex());
            var e = Sm3.Hash(key.PublicKey.IdentityDigest(test.Text("id")), test.Text("message").Utf8());
            var raw = key.SignDigest(e, test.Text("k").Hex());
            Assert.Equal((test.Text("r") + test.Text("s")).Hex(), raw);
            Assert.True(key.PublicKey.VerifyDigest(e, raw));
        }

        foreach (var test in root.GetProperty("encrypt").EnumerateArray())
        {
            var key = Sm2PrivateKey.FromScalar(Gb32918.OlderCurve, test.Text("d").Hex());
            var ours = Sm2Cipher.Encrypt(
                Gb32918.OlderCurve, key.PublicKey, test.Text("message").Utf8(), Sm2CiphertextLayout.C1C2C3, test.Text("k").Hex());
            Assert.Equal(test.Text("c1c2c3").Hex(), ours);
        }

        foreach (var test in root.GetProperty("sm4").EnumerateArray())
        {
            var times = test.TryGetProperty("note", out _) ? 1_000_000 : 1;
            Assert.Equal(test.Text("cipher"), Sm4.EncryptBlock(test.Text("key").Hex(), test.Text("plain").Hex(), times).Lower());
        }
    }

    [Fact]
    public void Should_agree_with_wycheproof_on_hmac_sm3()
    {
        foreach (var group in SharedFiles.Json("crypto/sm/wycheproof/hmac_sm3_test.json").GetProperty("testGroups").EnumerateArray())
        {
            var tagLength = group.GetProperty("tagSize").GetInt32() / 8;
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                var tag = Sm3.Hmac(test.Text("key").Hex(), test.Text("msg").Hex())[..tagLength].Lower();
                Assert.Equal(test.Text("result") == "valid", tag == test.Text("tag"));
            }
        }
    }

    [Fact]
    public void Should_agree_with_wycheproof_on_sm4_gcm()
    {
        foreach (var group in SharedFiles.Json("crypto/sm/wycheproof/sm4_gcm_test.json").GetProperty("testGroups").EnumerateArray())
        {
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                var (key, nonce, aad) = (test.Text("key").Hex(), test.Text("iv").Hex(), test.Text("aad").Hex());
                var sealedText = (test.Text("ct") + test.Text("tag")).Hex();
                if (test.Text("result") == "valid")
                {
                    Assert.Equal(test.Text("msg").Hex(), Sm4.DecryptGcm(key, nonce, sealedText, aad));
                    Assert.Equal(sealedText, Sm4.EncryptGcm(key, nonce, test.Text("msg").Hex(), aad));
                }
                else
                {
                    Assert.ThrowsAny<CryptographicException>(() => Sm4.DecryptGcm(key, nonce, sealedText, aad));
                }
            }
        }
    }

    [Fact]
    public void Should_open_a_sealed_answer_from_the_field()
    {
        var root = SharedFiles.Json("crypto/sm/nhsa_sealed_response.json");
        var key = root.Text("sm4_key_ascii").Utf8();
        var output = Convert.FromBase64String(root.GetProperty("message").Text("output"));
        Assert.Equal(root.Text("output_plain").Utf8(), Sm4.DecryptEcb(key, output));
        Assert.Equal(output, Sm4.EncryptEcb(key, root.Text("output_plain").Utf8()));
        Assert.Equal(64, Convert.FromBase64String(root.GetProperty("message").Text("cainfo")).Length);
    }

    [Fact]
    public void Should_read_openssl_keys_and_certificates()
    {
        using var signing = SigningKey.FromPem(
            File.ReadAllText(SharedFiles.Data("crypto/sm/openssl-certs/sm2.key")), Gb32918.Description(SignatureEncoding.Der));
        var fromPublic = VerificationKey.Parse(
            File.ReadAllText(SharedFiles.Data("crypto/sm/openssl-certs/sm2-pub.key")), Gb32918.Description(SignatureEncoding.Der));
        var signature = signing.Sign("m".Utf8());
        Assert.True(fromPublic.Verify("m".Utf8(), signature));
        Assert.Equal(fromPublic.Fingerprint(), signing.ToVerificationKey().Fingerprint());

        // The key out of a certificate signed with SM2; the certificate itself is not judged.
        var text = File.ReadAllText(SharedFiles.Data("crypto/sm/openssl-certs/sm2.pem"));
        var pem = text[text.IndexOf("-----BEGIN CERTIFICATE", StringComparison.Ordinal)..];
        Assert.Equal(fromPublic.Fingerprint(), VerificationKey.Parse(pem, Gb32918.Description(SignatureEncoding.Der)).Fingerprint());
    }

    private static (Func<byte[]?> Plain, Func<byte[]> Sealed) Sm4ByName(JsonElement test)
    {
        var key = test.Text("key").Hex();
        var iv = test.TryGetProperty("iv", out var element) && element.ValueKind == JsonValueKind.String ? element.GetString()!.Hex() : [];
        var plain = test.TryGetProperty("plaintext_hex", out var p) && p.ValueKind == JsonValueKind.String ? p.GetString()!.Hex() : [];
        var cipher = (test.Text("ciphertext") + (test.TryGetProperty("tag", out var tag) ? tag.GetString() : null)).Hex();
        var aad = test.TryGetProperty("aad", out var a) && a.ValueKind == JsonValueKind.String ? a.GetString()!.Hex() : [];
        return test.Text("mode") switch
        {
            "ecb" => (() => Sm4.DecryptEcb(key, cipher), () => Sm4.EncryptEcb(key, plain)),
            "cbc" => (() => Sm4.DecryptCbc(key, iv, cipher), () => Sm4.EncryptCbc(key, iv, plain)),
            "ctr" => (() => Sm4.TransformCtr(key, iv, cipher), () => Sm4.TransformCtr(key, iv, plain)),
            "gcm" => (() => Sm4.DecryptGcm(key, iv, cipher, aad), () => Sm4.EncryptGcm(key, iv, plain, aad)),
            var other => throw new NotSupportedException(other),
        };
    }
}
