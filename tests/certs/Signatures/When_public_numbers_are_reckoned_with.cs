using System.Numerics;
using Hub.Certs.Signatures;

namespace Hub.Certs.Tests.Signatures;

/// <summary>The arithmetic behind verification, held against the platform's big numbers and the schoolbook's points.</summary>
public sealed class When_public_numbers_are_reckoned_with
{
    private static readonly BigInteger Radix = BigInteger.One << 256;
    private static readonly BigInteger Sm2Prime = Hex("FFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF");
    private static readonly BigInteger OlderPrime = Hex("8542D69E4C044F18E8B92435BF6FF7DE457283915C45517D722EDB8B08F1DFC3");

    public static TheoryData<bool> Primes => [true, false];

    [Theory]
    [MemberData(nameof(Primes))]
    public void Should_multiply_add_and_subtract_like_big_numbers(bool recommended)
    {
        var p = recommended ? Sm2Prime : OlderPrime;
        var field = new PrimeField(Limbs(p));
        var numbers = Numbers(p);
        foreach (var x in numbers)
        {
            foreach (var y in numbers)
            {
                Assert.Equal((x + y) % p, Number(field.Add(Limbs(x), Limbs(y))));
                Assert.Equal((x - y + p) % p, Number(field.Subtract(Limbs(x), Limbs(y))));

                // Multiply divides by 2^256; multiplying back shows it without an inversion.
                var product = Number(field.Multiply(Limbs(x), Limbs(y)));
                Assert.True(product < p);
                Assert.Equal(x * y % p, product * Radix % p);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Primes))]
    public void Should_enter_its_own_form_and_know_one(bool recommended)
    {
        var p = recommended ? Sm2Prime : OlderPrime;
        var field = new PrimeField(Limbs(p));
        Assert.Equal(Radix % p, Number(field.One));
        Assert.All(Numbers(p), x => Assert.Equal(x * Radix % p, Number(field.Enter(Limbs(x)))));
    }

    [Fact]
    public void Should_refuse_a_modulus_it_is_not_made_for()
    {
        Assert.Throws<ArgumentException>(() => new PrimeField(Limbs(Sm2Prime - 1)));
        Assert.Throws<ArgumentException>(() => new PrimeField(Limbs(Hex("7FFFFFFF") << 224 | 1)));
    }

    [Theory]
    [MemberData(nameof(Curves))]
    public void Should_add_and_double_points_also_where_they_meet(string name)
    {
        var reference = ReferenceCurve.Of(name);
        var curve = reference.Domain.Public;
        var known = Enumerable.Range(1, 30).Select(k => reference.Multiply(k, reference.G)).ToList();
        foreach (var left in known.Take(10).Append(known[^1]))
        {
            Assert.True(Same(curve, curve.Double(Jacobian(curve, left!.Value)), reference.Add(left, left)));
            foreach (var right in known.Concat(known.Take(10).Select(reference.Negate)))
            {
                Assert.True(Same(curve, curve.Add(Jacobian(curve, left.Value), Affine(curve, right!.Value)), reference.Add(left, right)));

                // The same point with another Z: 2P − P.
                var scaled = curve.Add(curve.Double(Jacobian(curve, left.Value)), Affine(curve, reference.Negate(left)!.Value));
                Assert.False(scaled.Z == curve.Field.One);
                Assert.True(Same(curve, curve.Add(scaled, Affine(curve, right.Value)), reference.Add(left, right)));
            }
        }

        Assert.True(curve.Double(default).IsInfinity);
        Assert.True(Same(curve, curve.Add(default, Affine(curve, reference.G)), reference.G));
    }

    [Theory]
    [MemberData(nameof(Curves))]
    public void Should_sum_products_and_meet_infinity(string name)
    {
        const int Secret = 987654321;
        var reference = ReferenceCurve.Of(name);
        var (domain, order) = (reference.Domain, new BigInteger(reference.Domain.OrderBytes, isUnsigned: true, isBigEndian: true));
        var q = reference.Multiply(Secret, reference.G)!.Value;
        var key = Sm2PublicKey.FromPoint(domain, [4, .. Bytes(q.X), .. Bytes(q.Y)]);
        var random = new Random(20261128);
        var scalars = Numbers(order).Concat([order - Secret, order - 1, Secret]).ToList();
        for (var i = 0; i < 60; i++)
        {
            var (a, b) = (scalars[random.Next(scalars.Count)], scalars[random.Next(scalars.Count)]);
            var expected = reference.Multiply((a + (b * Secret)) % order, reference.G);
            Assert.True(Same(domain.Public, CombTable.SumOfProducts(domain.Public, domain.GTable.Value, Bytes(a), key.Table, Bytes(b)), expected));
        }

        // aG + bQ = 0 where a = −b·q: no signature may be built on it.
        Assert.True(CombTable.SumOfProducts(domain.Public, domain.GTable.Value, Bytes(order - Secret), key.Table, Bytes(1)).IsInfinity);
    }

    public static TheoryData<string> Curves => ["recommended", "older"];

    private static AffinePoint Affine(PublicCurve curve, (BigInteger X, BigInteger Y) point) =>
        new(curve.Field.Enter(Limbs(point.X)), curve.Field.Enter(Limbs(point.Y)));

    private static JacobianPoint Jacobian(PublicCurve curve, (BigInteger X, BigInteger Y) point) =>
        Affine(curve, point) is var affine ? new(affine.X, affine.Y, curve.Field.One) : default;

    private static bool Same(PublicCurve curve, in JacobianPoint point, (BigInteger X, BigInteger Y)? expected)
    {
        if (point.IsInfinity || expected is not { } known)
        {
            return point.IsInfinity && expected is null;
        }

        var (field, affine) = (curve.Field, Affine(curve, known));
        var zSquared = field.Square(point.Z);
        return field.Multiply(affine.X, zSquared) == point.X && field.Multiply(affine.Y, field.Multiply(zSquared, point.Z)) == point.Y;
    }

    /// <summary>The schoolbook's affine formulas on big numbers.</summary>
    private sealed record ReferenceCurve(Sm2Domain Domain, BigInteger P, BigInteger A, (BigInteger X, BigInteger Y) G)
    {
        public static ReferenceCurve Of(string name) => name == "recommended"
            ? new(Sm2Domain.Recommended, Sm2Prime, Sm2Prime - 3, (
                Hex("32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7"),
                Hex("BC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0")))
            : new(Gb32918.OlderCurve, OlderPrime, Hex("787968B4FA32C3FD2417842E73BBFEFF2F3C848B6831D7E0EC65228B3937E498"), (
                Hex("421DEBD61B62EAB6746434EBC3CC315E32220B3BADD50BDC4C4E6C147FEDD43D"),
                Hex("0680512BCBB42C07D47349D2153B70C4E5D7FDFCBFA36EA1A85841B9E46E09A2")));

        public (BigInteger X, BigInteger Y)? Negate((BigInteger X, BigInteger Y)? point) => point is { } p ? (p.X, (P - p.Y) % P) : null;

        public (BigInteger X, BigInteger Y)? Add((BigInteger X, BigInteger Y)? left, (BigInteger X, BigInteger Y)? right)
        {
            if (left is not { } l || right is not { } r)
            {
                return left ?? right;
            }

            if (l.X == r.X && (l.Y != r.Y || l.Y.IsZero))
            {
                return null;
            }

            var slope = l == r
                ? ((3 * l.X * l.X) + A) * Inverse(2 * l.Y) % P
                : (r.Y - l.Y + P) * Inverse((r.X - l.X + P) % P) % P;
            var x = ((slope * slope) - l.X - r.X + (2 * P)) % P;
            return (x, ((slope * (l.X - x + P)) - l.Y + P) % P);
        }

        public (BigInteger X, BigInteger Y)? Multiply(BigInteger scalar, (BigInteger X, BigInteger Y) point)
        {
            (BigInteger X, BigInteger Y)? sum = null;
            for (var bit = (int)scalar.GetBitLength() - 1; bit >= 0; bit--)
            {
                sum = Add(sum, sum);
                sum = (scalar >> bit).IsEven ? sum : Add(sum, point);
            }

            return sum;
        }

        private BigInteger Inverse(BigInteger x) => BigInteger.ModPow(x, P - 2, P);
    }

    // Edges of limbs and of the modulus, and numbers at random.
    private static List<BigInteger> Numbers(BigInteger p)
    {
        var random = new Random(20261127);
        var numbers = new List<BigInteger> { 0, 1, 2, 3, p - 1, p - 2, p >> 1, (p >> 1) + 1 };
        for (var bit = 32; bit < 256; bit += 32)
        {
            numbers.AddRange([(BigInteger.One << bit) - 1, BigInteger.One << bit, p - (BigInteger.One << bit)]);
        }

        Span<byte> bytes = stackalloc byte[32];
        for (var i = 0; i < 60; i++)
        {
            random.NextBytes(bytes);
            numbers.Add(new BigInteger(bytes, isUnsigned: true) % p);
        }

        return [.. numbers.Select(n => n % p)];
    }

    private static BigInteger Hex(string hex) => BigInteger.Parse("0" + hex, System.Globalization.NumberStyles.HexNumber, null);

    private static byte[] Bytes(BigInteger number)
    {
        var bytes = new byte[32];
        var minimal = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        minimal.CopyTo(bytes, 32 - minimal.Length);
        return bytes;
    }

    private static UInt256 Limbs(BigInteger number) => UInt256.FromBytes(Bytes(number));

    private static BigInteger Number(in UInt256 limbs)
    {
        var bytes = new byte[32];
        limbs.CopyTo(bytes);
        return new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
    }
}
