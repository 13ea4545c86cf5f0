using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Institutions;

/// <summary>A finished request: exactly these bytes are sent, and sent again.</summary>
/// <param name="InfNo">Transaction.</param>
/// <param name="MsgId">Message id.</param>
/// <param name="Body">The envelope.</param>
/// <param name="Signature">Base64 for <c>x-hub-signature</c>; null unless the scheme is detached.</param>
/// <param name="CancelsSetlId">The settlement that this message cancels; null unless it is 2103, 2208 or 2305.</param>
public sealed record BuiltRequest(string InfNo, string MsgId, byte[] Body, string? Signature, string? CancelsSetlId = null);

/// <summary>Builds national envelopes (A1.1) and signs them. Thread-safe.</summary>
public sealed class EnvelopeBuilder(InstitutionOptions options)
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private readonly Lock _gate = new();
    private long _second;
    private int _sequence;

    /// <summary>Builds one message. Throws <see cref="InvalidOperationException"/> when a scheme is set without a key.</summary>
    public BuiltRequest Build(string infNo, Action<Utf8JsonWriter> input)
    {
        DateTime now = ChinaTime.Now(options.Clock);
        string msgId = NextMsgId(now);
        byte[] inputText = Render(input);
        (string Name, string Value)[] outer =
        [
            ("infno", infNo), ("msgid", msgId), ("mdtrtarea_admvs", options.Division), ("insuplc_admdvs", options.Division),
            ("recer_sys_code", "HUB"), ("dev_no", ""), ("dev_safe_info", ""),
            ("signtype", options.Scheme == SignatureScheme.Envelope ? "SM2" : ""), ("infver", "1.0.0"), ("opter_type", "1"), ("opter", "0001"),
            ("opter_name", "收费员"), ("inf_time", ChinaTime.Stamp(now)), ("fixmedins_code", options.Code), ("fixmedins_name", options.Name),
            ("sign_no", ""),
        ];
        string cainfo = options.Scheme == SignatureScheme.Envelope ? Sign(SignedText(outer, inputText)) : "";
        byte[] body = Render(json =>
        {
            foreach ((string name, string value) in outer)
            {
                json.WriteString(name, value);
            }
            json.WriteString("cainfo", cainfo);
            json.WritePropertyName("input");
            json.WriteRawValue(inputText, skipInputValidation: true);
        });
        return new BuiltRequest(infNo, msgId, body, options.Scheme == SignatureScheme.Detached ? Sign(body) : null);
    }

    /// <summary>The bytes that <see cref="SignatureScheme.Envelope"/> signs.</summary>
    public static byte[] SignedText(IEnumerable<(string Name, string Value)> outer, ReadOnlySpan<byte> inputText)
    {
        var text = new StringBuilder();
        IEnumerable<(string Name, string Value)> all = outer.Append(("input", Encoding.UTF8.GetString(inputText)));
        foreach ((string name, string value) in all.OrderBy(field => field.Name, StringComparer.Ordinal))
        {
            text.Append(text.Length == 0 ? "" : "&").Append(name).Append('=').Append(value);
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private string Sign(ReadOnlySpan<byte> message)
        => Convert.ToBase64String((options.Signer ?? throw new InvalidOperationException("A signature scheme needs a signer")).Sign(message));

    private static byte[] Render(Action<Utf8JsonWriter> content)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer, Writing);
        json.WriteStartObject();
        content(json);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>
    /// Code (12), time (14), sequence (4). When 10,000 are used up within a second, the id's time runs ahead of the clock: it must be unique,
    /// not exact.
    /// </summary>
    private string NextMsgId(DateTime now)
    {
        lock (_gate)
        {
            long second = now.Ticks / TimeSpan.TicksPerSecond;
            if (second > _second)
            {
                _second = second;
                _sequence = 0;
            }
            else if (_sequence == 10_000)
            {
                _second++;
                _sequence = 0;
            }
            var stamp = new DateTime(_second * TimeSpan.TicksPerSecond, DateTimeKind.Unspecified);
            return string.Create(CultureInfo.InvariantCulture, $"{options.Code}{ChinaTime.Compact(stamp)}{_sequence++:0000}");
        }
    }
}
