using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Hub.Certs.Signatures;

/// <summary>
/// SM3 at work: the chaining value and the bytes that do not fill a block yet (GB/T 32905-2016, 5). A file of a million payments is
/// hashed with it while it is written, so it works on what it is given without copying; the library's digest wants arrays and takes
/// three times as long.
/// </summary>
internal struct Sm3State
{
    private const int BlockBytes = 64;

    private Words _value;
    private Block _rest;
    private int _held;
    private ulong _length;

    /// <summary>The state before the first byte.</summary>
    public static Sm3State Start()
    {
        Sm3State state = default;
        ReadOnlySpan<uint> start =
        [
            0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E,
        ];
        start.CopyTo(state._value);
        return state;
    }

    /// <summary>Takes the next bytes.</summary>
    public void Append(ReadOnlySpan<byte> data)
    {
        _length += (ulong)data.Length;
        if (_held > 0)
        {
            var taken = Math.Min(BlockBytes - _held, data.Length);
            data[..taken].CopyTo(_rest[_held..]);
            _held += taken;
            data = data[taken..];
            if (_held < BlockBytes)
            {
                return;
            }

            Compress(ref _value, _rest);
            _held = 0;
        }

        for (; data.Length >= BlockBytes; data = data[BlockBytes..])
        {
            Compress(ref _value, data[..BlockBytes]);
        }

        data.CopyTo(_rest);
        _held = data.Length;
    }

    /// <summary>Pads and writes the 32 bytes of the digest; the state is used up.</summary>
    public void Finish(Span<byte> digest)
    {
        Span<byte> padding = stackalloc byte[2 * BlockBytes];
        padding.Clear();
        padding[0] = 0x80;
        var bits = _length * 8;
        var zeros = (_held < BlockBytes - 8 ? BlockBytes : 2 * BlockBytes) - 8 - _held;
        BinaryPrimitives.WriteUInt64BigEndian(padding[zeros..], bits);
        Append(padding[..(zeros + 8)]);
        for (var i = 0; i < 8; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(digest[(4 * i)..], _value[i]);
        }
    }

    private static void Compress(ref Words value, ReadOnlySpan<byte> block)
    {
        Span<uint> w = stackalloc uint[68];
        for (var j = 0; j < 16; j++)
        {
            w[j] = BinaryPrimitives.ReadUInt32BigEndian(block[(4 * j)..]);
        }

        for (var j = 16; j < 68; j++)
        {
            var x = w[j - 16] ^ w[j - 9] ^ BitOperations.RotateLeft(w[j - 3], 15);
            w[j] = x ^ BitOperations.RotateLeft(x, 15) ^ BitOperations.RotateLeft(x, 23) ^ BitOperations.RotateLeft(w[j - 13], 7) ^ w[j - 6];
        }

        var (a, b, c, d) = (value[0], value[1], value[2], value[3]);
        var (e, f, g, h) = (value[4], value[5], value[6], value[7]);

        // After a round the words change places; after four each is back where it was, so nothing is moved.
        for (var j = 0; j < 16; j += 4)
        {
            EarlyRound(a, ref b, c, ref d, e, ref f, g, ref h, w, j);
            EarlyRound(d, ref a, b, ref c, h, ref e, f, ref g, w, j + 1);
            EarlyRound(c, ref d, a, ref b, g, ref h, e, ref f, w, j + 2);
            EarlyRound(b, ref c, d, ref a, f, ref g, h, ref e, w, j + 3);
        }

        for (var j = 16; j < 64; j += 4)
        {
            LateRound(a, ref b, c, ref d, e, ref f, g, ref h, w, j);
            LateRound(d, ref a, b, ref c, h, ref e, f, ref g, w, j + 1);
            LateRound(c, ref d, a, ref b, g, ref h, e, ref f, w, j + 2);
            LateRound(b, ref c, d, ref a, f, ref g, h, ref e, w, j + 3);
        }

        value[0] ^= a;
        value[1] ^= b;
        value[2] ^= c;
        value[3] ^= d;
        value[4] ^= e;
        value[5] ^= f;
        value[6] ^= g;
        value[7] ^= h;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EarlyRound(uint a, ref uint b, uint c, ref uint d, uint e, ref uint f, uint g, ref uint h, ReadOnlySpan<uint> w, int j)
    {
        var turned = BitOperations.RotateLeft(a, 12);
        var s = BitOperations.RotateLeft(turned + e + BitOperations.RotateLeft(0x79CC4519, j), 7);
        d += (a ^ b ^ c) + (s ^ turned) + (w[j] ^ w[j + 4]);
        h += (e ^ f ^ g) + s + w[j];
        End(ref b, ref f, ref h);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LateRound(uint a, ref uint b, uint c, ref uint d, uint e, ref uint f, uint g, ref uint h, ReadOnlySpan<uint> w, int j)
    {
        var turned = BitOperations.RotateLeft(a, 12);
        var s = BitOperations.RotateLeft(turned + e + BitOperations.RotateLeft(0x7A879D8A, j), 7);
        d += ((a & b) | (c & (a | b))) + (s ^ turned) + (w[j] ^ w[j + 4]);
        h += (g ^ (e & (f ^ g))) + s + w[j];
        End(ref b, ref f, ref h);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void End(ref uint b, ref uint f, ref uint h)
    {
        b = BitOperations.RotateLeft(b, 9);
        f = BitOperations.RotateLeft(f, 19);
        h = h ^ BitOperations.RotateLeft(h, 9) ^ BitOperations.RotateLeft(h, 17);
    }

    [InlineArray(8)]
    private struct Words
    {
        private uint _first;
    }

    [InlineArray(BlockBytes)]
    private struct Block
    {
        private byte _first;
    }
}
