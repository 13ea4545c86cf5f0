using System.Numerics;
using System.Security.Cryptography;

namespace Hub.Certs.Doctor;

/// <summary>An RSA signature opened once with the public key; then every digest is a comparison of bytes.</summary>
internal sealed class RsaProbe : ISignatureProbe
{
    private readonly HashName? _hash;
    private readonly byte[] _digest;

    private RsaProbe(HashName? hash, byte[] digest)
    {
        _hash = hash;
        _digest = digest;
    }

    public int CostMax => SignatureDoctor.MistakesMax;

    public bool Accepts(HashName hash, byte[] digest) => (_hash is null || _hash == hash) && digest.AsSpan().SequenceEqual(_digest);

    internal static IEnumerable<Guess<ISignatureProbe>> Of(RSAParameters key, RSASignaturePadding agreed, byte[] signature)
    {
        var length = key.Modulus!.Length;
        var reversed = (byte[])signature.Clone();
        Array.Reverse(reversed);
        foreach (var (bytes, before) in ((byte[], Mistake[])[])[(signature, []), (reversed, [SignatureMistakes.BytesReversed])])
        {
            if (bytes.Length == length && Open(key, bytes) is { } opened)
            {
                foreach (var probe in Padded(opened, key, agreed, before))
                {
                    yield return probe;
                }
            }
        }
    }

    private static IEnumerable<Guess<ISignatureProbe>> Padded(byte[] opened, RSAParameters key, RSASignaturePadding agreed, Mistake[] before)
    {
        if (Pkcs1(opened) is { } content)
        {
            Mistake[] so = agreed == RSASignaturePadding.Pkcs1 ? before : [.. before, SignatureMistakes.OtherPadding];
            foreach (var (hash, prefix) in DigestInfos)
            {
                if (content.AsSpan().StartsWith(prefix))
                {
                    yield return new(new RsaProbe(hash, content[prefix.Length..]), so);
                }
            }

            yield return new(new RsaProbe(null, content), [.. so, SignatureMistakes.DigestInfoMissing]);
        }

        Mistake[] asPss = agreed == RSASignaturePadding.Pss ? before : [.. before, SignatureMistakes.OtherPadding];
        foreach (var hash in (HashName[])[HashName.Sha256, HashName.Sha1, HashName.Sha512])
        {
            if (PssProbe.Open(opened, BitLength(key.Modulus!), hash) is { } probe)
            {
                yield return new(probe, probe.SaltLength == 32 ? asPss : [.. asPss, SignatureMistakes.SaltLength]);
            }
        }
    }

    private static readonly (HashName Hash, byte[] Prefix)[] DigestInfos =
    [
        (HashName.Sha256, Convert.FromHexString("3031300d060960864801650304020105000420")),
        (HashName.Sha1, Convert.FromHexString("3021300906052b0e03021a05000414")),
        (HashName.Md5, Convert.FromHexString("3020300c06082a864886f70d020505000410")),
        (HashName.Sha384, Convert.FromHexString("3041300d060960864801650304020205000430")),
        (HashName.Sha512, Convert.FromHexString("3051300d060960864801650304020305000440")),
        (HashName.Sm3, Convert.FromHexString("3030300c06082a811ccf5501831105000420")),
    ];

    private static byte[]? Open(RSAParameters key, byte[] signature)
    {
        var modulus = Number(key.Modulus!);
        var number = Number(signature);
        if (number >= modulus || key.Exponent!.Length > 8)
        {
            return null;
        }

        var opened = new byte[key.Modulus!.Length];
        var bytes = BigInteger.ModPow(number, Number(key.Exponent), modulus).ToByteArray(isUnsigned: true, isBigEndian: true);
        bytes.CopyTo(opened, opened.Length - bytes.Length);
        return opened;
    }

    // 00 01 FF … FF 00 content, with eight FF at least.
    private static byte[]? Pkcs1(byte[] opened)
    {
        var end = opened.AsSpan(2).IndexOfAnyExcept((byte)0xFF);
        return opened is [0, 1, ..] && end >= 8 && opened[2 + end] == 0 ? opened[(3 + end)..] : null;
    }

    private static int BitLength(byte[] modulus) => (int)Number(modulus).GetBitLength();

    private static BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
}
