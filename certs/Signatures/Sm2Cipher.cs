using System.Security.Cryptography;

namespace Hub.Certs.Signatures;

/// <summary>
/// SM2 public-key encryption (GB/T 32918.4) with SM3, for 1 to 65,536 bytes. Only for partners that ask for it: never offer decryption
/// of outside input as a service. An empty plaintext is refused (its key stream is empty, which sends the library's own engine into an
/// endless loop).
/// </summary>
public static class Sm2Cipher
{
    /// <summary>Longest plaintext in bytes.</summary>
    public const int PlaintextLengthMax = 64 * 1024;

    /// <summary>Encrypts to a public key.</summary>
    /// <exception cref="CryptographicException">The plaintext is empty or longer than 65,536 bytes.</exception>
    public static byte[] Encrypt(Sm2PublicKey key, ReadOnlySpan<byte> plaintext, Sm2CiphertextLayout layout) =>
        Encrypt(Sm2Domain.Recommended, key, plaintext, layout, nonce: null);

    /// <summary>Decrypts. Every failure is the same exception: which check failed is not told.</summary>
    /// <exception cref="CryptographicException">Not a ciphertext of this layout for this key.</exception>
    public static byte[] Decrypt(Sm2PrivateKey key, ReadOnlySpan<byte> ciphertext, Sm2CiphertextLayout layout) =>
        Decrypt(Sm2Domain.Recommended, key, ciphertext, layout);

    internal static byte[] Encrypt(Sm2Domain domain, Sm2PublicKey key, ReadOnlySpan<byte> plaintext, Sm2CiphertextLayout layout, byte[]? nonce)
    {
        if (plaintext.Length is 0 or > PlaintextLengthMax)
        {
            throw new CryptographicException("SM2 encrypts 1 to 65,536 bytes");
        }

        while (true)
        {
            var k = nonce is null ? domain.RandomScalar() : Sm2Domain.ToNumber(nonce);
            var c1 = Sm2Domain.MultiplySecret(domain.G, k).GetEncoded(compressed: false);
            var shared = Sm2Domain.MultiplySecret(key.Point, k).GetEncoded(compressed: false).AsSpan(1);
            var stream = KeyStream(shared, plaintext.Length);
            if (stream.AsSpan().ContainsAnyExcept((byte)0))
            {
                Xor(stream, plaintext);
                return Sm2CiphertextCodec.Encode(c1, Check(shared, plaintext), stream, layout);
            }
        }
    }

    internal static byte[] Decrypt(Sm2Domain domain, Sm2PrivateKey key, ReadOnlySpan<byte> ciphertext, Sm2CiphertextLayout layout)
    {
        if (!Sm2CiphertextCodec.TryDecode(ciphertext, layout, out var c1, out var c3, out var c2))
        {
            throw Refused();
        }

        Sm2PublicKey point;
        try
        {
            point = Sm2PublicKey.FromPoint(domain, c1);
        }
        catch (InvalidKeyException)
        {
            throw Refused();
        }

        var shared = Sm2Domain.MultiplySecret(point.Point, key.D).GetEncoded(compressed: false).AsSpan(1);
        var plaintext = KeyStream(shared, c2.Length);
        var isUsable = plaintext.AsSpan().ContainsAnyExcept((byte)0);
        Xor(plaintext, c2);
        if (CryptographicOperations.FixedTimeEquals(Check(shared, plaintext), c3) && isUsable)
        {
            return plaintext;
        }

        CryptographicOperations.ZeroMemory(plaintext);
        throw Refused();
    }

    private static CryptographicException Refused() => new("the SM2 ciphertext was refused");

    private static byte[] Check(ReadOnlySpan<byte> shared, ReadOnlySpan<byte> plaintext) =>
        Sm3.Hash([.. shared[..Sm2Domain.Size], .. plaintext, .. shared[Sm2Domain.Size..]]);

    private static byte[] KeyStream(ReadOnlySpan<byte> shared, int length)
    {
        var stream = new byte[length];
        Span<byte> counter = stackalloc byte[4];
        for (var block = 0; block * Sm3.DigestLength < length; block++)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(counter, block + 1);
            var start = block * Sm3.DigestLength;
            Sm3.Hash(shared, counter).AsSpan(0, Math.Min(Sm3.DigestLength, length - start)).CopyTo(stream.AsSpan(start));
        }

        return stream;
    }

    private static void Xor(Span<byte> target, ReadOnlySpan<byte> other)
    {
        for (var i = 0; i < target.Length; i++)
        {
            target[i] ^= other[i];
        }
    }
}
