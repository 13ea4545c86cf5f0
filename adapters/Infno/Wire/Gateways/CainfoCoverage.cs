using System.Buffers;
using System.Text;
using Hub.Adapters.Infno.Profiles;
using Hub.Adapters.Infno.Wire.Envelope;

namespace Hub.Adapters.Infno.Wire.Gateways;

/// <summary>
/// The bytes that an envelope signature covers, per scheme (nhsa.md B1, B3). Built from the received bytes, never from
/// re-serialised records. Key order is ordinal (ASCII); empty values stay in as <c>k=</c>, JSON null counts as empty.
/// </summary>
public static class CainfoCoverage
{
    /// <summary>Header of the detached scheme.</summary>
    public const string DetachedHeader = "x-hub-signature";

    /// <summary>
    /// Bytes to verify or sign for a request. <paramref name="plaintextInput"/> is the opened input (needed by
    /// <see cref="CainfoScheme.PlaintextInput"/> only). Empty for <see cref="CainfoScheme.None"/>.
    /// </summary>
    public static byte[] Of(ReceivedRequest request, CainfoScheme scheme, ReadOnlyMemory<byte> plaintextInput = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Of(scheme, request.Body, request.Outer, request.RawInput, plaintextInput, "input");
    }

    /// <summary>The same for a response; the business part is <c>output</c>.</summary>
    public static byte[] Of(ReceivedResponse response, CainfoScheme scheme, ReadOnlyMemory<byte> plaintextOutput = default)
    {
        ArgumentNullException.ThrowIfNull(response);
        return Of(scheme, response.Body, response.Outer, response.RawOutput, plaintextOutput, "output");
    }

    private static byte[] Of(
        CainfoScheme scheme,
        ReadOnlyMemory<byte> body,
        IReadOnlyList<OuterMember> outer,
        ReadOnlyMemory<byte> raw,
        ReadOnlyMemory<byte> plaintext,
        string bodyName) => scheme switch
    {
        CainfoScheme.None => [],
        CainfoScheme.OuterFields => Pairs(outer, bodyName, withBody: false),
        CainfoScheme.PlaintextInput => plaintext.ToArray(),
        CainfoScheme.RawInput => raw.ToArray(),
        CainfoScheme.Envelope => Pairs(outer, bodyName, withBody: true),
        CainfoScheme.Detached => body.ToArray(),
        _ => throw new ArgumentOutOfRangeException(nameof(scheme)),
    };

    private static byte[] Pairs(IReadOnlyList<OuterMember> outer, string bodyName, bool withBody)
    {
        var members = outer.Where(m => m.Name != "cainfo" && (withBody || m.Name != bodyName)).ToArray();
        Array.Sort(members, static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        var bytes = new ArrayBufferWriter<byte>(1024);
        foreach (var member in members)
        {
            if (bytes.WrittenCount > 0)
            {
                bytes.Write("&"u8);
            }

            Encoding.UTF8.GetBytes(member.Name, bytes);
            bytes.Write("="u8);
            if (member.Name == bodyName)
            {
                bytes.Write(member.Json.Span);
            }
            else if (member.Text is { } text)
            {
                Encoding.UTF8.GetBytes(text, bytes);
            }
            else if (!member.Json.Span.SequenceEqual("null"u8))
            {
                bytes.Write(member.Json.Span);
            }
        }

        return bytes.WrittenSpan.ToArray();
    }
}
