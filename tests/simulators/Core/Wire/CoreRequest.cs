using System.Buffers;
using System.Text.Json;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Core.Wire;

/// <summary>One national envelope (A1.1) as the core reads it. <see cref="Input"/> lives as long as the request.</summary>
public sealed class CoreRequest : IDisposable
{
    private readonly JsonDocument _document;
    private readonly JsonDocument? _innerInput;
    private readonly byte[] _bytes;

    private CoreRequest(JsonDocument document, byte[] bytes)
    {
        _document = document;
        _bytes = bytes;
        JsonElement root = document.RootElement;
        InfNo = root.Text("infno");
        MsgId = root.Text("msgid");
        Institution = root.Text("fixmedins_code");
        InstitutionName = root.Text("fixmedins_name");
        Area = root.Text("mdtrtarea_admvs");
        if (root.TryGetProperty("input", out JsonElement input))
        {
            if (input.ValueKind == JsonValueKind.String)
            {
                // Hubei and Jilin send input as JSON text (A1.1 row 18).
                _innerInput = JsonDocument.Parse(input.GetString() ?? "{}");
                input = _innerInput.RootElement;
            }
            Input = input;
        }
    }

    /// <summary>Transaction number.</summary>
    public string InfNo { get; }

    /// <summary>Sender's message id.</summary>
    public string MsgId { get; }

    /// <summary><c>fixmedins_code</c>.</summary>
    public string Institution { get; }

    /// <summary><c>fixmedins_name</c>.</summary>
    public string InstitutionName { get; }

    /// <summary><c>mdtrtarea_admvs</c>.</summary>
    public string Area { get; }

    /// <summary>The business part; undefined when absent.</summary>
    public JsonElement Input { get; }

    /// <summary>Reads an envelope; null when the body is no JSON object.</summary>
    public static CoreRequest? Parse(ReadOnlySequence<byte> body)
    {
        // A document reads from the memory it was parsed from for as long as it lives, so the bytes must be the request's own.
        int length = checked((int)body.Length);
        byte[]? bytes = ArrayPool<byte>.Shared.Rent(length);
        JsonDocument? document = null;
        try
        {
            body.CopyTo(bytes);
            document = JsonDocument.Parse(bytes.AsMemory(0, length));
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                var request = new CoreRequest(document, bytes);
                document = null;
                bytes = null;
                return request;
            }
            return null;
        }
        catch (JsonException)
        {
            // Not JSON, or an input text that is not JSON: the caller answers with a refusal.
            return null;
        }
        finally
        {
            document?.Dispose();
            if (bytes is not null)
            {
                ArrayPool<byte>.Shared.Return(bytes);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _innerInput?.Dispose();
        _document.Dispose();
        ArrayPool<byte>.Shared.Return(_bytes);
    }
}
