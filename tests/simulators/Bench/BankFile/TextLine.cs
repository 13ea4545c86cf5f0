using System.Globalization;
using System.Text;
using Hub.Simulators.Bank.Codecs;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Bench.BankFile;

/// <summary>One record of the text formats of FORMATS.md after the other; every field is told with the width of the fixed format.</summary>
internal sealed class TextLine(DigestedFile file, bool isFixed)
{
    private readonly StringBuilder _line = new();
    private bool _begun;

    public TextLine Text(string value, int width)
    {
        Put(value);
        return isFixed ? Pad(width - Gb18030.Strict.GetByteCount(value)) : this;
    }

    public TextLine Number(long value, int width) => Put(isFixed ? Digits(value, width) : value.ToString(CultureInfo.InvariantCulture));

    public TextLine Amount(long fen) => Put(isFixed ? Digits(fen, 18) : Fen.Text(fen));

    public TextLine Balance(long fen) => Put(isFixed ? (fen < 0 ? "-" : "+") + Digits(Math.Abs(fen), 18) : Fen.Text(fen));

    public TextLine Day(DateOnly? day) => Text(day?.ToString("yyyyMMdd", CultureInfo.InvariantCulture) ?? "", 8);

    public void End()
    {
        _line.Append("\r\n");
        Drain();
        _begun = false;
    }

    /// <summary>The control value over everything before it, and the last line end.</summary>
    public void EndFile()
    {
        Put("");
        Drain();
        _line.Append(file.ControlValue());
        End();
    }

    private void Drain()
    {
        foreach (ReadOnlyMemory<char> chunk in _line.GetChunks())
        {
            file.Write(chunk.Span);
        }
        _line.Clear();
    }

    private TextLine Put(string value)
    {
        if (_begun && !isFixed)
        {
            _line.Append('|');
        }
        _begun = true;
        _line.Append(value);
        return this;
    }

    private TextLine Pad(int spaces)
    {
        _line.Append(' ', spaces);
        return this;
    }

    private static string Digits(long value, int width) => value.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0');
}
