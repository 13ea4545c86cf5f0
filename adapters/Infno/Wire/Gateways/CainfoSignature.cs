using Hub.Adapters.Infno.Profiles;
using Hub.Adapters.Infno.Wire.Envelope;

namespace Hub.Adapters.Infno.Wire.Gateways;

/// <summary>Verifies one signature (SM3withSM2 of the sender's registered key). False for any defect; never throws.</summary>
/// <param name="message">Covered bytes.</param>
/// <param name="signature">Decoded signature bytes.</param>
public delegate bool VerifySignature(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature);

/// <summary>Signs with our key; returns the raw signature bytes the partner expects (64 bytes r‖s for SM2).</summary>
/// <param name="message">Covered bytes.</param>
public delegate byte[] CreateSignature(ReadOnlySpan<byte> message);

/// <summary>Checks and makes the envelope signature of a profile (nhsa.md B1, B3).</summary>
public static class CainfoSignature
{
    private const int SignatureBytesMax = 768;

    /// <summary>
    /// Null when the request is signed as the profile says, or unsigned where the profile allows it.
    /// <paramref name="detached"/> is the value of <see cref="CainfoCoverage.DetachedHeader"/>.
    /// A signature that is given is always verified, required or not.
    /// </summary>
    public static InfnoError? Verify(
        ReceivedRequest request, InfnoProfile profile, VerifySignature verify, string? detached = null, ReadOnlyMemory<byte> plaintextInput = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(verify);
        if (profile.Cainfo == CainfoScheme.None)
        {
            return null;
        }

        var text = profile.Cainfo == CainfoScheme.Detached ? detached ?? string.Empty : request.Envelope.Cainfo;
        if (text.Length == 0)
        {
            return profile.CainfoRequired ? InfnoErrorCodes.SignatureMissing : null;
        }

        if (IsAmbiguous(request, profile.Cainfo) || Decode(text, profile.CainfoEncoding) is not { } signature)
        {
            return InfnoErrorCodes.SignatureMalformed;
        }

        return verify(CainfoCoverage.Of(request, profile.Cainfo, plaintextInput), signature) ? null : InfnoErrorCodes.SignatureInvalid;
    }

    /// <summary>
    /// The pair schemes do not escape: a value <c>a&amp;opter=b</c> would sign like two members. No outer value may hold an
    /// ampersand there. The input may: as JSON it ends where its braces end.
    /// </summary>
    private static bool IsAmbiguous(ReceivedRequest request, CainfoScheme scheme) =>
        scheme is CainfoScheme.OuterFields or CainfoScheme.Envelope
        && request.Outer.Any(m => m.Name.Contains('&', StringComparison.Ordinal) || m.Name.Contains('=', StringComparison.Ordinal)
            || (m.Text?.Contains('&', StringComparison.Ordinal) ?? false));

    /// <summary>Text form of a signature.</summary>
    public static string Encode(ReadOnlySpan<byte> signature, SignatureEncoding encoding) => encoding == SignatureEncoding.Hex
        ? Convert.ToHexString(signature)
        : Convert.ToBase64String(signature);

    /// <summary>Signature bytes of a text form; null when it is not exactly that form, empty, or longer than 768 bytes.</summary>
    public static byte[]? Decode(string text, SignatureEncoding encoding)
    {
        ArgumentNullException.ThrowIfNull(text);
        Span<byte> bytes = stackalloc byte[SignatureBytesMax];
        int written;
        if (encoding == SignatureEncoding.Hex)
        {
            if (Convert.FromHexString(text, bytes, out var read, out written) != System.Buffers.OperationStatus.Done || read != text.Length)
            {
                return null;
            }
        }
        else if (!Convert.TryFromBase64String(text, bytes, out written) || text.AsSpan().ContainsAny(" \t\r\n"))
        {
            return null;
        }

        return written == 0 ? null : bytes[..written].ToArray();
    }
}
