using System.Buffers.Text;
using Hub.Adapters.Infno.Profiles;
using Hub.Adapters.Infno.Wire.Envelope;
using Hub.Adapters.Infno.Wire.Json;
using Hub.Adapters.Infno.Wire.Schema;

namespace Hub.Adapters.Infno.Wire;

/// <summary>Decrypts one body: SM4-ECB-PKCS7 ciphertext in, plaintext out; null when the padding or length is wrong.</summary>
/// <param name="ciphertext">Raw ciphertext bytes.</param>
public delegate byte[]? DecryptBody(ReadOnlySpan<byte> ciphertext);

/// <summary>Encrypts one body with SM4-ECB-PKCS7.</summary>
/// <param name="plaintext">JSON of the body, UTF-8.</param>
public delegate byte[] EncryptBody(ReadOnlySpan<byte> plaintext);

/// <summary>
/// Opens <c>input</c> and <c>output</c> from their wire form (nhsa.md A1.1 #18, A2 e): an object, a string holding JSON, or a
/// string holding Base64 of SM4 ciphertext. Throws only <see cref="WireRefusedException"/>.
/// </summary>
public static class BodyOpener
{
    /// <summary>
    /// JSON of the body: a slice of the received bytes for an object, fresh bytes otherwise; empty for absent, null or "".
    /// A profile that expects ciphertext refuses plaintext, so that nobody can strip the encryption.
    /// </summary>
    public static ReadOnlyMemory<byte> Open(ReadOnlyMemory<byte> raw, InfnoProfile profile, DecryptBody? decrypt = null)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var span = raw.Span;
        if (span.IsEmpty || span.SequenceEqual("null"u8))
        {
            return default;
        }

        if (profile.Body == BodyForm.Encrypted)
        {
            return Decrypt(span, decrypt ?? throw new ArgumentNullException(nameof(decrypt), "This profile encrypts the body."));
        }

        return span[0] == '"' ? Unwrap(span) : raw;
    }

    /// <summary>Opens and reads the <c>input</c> of a request.</summary>
    public static InfnoDocument ReadInput(ReceivedRequest request, InfnoProfile profile, DecryptBody? decrypt = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(profile);
        var table = profile.Find(request.Envelope.Infno)
            ?? throw new WireRefusedException(new Violation(InfnoErrorCodes.UnknownTransaction, Node: "envelope", Field: "infno"));
        var json = Open(request.RawInput, profile, decrypt);
        return json.IsEmpty
            ? throw new WireRefusedException(new Violation(InfnoErrorCodes.BodyMissing, table.Infno, "envelope", Field: "input"))
            : InfnoDocumentReader.Read(json, table.Input, profile.Limits);
    }

    /// <summary>Opens and reads the <c>output</c> of a response to <paramref name="infno"/>; absent or null gives an empty document.</summary>
    public static InfnoDocument ReadOutput(ReceivedResponse response, string infno, InfnoProfile profile, DecryptBody? decrypt = null)
    {
        ArgumentNullException.ThrowIfNull(response);
        ArgumentNullException.ThrowIfNull(profile);
        var table = profile.Find(infno)
            ?? throw new WireRefusedException(new Violation(InfnoErrorCodes.UnknownTransaction, Node: "envelope", Field: "infno"));
        var json = Open(response.RawOutput, profile, decrypt);
        return json.IsEmpty ? InfnoDocumentReader.Empty(table.Output) : InfnoDocumentReader.Read(json, table.Output, profile.Limits);
    }

    /// <summary>The wire form of a body we send: bytes for <see cref="EnvelopeWriter"/> and whether they go in as a string.</summary>
    public static (byte[] Bytes, bool AsString) Close(byte[] json, InfnoProfile profile, EncryptBody? encrypt = null)
    {
        ArgumentNullException.ThrowIfNull(profile);
        switch (profile.Body)
        {
            case BodyForm.Encrypted:
                ArgumentNullException.ThrowIfNull(encrypt);
                return (System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(encrypt(json))), true);
            case BodyForm.Text:
                return (json, true);
            default:
                return (json, false);
        }
    }

    private static ReadOnlyMemory<byte> Unwrap(ReadOnlySpan<byte> quoted)
    {
        var text = StrictJson.Unescape(quoted[1..^1]);
        return text.Length == 0 || text.AsSpan().SequenceEqual("null"u8) || text.AsSpan().SequenceEqual("NULL"u8) ? default : text;
    }

    private static ReadOnlyMemory<byte> Decrypt(ReadOnlySpan<byte> quoted, DecryptBody decrypt)
    {
        if (quoted[0] != '"')
        {
            throw StrictJson.Refused(InfnoErrorCodes.DecryptionFailed);
        }

        var text = StrictJson.Unescape(quoted[1..^1]);
        if (text.Length == 0)
        {
            return default;
        }

        var cipher = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        if (Base64.DecodeFromUtf8(text, cipher, out _, out var written) != System.Buffers.OperationStatus.Done
            || written == 0 || written % 16 != 0)
        {
            throw StrictJson.Refused(InfnoErrorCodes.DecryptionFailed);
        }

        return decrypt(cipher.AsSpan(0, written)) ?? throw StrictJson.Refused(InfnoErrorCodes.DecryptionFailed);
    }
}
