using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Hub.Adapters.Bank.Wire.Text;

/// <summary>
/// Reads the columns of one line in their order. Each call takes the next column and checks it: characters, form, alignment; a date or an
/// amount exists or is refused. Bytes are never split: in delimited files a separator's value may be the second byte of a character.
/// </summary>
internal ref struct FieldReader
{
    private const int DigitsMax = 18;
    private readonly ReadOnlySpan<byte> _line;
    private readonly TextForm _form;
    private readonly Column[] _columns;
    private readonly int _number;
    private readonly Utf8Suspicion? _suspicion;
    private int _at;
    private int _next;
    private Column _column;

    /// <param name="shape">The record.</param>
    /// <param name="form">The layout.</param>
    /// <param name="line">The line without its end.</param>
    /// <param name="number">Number of the line, for errors.</param>
    /// <param name="suspicion">Watches for UTF-8; null for files of our own.</param>
    public FieldReader(RecordShape shape, TextForm form, ReadOnlySpan<byte> line, int number, Utf8Suspicion? suspicion)
    {
        _line = line;
        (_form, _columns, _number, _suspicion) = (form, shape.Columns, number, suspicion);
        _column = _columns[0];
        if (form.IsFixed && line.Length != shape.Width)
        {
            throw Wrong(BankErrorCodes.LineLength, string.Create(CultureInfo.InvariantCulture, $"{line.Length} bytes instead of {shape.Width}"));
        }

        // The tag has chosen the shape.
        Take(out _);
    }

    /// <summary>The column taken last is wrong.</summary>
    public readonly BankWireException Wrong(BankError error, string detail = "") => new(error, _number, _column.Name, detail);

    /// <summary>Text of GB18030 without control characters; empty for none.</summary>
    public string Text()
    {
        var bytes = Unpadded(Take(out var start));
        if (!_form.IsFixed && bytes.Length > _form.TextBytesMax)
        {
            throw Wrong(BankErrorCodes.FieldTooLong);
        }

        if (Ascii.IsValid(bytes))
        {
            return ContainsControl(bytes) ? throw Wrong(BankErrorCodes.ControlCharacter) : Encoding.ASCII.GetString(bytes);
        }

        char[]? rented = null;
        var chars = bytes.Length <= 256 ? stackalloc char[bytes.Length] : rented = ArrayPool<char>.Shared.Rent(bytes.Length);
        var isText = Gb18030.TryDecode(bytes, chars, out var units, out var read);
        var hasControl = HasControl(chars[..units]);
        var text = isText && !hasControl ? new string(chars[..units]) : "";
        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented, clearArray: true);
        }

        if (!isText)
        {
            throw NotText(start + read);
        }

        _suspicion?.See(bytes);
        return hasControl ? throw Wrong(BankErrorCodes.ControlCharacter) : text;
    }

    /// <summary>Printable ASCII without spaces, at most as long as the column.</summary>
    public string Code(bool optional = false)
    {
        var bytes = Unpadded(Take(out _));
        if (bytes.IsEmpty && !optional)
        {
            throw Wrong(BankErrorCodes.Missing);
        }

        if (bytes.Length > _column.Width)
        {
            throw Wrong(BankErrorCodes.FieldTooLong);
        }

        return bytes.ContainsAnyExceptInRange((byte)'!', (byte)'~') ? throw Wrong(BankErrorCodes.Characters) : Encoding.ASCII.GetString(bytes);
    }

    /// <summary>Exactly as many digits as the column has bytes; empty for none where it is optional.</summary>
    public string Digits(bool optional = false)
    {
        var code = Code(optional);
        return code.Length == 0 || (code.Length == _column.Width && !code.AsSpan().ContainsAnyExceptInRange('0', '9')) ? code
            : throw Wrong(BankErrorCodes.NotANumber);
    }

    /// <summary>A number of at most eight digits.</summary>
    public int Number() => (int)Whole(Take(out _), 8, BankErrorCodes.NotANumber);

    /// <summary>An amount not below zero, fen.</summary>
    public long Amount() => Amount(Take(out _));

    /// <summary>An amount with a sign, fen: <c>+</c> or <c>-</c> always in fixed files, <c>-</c> where it is below zero in delimited ones.</summary>
    public long Signed()
    {
        var bytes = Take(out _);
        var sign = bytes.IsEmpty ? (byte)0 : bytes[0];
        if (_form.IsFixed && sign is not ((byte)'+' or (byte)'-'))
        {
            throw Wrong(BankErrorCodes.AmountForm, "a sign comes first");
        }

        var amount = Amount(_form.IsFixed || sign == '-' ? bytes[1..] : bytes);
        return sign != '-' ? amount : amount > 0 ? -amount : throw Wrong(BankErrorCodes.AmountForm, "zero has no minus");
    }

    /// <summary>A date, yyyyMMdd.</summary>
    public DateOnly Date() => OptionalDate() ?? throw Wrong(BankErrorCodes.Missing);

    /// <summary>A date, yyyyMMdd; null for none.</summary>
    public DateOnly? OptionalDate()
    {
        var bytes = Unpadded(Take(out _));
        return bytes.IsEmpty ? null : DateOf(bytes) ?? throw Wrong(BankErrorCodes.DateForm);
    }

    /// <summary>A moment, yyyyMMddHHmmss.</summary>
    public DateTime Time()
    {
        var bytes = Take(out _);
        if (bytes.Length != 14 || DateOf(bytes[..8]) is not { } date || bytes[8..].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            throw Wrong(BankErrorCodes.TimeForm);
        }

        var (hour, minute, second) = (Two(bytes, 8), Two(bytes, 10), Two(bytes, 12));
        return hour < 24 && minute < 60 && second < 60 ? date.ToDateTime(new TimeOnly(hour, minute, second)) : throw Wrong(BankErrorCodes.TimeForm);
    }

    /// <summary>One letter of a few.</summary>
    public char Letter(string letters)
    {
        var bytes = Take(out _);
        return bytes.Length == 1 && letters.Contains((char)bytes[0], StringComparison.Ordinal) ? (char)bytes[0]
            : throw Wrong(BankErrorCodes.WordUnknown, "one of " + string.Join(", ", letters.AsEnumerable()));
    }

    /// <summary>Exactly this word.</summary>
    public void Word(ReadOnlySpan<byte> word, BankError otherwise)
    {
        if (!Unpadded(Take(out _)).SequenceEqual(word))
        {
            throw Wrong(otherwise, "must be " + Encoding.ASCII.GetString(word));
        }
    }

    /// <summary>The bytes of the next column as they are.</summary>
    public ReadOnlySpan<byte> Raw() => Take(out _);

    /// <summary>The line must end here.</summary>
    public readonly void End()
    {
        // A fixed line's length has been checked; a delimited one has been read to beyond its last byte.
        if (!_form.IsFixed && (_next != _columns.Length || _at != _line.Length + 1))
        {
            throw FieldCount();
        }
    }

    private static DateOnly? DateOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != 8 || bytes.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return null;
        }

        var (year, month, day) = (Two(bytes, 0) * 100 + Two(bytes, 2), Two(bytes, 4), Two(bytes, 6));
        return year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;
    }

    private static int Two(ReadOnlySpan<byte> digits, int at) => (digits[at] - '0') * 10 + digits[at + 1] - '0';

    private static bool ContainsControl(ReadOnlySpan<byte> ascii) => ascii.ContainsAnyInRange((byte)0, (byte)0x1F) || ascii.Contains((byte)0x7F);

    private static bool HasControl(ReadOnlySpan<char> text)
    {
        foreach (var unit in text)
        {
            if (char.IsControl(unit))
            {
                return true;
            }
        }

        return false;
    }

    private readonly long Amount(ReadOnlySpan<byte> bytes)
    {
        if (_form.IsFixed || _form.IsInFen)
        {
            return Whole(bytes, DigitsMax, BankErrorCodes.AmountForm);
        }

        var point = bytes.Length - 3;
        if (point < 1 || bytes[point] != '.' || bytes[(point + 1)..].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            throw Wrong(BankErrorCodes.AmountForm, "yuan with two decimals");
        }

        return Whole(bytes[..point], DigitsMax - 2, BankErrorCodes.AmountForm) * 100 + Two(bytes, point + 1);
    }

    private readonly long Whole(ReadOnlySpan<byte> bytes, int digitsMax, BankError otherwise)
    {
        if (bytes.IsEmpty || bytes.ContainsAnyExceptInRange((byte)'0', (byte)'9') || (!_form.IsFixed && bytes.Length > 1 && bytes[0] == '0'))
        {
            throw Wrong(otherwise);
        }

        if (bytes.Length > digitsMax)
        {
            throw Wrong(BankErrorCodes.AmountTooLarge);
        }

        return Utf8Parser.TryParse(bytes, out long value, out _) ? value : throw Wrong(otherwise);
    }

    private readonly ReadOnlySpan<byte> Unpadded(ReadOnlySpan<byte> field)
    {
        if (!_form.IsFixed)
        {
            return field;
        }

        var text = field.TrimEnd((byte)' ');
        return !text.IsEmpty && text[0] == ' ' ? throw Wrong(BankErrorCodes.Padding) : text;
    }

    private ReadOnlySpan<byte> Take(out int start)
    {
        start = _at;
        if (_next == _columns.Length || _at > _line.Length)
        {
            throw FieldCount();
        }

        _column = _columns[_next++];
        if (_form.IsFixed)
        {
            _at += _column.Width;
            return _line[start.._at];
        }

        while (_at < _line.Length && _line[_at] != _form.Separator)
        {
            var length = Gb18030.LengthAt(_line, _at);
            _at += length > 0 ? length : throw NotText(_at);
        }

        return _line[start.._at++];
    }

    private readonly BankWireException FieldCount() => new(
        Utf8Suspicion.IsChineseUtf8(_line) && _suspicion is not null ? BankErrorCodes.Utf8Bytes : BankErrorCodes.FieldCount,
        _number,
        _column.Name,
        string.Create(CultureInfo.InvariantCulture, $"{_columns.Length} fields"));

    private readonly BankWireException NotText(int at) => Wrong(
        Utf8Suspicion.IsChineseUtf8(_line) && _suspicion is not null ? BankErrorCodes.Utf8Bytes : BankErrorCodes.NotGb18030,
        string.Create(CultureInfo.InvariantCulture, $"byte {at + 1} of the line begins no character that ends inside the field"));
}
