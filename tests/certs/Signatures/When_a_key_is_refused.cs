using System.Numerics;
using System.Security.Cryptography;
using Hub.Certs.Signatures;

namespace Hub.Certs.Tests.Signatures;

public sealed class When_a_key_is_refused
{
    private static readonly string XPlusP = Convert.ToHexString(
        (new BigInteger(1) + new BigInteger(Gb32918.P.Hex(), isUnsigned: true, isBigEndian: true)).ToByteArray(isUnsigned: true, isBigEndian: true));

    public static TheoryData<string, string> Sm2Points() => new()
    {
        { "infinity", "00" },
        { "infinity as zeros", "04" + new string('0', 128) },
        { "zeros without 04", new string('0', 128) },
        { "compressed", "02" + Gb32918.X },
        { "hybrid even", "06" + Gb32918.X + Gb32918.Y },
        { "hybrid odd", "07" + Gb32918.X + Gb32918.Y },
        { "x and y swapped", "04" + Gb32918.Y + Gb32918.X },
        { "one bit off the curve", "04" + Gb32918.X + Gb32918.Y[..^1] + "2" },
        { "63 bytes", (Gb32918.X + Gb32918.Y)[..126] },
        { "66 bytes", "04" + Gb32918.X + Gb32918.Y + "00" },
        { "x not below p", "04" + XPlusP + Gb32918.Y },
        { "a P-256 point", "046B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C2964FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5" },
    };

    public static TheoryData<string, string, SignatureAlgorithm> OtherKinds()
    {
        using var p256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        using var small = RSA.Create(1024);
        using var sm2 = SigningKey.Generate(Gb32918.Description(SignatureEncoding.Der));
        var sm2Pem = sm2.ToVerificationKey().ExportPem();
        var spki = p256.ExportSubjectPublicKeyInfo();
        byte[] compressed = [.. spki];
        compressed[26] = 0x06; // The point's first byte: uncompressed becomes hybrid.
        return new()
        {
            { "P-256 labelled SM2", p256.ExportSubjectPublicKeyInfoPem(), SignatureAlgorithm.Sm2Sm3 },
            { "SM2 labelled P-256", sm2Pem, SignatureAlgorithm.EcdsaP256Sha256 },
            { "P-384", p384.ExportSubjectPublicKeyInfoPem(), SignatureAlgorithm.EcdsaP256Sha256 },
            { "RSA labelled SM2", rsa.ExportSubjectPublicKeyInfoPem(), SignatureAlgorithm.Sm2Sm3 },
            { "SM2 labelled RSA", sm2Pem, SignatureAlgorithm.RsaPssSha256 },
            { "RSA of 1,024 bits", small.ExportSubjectPublicKeyInfoPem(), SignatureAlgorithm.RsaPkcs1Sha256 },
            { "hybrid point in SPKI", Convert.ToBase64String(compressed), SignatureAlgorithm.EcdsaP256Sha256 },
            { "byte after the SPKI", Convert.ToBase64String([.. spki, 0]), SignatureAlgorithm.EcdsaP256Sha256 },
            { "private key", p256.ExportPkcs8PrivateKeyPem(), SignatureAlgorithm.EcdsaP256Sha256 },
            { "two PEM blocks", sm2Pem + sm2Pem, SignatureAlgorithm.Sm2Sm3 },
            { "RSA exponent 1", RsaSpki(rsa, [1]), SignatureAlgorithm.RsaPkcs1Sha256 },
            { "RSA exponent 3", RsaSpki(rsa, [3]), SignatureAlgorithm.RsaPkcs1Sha256 },
            { "text", "hello", SignatureAlgorithm.Sm2Sm3 },
            { "nothing", " ", SignatureAlgorithm.Sm2Sm3 },
        };
    }

    [Theory]
    [MemberData(nameof(Sm2Points))]
    public void Should_refuse_the_point(string why, string point)
    {
        Assert.NotNull(why);
        Assert.Throws<InvalidKeyException>(() => Sm2PublicKey.FromPoint(point.Hex()));
        Assert.Throws<InvalidKeyException>(() =>
            VerificationKey.Parse(Convert.ToBase64String(point.Hex()), Gb32918.Description(SignatureEncoding.Raw)));
    }

    [Theory]
    [MemberData(nameof(OtherKinds))]
    public void Should_refuse_the_kind(string why, string text, SignatureAlgorithm algorithm)
    {
        Assert.NotNull(why);
        Assert.Throws<InvalidKeyException>(() => VerificationKey.Parse(text, new KeyDescription { KeyId = "k", Algorithm = algorithm }));
    }

    [Fact]
    public void Should_accept_every_writing_of_the_right_key()
    {
        var key = Gb32918.Key();
        foreach (var text in (string[])
        [
            "04" + Gb32918.X + Gb32918.Y,
            Gb32918.X + Gb32918.Y,
            Convert.ToBase64String(("04" + Gb32918.X + Gb32918.Y).Hex()),
            Convert.ToBase64String((Gb32918.X + Gb32918.Y).Hex()),
            key.ExportPem(),
            Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()),
        ])
        {
            Assert.Equal(key.Fingerprint(), VerificationKey.Parse(text, Gb32918.Description(SignatureEncoding.Raw)).Fingerprint());
        }
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", false)]
    [InlineData("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123", false)]
    [InlineData("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54122", false)]
    [InlineData("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54121", true)]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000001", true)]
    [InlineData("003945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8", true)]
    [InlineData("013945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8", false)]
    [InlineData("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5", false)]
    public void Should_take_private_keys_in_range_only(string scalar, bool accepted)
    {
        if (accepted)
        {
            Assert.Equal(65, Sm2PrivateKey.FromScalar(scalar.Hex()).PublicKey.ToBytes().Length);
        }
        else
        {
            Assert.Throws<InvalidKeyException>(() => Sm2PrivateKey.FromScalar(scalar.Hex()));
        }
    }

    [Fact]
    public void Should_refuse_a_private_key_file_of_another_kind_or_with_a_strange_public_half()
    {
        using var p256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.Throws<InvalidKeyException>(() => SigningKey.FromPem(p256.ExportPkcs8PrivateKeyPem(), Gb32918.Description(SignatureEncoding.Der)));
        Assert.Throws<InvalidKeyException>(() => SigningKey.FromPem(p256.ExportSubjectPublicKeyInfoPem(), Gb32918.Description(SignatureEncoding.Der)));

        var strange = KeyEncoding.EcPkcs8(KeyOids.Sm2Curve, Gb32918.D.Hex(), Sm2PrivateKey.Generate().PublicKey.ToBytes());
        Assert.Throws<InvalidKeyException>(() => SigningKey.FromPem(KeyEncoding.Pem("PRIVATE KEY", strange), Gb32918.Description(SignatureEncoding.Der)));
    }

    private static string RsaSpki(RSA rsa, byte[] exponent)
    {
        using var changed = RSA.Create();
        var writer = new System.Formats.Asn1.AsnWriter(System.Formats.Asn1.AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(new BigInteger(rsa.ExportParameters(false).Modulus, isUnsigned: true, isBigEndian: true));
            writer.WriteInteger(new BigInteger(exponent, isUnsigned: true, isBigEndian: true));
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

        return Convert.ToBase64String(writer.Encode());
    }
}
