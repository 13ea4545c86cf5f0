using System.Buffers;
using System.Text.Json;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Core.Books;

/// <summary>
/// The books as JSON lines, appended. Lines collect in memory and go to the file in batches: the books answer "what did the core believe",
/// not "what survives the core's own crash".
/// </summary>
internal sealed class BooksFile : IDisposable
{
    private const int FlushBytes = 256 * 1024;
    private readonly Lock _gate = new();
    private readonly FileStream _stream;
    private readonly ArrayBufferWriter<byte> _buffer = new(FlushBytes + 4096);
    private readonly Utf8JsonWriter _json;
    private readonly ITimer _timer;
    private bool _closed;

    public BooksFile(string path, TimeSpan flushInterval, TimeProvider clock)
    {
        _stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 1);
        _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { SkipValidation = true });
        _timer = clock.CreateTimer(_ => Flush(), null, flushInterval, flushInterval);
    }

    public void Settled(Settlement settlement) => Line("settle", settlement);

    public void Reversed(Settlement settlement) => Line("reverse", settlement);

    public void WasReset()
    {
        lock (_gate)
        {
            _json.WriteStartObject();
            _json.WriteString("op"u8, "reset"u8);
            EndLine();
        }
    }

    public void Flush()
    {
        lock (_gate)
        {
            if (!_closed)
            {
                FlushLocked();
            }
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        lock (_gate)
        {
            if (_closed)
            {
                return;
            }
            FlushLocked();
            _closed = true;
            _json.Dispose();
            _stream.Dispose();
        }
    }

    private void Line(string operation, Settlement settlement)
    {
        lock (_gate)
        {
            _json.WriteStartObject();
            _json.WriteString("op"u8, operation);
            SettlementJson.WriteFields(_json, settlement);
            EndLine();
        }
    }

    private void EndLine()
    {
        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        _buffer.Write("\n"u8);
        if (_buffer.WrittenCount >= FlushBytes)
        {
            FlushLocked();
        }
    }

    private void FlushLocked()
    {
        if (_buffer.WrittenCount > 0)
        {
            _stream.Write(_buffer.WrittenSpan);
            _stream.Flush();
            _buffer.ResetWrittenCount();
        }
    }
}
