using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Core.Wire;

/// <summary>Writes one answer envelope (A1.2). Reusable after <see cref="Reset"/>; not thread-safe.</summary>
public sealed class AnswerWriter : IDisposable
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private readonly Utf8JsonWriter _json;

    /// <summary>An empty writer.</summary>
    public AnswerWriter() => _json = new Utf8JsonWriter(_buffer, Options);

    /// <summary>The bytes written so far.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    /// <summary>Writes a success whose <c>output</c> value is written by <paramref name="output"/>.</summary>
    public void Success(string refMsgId, DateTime received, Action<Utf8JsonWriter> output)
    {
        Head(0, refMsgId, received, "");
        _json.WritePropertyName("output"u8);
        output(_json);
        _json.WriteEndObject();
        _json.Flush();
    }

    /// <summary>Writes a refusal, infcode -1.</summary>
    public void Failure(string refMsgId, DateTime received, string text)
    {
        Head(-1, refMsgId, received, text.Length <= 200 ? text : text[..200]);
        _json.WriteStartObject("output"u8);
        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.Flush();
    }

    /// <summary>Takes a finished answer as it is.</summary>
    public void Raw(ReadOnlySpan<byte> answer) => _buffer.Write(answer);

    /// <summary>Forgets what was written.</summary>
    public void Reset()
    {
        _buffer.ResetWrittenCount();
        _json.Reset();
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    private void Head(int code, string refMsgId, DateTime received, string error)
    {
        string time = ChinaTime.Millis(received);
        _json.WriteStartObject();
        _json.WriteNumber("infcode"u8, code);
        _json.WriteString("inf_refmsgid"u8, refMsgId);
        _json.WriteString("refmsg_time"u8, time);
        _json.WriteString("respond_time"u8, time);
        _json.WriteString("err_msg"u8, error);
    }
}
