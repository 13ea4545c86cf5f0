using System.Globalization;
using Hub.Certs.Signatures;

namespace Hub.Adapters.Bank.Wire.Text;

/// <summary>
/// Reads a text file line by line: order of records, line ends, control value; the kinds of files give the records. Memory does not grow
/// with the file but for 16 bytes of each serial.
/// </summary>
internal abstract class TextFileReader(TextForm form, Addressee addressee, Utf8Suspicion? suspicion)
{
    private readonly IncrementalSm3 _digest = new();
    private readonly Utf8Suspicion? _suspicion = suspicion;
    private bool _hasHead;
    private bool _hasEnd;

    protected TextForm Form { get; } = form;

    protected Addressee Addressee { get; } = addressee;

    /// <summary>Number of the line that is read, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>D lines so far.</summary>
    protected int Rows { get; private set; }

    protected SerialSet Serials { get; } = new();

    protected abstract RecordShape HeadShape { get; }

    protected abstract RecordShape RowShape { get; }

    protected abstract RecordShape EndShape { get; }

    /// <summary>Takes the next line with its end and gives what it says.</summary>
    public WireRecord Accept(ReadOnlySpan<byte> lineWithEnd)
    {
        Line++;
        var line = WithoutEnd(lineWithEnd);
        var tag = line.IsEmpty ? (byte)0 : line[0];
        if (tag is not ((byte)'H' or (byte)'D' or (byte)'T') || (!Form.IsFixed && (line.Length < 2 || line[1] != Form.Separator)))
        {
            throw Wrong(HasMark(line) ? BankErrorCodes.ByteOrderMark : BankErrorCodes.RecordUnknown);
        }

        if (_hasEnd || (tag == 'H') == _hasHead)
        {
            throw Wrong(BankErrorCodes.RecordOrder);
        }

        if (tag == 'T')
        {
            return Finish(line);
        }

        _digest.AppendData(lineWithEnd);
        var fields = new FieldReader(tag == 'H' ? HeadShape : RowShape, Form, line, Line, _suspicion);
        if (tag == 'D')
        {
            Rows++;
        }

        var record = tag == 'H' ? Head(ref fields) : Row(ref fields);
        fields.End();
        _hasHead = true;
        return record;
    }

    /// <summary>The file ends here.</summary>
    public void Finish()
    {
        if (!_hasEnd)
        {
            throw Wrong(BankErrorCodes.TrailerMissing);
        }
    }

    /// <summary>The line that is read is wrong as a whole.</summary>
    public BankWireException Wrong(BankError error, string field = "line") => new(error, Line, field);

    protected abstract WireRecord Head(ref FieldReader fields);

    protected abstract WireRecord Row(ref FieldReader fields);

    /// <summary>Reads the trailer up to its control value.</summary>
    protected abstract void Trailer(ref FieldReader fields);

    protected void Version(ref FieldReader fields) => fields.Word(Form.IsFixed ? "01"u8 : "1"u8, BankErrorCodes.WordUnknown);

    protected void Sender(ref FieldReader fields)
    {
        if (fields.Digits() != Addressee.BureauCode)
        {
            throw fields.Wrong(BankErrorCodes.BureauOther);
        }

        if (fields.Digits() != Addressee.BankTypeCode)
        {
            throw fields.Wrong(BankErrorCodes.BankOther);
        }
    }

    protected string OurAccount(ref FieldReader fields) =>
        fields.Code() is var account && account == Addressee.Account ? account : throw fields.Wrong(BankErrorCodes.AccountOther);

    /// <summary>The number of a D line, which must be the next one.</summary>
    protected int Number(ref FieldReader fields) => fields.Number() is var number && number == Rows
        ? number
        : throw fields.Wrong(BankErrorCodes.NumberSequence, string.Create(CultureInfo.InvariantCulture, $"{Rows} expected"));

    protected string OnceOnly(ref FieldReader fields) =>
        fields.Code() is var serial && Serials.Add(serial) ? serial : throw fields.Wrong(BankErrorCodes.SerialTwice);

    protected static void Count(ref FieldReader fields, int counted)
    {
        if (fields.Number() != counted)
        {
            throw fields.Wrong(BankErrorCodes.CountWrong, string.Create(CultureInfo.InvariantCulture, $"{counted} counted"));
        }
    }

    protected static void Sum(ref FieldReader fields, long added)
    {
        if (fields.Amount() != added)
        {
            throw fields.Wrong(BankErrorCodes.SumWrong);
        }
    }

    /// <summary>Adds up to 18 digits.</summary>
    protected static long Add(long sum, long amount, ref FieldReader fields) =>
        sum + amount is var total and <= 999_999_999_999_999_999 and >= -999_999_999_999_999_999 ? total
            : throw fields.Wrong(BankErrorCodes.AmountTooLarge, "the sum");

    private static bool HasMark(ReadOnlySpan<byte> line) =>
        line.StartsWith("\uFEFF"u8) || line.StartsWith((ReadOnlySpan<byte>)[0x84, 0x31, 0x95, 0x33])
            || line.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) || line.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]);

    private ReadOnlySpan<byte> WithoutEnd(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty || line[^1] != '\n')
        {
            throw Wrong(BankErrorCodes.LastLineCut);
        }

        // A CR before the LF belongs to the end in one profile and is a control character in the other: it must not pass as text.
        var hasReturn = line.Length > 1 && line[^2] == '\r';
        return hasReturn == Form.IsCrLf ? line[..^Form.LineEnd.Length] : throw Wrong(BankErrorCodes.LineEnd, Form.IsCrLf ? "LF without CR" : "CR LF");
    }

    private FileEnd Finish(ReadOnlySpan<byte> line)
    {
        var fields = new FieldReader(EndShape, Form, line, Line, _suspicion);
        Trailer(ref fields);
        var value = fields.Raw();
        fields.End();
        _digest.AppendData(line[..(line.Length - value.Length)]);
        Span<byte> expected = stackalloc byte[64];
        Convert.TryToHexStringLower(_digest.GetHashAndReset(), expected, out _);
        if (!value.SequenceEqual(expected))
        {
            throw fields.Wrong(BankErrorCodes.ControlValue);
        }

        if (_suspicion is { Holds: true })
        {
            throw new BankWireException(BankErrorCodes.Utf8Bytes, 0, "file");
        }

        _hasEnd = true;
        return new FileEnd(Line, Rows);
    }
}
