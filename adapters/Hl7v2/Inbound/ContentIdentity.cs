using System.Security.Cryptography;
using System.Text;
using Hub.Adapters.Hl7v2.Wire;

namespace Hub.Adapters.Hl7v2.Inbound;

/// <summary>
/// What makes two arrivals the same message (docs/decisions/0003): every segment as decoded, without MSH-7 (time), MSH-10 (it is the identity),
/// MSH-13 (sequence number) and ZSG (signature), which change when a system sends the same again; line ends do not count. Partner and MSH-10
/// go in front, so that no two messages share a receipt.
/// </summary>
internal static class ContentIdentity
{
    private const string Signature = "ZSG";

    public static byte[] Of(string partner, Hl7Message message)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, partner);
        Append(hash, message.Header.ControlId);
        foreach (var segment in message.Segments)
        {
            if (segment.Name == "MSH")
            {
                for (var field = 2; field <= Math.Max(segment.Count, 13); field++)
                {
                    Append(hash, field is 7 or 10 or 13 ? "" : segment.Raw(field));
                }
            }
            else if (segment.Name != Signature)
            {
                Append(hash, segment.Text);
            }
        }

        return hash.GetHashAndReset();
    }

    /// <summary>A message that cannot be read is its bytes.</summary>
    public static byte[] Of(string partner, ReadOnlySpan<byte> raw)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, partner);
        hash.AppendData(raw);
        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
