using System.Buffers;
using Org.BouncyCastle.Crypto.Digests;

namespace Hub.Certs.Signatures;

/// <summary>SM3 of data that comes in parts; the same digest as <see cref="Sm3.Hash(ReadOnlySpan{byte})"/> of all parts together.</summary>
public sealed class IncrementalSm3
{
    private const int Block = 16 * 1024;

    private readonly SM3Digest digest = new();

    /// <summary>Adds a part of any length.</summary>
    public void Append(ReadOnlySpan<byte> data)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Min(Math.Max(data.Length, 1), Block));
        while (!data.IsEmpty)
        {
            var length = Math.Min(data.Length, buffer.Length);
            data[..length].CopyTo(buffer);
            digest.BlockUpdate(buffer, 0, length);
            data = data[length..];
        }

        ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
    }

    /// <summary>The digest of everything appended; begins anew.</summary>
    public byte[] Finish()
    {
        var hash = new byte[Sm3.DigestLength];
        digest.DoFinal(hash, 0);
        return hash;
    }
}
