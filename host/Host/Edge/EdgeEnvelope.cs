using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hub.Host.Edge;

/// <summary>The little that the agent reads of an envelope, and what it says itself, in the form of the national interface.</summary>
internal static class EdgeEnvelope
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Institution and msgid of a request; null when it is none. The hub reads strictly; here it is only addressed.</summary>
    public static (string Institution, string MessageId)? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body);
            string Text(string name) => document.RootElement.EnumerateObject()
                .Where(m => string.Equals(m.Name, name, StringComparison.OrdinalIgnoreCase) && m.Value.ValueKind == JsonValueKind.String)
                .Select(m => m.Value.GetString()!).FirstOrDefault("");
            return document.RootElement.ValueKind == JsonValueKind.Object && Text("msgid") is { Length: > 0 and <= 120 } id
                ? (Text("fixmedins_code"), id)
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>True when the hub says that it does not know the outcome yet.</summary>
    public static bool IsPending(ReadOnlySpan<byte> answer) => answer.IndexOf("[INF-2002]"u8) >= 0;

    /// <summary>What the agent itself says.</summary>
    public static byte[] Say(EdgeError error) => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(
        new { infcode = "-1", inf_refmsgid = "", err_msg = $"[{error.Code}] {error.Rule}; {error.Fix}", output = new { } }, Plain));
}
