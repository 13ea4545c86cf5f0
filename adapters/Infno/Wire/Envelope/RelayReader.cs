using System.Text.Json;
using Hub.Adapters.Infno.Wire.Json;

namespace Hub.Adapters.Infno.Wire.Envelope;

/// <summary>
/// A forwarded message: <c>{"institution": fixmedins_code, "keyId": …, "signature": Base64, "message": Base64 of the exact envelope}</c>. The inner
/// signature covers the bytes of the message; both are empty for an institution that has no key. Each member once, no other.
/// </summary>
/// <param name="Institution">Whose message it is.</param>
/// <param name="KeyId">Its key; empty without a signature.</param>
/// <param name="Signature">Base64; empty without a signature.</param>
/// <param name="Message">The envelope as the institution made it.</param>
public sealed record RelayedMessage(string Institution, string KeyId, string Signature, ReadOnlyMemory<byte> Message);

/// <summary>Reads a <see cref="RelayedMessage"/>. Throws only <see cref="WireRefusedException"/>.</summary>
public static class RelayReader
{
    private static readonly string[] Names = ["institution", "keyId", "signature", "message"];

    public static RelayedMessage Read(ReadOnlyMemory<byte> body, WireLimits limits)
    {
        var values = new string?[Names.Length];
        try
        {
            var reader = new Utf8JsonReader(StrictJson.Open(body, limits).Span, new JsonReaderOptions { MaxDepth = 1 });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                throw Wrong(InfnoErrorCodes.RootNotObject, "");
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var at = Array.IndexOf(Names, reader.GetString());
                if (at < 0 || values[at] is not null || !reader.Read() || reader.TokenType != JsonTokenType.String)
                {
                    throw Wrong(at >= 0 && values[at] is not null ? InfnoErrorCodes.DuplicateMember : InfnoErrorCodes.UnknownField, at < 0 ? "" : Names[at]);
                }

                values[at] = reader.GetString();
            }

            if (reader.Read())
            {
                throw Wrong(InfnoErrorCodes.MalformedJson, "");
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Wrong(InfnoErrorCodes.MalformedJson, "");
        }

        var bytes = new byte[values[3]?.Length ?? 0];
        return values[0] is { Length: > 0 } institution && values[3] is { Length: > 0 } text && Convert.TryFromBase64String(text, bytes, out var length)
            ? new RelayedMessage(institution, values[1] ?? "", values[2] ?? "", bytes.AsMemory(0, length))
            : throw Wrong(InfnoErrorCodes.EnvelopeFieldMissing, values[0] is { Length: > 0 } ? "message" : "institution");
    }

    private static WireRefusedException Wrong(InfnoError error, string field) => new(new Violation(error, Node: "relay", Field: field));
}
