using System.Security.Cryptography;
using Hub.Certs.Doctor;
using Hub.Certs.Signatures;

namespace Hub.Certs.Tests.Doctor;

public sealed class When_a_key_or_a_ciphertext_is_handed_in_wrongly
{
    private static readonly byte[] Scalar = Convert.FromHexString("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8");
    private static readonly Sm2PrivateKey Private = Sm2PrivateKey.FromScalar(Scalar);
    private static readonly byte[] Point = Private.PublicKey.ToBytes();

    [Fact]
    public void Should_name_what_is_wrong_with_the_key()
    {
        byte[] compressed = [(byte)(2 + (Point[64] & 1)), .. Point[1..33]];
        byte[] exchanged = [4, .. Point[33..], .. Point[1..33]];
        byte[] reversed = [4, .. Point[1..33].Reverse(), .. Point[33..].Reverse()];
        byte[] broken = [.. Point[..^1], (byte)(Point[64] ^ 1)];
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var q = other.ExportParameters(includePrivateParameters: false).Q;
        Assert.Equal("", Look(Convert.ToHexString(Point)));
        Assert.Equal("KEY-101", Look(Convert.ToHexString(compressed)));
        Assert.Equal("KEY-101", Look(Convert.ToBase64String(compressed)));
        Assert.Equal("KEY-102", Look(Convert.ToHexString(Point[1..])));
        Assert.Equal("KEY-103", Look(Convert.ToHexString(Scalar)));
        Assert.Equal("KEY-103", Look("-----BEGIN PRIVATE KEY-----"));
        Assert.Equal("KEY-104", Look(Convert.ToHexString(exchanged)));
        Assert.Equal("KEY-104", Look(Convert.ToHexString(reversed)));
        Assert.Equal("KEY-105", Look(Convert.ToHexString([4, .. q.X!, .. q.Y!])));
        Assert.Equal("KEY-106", Look(Convert.ToHexString(broken)));
        Assert.Null(Look("nothing of the kind"));
    }

    [Theory]
    [InlineData(Sm2CiphertextLayout.C1C3C2, Sm2CiphertextLayout.C1C3C2, false, "")]
    [InlineData(Sm2CiphertextLayout.C1C2C3, Sm2CiphertextLayout.C1C3C2, false, "ENC-101")]
    [InlineData(Sm2CiphertextLayout.C1C3C2, Sm2CiphertextLayout.C1C2C3, false, "ENC-102")]
    [InlineData(Sm2CiphertextLayout.Asn1, Sm2CiphertextLayout.C1C3C2, false, "ENC-103")]
    [InlineData(Sm2CiphertextLayout.C1C3C2, Sm2CiphertextLayout.Asn1, false, "ENC-104")]
    [InlineData(Sm2CiphertextLayout.C1C3C2, Sm2CiphertextLayout.C1C3C2, true, "ENC-105")]
    [InlineData(Sm2CiphertextLayout.C1C2C3, Sm2CiphertextLayout.C1C3C2, true, "ENC-101 ENC-105")]
    public void Should_name_the_layout_of_a_ciphertext(Sm2CiphertextLayout written, Sm2CiphertextLayout agreed, bool withoutPrefix, string expected)
    {
        var cipher = Sm2Cipher.Encrypt(Private.PublicKey, "plaintext of some length"u8, written);
        var found = CiphertextDoctor.Look(Private, withoutPrefix ? cipher[1..] : cipher, agreed);
        Assert.Equal(expected, string.Join(' ', found!.Select(mistake => mistake.Code)));
        Assert.Null(CiphertextDoctor.Look(Sm2PrivateKey.Generate(), cipher, agreed));
    }

    private static string? Look(string key) => KeyDoctor.LookSm2(key) is { } found ? string.Join(' ', found.Select(mistake => mistake.Code)) : null;
}
