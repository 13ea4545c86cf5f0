using System.Buffers.Binary;
using System.Text;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Math.EC;

namespace Hub.Certs.Signatures;

/// <summary>
/// A point of the SM2 curve that is somebody's public key. Immutable and safe for many threads; the table that makes
/// verification fast is built at the first verification and kept (32 kB a key).
/// </summary>
public sealed class Sm2PublicKey
{
    private readonly Sm2Domain _domain;
    private readonly Lazy<CombTable> _table;
    private readonly byte[] _encoded;

    internal Sm2PublicKey(Sm2Domain domain, ECPoint point)
    {
        _domain = domain;
        Point = point.Normalize();
        _encoded = Point.GetEncoded(compressed: false);
        _table = new Lazy<CombTable>(() => new CombTable(domain.Public, Point));
    }

    internal ECPoint Point { get; }

    internal CombTable Table => _table.Value;

    /// <summary>
    /// Reads a point: 65 bytes <c>04 ‖ x ‖ y</c>, or 64 bytes <c>x ‖ y</c> as some medical platforms write it.
    /// </summary>
    /// <exception cref="InvalidKeyException">Another length or form (compressed, hybrid, infinity), or not a point of sm2p256v1.</exception>
    public static Sm2PublicKey FromPoint(ReadOnlySpan<byte> point) => FromPoint(Sm2Domain.Recommended, point);

    internal static Sm2PublicKey FromPoint(Sm2Domain domain, ReadOnlySpan<byte> point)
    {
        if (point.Length == (2 * Sm2Domain.Size) + 1 && point[0] == 0x04)
        {
            point = point[1..];
        }

        if (point.Length != 2 * Sm2Domain.Size)
        {
            throw new InvalidKeyException("an SM2 public key is 65 bytes 04 ‖ x ‖ y or 64 bytes x ‖ y; compressed, hybrid and infinity are refused");
        }

        var x = Sm2Domain.ToNumber(point[..Sm2Domain.Size]);
        var y = Sm2Domain.ToNumber(point[Sm2Domain.Size..]);
        var p = domain.Curve.Field.Characteristic;
        if (x.CompareTo(p) >= 0 || y.CompareTo(p) >= 0)
        {
            throw new InvalidKeyException("a coordinate of the SM2 public key is not below the field's prime");
        }

        var candidate = domain.Curve.CreatePoint(x, y);
        if (candidate.IsInfinity || !candidate.IsValid())
        {
            throw new InvalidKeyException("the SM2 public key is not a point of the SM2 curve; is it a P-256 key, or x and y cut or swapped?");
        }

        return new Sm2PublicKey(domain, candidate);
    }

    /// <summary>65 bytes <c>04 ‖ x ‖ y</c>.</summary>
    public byte[] ToBytes() => (byte[])_encoded.Clone();

    /// <summary>
    /// ZA = SM3(bit length of the id in 2 bytes ‖ id ‖ a ‖ b ‖ xG ‖ yG ‖ xA ‖ yA) (GB/T 32918.2, 5.5).
    /// </summary>
    /// <param name="userId">The signer's id, at most 8,191 bytes in UTF-8; an empty id is a different id, not the default.</param>
    /// <exception cref="ArgumentException">The id is too long.</exception>
    public byte[] IdentityDigest(string userId)
    {
        var id = Encoding.UTF8.GetBytes(userId);
        return id.Length < 8192
            ? Sm3.Hash(IdentityInput(id, id.Length * 8))
            : throw new ArgumentException("an SM2 user id has at most 8,191 bytes", nameof(userId));
    }

    /// <summary>What ZA is the digest of, for an id and a length that a mistaken signer may have used.</summary>
    internal byte[] IdentityInput(ReadOnlySpan<byte> id, int length)
    {
        using var input = new MemoryStream();
        Span<byte> bits = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bits, (ushort)length);
        input.Write(bits);
        input.Write(id);
        input.Write(_domain.Curve.A.GetEncoded());
        input.Write(_domain.Curve.B.GetEncoded());
        input.Write(_domain.G.GetEncoded(compressed: false).AsSpan(1));
        input.Write(_encoded.AsSpan(1));
        return input.ToArray();
    }

    /// <summary>
    /// True if r ‖ s is a signature of the digest e = SM3(ZA ‖ M): 1 ≤ r, s ≤ n − 1, t = r + s ≠ 0 mod n,
    /// (x, y) = sG + tP, r = e + x mod n (GB/T 32918.2, 7.1).
    /// </summary>
    internal bool VerifyDigest(ReadOnlySpan<byte> digest, ReadOnlySpan<byte> raw)
    {
        if (raw.Length != EcSignatureCodec.RawLength || !EcSignatureCodec.IsInRange(raw, _domain.OrderBytes))
        {
            return false;
        }

        var n = _domain.Order;
        var r = UInt256.FromBytes(raw);
        var t = UInt256.AddModulo(r, UInt256.FromBytes(raw[Sm2Domain.Size..]), n);
        if (t.IsZero)
        {
            return false;
        }

        Span<byte> tBytes = stackalloc byte[Sm2Domain.Size];
        t.CopyTo(tBytes);
        var curve = _domain.Public;
        var sum = CombTable.SumOfProducts(curve, _domain.GTable.Value, raw[Sm2Domain.Size..], Table, tBytes);
        if (sum.IsInfinity)
        {
            return false;
        }

        // x is X / Z² of the Jacobian sum. Comparing X with x·Z² spares the inversion; x is known only modulo n, so x + n is tried too.
        var e = UInt256.FromBytes(digest);
        var reduced = UInt256.Subtract(e, n, out var below);
        var x = UInt256.SubtractModulo(r, below == 0 ? reduced : e, n);
        var zSquared = curve.Field.Square(sum.Z);
        var over = 0UL;
        while (over == 0 && IsBelow(x, curve.Field.Modulus))
        {
            if (curve.Field.Multiply(curve.Field.Enter(x), zSquared) == sum.X)
            {
                return true;
            }

            x = UInt256.Add(x, n, out over);
        }

        return false;
    }

    /// <summary>
    /// The one digest (32 bytes, reduced modulo n) of which r ‖ s is this key's signature, null if r ‖ s is out of range. Everybody can
    /// compute it; that it equals a digest of something is what makes a signature.
    /// </summary>
    internal byte[]? RecoverDigest(ReadOnlySpan<byte> raw)
    {
        if (raw.Length != EcSignatureCodec.RawLength || !EcSignatureCodec.IsInRange(raw, _domain.OrderBytes))
        {
            return null;
        }

        var r = Sm2Domain.ToNumber(raw[..Sm2Domain.Size]);
        var t = r.Add(Sm2Domain.ToNumber(raw[Sm2Domain.Size..])).Mod(_domain.N);
        if (t.SignValue == 0)
        {
            return null;
        }

        return AffineX(raw[Sm2Domain.Size..], Sm2Domain.ToBytes(t)) is { } x ? Sm2Domain.ToBytes(r.Subtract(x).Mod(_domain.N)) : null;
    }

    /// <summary>ECDSA on this curve: (x, y) = (e/s)G + (r/s)P, r = x mod n, of the digest's leftmost 256 bits (FIPS 186-5, 6.4.2).</summary>
    internal bool VerifyEcdsa(ReadOnlySpan<byte> digest, ReadOnlySpan<byte> raw)
    {
        if (raw.Length != EcSignatureCodec.RawLength || !EcSignatureCodec.IsInRange(raw, _domain.OrderBytes))
        {
            return false;
        }

        var n = _domain.N;
        var r = Sm2Domain.ToNumber(raw[..Sm2Domain.Size]);
        var inverse = Sm2Domain.ToNumber(raw[Sm2Domain.Size..]).ModInverse(n);
        var e = Sm2Domain.ToNumber(digest.Length > Sm2Domain.Size ? digest[..Sm2Domain.Size] : digest);
        return AffineX(Sm2Domain.ToBytes(e.Multiply(inverse).Mod(n)), Sm2Domain.ToBytes(r.Multiply(inverse).Mod(n))) is { } x && x.Mod(n).Equals(r);
    }

    // x of aG + bP, null at infinity. Multiplying by one takes a number out of Montgomery's form.
    private BigInteger? AffineX(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        var curve = _domain.Public;
        var sum = CombTable.SumOfProducts(curve, _domain.GTable.Value, a, Table, b);
        if (sum.IsInfinity)
        {
            return null;
        }

        var p = _domain.Curve.Field.Characteristic;
        BigInteger Left(in UInt256 number)
        {
            Span<byte> bytes = stackalloc byte[Sm2Domain.Size];
            curve.Field.Multiply(number, new UInt256(1, 0, 0, 0)).CopyTo(bytes);
            return Sm2Domain.ToNumber(bytes);
        }

        return Left(sum.X).Multiply(Left(curve.Field.Square(sum.Z)).ModInverse(p)).Mod(p);
    }

    private static bool IsBelow(in UInt256 x, in UInt256 limit)
    {
        UInt256.Subtract(x, limit, out var borrow);
        return borrow == 1;
    }
}
