using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hub.Adapters.Infno.Wire.Envelope;

/// <summary>
/// Envelope records to bytes: printed order, compact, Chinese unescaped, UTF-8 without byte order mark (nhsa.md A1.1, A1.2).
/// </summary>
public static class EnvelopeWriter
{
    /// <summary>The writer settings of every infno body.</summary>
    public static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = false,
        SkipValidation = true,
    };

    /// <summary>Writes a request. <paramref name="input"/> goes in byte for byte; as a JSON string when <paramref name="inputAsString"/>.</summary>
    public static byte[] WriteRequest(RequestEnvelope envelope, ReadOnlySpan<byte> input, bool inputAsString = false)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        var buffer = new ArrayBufferWriter<byte>(input.Length + 768);
        using var writer = new Utf8JsonWriter(buffer, Options);
        writer.WriteStartObject();
        Span<string> texts =
        [
            envelope.Infno, envelope.Msgid, envelope.MdtrtareaAdmvs, envelope.InsuplcAdmdvs, envelope.RecerSysCode, envelope.DevNo,
            envelope.DevSafeInfo, envelope.Cainfo, envelope.Signtype, envelope.Infver, envelope.OpterType, envelope.Opter,
            envelope.OpterName, envelope.InfTime, envelope.FixmedinsCode, envelope.FixmedinsName, envelope.SignNo,
        ];
        for (var i = 0; i < texts.Length; i++)
        {
            writer.WriteString(EnvelopeFields.RequestEncoded[i], texts[i]);
        }

        WriteBody(writer, EnvelopeFields.RequestEncoded[EnvelopeFields.Input], input, inputAsString);
        if (envelope.EncType.Length > 0)
        {
            writer.WriteString(EnvelopeFields.RequestEncoded[EnvelopeFields.EncType], envelope.EncType);
        }

        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes a response. A numeric <c>infcode</c> is written as a number; an empty <paramref name="output"/> as <c>{}</c>.</summary>
    public static byte[] WriteResponse(ResponseEnvelope envelope, ReadOnlySpan<byte> output, bool outputAsString = false)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        var buffer = new ArrayBufferWriter<byte>(output.Length + 384);
        using var writer = new Utf8JsonWriter(buffer, Options);
        var names = EnvelopeFields.ResponseEncoded;
        writer.WriteStartObject();
        if (int.TryParse(envelope.Infcode, System.Globalization.NumberStyles.AllowLeadingSign,
            System.Globalization.CultureInfo.InvariantCulture, out var code))
        {
            writer.WriteNumber(names[0], code);
        }
        else
        {
            writer.WriteString(names[0], envelope.Infcode);
        }

        writer.WriteString(names[1], envelope.InfRefmsgid);
        writer.WriteString(names[2], envelope.RefmsgTime);
        writer.WriteString(names[3], envelope.RespondTime);
        writer.WriteString(names[4], envelope.ErrMsg);
        WriteBody(writer, names[EnvelopeFields.Output], output.IsEmpty ? "{}"u8 : output, outputAsString);
        WriteWhenFilled(writer, names[6], envelope.WarnMsg);
        WriteWhenFilled(writer, names[7], envelope.Cainfo);
        WriteWhenFilled(writer, names[8], envelope.Signtype);
        WriteWhenFilled(writer, names[9], envelope.Enctype);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteBody(Utf8JsonWriter writer, JsonEncodedText name, ReadOnlySpan<byte> body, bool asString)
    {
        writer.WritePropertyName(name);
        if (asString)
        {
            writer.WriteStringValue(body);
        }
        else
        {
            writer.WriteRawValue(body, skipInputValidation: true);
        }
    }

    private static void WriteWhenFilled(Utf8JsonWriter writer, JsonEncodedText name, string text)
    {
        if (text.Length > 0)
        {
            writer.WriteString(name, text);
        }
    }
}
