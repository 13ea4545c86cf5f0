using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hub.Certs.Signatures;

namespace Hub.Interop.Tests.Crypto;

/// <summary>The real openssl signs and we verify, we sign and it verifies; keys travel as it writes and reads them.</summary>
public sealed class When_openssl_is_the_other_side : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-openssl-").FullName;

    public When_openssl_is_the_other_side() =>
        Assert.SkipUnless(Tool.IsInstalled("openssl"), "openssl is not installed (apt-get install openssl)");

    [Theory]
    [InlineData("1234567812345678")]
    [InlineData("H43010000001")]
    [InlineData("")]
    public void Should_agree_on_sm2_in_both_directions(string userId)
    {
        OpenSsl("ecparam", "-name", "SM2", "-genkey", "-out", At("key.pem"));
        OpenSsl("pkey", "-in", At("key.pem"), "-pubout", "-out", At("pub.pem"));
        var description = new KeyDescription { KeyId = "k", Algorithm = SignatureAlgorithm.Sm2Sm3, Sm2UserId = userId };
        using var signing = SigningKey.FromPem(File.ReadAllText(At("key.pem")), description);
        var key = VerificationKey.Parse(File.ReadAllText(At("pub.pem")), description);
        Assert.Equal(File.ReadAllText(At("pub.pem")), signing.ToVerificationKey().ExportPem());
        for (var round = 0; round < 8; round++)
        {
            var message = RandomNumberGenerator.GetBytes(round * 700);
            File.WriteAllBytes(At("message"), message);
            OpenSsl(["pkeyutl", "-sign", "-inkey", At("key.pem"), "-in", At("message"), "-out", At("theirs"), .. Sm2(userId)]);
            Assert.True(key.Verify(message, File.ReadAllBytes(At("theirs"))));

            File.WriteAllBytes(At("ours"), signing.Sign(message));
            Assert.True(OpenSslVerifies(userId));
            Assert.False(OpenSslVerifies(userId + "x"));
            File.WriteAllBytes(At("message"), [.. message, 0]);
            Assert.False(OpenSslVerifies(userId));
        }
    }

    [Fact]
    public void Should_give_the_same_verdict_on_changed_signatures()
    {
        var description = new KeyDescription { KeyId = "k", Algorithm = SignatureAlgorithm.Sm2Sm3 };
        using var signing = SigningKey.Generate(description);
        var key = signing.ToVerificationKey();
        File.WriteAllText(At("pub.pem"), key.ExportPem());
        var message = "message"u8.ToArray();
        File.WriteAllBytes(At("message"), message);
        var random = new Random(20260103);
        for (var round = 0; round < 60; round++)
        {
            var signature = signing.Sign(message);
            signature = (round % 4) switch
            {
                0 => signature,
                1 => [.. signature, 0],
                2 => signature[..^1],
                _ => Flip(random, signature),
            };
            File.WriteAllBytes(At("ours"), signature);
            Assert.Equal(OpenSslVerifies(KeyDescription.CustomarySm2UserId), key.Verify(message, signature));
        }
    }

    [Fact]
    public void Should_decrypt_what_openssl_encrypted_and_the_reverse()
    {
        var scalarFile = At("key.pem");
        OpenSsl("ecparam", "-name", "SM2", "-genkey", "-noout", "-out", scalarFile);
        var text = Encoding.UTF8.GetString(OpenSsl("pkey", "-in", scalarFile, "-text", "-noout"));
        var key = Sm2PrivateKey.FromScalar(Scalar(text));
        File.WriteAllBytes(At("plain"), "encryption standard"u8.ToArray());
        OpenSsl("pkeyutl", "-encrypt", "-inkey", scalarFile, "-in", At("plain"), "-out", At("cipher"), "-pkeyopt", "digest:sm3");
        Assert.Equal("encryption standard"u8.ToArray(), Sm2Cipher.Decrypt(key, File.ReadAllBytes(At("cipher")), Sm2CiphertextLayout.Asn1));

        File.WriteAllBytes(At("cipher"), Sm2Cipher.Encrypt(key.PublicKey, "other way"u8, Sm2CiphertextLayout.Asn1));
        Assert.Equal("other way"u8.ToArray(), OpenSsl("pkeyutl", "-decrypt", "-inkey", scalarFile, "-in", At("cipher"), "-pkeyopt", "digest:sm3"));
    }

    [Fact]
    public void Should_agree_on_sm3_hmac_and_sm4()
    {
        var random = new Random(7);
        foreach (var length in (int[])[0, 1, 55, 56, 63, 64, 65, 1000, 5000])
        {
            var data = new byte[length];
            random.NextBytes(data);
            File.WriteAllBytes(At("data"), data);
            Assert.Equal(OpenSsl("dgst", "-sm3", "-binary", At("data")), Sm3.Hash(data));
            Assert.Equal(OpenSsl("dgst", "-sm3", "-hmac", "key", "-binary", At("data")), Sm3.Hmac("key"u8, data));
            const string Key = "0123456789abcdeffedcba9876543210";
            var key = Convert.FromHexString(Key);
            Assert.Equal(OpenSsl("enc", "-sm4-ecb", "-K", Key, "-in", At("data")), Sm4.EncryptEcb(key, data));
            Assert.Equal(OpenSsl("enc", "-sm4-cbc", "-K", Key, "-iv", Key, "-in", At("data")), Sm4.EncryptCbc(key, key, data));
            Assert.Equal(OpenSsl("enc", "-sm4-ctr", "-K", Key, "-iv", Key, "-in", At("data")), Sm4.TransformCtr(key, key, data));
        }
    }

    [Theory]
    [InlineData(SignatureAlgorithm.EcdsaP256Sha256)]
    [InlineData(SignatureAlgorithm.RsaPkcs1Sha256)]
    [InlineData(SignatureAlgorithm.RsaPssSha256)]
    public void Should_agree_on_ecdsa_and_rsa(SignatureAlgorithm algorithm)
    {
        using var signing = SigningKey.Generate(new KeyDescription { KeyId = "k", Algorithm = algorithm });
        File.WriteAllText(At("key.pem"), signing.ExportPem());
        File.WriteAllText(At("pub.pem"), signing.ToVerificationKey().ExportPem());
        File.WriteAllText(At("message"), "message");
        string[] pss = algorithm == SignatureAlgorithm.RsaPssSha256 ? ["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:32"] : [];
        OpenSsl(["dgst", "-sha256", "-sign", At("key.pem"), .. pss, "-out", At("theirs"), At("message")]);
        Assert.True(signing.ToVerificationKey().Verify("message"u8, File.ReadAllBytes(At("theirs"))));
        File.WriteAllBytes(At("ours"), signing.Sign("message"u8));
        OpenSsl(["dgst", "-sha256", "-verify", At("pub.pem"), .. pss, "-signature", At("ours"), At("message")]);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string At(string name) => Path.Combine(_folder, name);

    private bool OpenSslVerifies(string userId)
    {
        string[] arguments = ["pkeyutl", "-verify", "-pubin", "-inkey", At("pub.pem"), "-in", At("message"), "-sigfile", At("ours"), .. Sm2(userId)];
        return Tool.Run("openssl", [], arguments).ExitCode == 0;
    }

    // An empty id is openssl's own default; it is given by giving none.
    private static string[] Sm2(string userId)
    {
        string[] options = ["-rawin", "-digest", "sm3"];
        return userId.Length == 0 ? options : [.. options, "-pkeyopt", "distid:" + userId];
    }

    private static byte[] OpenSsl(params string[] arguments)
    {
        var (exitCode, output, error) = Tool.Run("openssl", [], arguments);
        Assert.True(exitCode == 0, string.Create(CultureInfo.InvariantCulture, $"openssl {arguments[0]} ended with {exitCode}: {error}"));
        return output;
    }

    private static byte[] Scalar(string text)
    {
        var lines = text.Split('\n').SkipWhile(line => !line.StartsWith("priv:", StringComparison.Ordinal)).Skip(1);
        var hex = string.Concat(lines.TakeWhile(line => line.StartsWith(' '))).Replace(" ", string.Empty, StringComparison.Ordinal);
        var bytes = Convert.FromHexString(hex.Replace(":", string.Empty, StringComparison.Ordinal));
        return bytes.Length >= 32 ? bytes : [.. new byte[32 - bytes.Length], .. bytes];
    }

    private static byte[] Flip(Random random, byte[] signature)
    {
        signature[random.Next(signature.Length)] ^= (byte)(1 << random.Next(8));
        return signature;
    }
}
