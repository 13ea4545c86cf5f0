using System.Reflection;
using Hub.Certs.Signatures;

namespace Hub.Certs.Tests.Signatures;

public sealed class When_signing_with_sm2
{
    [Fact]
    public void Should_compute_the_identity_digest_of_the_standard() =>
        Assert.Equal(Gb32918.Za.Hex(), Sm2PrivateKey.FromScalar(Gb32918.D.Hex()).PublicKey.IdentityDigest("1234567812345678"));

    [Fact]
    public void Should_give_the_signature_of_the_standard_for_its_nonce()
    {
        var e = Sm3.Hash(Gb32918.Za.Hex(), "message digest".Utf8());
        Assert.Equal(Gb32918.E.Hex(), e);

        var raw = Sm2PrivateKey.FromScalar(Gb32918.D.Hex()).SignDigest(e, Gb32918.K.Hex());

        Assert.Equal((Gb32918.R + Gb32918.S).Hex(), raw);
        Assert.Equal(
            "3046022100f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3022100b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa",
            EcSignatureCodec.Encode(raw, SignatureEncoding.Der).Lower());
        Assert.True(Gb32918.Key().Verify("message digest".Utf8(), raw));
    }

    [Fact]
    public void Should_hold_on_the_older_curve_too()
    {
        var key = Sm2PrivateKey.FromScalar(Gb32918.OlderCurve, "128B2FA8BD433C6C068C8D803DFF79792A519A55171B1B650C23661D15897263".Hex());
        Assert.Equal(
            "040AE4C7798AA0F119471BEE11825BE46202BB79E2A5844495E97C04FF4DF2548A7C0240F88F1CD4E16352A73C17B7F16F07353E53A176D684A9FE0C6BB798E857".Hex(),
            key.PublicKey.ToBytes());
        var za = key.PublicKey.IdentityDigest("ALICE123@YAHOO.COM");
        Assert.Equal("F4A38489E32B45B6F876E3AC2168CA392362DC8F23459C1D1146FC3DBFB7BC9A".Hex(), za);
        var e = Sm3.Hash(za, "message digest".Utf8());

        var raw = key.SignDigest(e, "6CB28D99385C175C94F94E934817663FC176D925DD72B727260DBAAE1FB2F96F".Hex());

        Assert.Equal(
            "40F1EC59F793D9F49E09DCEF49130D4194F79FB1EED2CAA55BACDB49C4E755D16FC6DAC32C5D5CF10C77DFB20F7C2EB667A457872FB09EC56327A67EC7DEEBE7".Hex(),
            raw);
        Assert.True(key.PublicKey.VerifyDigest(e, raw));
        raw[40] ^= 1;
        Assert.False(key.PublicKey.VerifyDigest(e, raw));
    }

    [Fact]
    public void Should_give_the_signature_of_the_platform_envelope()
    {
        const string ToSign = "appId=1A2B3C4D5E6F7A8B9C0D&data={\"feeSumamt\":\"100.00\",\"list\":[{\"a\":\"1\",\"b\":\"2\"}],\"orgCodg\":\"H43010000001\","
            + "\"payOrdId\":\"ORD202501020001\",\"psnName\":\"示例\"}&encType=SM4&signType=SM2&timestamp=20250102030405&version=2.0.1"
            + "&key=0F1E2D3C4B5A69788796A5B4C3D2E1F0";
        var e = Sm3.Hash(Gb32918.Za.Hex(), ToSign.Utf8());
        Assert.Equal("561a7eb9f048b15320960d3fe8fe5619fe8ee35beef27a1e36e79587446523f6", e.Lower());

        var raw = Sm2PrivateKey.FromScalar(Gb32918.D.Hex()).SignDigest(e, Gb32918.K.Hex());

        Assert.Equal("WwZ7K37VyOuCmj9md3ZU0D/tEjn8+bYthkukVHJ5vmlp3f6mmWI0jsyZfIHEYXFIaFeDRxKyExP+vfXpDZN1GA==", Convert.ToBase64String(raw));
        Assert.True(Gb32918.Key().Verify(ToSign.Utf8(), raw));
    }

    [Theory]
    [InlineData(SignatureEncoding.Raw)]
    [InlineData(SignatureEncoding.Der)]
    public void Should_verify_its_own_signature_every_time(SignatureEncoding encoding)
    {
        using var signing = Gb32918.SigningKey(encoding);
        var key = signing.ToVerificationKey();
        var message = new byte[2048];
        for (var i = 0; i < 200; i++)
        {
            Random.Shared.NextBytes(message);
            var signature = signing.Sign(message);
            Assert.True(key.Verify(message, signature));
            Assert.False(key.Verify(message.AsSpan(1), signature));
        }
    }

    [Fact]
    public void Should_refuse_a_signature_made_without_the_identity_digest()
    {
        // What a verifier that has lost Z would accept (BouncyCastle's signer after its first use).
        var withoutZ = Sm2PrivateKey.FromScalar(Gb32918.D.Hex()).SignDigest(Sm3.Hash("m".Utf8()));
        var key = Gb32918.Key();
        for (var i = 0; i < 3; i++)
        {
            Assert.False(key.Verify("m".Utf8(), withoutZ));
        }
    }

    [Fact]
    public void Should_refuse_a_signature_over_the_hash_instead_of_the_message()
    {
        using var signing = Gb32918.SigningKey();
        Assert.False(Gb32918.Key().Verify("m".Utf8(), signing.Sign(Sm3.Hash("m".Utf8()))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1234567812345678")]
    [InlineData("H43010000001")]
    public void Should_hold_only_under_the_id_it_was_made_with(string userId)
    {
        using var signing = Gb32918.SigningKey(userId: userId);
        var signature = signing.Sign("m".Utf8());
        foreach (var other in (string[])["", "1234567812345678", "H43010000001", "H43010000002"])
        {
            Assert.Equal(other == userId, Gb32918.Key(userId: other).Verify("m".Utf8(), signature));
        }
    }

    [Fact]
    public void Should_use_the_arithmetic_made_for_the_curve()
    {
        // The generic curve gives the same answers seven times slower, so only its name can tell. Read by reflection: the library's
        // types are out of bounds here.
        var curve = typeof(Sm2Domain).GetProperty("Curve", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(Sm2Domain.Recommended)!;
        Assert.Equal("SM2P256V1Curve", curve.GetType().Name);
    }

    [Fact]
    public void Should_never_sign_twice_with_one_nonce()
    {
        using var signing = Gb32918.SigningKey();
        var seen = Enumerable.Range(0, 200).Select(_ => signing.Sign("m".Utf8()).Lower()).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(200, seen.Count);
    }
}
