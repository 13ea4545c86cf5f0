using System.Buffers;
using Org.BouncyCastle.Crypto.Digests;

namespace Hub.Certs.Signatures;

/// <summary>SM3 over data that comes in pieces, as files do. Not for several threads at once.</summary>
public sealed class IncrementalSm3
{
    private const int Chunk = 65_536;

    // The library's field is cleared by DoFinal: the object starts anew after each GetHashAndReset.
    private readonly SM3Digest _digest = new();

    /// <summary>Takes the next piece.</summary>
    public void AppendData(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
        {
            return;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(Math.Min(data.Length, Chunk));
        while (!data.IsEmpty)
        {
            var length = Math.Min(data.Length, buffer.Length);
            data[..length].CopyTo(buffer);
            _digest.BlockUpdate(buffer, 0, length);
            data = data[length..];
        }

        ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
    }

    /// <summary>SM3 of everything since the start or the last call, 32 bytes.</summary>
    public byte[] GetHashAndReset()
    {
        var hash = new byte[Sm3.DigestLength];
        _digest.DoFinal(hash, 0);
        return hash;
    }
}
