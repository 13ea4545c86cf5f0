namespace Hub.Simulators.Wire;

/// <summary>A 64-bit hash that is the same in every process and on every machine: one seed replays a whole run.</summary>
public static class StableHash
{
    /// <summary>Hash of a seed and a text (FNV-1a over the characters, finished by SplitMix64).</summary>
    public static ulong Of(long seed, string text)
    {
        ulong hash = 14695981039346656037UL;
        foreach (char character in text)
        {
            hash = (hash ^ character) * 1099511628211UL;
        }
        return Mix(hash ^ Mix((ulong)seed));
    }

    /// <summary>Hash of a seed and a number.</summary>
    public static ulong Of(long seed, long number) => Mix((ulong)number ^ Mix((ulong)seed));

    /// <summary>SplitMix64's finisher: every input bit moves about half of the output bits.</summary>
    public static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15UL;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }

    /// <summary>True for about <paramref name="perMillion"/> of a million hashes.</summary>
    public static bool Strikes(ulong hash, int perMillion) => hash % 1_000_000UL < (ulong)perMillion;
}
