using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Hub.Adapters.Bank.Wire;

/// <summary>
/// Serials seen so far, 8 bytes each whatever their length, so that a million of them stay small: the beginning of their SHA-256. Two
/// different ones that agree there would be taken for one, and the file refused; among a million that happens once in 37 million files.
/// </summary>
internal sealed class SerialSet
{
    /// <summary>The table is cut into parts that grow on their own, so that growing never needs the whole of it twice.</summary>
    private const int Parts = 1024;
    private const int FirstSlots = 8;

    private readonly ulong[]?[] _parts = new ulong[]?[Parts];
    private readonly int[] _counts = new int[Parts];

    /// <summary>False when it was there before.</summary>
    public bool Add(string serial)
    {
        Span<byte> utf8 = stackalloc byte[256];
        Span<byte> digest = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.TryGetBytes(serial, utf8, out var length) ? utf8[..length] : Encoding.UTF8.GetBytes(serial), digest);
        var key = MemoryMarshal.Read<ulong>(digest);

        // Zero marks an empty slot.
        key = key == 0 ? 1 : key;
        var part = (int)(key % Parts);
        var slots = _parts[part] ??= new ulong[FirstSlots];
        if (_counts[part] >= slots.Length / 4 * 3)
        {
            slots = _parts[part] = Grown(slots);
        }

        if (!Put(slots, key))
        {
            return false;
        }

        _counts[part]++;
        return true;
    }

    private static bool Put(ulong[] slots, ulong key)
    {
        var at = (int)(key / Parts & (ulong)(slots.Length - 1));
        while (slots[at] != 0)
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

    private static ulong[] Grown(ulong[] slots)
    {
        var larger = new ulong[slots.Length * 2];
        foreach (var key in slots)
        {
            if (key != 0)
            {
                Put(larger, key);
            }
        }

        return larger;
    }
}
