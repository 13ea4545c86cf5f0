using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Hub.Adapters.Bank.Wire.Text;

/// <summary>Writes the columns of lines in their order into a buffer; refuses what does not fit or cannot be said, with line, column and byte.</summary>
internal sealed class LineWriter(TextForm form, ArrayBufferWriter<byte> output)
{
    private const long AmountMax = 999_999_999_999_999_999;
    private readonly TextForm _form = form;
    private readonly ArrayBufferWriter<byte> _output = output;
    private RecordShape _shape = Shapes.PaymentHead;
    private int _next;
    private int _line;

    private Column Column => _shape.Columns[_next];

    /// <summary>Begins a line with its tag.</summary>
    public void Begin(RecordShape shape, int line)
    {
        (_shape, _line, _next) = (shape, line, 0);
        Put([shape.Tag]);
    }

    /// <summary>Text; left-aligned.</summary>
    public void Text(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var unit in text)
        {
            if (char.IsControl(unit) || (!_form.IsFixed && unit == _form.Separator))
            {
                throw Wrong(BankErrorCodes.TextForbidden);
            }
        }

        if (text.Length > 0 && (text[0] == ' ' || text[^1] == ' '))
        {
            throw Wrong(BankErrorCodes.TextEdges);
        }

        var start = Separate();
        var widthMax = _form.IsFixed ? Column.Width : _form.TextBytesMax;
        var room = _output.GetSpan(Math.Max(Gb18030.BytesMax(text.Length), widthMax));
        if (!Gb18030.TryEncode(text, room, out var written))
        {
            throw Wrong(BankErrorCodes.NotEncodable, string.Create(CultureInfo.InvariantCulture, $"after byte {written} of the field"));
        }

        if (written > widthMax)
        {
            throw Wrong(BankErrorCodes.TextTooWide, string.Create(CultureInfo.InvariantCulture, $"{written} bytes instead of at most {widthMax}"));
        }

        _output.Advance(written);
        Pad(start);
        _next++;
    }

    /// <summary>Printable ASCII without spaces; left-aligned.</summary>
    public void Code(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        if (code.AsSpan().ContainsAnyExceptInRange('!', '~') || (!_form.IsFixed && code.Contains((char)_form.Separator, StringComparison.Ordinal)))
        {
            throw Wrong(BankErrorCodes.TextForbidden);
        }

        if (code.Length > Column.Width)
        {
            throw Wrong(BankErrorCodes.TextTooWide, string.Create(CultureInfo.InvariantCulture, $"{code.Length} bytes instead of at most {Column.Width}"));
        }

        var start = Separate();
        _output.Advance(Encoding.ASCII.GetBytes(code, _output.GetSpan(code.Length)));
        Pad(start);
        _next++;
    }

    /// <summary>A number; right-aligned.</summary>
    public void Number(long value)
    {
        var start = Separate();
        Whole(value, _form.IsFixed ? Column.Width : 1);
        if (_form.IsFixed && _output.WrittenCount - start != Column.Width)
        {
            throw Wrong(BankErrorCodes.TextTooWide);
        }

        _next++;
    }

    /// <summary>An amount in fen, not below zero.</summary>
    public void Amount(long fen)
    {
        if (fen is < 0 or > AmountMax)
        {
            throw Wrong(BankErrorCodes.AmountTooLarge);
        }

        if (_form.IsFixed || _form.IsInFen)
        {
            Number(fen);
            return;
        }

        Separate();
        Whole(fen / 100, 1);
        var cents = (int)(fen % 100);
        _output.Write([(byte)'.', (byte)('0' + cents / 10), (byte)('0' + cents % 10)]);
        _next++;
    }

    /// <summary>A date, yyyyMMdd.</summary>
    public void Date(DateOnly date) => Moment(date.Year * 10_000L + date.Month * 100 + date.Day, 8);

    /// <summary>A moment, yyyyMMddHHmmss.</summary>
    public void Time(DateTime time) =>
        Moment((time.Year * 10_000L + time.Month * 100 + time.Day) * 1_000_000 + time.Hour * 10_000 + time.Minute * 100 + time.Second, 14);

    /// <summary>Bytes of ASCII that have the width of the column.</summary>
    public void Put(ReadOnlySpan<byte> bytes)
    {
        Separate();
        _output.Write(bytes);
        _next++;
    }

    /// <summary>Ends the field before the control value: everything up to the value is in the buffer.</summary>
    public void BeforeControl() => Separate();

    /// <summary>The control value; its separator is written.</summary>
    public void Control(ReadOnlySpan<byte> digest)
    {
        Span<byte> hex = stackalloc byte[64];
        Convert.TryToHexStringLower(digest, hex, out _);
        _output.Write(hex);
    }

    /// <summary>Ends the line.</summary>
    public void End() => _output.Write(_form.LineEnd);

    private BankWireException Wrong(BankError error, string detail = "") => new(error, _line, Column.Name, detail);

    private int Separate()
    {
        if (!_form.IsFixed && _next > 0)
        {
            _output.Write([_form.Separator]);
        }

        return _output.WrittenCount;
    }

    private void Pad(int start)
    {
        if (_form.IsFixed)
        {
            var missing = Column.Width - (_output.WrittenCount - start);
            _output.GetSpan(missing)[..missing].Fill((byte)' ');
            _output.Advance(missing);
        }
    }

    private void Moment(long digits, int width)
    {
        Separate();
        Whole(digits, width);
        _next++;
    }

    private void Whole(long value, int width)
    {
        var room = _output.GetSpan(20);
        Utf8Formatter.TryFormat(value, room, out var written, new System.Buffers.StandardFormat('D', (byte)width));
        _output.Advance(written);
    }
}
