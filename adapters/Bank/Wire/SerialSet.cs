using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Hub.Adapters.Bank.Wire;

/// <summary>
/// Serials seen so far, 16 bytes each whatever their length, so that a million of them stay small: the first half of their SHA-256. Two
/// different ones that agree there are not to be found. The table doubles when it is two thirds full.
/// </summary>
internal sealed class SerialSet
{
    private UInt128[] _slots = new UInt128[64];
    private int _count;

    /// <summary>False when it was there before.</summary>
    public bool Add(string serial)
    {
        Span<byte> utf8 = stackalloc byte[256];
        Span<byte> digest = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.TryGetBytes(serial, utf8, out var length) ? utf8[..length] : Encoding.UTF8.GetBytes(serial), digest);
        if (_count >= _slots.Length / 3 * 2)
        {
            Grow();
        }

        if (!Put(_slots, MemoryMarshal.Read<UInt128>(digest)))
        {
            return false;
        }

        _count++;
        return true;
    }

    // Zero marks an empty slot; no digest that anybody will ever see is zero in its first half.
    private static bool Put(UInt128[] slots, UInt128 key)
    {
        var at = (int)((ulong)key & (ulong)(slots.Length - 1));
        while (slots[at] != UInt128.Zero)
        {
            if (slots[at] == key)
            {
                return false;
            }

            at = (at + 1) & (slots.Length - 1);
        }

        slots[at] = key;
        return true;
    }

    private void Grow()
    {
        var larger = new UInt128[_slots.Length * 2];
        foreach (var key in _slots)
        {
            if (key != UInt128.Zero)
            {
                Put(larger, key);
            }
        }

        _slots = larger;
    }
}
