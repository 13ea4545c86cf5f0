using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Paddings;
using Org.BouncyCastle.Crypto.Parameters;

namespace Hub.Certs.Signatures;

/// <summary>
/// The SM4 block cipher (GB/T 32907-2016, GM/T 0002-2012): 16-byte key and block. ECB is here because the medical platforms use it
/// (nhsa.md B2); it hides nothing but single blocks, so new data takes GCM. Wrong key, padding or tag: one and the same exception.
/// </summary>
public static class Sm4
{
    /// <summary>Length of key and block in bytes.</summary>
    public const int BlockLength = 16;

    /// <summary>Length of the GCM tag in bytes.</summary>
    public const int TagLength = 16;

    /// <summary>ECB with PKCS#7 padding. Only where a partner's protocol demands it.</summary>
    /// <exception cref="CryptographicException">The key is not 16 bytes.</exception>
    public static byte[] EncryptEcb(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plaintext) =>
        Padded(new SM4Engine(), new KeyParameter(Key(key)), plaintext, encrypt: true);

    /// <summary>Undoes <see cref="EncryptEcb"/>.</summary>
    /// <exception cref="CryptographicException">Key or ciphertext is wrong.</exception>
    public static byte[] DecryptEcb(ReadOnlySpan<byte> key, ReadOnlySpan<byte> ciphertext) =>
        Padded(new SM4Engine(), new KeyParameter(Key(key)), ciphertext, encrypt: false);

    /// <summary>CBC with PKCS#7 padding. Unauthenticated: pair it with <see cref="Sm3.Hmac"/> over iv and ciphertext.</summary>
    /// <exception cref="CryptographicException">Key or iv is not 16 bytes.</exception>
    public static byte[] EncryptCbc(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> plaintext) =>
        Padded(new CbcBlockCipher(new SM4Engine()), new ParametersWithIV(new KeyParameter(Key(key)), Iv(iv)), plaintext, encrypt: true);

    /// <summary>Undoes <see cref="EncryptCbc"/>.</summary>
    /// <exception cref="CryptographicException">Key, iv or ciphertext is wrong.</exception>
    public static byte[] DecryptCbc(ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> ciphertext) =>
        Padded(new CbcBlockCipher(new SM4Engine()), new ParametersWithIV(new KeyParameter(Key(key)), Iv(iv)), ciphertext, encrypt: false);

    /// <summary>CTR with a 16-byte big-endian counter block; encrypts and decrypts alike. Unauthenticated, and a counter must never repeat.</summary>
    /// <exception cref="CryptographicException">Key or counter is not 16 bytes.</exception>
    public static byte[] TransformCtr(ReadOnlySpan<byte> key, ReadOnlySpan<byte> counter, ReadOnlySpan<byte> data)
    {
        var cipher = new BufferedBlockCipher(new SicBlockCipher(new SM4Engine()));
        cipher.Init(true, new ParametersWithIV(new KeyParameter(Key(key)), Iv(counter)));
        return data.IsEmpty ? [] : cipher.DoFinal(data.ToArray());
    }

    /// <summary>GCM with a 16-byte tag (RFC 8998 uses the same). Ciphertext and tag, one after the other.</summary>
    /// <param name="key">16 bytes.</param>
    /// <param name="nonce">12 bytes recommended; at least 1. Never the same twice under one key.</param>
    /// <param name="plaintext">The plaintext, may be empty.</param>
    /// <param name="associatedData">Bytes that are authenticated and not encrypted.</param>
    /// <exception cref="CryptographicException">The key is not 16 bytes, or there is no nonce.</exception>
    public static byte[] EncryptGcm(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associatedData) =>
        Gcm(key, nonce, plaintext, associatedData, encrypt: true);

    /// <summary>Undoes <see cref="EncryptGcm"/>; gives no byte of plaintext unless the tag holds.</summary>
    /// <exception cref="CryptographicException">Key, nonce, associated data, ciphertext or tag is wrong.</exception>
    public static byte[] DecryptGcm(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> ciphertext, ReadOnlySpan<byte> associatedData) =>
        Gcm(key, nonce, ciphertext, associatedData, encrypt: false);

    /// <summary>One bare block, for key checks.</summary>
    internal static byte[] EncryptBlock(ReadOnlySpan<byte> key, ReadOnlySpan<byte> block, int times = 1)
    {
        var engine = new SM4Engine();
        engine.Init(true, new KeyParameter(Key(key)));
        var output = block.ToArray();
        for (var i = 0; i < times; i++)
        {
            engine.ProcessBlock(output, 0, output, 0);
        }

        return output;
    }

    private static byte[] Padded(IBlockCipher mode, ICipherParameters parameters, ReadOnlySpan<byte> input, bool encrypt)
    {
        var cipher = new PaddedBufferedBlockCipher(mode, new Pkcs7Padding());
        cipher.Init(encrypt, parameters);
        if (!encrypt && (input.IsEmpty || input.Length % BlockLength != 0))
        {
            throw Refused();
        }

        try
        {
            return cipher.DoFinal(input.ToArray());
        }
        catch (InvalidCipherTextException)
        {
            throw Refused();
        }
    }

    private static byte[] Gcm(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> input, ReadOnlySpan<byte> associatedData, bool encrypt)
    {
        if (nonce.IsEmpty || (!encrypt && input.Length < TagLength))
        {
            throw Refused();
        }

        var cipher = new GcmBlockCipher(new SM4Engine());
        cipher.Init(encrypt, new AeadParameters(new KeyParameter(Key(key)), 8 * TagLength, nonce.ToArray(), associatedData.ToArray()));
        var output = new byte[cipher.GetOutputSize(input.Length)];
        try
        {
            var length = cipher.ProcessBytes(input.ToArray(), 0, input.Length, output, 0);
            cipher.DoFinal(output, length);
            return output;
        }
        catch (InvalidCipherTextException)
        {
            CryptographicOperations.ZeroMemory(output);
            throw Refused();
        }
    }

    private static byte[] Key(ReadOnlySpan<byte> key) =>
        key.Length == BlockLength ? key.ToArray() : throw new CryptographicException("an SM4 key has 16 bytes");

    private static byte[] Iv(ReadOnlySpan<byte> iv) =>
        iv.Length == BlockLength ? iv.ToArray() : throw new CryptographicException("an SM4 iv or counter has 16 bytes");

    private static CryptographicException Refused() => new("the SM4 ciphertext was refused");
}
