using System.Text;
using System.Text.Json;
using Hub.Adapters.Infno.Wire.Envelope;
using Hub.Adapters.Infno.Wire.Json;

namespace Hub.Adapters.Infno.Wire.Gateways;

/// <summary>
/// Canonical text of the mobile-payment, e-credential and e-prescription envelope (nhsa.md B2): outer members and plaintext
/// <c>data</c>, without <c>signData</c>, <c>encData</c>, <c>extra</c>; null and empty members dropped; keys in ordinal order
/// at every level; <c>k=v</c> joined with <c>&amp;</c>; the app secret last. Signing, SM4 and Base64 are the caller's.
/// Numbers keep the digits they came with. Throws only <see cref="WireRefusedException"/>.
/// </summary>
public static class PlatformEnvelope
{
    private static readonly string[] Unsigned = ["signData", "encData", "extra"];

    /// <summary>The UTF-8 bytes to sign. <paramref name="body"/> is the whole envelope with <c>data</c> in plaintext.</summary>
    public static byte[] BytesToSign(ReadOnlyMemory<byte> body, string appSecret, WireLimits limits)
    {
        using var document = Parse(body, limits);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw StrictJson.Refused(InfnoErrorCodes.RootNotObject);
        }

        var text = new StringBuilder();
        foreach (var member in Sorted(document.RootElement).Where(m => !Unsigned.Contains(m.Name) && !IsEmpty(m.Value)))
        {
            text.Append(text.Length == 0 ? string.Empty : "&").Append(member.Name).Append('=');
            text.Append(member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString() : Encoding.UTF8.GetString(Canonical(member.Value)));
        }

        return Encoding.UTF8.GetBytes(text.Append("&key=").Append(appSecret).ToString());
    }

    /// <summary>Canonical JSON of a business object: what <c>data</c> looks like in the signed text and before encryption.</summary>
    public static byte[] CanonicalData(ReadOnlyMemory<byte> data, WireLimits limits)
    {
        using var document = Parse(data, limits);
        return Canonical(document.RootElement);
    }

    /// <summary>SM4 data key: the first 16 characters of the upper-case hex of the encrypted app secret (B2 encryption, step 1).</summary>
    /// <param name="appId">Application id, at least 16 characters; its first 16 are the SM4 key.</param>
    /// <param name="appSecret">The shared app secret.</param>
    /// <param name="encrypt">SM4-ECB-PKCS7 with key and plaintext.</param>
    public static byte[] DataKey(string appId, string appSecret, Func<byte[], byte[], byte[]> encrypt)
    {
        ArgumentNullException.ThrowIfNull(appId);
        ArgumentNullException.ThrowIfNull(encrypt);
        if (appId.Length < 16)
        {
            throw new ArgumentException("The application id needs 16 characters.", nameof(appId));
        }

        var hex = Convert.ToHexString(encrypt(Encoding.UTF8.GetBytes(appId[..16]), Encoding.UTF8.GetBytes(appSecret)));
        return Encoding.ASCII.GetBytes(hex[..16]);
    }

    // JsonDocument alone would accept names given twice: the strict walk comes first.
    private static JsonDocument Parse(ReadOnlyMemory<byte> body, WireLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        body = StrictJson.Open(body, limits);
        try
        {
            var reader = StrictJson.Reader(body.Span, limits);
            reader.Read();
            StrictJson.SkipChecked(ref reader, limits);
            return JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = limits.DepthMax });
        }
        catch (JsonException exception)
        {
            throw StrictJson.Refused(exception);
        }
    }

    private static IEnumerable<JsonProperty> Sorted(JsonElement element) =>
        element.EnumerateObject().OrderBy(m => m.Name, StringComparer.Ordinal);

    private static bool IsEmpty(JsonElement value) =>
        value.ValueKind == JsonValueKind.Null || (value.ValueKind == JsonValueKind.String && value.ValueEquals(string.Empty));

    private static byte[] Canonical(JsonElement element)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, EnvelopeWriter.Options))
        {
            Write(writer, element);
        }

        return stream.ToArray();
    }

    // Depth is bounded by the limits of Parse.
    private static void Write(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in Sorted(element).Where(m => !IsEmpty(m.Value)))
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
