using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;

namespace Hub.Certs.Signatures;

/// <summary>The SM3 hash (GB/T 32905-2016, GM/T 0004-2012) and HMAC with it: 32 bytes.</summary>
public static class Sm3
{
    /// <summary>Length of a digest in bytes.</summary>
    public const int DigestLength = 32;

    /// <summary>SM3 of the data.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> data) => Hash([], data);

    /// <summary>SM3 of two parts, one after the other, without copying them together.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        var digest = new SM3Digest();
        Update(digest, first);
        Update(digest, second);
        var hash = new byte[DigestLength];
        digest.DoFinal(hash, 0);
        return hash;
    }

    /// <summary>HMAC-SM3 of the data (RFC 2104).</summary>
    /// <param name="key">Any length; longer than 64 bytes is hashed first, as the RFC says.</param>
    /// <param name="data">The data.</param>
    public static byte[] Hmac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data)
    {
        var mac = new HMac(new SM3Digest());
        mac.Init(new KeyParameter(key.ToArray()));
        var input = data.ToArray();
        mac.BlockUpdate(input, 0, input.Length);
        var output = new byte[DigestLength];
        mac.DoFinal(output, 0);
        return output;
    }

    private static void Update(SM3Digest digest, ReadOnlySpan<byte> data)
    {
        const int Chunk = 4096;
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(Math.Min(Math.Max(data.Length, 1), Chunk));
        while (!data.IsEmpty)
        {
            var length = Math.Min(data.Length, buffer.Length);
            data[..length].CopyTo(buffer);
            digest.BlockUpdate(buffer, 0, length);
            data = data[length..];
        }

        System.Buffers.ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
    }
}
