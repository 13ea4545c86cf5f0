using System.Security.Cryptography;
using System.Text;
using Hub.Adapters.Infno.Wire.Envelope;

namespace Hub.Adapters.Infno.Inbound;

/// <summary>
/// What makes two arrivals the same message (docs/decisions/0003): transaction, msgid, institution, divisions and the exact
/// bytes of the input (and of an uploaded file). Time stamp, operator, sign-in and signature are left out, because a
/// counter that repeats a message stamps and signs it anew.
/// </summary>
internal static class ContentIdentity
{
    public static byte[] Of(ReceivedRequest request, ReadOnlySpan<byte> file)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var e = request.Envelope;
        Span<byte> length = stackalloc byte[4];
        foreach (var text in (ReadOnlySpan<string>)[e.Infno, e.Msgid, e.FixmedinsCode, e.MdtrtareaAdmvs, e.InsuplcAdmdvs])
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(length, request.RawInput.Length);
        hash.AppendData(length);
        hash.AppendData(request.RawInput.Span);
        hash.AppendData(file);
        return hash.GetHashAndReset();
    }
}
