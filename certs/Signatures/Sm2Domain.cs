using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.EC;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Math.EC;
using ECCurve = Org.BouncyCastle.Math.EC.ECCurve;
using ECPoint = Org.BouncyCastle.Math.EC.ECPoint;

namespace Hub.Certs.Signatures;

/// <summary>
/// The parameters of an SM2 curve: y² = x³ + ax + b over a 256-bit prime, base point G of prime order n (GB/T 32918.1).
/// <see cref="Recommended"/> is the only curve of the hub; tests build the older curve of GM/T 0003.2 to prove that nothing in
/// the formulas is tied to one set of numbers.
/// </summary>
internal sealed class Sm2Domain
{
    internal const int Size = 32;

    private Sm2Domain(ECCurve curve, ECPoint g, BigInteger n)
    {
        Curve = curve;
        G = g;
        N = n;
        OrderBytes = ToBytes(n);
        Order = UInt256.FromBytes(OrderBytes);
        Public = new PublicCurve(UInt256.FromBytes(ToBytes(curve.Field.Characteristic)), UInt256.FromBytes(curve.A.GetEncoded()));
        GTable = new Lazy<CombTable>(() => new CombTable(Public, g));
    }

    /// <summary>sm2p256v1 (GB/T 32918.5), OID 1.2.156.10197.1.301.</summary>
    internal static Sm2Domain Recommended { get; } = CreateRecommended();

    internal ECCurve Curve { get; }

    internal ECPoint G { get; }

    internal BigInteger N { get; }

    internal byte[] OrderBytes { get; }

    /// <summary>n, for arithmetic on public numbers.</summary>
    internal UInt256 Order { get; }

    /// <summary>The curve, for arithmetic on public points.</summary>
    internal PublicCurve Public { get; }

    internal Lazy<CombTable> GTable { get; }

    /// <summary>Another curve of the same size; all numbers in hex.</summary>
    internal static Sm2Domain Create(string p, string a, string b, string gx, string gy, string n)
    {
        var order = new BigInteger(n, 16);
        var curve = new FpCurve(new BigInteger(p, 16), new BigInteger(a, 16), new BigInteger(b, 16), order, BigInteger.One);
        return new Sm2Domain(curve, curve.CreatePoint(new BigInteger(gx, 16), new BigInteger(gy, 16)), order);
    }

    internal static byte[] ToBytes(BigInteger number)
    {
        var minimal = number.ToByteArrayUnsigned();
        if (minimal.Length == Size)
        {
            return minimal;
        }

        var bytes = new byte[Size];
        minimal.CopyTo(bytes, Size - minimal.Length);
        return bytes;
    }

    /// <summary>Bytes of any length as a number modulo n, in 32 bytes.</summary>
    internal byte[] Reduce(ReadOnlySpan<byte> bytes) => ToBytes(ToNumber(bytes).Mod(N));

    internal static BigInteger ToNumber(ReadOnlySpan<byte> bytes) => new(1, bytes.ToArray());

    /// <summary>A uniform random number in [1, n − 1], by rejection.</summary>
    internal BigInteger RandomScalar()
    {
        Span<byte> bytes = stackalloc byte[Size];
        BigInteger scalar;
        do
        {
            RandomNumberGenerator.Fill(bytes);
            scalar = ToNumber(bytes);
        }
        while (scalar.SignValue == 0 || scalar.CompareTo(N) >= 0);

        CryptographicOperations.ZeroMemory(bytes);
        return scalar;
    }

    /// <summary>Secret multiple of a point: a fixed pattern of additions and table look-ups that do not depend on the scalar.</summary>
    internal static ECPoint MultiplySecret(ECPoint point, BigInteger scalar) =>
        new Org.BouncyCastle.Math.EC.Multiplier.FixedPointCombMultiplier().Multiply(point, scalar).Normalize();

    private static Sm2Domain CreateRecommended()
    {
        // CustomNamedCurves has arithmetic made for this prime; the generic curve of GMNamedCurves signs seven times slower.
        var parameters = CustomNamedCurves.GetByName("sm2p256v1");
        return new Sm2Domain(parameters.Curve, parameters.G, parameters.N);
    }
}
