using System.Text;

namespace Hub.Adapters.Infno.Wire.Schema;

/// <summary>
/// Names to numbers, looked up by UTF-8 bytes without making a string. ASCII case does not matter: Guangdong writes
/// <c>REFD_SETL_FLAG</c> (nhsa.md A8.4). Immutable.
/// </summary>
internal sealed class Utf8Names
{
    private readonly (byte[] Name, int Value)[]?[] _buckets;
    private readonly uint _mask;

    public Utf8Names(IEnumerable<(string Name, int Value)> names)
    {
        var all = names.Select(n => (Encoding.UTF8.GetBytes(n.Name), n.Value)).ToArray();
        var size = (uint)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, all.Length * 2));
        _mask = size - 1;
        _buckets = new (byte[], int)[size][];
        foreach (var group in all.GroupBy(n => Hash(n.Item1) & _mask))
        {
            _buckets[group.Key] = [.. group];
        }
    }

    public int Find(ReadOnlySpan<byte> name)
    {
        var bucket = _buckets[Hash(name) & _mask];
        if (bucket is null)
        {
            return -1;
        }

        foreach (var (candidate, value) in bucket)
        {
            if (Ascii.EqualsIgnoreCase(candidate, name))
            {
                return value;
            }
        }

        return -1;
    }

    /// <summary>Case-blind FNV-1a: bit 5 is the only difference between the two cases of an ASCII letter.</summary>
    internal static uint Hash(ReadOnlySpan<byte> name)
    {
        var hash = 2166136261u;
        foreach (var b in name)
        {
            hash = (hash ^ (uint)(b | 0x20)) * 16777619u;
        }

        return hash;
    }
}
