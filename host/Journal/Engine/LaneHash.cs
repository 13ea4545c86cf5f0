using System.Text;

namespace Hub.Journal.Engine;

/// <summary>Which lane a case belongs to: FNV-1a over its UTF-8 name, the same on every node and in every version.</summary>
internal static class LaneHash
{
    public static short Of(string caseName, int lanes)
    {
        const uint Offset = 2166136261;
        const uint Prime = 16777619;
        Span<byte> bytes = stackalloc byte[512];
        var all = Encoding.UTF8.GetByteCount(caseName) <= bytes.Length ? bytes[..Encoding.UTF8.GetBytes(caseName, bytes)] : Encoding.UTF8.GetBytes(caseName);
        var hash = Offset;
        foreach (var b in all)
        {
            hash = (hash ^ b) * Prime;
        }

        return (short)(hash % (uint)lanes);
    }
}
