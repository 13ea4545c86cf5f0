using System.Globalization;
using Hub.Certs.Signatures;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Bank.Codecs;

/// <summary>
/// Writes the records of the text formats. Every field is told with the width that the fixed format gives it; the delimited format only
/// separates. What does not fit is refused: neither a character is cut nor a number wrapped.
/// </summary>
internal sealed class TextRecords(TextDialect dialect) : IDisposable
{
    private readonly MemoryStream _bytes = new();
    private bool _lineBegun;

    public TextRecords Text(string value, int width)
    {
        if (!dialect.FixedWidth)
        {
            return value.AsSpan().IndexOfAny('|', '\r', '\n') < 0
                ? Put(value)
                : throw new InvalidOperationException("a field holds the separator or a line end");
        }
        byte[] encoded = Gb18030.Strict.GetBytes(value);
        if (encoded.Length > width)
        {
            throw new InvalidOperationException($"a text of {encoded.Length} bytes does not fit into {width}");
        }
        _bytes.Write(encoded);
        for (int i = encoded.Length; i < width; i++)
        {
            _bytes.WriteByte((byte)' ');
        }
        return this;
    }

    public TextRecords Number(long value, int width) => Put(dialect.FixedWidth ? Padded(value, width) : value.ToString(CultureInfo.InvariantCulture));

    /// <summary>An amount of 18 places that is never negative.</summary>
    public TextRecords Amount(long fen) => Put(dialect.FixedWidth ? Padded(fen, 18) : Bare(fen));

    /// <summary>A balance: sign and 18 places.</summary>
    public TextRecords Balance(long fen) => Put(dialect.FixedWidth ? (fen < 0 ? "-" : "+") + Padded(Math.Abs(fen), 18) : Bare(fen));

    public TextRecords Day(DateOnly? day) => Text(day?.ToString("yyyyMMdd", CultureInfo.InvariantCulture) ?? "", 8);

    public TextRecords Stamp(DateTime time) => Text(ChinaTime.Compact(time), 14);

    public TextRecords Flag(bool value) => Put(value ? "1" : "0");

    public void EndLine()
    {
        _bytes.Write(Gb18030.Strict.GetBytes(dialect.LineEnd));
        _lineBegun = false;
    }

    /// <summary>The control value over everything before it, and the last line end.</summary>
    public byte[] Finish()
    {
        if (!dialect.FixedWidth)
        {
            _bytes.WriteByte((byte)'|');
        }
        _bytes.Write(Gb18030.Strict.GetBytes(Convert.ToHexStringLower(Sm3.Hash(_bytes.GetBuffer().AsSpan(0, (int)_bytes.Length)))));
        EndLine();
        return _bytes.ToArray();
    }

    public void Dispose() => _bytes.Dispose();

    private string Bare(long fen) => dialect.AmountsInFen ? fen.ToString(CultureInfo.InvariantCulture) : Fen.Text(fen);

    private static string Padded(long value, int width)
    {
        string digits = value.ToString(CultureInfo.InvariantCulture);
        return value >= 0 && digits.Length <= width
            ? digits.PadLeft(width, '0')
            : throw new InvalidOperationException($"a number does not fit into {width} places");
    }

    private TextRecords Put(string value)
    {
        if (_lineBegun && !dialect.FixedWidth)
        {
            _bytes.WriteByte((byte)'|');
        }
        _lineBegun = true;
        _bytes.Write(Gb18030.Strict.GetBytes(value));
        return this;
    }
}
