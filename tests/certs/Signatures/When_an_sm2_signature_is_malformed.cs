using System.Numerics;
using Hub.Certs.Signatures;

namespace Hub.Certs.Tests.Signatures;

/// <summary>The families of reliability.md 4.3: exactly one writing of exactly one pair (r, s) is a signature.</summary>
public sealed class When_an_sm2_signature_is_malformed
{
    private static readonly byte[] Message = "message digest".Utf8();
    private static readonly byte[] R = Gb32918.R.Hex();
    private static readonly byte[] S = Gb32918.S.Hex();
    private static readonly BigInteger Order = new(Gb32918.N.Hex(), isUnsigned: true, isBigEndian: true);

    public static TheoryData<string, string> RawCases() => new()
    {
        { "r = 0", new string('0', 64) + Gb32918.S },
        { "s = 0", Gb32918.R + new string('0', 64) },
        { "both 0", new string('0', 128) },
        { "r = n", Gb32918.N + Gb32918.S },
        { "s = n", Gb32918.R + Gb32918.N },
        { "r + s = n", Gb32918.R + Number(Order - Value(R)) },
        { "-s", Gb32918.R + Number(Order - Value(S)) },
        { "-r", Number(Order - Value(R)) + Gb32918.S },
        { "swapped", Gb32918.S + Gb32918.R },
        { "all ones", new string('F', 128) },
        { "63 bytes", (Gb32918.R + Gb32918.S)[..126] },
        { "65 bytes", Gb32918.R + Gb32918.S + "00" },
        { "empty", string.Empty },
        { "DER where raw is agreed", Sequence(Integer(R), Integer(S)) },
        { "Base64 of the hex text", Convert.ToHexString((Gb32918.R + Gb32918.S).Utf8()) },
    };

    public static TheoryData<string, string> DerCases() => new()
    {
        { "raw where DER is agreed", Gb32918.R + Gb32918.S },
        { "trailing byte", Sequence(Integer(R), Integer(S)) + "00" },
        { "trailing byte inside", Sequence(Integer(R), Integer(S), "00") },
        { "third integer", Sequence(Integer(R), Integer(S), "020101") },
        { "missing s", Sequence(Integer(R)) },
        { "cut", Sequence(Integer(R), Integer(S))[..^2] },
        { "long form of the length", "3081" + Sequence(Integer(R), Integer(S))[2..] },
        { "long form of an integer's length", "3047" + "028121" + Integer(R)[4..] + Integer(S) },
        { "indefinite length", "3080" + Integer(R) + Integer(S) + "0000" },
        { "r padded with a zero", Sequence("022200" + Integer(R)[4..], Integer(S)) },
        { "s padded with a zero", Sequence(Integer(R), "022200" + Integer(S)[4..]) },
        { "r negative (leading zero dropped)", Sequence("0220" + Gb32918.R, Integer(S)) },
        { "s negative (leading zero dropped)", Sequence(Integer(R), "0220" + Gb32918.S) },
        { "r of no bytes", Sequence("0200", Integer(S)) },
        { "r = 0", Sequence("020100", Integer(S)) },
        { "s = 0", Sequence(Integer(R), "020100") },
        { "r + n (257 bits)", Sequence(Big(Value(R) + Order), Integer(S)) },
        { "s + n (257 bits)", Sequence(Integer(R), Big(Value(S) + Order)) },
        { "-s", Sequence(Integer(R), Big(Order - Value(S))) },
        { "octet strings", Sequence("0420" + Gb32918.R, "0420" + Gb32918.S) },
        { "set instead of sequence", "31" + Sequence(Integer(R), Integer(S))[2..] },
        { "empty sequence", "3000" },
        { "nothing", string.Empty },
    };

    [Theory]
    [MemberData(nameof(RawCases))]
    public void Should_refuse_raw(string why, string signature) =>
        Assert.False(Gb32918.Key(SignatureEncoding.Raw).Verify(Message, signature.Hex()), why);

    [Theory]
    [MemberData(nameof(DerCases))]
    public void Should_refuse_der(string why, string signature) =>
        Assert.False(Gb32918.Key(SignatureEncoding.Der).Verify(Message, signature.Hex()), why);

    [Fact]
    public void Should_accept_the_one_right_writing()
    {
        Assert.True(Gb32918.Key(SignatureEncoding.Raw).Verify(Message, (Gb32918.R + Gb32918.S).Hex()));
        Assert.True(Gb32918.Key(SignatureEncoding.Der).Verify(Message, Sequence(Integer(R), Integer(S)).Hex()));
    }

    [Fact]
    public void Should_refuse_a_number_that_is_right_only_modulo_n()
    {
        // With the digest chosen to fit, r is 5: then r + n still has 256 bits and satisfies the equation.
        var x = Value(Sm2PrivateKey.FromScalar(Gb32918.K.Hex()).PublicKey.ToBytes()[1..33]);
        var digest = Number((((5 - x) % Order) + Order) % Order).Hex();
        var key = Sm2PrivateKey.FromScalar(Gb32918.D.Hex());
        var raw = key.SignDigest(digest, Gb32918.K.Hex());
        Assert.Equal(5, Value(raw[..32]));
        Assert.True(key.PublicKey.VerifyDigest(digest, raw));
        Assert.False(key.PublicKey.VerifyDigest(digest, [.. Number(5 + Order).Hex(), .. raw[32..]]));
    }

    [Theory]
    [InlineData("020105", true)]
    [InlineData("02020005", false)]
    [InlineData("0203000005", false)]
    [InlineData("02020080", true)]
    [InlineData("020180", false)]
    public void Should_take_only_the_shortest_writing_of_an_integer(string encoded, bool accepted) =>
        Assert.Equal(accepted, EcSignatureCodec.TryDecode(Sequence(encoded, Integer(S)).Hex(), SignatureEncoding.Der, new byte[64]));

    [Fact]
    public void Should_refuse_every_change_of_one_bit()
    {
        foreach (var encoding in (SignatureEncoding[])[SignatureEncoding.Raw, SignatureEncoding.Der])
        {
            var good = encoding == SignatureEncoding.Raw ? (Gb32918.R + Gb32918.S).Hex() : Sequence(Integer(R), Integer(S)).Hex();
            var key = Gb32918.Key(encoding);
            for (var bit = 0; bit < good.Length * 8; bit++)
            {
                var changed = (byte[])good.Clone();
                changed[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.False(key.Verify(Message, changed), $"{encoding}, bit {bit}");
            }
        }
    }

    [Fact]
    public void Should_read_back_every_number_it_writes()
    {
        Span<byte> back = stackalloc byte[64];
        var random = new Random(20260101);
        for (var i = 0; i < 2_000; i++)
        {
            var raw = new byte[64];
            random.NextBytes(raw.AsSpan(random.Next(32), 1 + random.Next(32)));
            var der = EcSignatureCodec.Encode(raw, SignatureEncoding.Der);
            Assert.True(EcSignatureCodec.TryDecode(der, SignatureEncoding.Der, back));
            Assert.True(back.SequenceEqual(raw));
        }
    }

    private static BigInteger Value(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    private static string Number(BigInteger number) => Convert.ToHexString(number.ToByteArray(isUnsigned: true, isBigEndian: true)).PadLeft(64, '0');

    private static string Big(BigInteger number)
    {
        var bytes = Convert.ToHexString(number.ToByteArray(isUnsigned: false, isBigEndian: true));
        return "02" + (bytes.Length / 2).ToString("X2", System.Globalization.CultureInfo.InvariantCulture) + bytes;
    }

    private static string Integer(byte[] number) => Big(Value(number));

    private static string Sequence(params string[] parts)
    {
        var content = string.Concat(parts);
        return "30" + (content.Length / 2).ToString("X2", System.Globalization.CultureInfo.InvariantCulture) + content;
    }
}
