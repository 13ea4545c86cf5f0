using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Hub.Adapters.Bank.Wire;

/// <summary>
/// Serials seen so far, 16 bytes each whatever their length, so that a million of them stay small: the first half of their SHA-256. Two
/// different ones that agree there are not to be found.
/// </summary>
internal sealed class SerialSet
{
    private readonly HashSet<UInt128> _seen = [];

    /// <summary>False when it was there before.</summary>
    public bool Add(string serial)
    {
        Span<byte> utf8 = stackalloc byte[256];
        Span<byte> digest = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.TryGetBytes(serial, utf8, out var length) ? utf8[..length] : Encoding.UTF8.GetBytes(serial), digest);
        return _seen.Add(MemoryMarshal.Read<UInt128>(digest));
    }
}
