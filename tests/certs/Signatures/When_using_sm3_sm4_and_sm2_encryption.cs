using System.Security.Cryptography;
using Hub.Certs.Signatures;

namespace Hub.Certs.Tests.Signatures;

public sealed class When_using_sm3_sm4_and_sm2_encryption
{
    private const string Sm4Key = "0123456789abcdeffedcba9876543210";
    private const string C1 = "0404EBFC718E8D1798620432268E77FEB6415E2EDE0E073C0F4F640ECD2E149A73E858F9D81E5430A57B36DAAB8F950A3C64E6EE6A63094D99283AFF767E124DF0";
    private const string C2 = "21886CA989CA9C7D58087307CA93092D651EFA";
    private const string C3 = "59983C18F809E262923C53AEC295D30383B54E39D609D160AFCB1908D0BD8766";

    [Theory]
    [InlineData("", "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b")]
    [InlineData("abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0")]
    [InlineData(
        "abcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcd", "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732")]
    public void Should_give_the_sm3_of_the_standard(string message, string digest) => Assert.Equal(digest, Sm3.Hash(message.Utf8()).Lower());

    [Fact]
    public void Should_hash_two_parts_like_one()
    {
        var data = new byte[10_000];
        new Random(7).NextBytes(data);
        foreach (var cut in (int[])[0, 1, 63, 64, 65, 4095, 4096, 4097, 9_999, 10_000])
        {
            Assert.Equal(Sm3.Hash(data), Sm3.Hash(data.AsSpan(0, cut), data.AsSpan(cut)));
        }
    }

    [Fact]
    public void Should_hash_pieces_like_one()
    {
        var data = new byte[200_000];
        new Random(8).NextBytes(data);
        var sm3 = new IncrementalSm3();
        foreach (var piece in (int[])[0, 1, 63, 64, 65, 4_096, 65_536, 65_537, 150_000, 200_000])
        {
            for (var at = 0; at < data.Length; at += Math.Max(piece, 1_000))
            {
                sm3.AppendData(data.AsSpan(at, Math.Min(Math.Max(piece, 1_000), data.Length - at)));
            }

            Assert.Equal(Sm3.Hash(data), sm3.GetHashAndReset());
        }

        Assert.Equal(Sm3.Hash([]), sm3.GetHashAndReset());
    }

    [Fact]
    public void Should_give_the_sm4_of_the_standard()
    {
        Assert.Equal("681edf34d206965e86b3e94f536e4246", Sm4.EncryptBlock(Sm4Key.Hex(), Sm4Key.Hex()).Lower());
        Assert.Equal("595298c7c6fd271f0402f804c33d3f66", Sm4.EncryptBlock(Sm4Key.Hex(), Sm4Key.Hex(), 1_000_000).Lower());
        Assert.Equal("681edf34d206965e86b3e94f536e4246002a8a4efa863ccad024ac0300bb40d2", Sm4.EncryptEcb(Sm4Key.Hex(), Sm4Key.Hex()).Lower());
        Assert.Equal("db0669bd841e5450ec1652ecd42b6d60", Sm4.EncryptEcb(Sm4Key.Hex(), "hello".Utf8()).Lower());
    }

    [Fact]
    public void Should_seal_the_platform_envelope()
    {
        var hex = Convert.ToHexString(Sm4.EncryptEcb("1A2B3C4D5E6F7A8B".Utf8(), "0F1E2D3C4B5A69788796A5B4C3D2E1F0".Utf8()));
        Assert.Equal("BD738AD427E15706", hex[..16]);
        const string Data = "{\"feeSumamt\":\"100.00\",\"list\":[{\"a\":\"1\",\"b\":\"2\"}],\"orgCodg\":\"H43010000001\",\"payOrdId\":\"ORD202501020001\",\"psnName\":\"示例\"}";
        Assert.Equal(
            "0308D9313F8C81214235AC4D84B5EF246DA9081FEAE60DDB2D30595E89DF95678E792B1B16B3718692322B13EC0D2DB02F15B91352CFD5B8DBAA19DCE5A14155946188F016CC0431668B"
            + "8B57C89C513C5615F02A38533503D7B3E4FD4039C6E816BDB3A581095A472D4122193AF4E662D22A4E58F7FE2242BB7BCD275B8EBFD6",
            Convert.ToHexString(Sm4.EncryptEcb(hex[..16].Utf8(), Data.Utf8())));
    }

    [Fact]
    public void Should_refuse_a_changed_sm4_ciphertext_or_key()
    {
        var key = Sm4Key.Hex();
        var nonce = new byte[12];
        var gcm = Sm4.EncryptGcm(key, nonce, "hello".Utf8(), "aad".Utf8());
        Assert.Equal("hello".Utf8(), Sm4.DecryptGcm(key, nonce, gcm, "aad".Utf8()));
        for (var i = 0; i < gcm.Length; i++)
        {
            var changed = (byte[])gcm.Clone();
            changed[i] ^= 0x10;
            Assert.Throws<CryptographicException>(() => Sm4.DecryptGcm(key, nonce, changed, "aad".Utf8()));
        }

        Assert.Throws<CryptographicException>(() => Sm4.DecryptGcm(key, nonce, gcm, "aae".Utf8()));
        Assert.Throws<CryptographicException>(() => Sm4.DecryptGcm(key, nonce, gcm.AsSpan(0, 15), "aad".Utf8()));
        Assert.Throws<CryptographicException>(() => Sm4.EncryptGcm(key, [], "hello".Utf8(), []));
        foreach (var length in (int[])[0, 1, 15, 17, 31])
        {
            Assert.Throws<CryptographicException>(() => Sm4.DecryptEcb(key, new byte[length]));
            Assert.Throws<CryptographicException>(() => Sm4.DecryptCbc(key, key, new byte[length]));
        }

        Assert.Throws<CryptographicException>(() => Sm4.DecryptEcb(new byte[16], Sm4.EncryptEcb(key, "hello".Utf8())));
        Assert.Throws<CryptographicException>(() => Sm4.EncryptEcb(new byte[15], "hello".Utf8()));
        Assert.Throws<CryptographicException>(() => Sm4.EncryptCbc(key, new byte[12], "hello".Utf8()));
    }

    [Theory]
    [InlineData(Sm2CiphertextLayout.C1C3C2, C1 + C3 + C2)]
    [InlineData(Sm2CiphertextLayout.C1C2C3, C1 + C2 + C3)]
    public void Should_give_the_ciphertext_of_the_standard(Sm2CiphertextLayout layout, string expected)
    {
        var key = Sm2PrivateKey.FromScalar(Gb32918.D.Hex());
        var ours = Sm2Cipher.Encrypt(Sm2Domain.Recommended, key.PublicKey, "encryption standard".Utf8(), layout, Gb32918.K.Hex());
        Assert.Equal(expected.Hex(), ours);
        Assert.Equal("encryption standard".Utf8(), Sm2Cipher.Decrypt(key, ours, layout));
    }

    [Theory]
    [InlineData(Sm2CiphertextLayout.C1C3C2)]
    [InlineData(Sm2CiphertextLayout.C1C2C3)]
    [InlineData(Sm2CiphertextLayout.Asn1)]
    public void Should_decrypt_what_it_encrypted_and_refuse_every_change(Sm2CiphertextLayout layout)
    {
        var key = Sm2PrivateKey.Generate();
        foreach (var length in (int[])[1, 31, 32, 33, 1000])
        {
            var plain = RandomNumberGenerator.GetBytes(length);
            Assert.Equal(plain, Sm2Cipher.Decrypt(key, Sm2Cipher.Encrypt(key.PublicKey, plain, layout), layout));
        }

        var good = Sm2Cipher.Encrypt(key.PublicKey, "secret".Utf8(), layout);
        for (var i = 0; i < good.Length; i++)
        {
            var changed = (byte[])good.Clone();
            changed[i] ^= 0x01;
            Assert.Throws<CryptographicException>(() => Sm2Cipher.Decrypt(key, changed, layout));
            Assert.Throws<CryptographicException>(() => Sm2Cipher.Decrypt(key, good.AsSpan(0, i), layout));
        }
    }

    [Fact]
    public void Should_refuse_an_empty_or_oversized_plaintext_at_once()
    {
        var key = Sm2PrivateKey.Generate().PublicKey;
        Assert.Throws<CryptographicException>(() => Sm2Cipher.Encrypt(key, [], Sm2CiphertextLayout.C1C3C2));
        Assert.Throws<CryptographicException>(() => Sm2Cipher.Encrypt(key, new byte[65_537], Sm2CiphertextLayout.C1C3C2));
    }
}
