using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Certs.Signatures;

namespace Hub.Interop.Tests.Crypto;

public sealed class When_sm_crypto_is_the_other_side
{
    [Theory]
    [InlineData(SignatureEncoding.Raw, "1234567812345678")]
    [InlineData(SignatureEncoding.Der, "1234567812345678")]
    [InlineData(SignatureEncoding.Raw, "H43010000001")]
    public void Should_agree_on_signatures_in_both_directions(SignatureEncoding encoding, string userId)
    {
        var keys = SmCrypto.Call(new JsonObject { ["call"] = "keys" })[0];
        var (publicKey, privateKey) = (keys.GetProperty("publicKey").GetString()!, keys.GetProperty("privateKey").GetString()!);
        var description = new KeyDescription { KeyId = "k", Algorithm = SignatureAlgorithm.Sm2Sm3, Encoding = encoding, Sm2UserId = userId };
        using var signing = SigningKey.FromSm2Scalar(Convert.FromHexString(privateKey), description);
        var key = VerificationKey.Parse(publicKey, description);
        Assert.Equal(key.Fingerprint(), signing.ToVerificationKey().Fingerprint());

        var messages = Enumerable.Range(1, 40).Select(i => RandomNumberGenerator.GetBytes(i * 37)).ToList();
        JsonObject Case(string call, byte[] message) => new()
        {
            ["call"] = call,
            ["message"] = Convert.ToHexStringLower(message),
            ["key"] = privateKey,
            ["publicKey"] = publicKey,
            ["userId"] = userId,
            ["der"] = encoding == SignatureEncoding.Der,
        };

        var theirs = SmCrypto.Call([.. messages.Select(message => Case("sign", message))]);
        for (var i = 0; i < messages.Count; i++)
        {
            Assert.True(key.Verify(messages[i], Convert.FromHexString(theirs[i].GetString()!)));
            Assert.False(key.Verify(messages[i], Convert.FromHexString(theirs[(i + 1) % messages.Count].GetString()!)));
        }

        var ours = messages.Select((message, i) =>
        {
            var one = Case("verify", i % 4 == 3 ? [.. message, 0] : message);
            one["signature"] = Convert.ToHexStringLower(signing.Sign(message));
            return one;
        });
        var verdicts = SmCrypto.Call([.. ours]);
        Assert.All(verdicts.EnumerateArray().Index(), verdict => Assert.Equal(verdict.Index % 4 != 3, verdict.Item.GetBoolean()));
    }

    [Theory]
    [InlineData(1, Sm2CiphertextLayout.C1C3C2)]
    [InlineData(0, Sm2CiphertextLayout.C1C2C3)]
    public void Should_agree_on_encryption_in_both_directions(int mode, Sm2CiphertextLayout layout)
    {
        var keys = SmCrypto.Call(new JsonObject { ["call"] = "keys" })[0];
        var (publicKey, privateKey) = (keys.GetProperty("publicKey").GetString()!, keys.GetProperty("privateKey").GetString()!);
        var key = Sm2PrivateKey.FromScalar(Convert.FromHexString(privateKey));
        var message = RandomNumberGenerator.GetBytes(100);
        var answers = SmCrypto.Call(
            new JsonObject { ["call"] = "encrypt", ["message"] = Convert.ToHexStringLower(message), ["publicKey"] = publicKey, ["mode"] = mode },
            new JsonObject
            {
                ["call"] = "decrypt",
                ["cipher"] = Convert.ToHexStringLower(Sm2Cipher.Encrypt(key.PublicKey, message, layout).AsSpan(1)),
                ["key"] = privateKey,
                ["mode"] = mode,
            });
        Assert.Equal(message, Sm2Cipher.Decrypt(key, Convert.FromHexString("04" + answers[0].GetString()), layout));
        Assert.Equal(Convert.ToHexStringLower(message), answers[1].GetString());
    }

    [Fact]
    public void Should_agree_on_sm3_and_sm4()
    {
        const string Key = "0123456789abcdeffedcba9876543210";
        var key = Convert.FromHexString(Key);
        foreach (var length in (int[])[1, 16, 64, 1000])
        {
            var message = RandomNumberGenerator.GetBytes(length);
            var hex = Convert.ToHexStringLower(message);
            var answers = SmCrypto.Call(
                new JsonObject { ["call"] = "sm3", ["message"] = hex },
                new JsonObject { ["call"] = "sm4", ["message"] = hex, ["key"] = Key },
                new JsonObject { ["call"] = "sm4", ["message"] = hex, ["key"] = Key, ["iv"] = Key });
            Assert.Equal(Convert.ToHexStringLower(Sm3.Hash(message)), answers[0].GetString());
            Assert.Equal(Convert.ToHexStringLower(Sm4.EncryptEcb(key, message)), answers[1].GetString());
            Assert.Equal(Convert.ToHexStringLower(Sm4.EncryptCbc(key, key, message)), answers[2].GetString());
        }
    }
}
