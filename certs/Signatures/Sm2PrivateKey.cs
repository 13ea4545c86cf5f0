using Org.BouncyCastle.Math;

namespace Hub.Certs.Signatures;

/// <summary>
/// An SM2 private key d with 1 ≤ d ≤ n − 2. Safe for many threads. The managed big numbers cannot be wiped and the arithmetic on s
/// is not constant-time: production keys of weight belong into an HSM (certs/README.md).
/// </summary>
public sealed class Sm2PrivateKey
{
    private readonly Sm2Domain _domain;
    private readonly BigInteger _inverse;

    private Sm2PrivateKey(Sm2Domain domain, BigInteger d)
    {
        if (d.SignValue <= 0 || d.CompareTo(domain.N.Subtract(BigInteger.Two)) > 0)
        {
            throw new InvalidKeyException("an SM2 private key must be between 1 and n − 2");
        }

        _domain = domain;
        D = d;
        _inverse = BigInteger.One.Add(d).ModInverse(domain.N);
        PublicKey = new Sm2PublicKey(domain, Sm2Domain.MultiplySecret(domain.G, d));
    }

    /// <summary>The public key dG.</summary>
    public Sm2PublicKey PublicKey { get; }

    internal BigInteger D { get; }

    /// <summary>Reads d, 32 bytes big endian; 33 bytes with a leading zero are taken too, as Java libraries write them.</summary>
    /// <exception cref="InvalidKeyException">Another length, or d out of range.</exception>
    public static Sm2PrivateKey FromScalar(ReadOnlySpan<byte> scalar) => FromScalar(Sm2Domain.Recommended, scalar);

    internal static Sm2PrivateKey FromScalar(Sm2Domain domain, ReadOnlySpan<byte> scalar)
    {
        if (scalar.Length == Sm2Domain.Size + 1 && scalar[0] == 0)
        {
            scalar = scalar[1..];
        }

        return scalar.Length == Sm2Domain.Size
            ? new Sm2PrivateKey(domain, Sm2Domain.ToNumber(scalar))
            : throw new InvalidKeyException("an SM2 private key is 32 bytes");
    }

    /// <summary>A new random key.</summary>
    public static Sm2PrivateKey Generate()
    {
        while (true)
        {
            var d = Sm2Domain.Recommended.RandomScalar();
            if (d.CompareTo(Sm2Domain.Recommended.N.Subtract(BigInteger.Two)) <= 0)
            {
                return new Sm2PrivateKey(Sm2Domain.Recommended, d);
            }
        }
    }

    /// <summary>Signs e = SM3(ZA ‖ M) and gives r ‖ s (GB/T 32918.2, 6.1). The nonce k is random unless a test gives it.</summary>
    internal byte[] SignDigest(ReadOnlySpan<byte> digest, byte[]? nonce = null)
    {
        var n = _domain.N;
        var e = Sm2Domain.ToNumber(digest);
        while (true)
        {
            var k = nonce is null ? _domain.RandomScalar() : Sm2Domain.ToNumber(nonce);
            var x = Sm2Domain.MultiplySecret(_domain.G, k).AffineXCoord.ToBigInteger();
            var r = e.Add(x).Mod(n);
            if (r.SignValue == 0 || r.Add(k).Equals(n))
            {
                continue;
            }

            var s = _inverse.Multiply(k.Subtract(r.Multiply(D))).Mod(n);
            if (s.SignValue != 0)
            {
                return [.. Sm2Domain.ToBytes(r), .. Sm2Domain.ToBytes(s)];
            }
        }
    }
}
