using System.Buffers;
using System.IO.Compression;

namespace Hub.Journal.Payments;

/// <summary>A compressed chunk on its way to the database, and to whoever reads the content back meanwhile. Its memory is lent.</summary>
internal sealed class PackedChunk
{
    private const int Quality = 1;
    private const int Window = 22;

    private readonly byte[] body;
    private readonly int packed;
    private int holders;

    /// <param name="number">From 0.</param>
    /// <param name="bytes">What is compressed.</param>
    /// <param name="holders">How many will call <see cref="Release"/>.</param>
    public PackedChunk(int number, ReadOnlySpan<byte> bytes, int holders)
    {
        Number = number;
        Length = bytes.Length;
        this.holders = holders;
        var room = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(bytes.Length));
        BrotliEncoder.TryCompress(bytes, room, out packed, Quality, Window);

        // It may wait with a hundred others, and takes a tenth of the room that it might have needed.
        body = ArrayPool<byte>.Shared.Rent(packed);
        room.AsSpan(0, packed).CopyTo(body);
        ArrayPool<byte>.Shared.Return(room, clearArray: true);
    }

    public int Number { get; }

    /// <summary>Bytes before compression.</summary>
    public int Length { get; }

    /// <summary>Memory it takes, bytes.</summary>
    public int Held => body.Length;

    public ReadOnlyMemory<byte> Body => body.AsMemory(0, packed);

    /// <summary>Says that one holder is done with it; after the last one it is not to be touched.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref holders) == 0)
        {
            ArrayPool<byte>.Shared.Return(body, clearArray: true);
        }
    }
}
