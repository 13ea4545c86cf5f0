using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Hub.Simulators.Bank.Books;

/// <summary>
/// The books as JSON lines, appended, without names and account numbers. Lines collect in memory until <see cref="Flush"/>, which the
/// bank calls after each piece of work.
/// </summary>
internal sealed class BankBooksFile : IDisposable
{
    private readonly FileStream _stream;
    private readonly ArrayBufferWriter<byte> _buffer = new(64 * 1024);
    private readonly Utf8JsonWriter _json;

    public BankBooksFile(string path)
    {
        _stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 1);
        _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { SkipValidation = true });
    }

    public void Booked(Booking booking) => Line(booking.Credit ? "return" : "pay", () => BookingJson.WriteFields(_json, booking));

    public void Rejected(string file, string batch, string serial, string code) => Line("reject", () =>
    {
        _json.WriteString("serial", serial);
        _json.WriteString("batch", batch);
        _json.WriteString("file", file);
        _json.WriteString("code", code);
    });

    public void Taken(TakenFile taken) => Line("take", () => BookingJson.WriteFields(_json, taken));

    public void DayEnded(DateOnly day, string statement, long statedFen, long balanceFen) => Line("endOfDay", () =>
    {
        _json.WriteString("day", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        _json.WriteString("statement", statement);
        _json.WriteNumber("stated_balance_fen", statedFen);
        _json.WriteNumber("balance_fen", balanceFen);
    });

    public void WasReset() => Line("reset", () => { });

    public void Flush()
    {
        _stream.Write(_buffer.WrittenSpan);
        _stream.Flush();
        _buffer.ResetWrittenCount();
    }

    public void Dispose()
    {
        Flush();
        _json.Dispose();
        _stream.Dispose();
    }

    private void Line(string operation, Action fields)
    {
        _json.WriteStartObject();
        _json.WriteString("op", operation);
        fields();
        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        _buffer.Write("\n"u8);
    }
}
