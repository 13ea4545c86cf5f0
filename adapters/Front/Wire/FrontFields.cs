using System.Globalization;

namespace Hub.Adapters.Front.Wire;

/// <summary>One row as checked fields; typed reading names line and column, never the value.</summary>
public sealed class FrontFields
{
    private const NumberStyles Exact = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    private readonly Dictionary<string, string> values;

    private FrontFields(int line, Dictionary<string, string> values)
    {
        Line = line;
        this.values = values;
    }

    /// <summary>Line in the file, from 1.</summary>
    public int Line { get; }

    /// <summary>Every row of a record, checked; the first one speaks for the visit.</summary>
    /// <exception cref="FrontRefusedException">The record is not as the layout says.</exception>
    public static IReadOnlyList<FrontFields> Read(FrontRecord record, FrontEncoding encoding, FrontLimits limits)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(encoding);
        if (record.MessageId.Length == 0)
        {
            throw new FrontRefusedException(FrontErrorCodes.MessageIdMissing, record.FirstLine, "msgid");
        }

        if (record.Rows.Count > limits.RowsPerRecord)
        {
            throw new FrontRefusedException(FrontErrorCodes.TooManyRows, record.FirstLine);
        }

        var rows = record.Rows.Select(row => Row(row, record.Header, encoding, limits)).ToList();
        foreach (var row in rows)
        {
            foreach (var column in record.Header)
            {
                if (!column.OfLine && row.Text(column.Name) != rows[0].Text(column.Name))
                {
                    throw new FrontRefusedException(FrontErrorCodes.HeadDiffers, row.Line, column.Name);
                }
            }
        }

        return rows;
    }

    /// <summary>The text; empty when the column is not there.</summary>
    public string Text(string column) => values.GetValueOrDefault(column, "");

    /// <summary>The text, or null when empty.</summary>
    public string? TextOrNull(string column) => Text(column) is { Length: > 0 } text ? text : null;

    /// <summary>1 or 0.</summary>
    public bool Flag(string column, bool otherwise) => Text(column) switch { "" => otherwise, "1" => true, "0" => false, _ => throw Wrong(column) };

    /// <summary>A time, yyyy-MM-dd HH:mm:ss.</summary>
    public DateTime Time(string column) => TimeOrNull(column) ?? throw new FrontRefusedException(FrontErrorCodes.Missing, Line, column);

    /// <summary>A time; null when empty.</summary>
    public DateTime? TimeOrNull(string column) => Text(column) is not { Length: > 0 } text ? null
        : DateTime.TryParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time
        : throw Wrong(column);

    /// <summary>An exact number with that many decimals at most.</summary>
    public decimal Number(string column, int decimals) =>
        decimal.TryParse(Text(column), Exact, CultureInfo.InvariantCulture, out var number) && number.Scale <= decimals
            && Math.Abs(number) < 1_000_000_000_000m
                ? number
                : throw Wrong(column);

    /// <summary>An amount in whole fen.</summary>
    public long Fen(string column) => decimal.ToInt64(Number(column, 2) * 100m);

    /// <summary>What a typed reading found wrong.</summary>
    public FrontRefusedException Wrong(string column) => new(FrontErrorCodes.Kind, Line, column);

    private static FrontFields Row(FrontRow row, IReadOnlyList<FrontColumn> header, FrontEncoding encoding, FrontLimits limits)
    {
        if (row.Bytes.Length > limits.RowBytes)
        {
            throw new FrontRefusedException(FrontErrorCodes.RowTooLong, row.Line);
        }

        var rest = row.Bytes.Span;
        if (rest.Count((byte)'\t') != header.Count - 1)
        {
            throw new FrontRefusedException(FrontErrorCodes.RowCells, row.Line);
        }

        var values = new Dictionary<string, string>(header.Count, StringComparer.Ordinal);
        foreach (var column in header)
        {
            var tab = rest.IndexOf((byte)'\t');
            var cell = tab < 0 ? rest : rest[..tab];
            rest = tab < 0 ? default : rest[(tab + 1)..];
            values.Add(column.Name, Cell(cell, column, encoding, row.Line));
        }

        return new FrontFields(row.Line, values);
    }

    private static string Cell(ReadOnlySpan<byte> cell, FrontColumn column, FrontEncoding encoding, int line)
    {
        var text = encoding.Decode(cell)?.Trim(' ') ?? throw new FrontRefusedException(FrontErrorCodes.CellEncoding, line, column.Name);
        if (text.Any(char.IsControl))
        {
            throw new FrontRefusedException(FrontErrorCodes.ControlCharacter, line, column.Name);
        }

        return text.Length > column.Length ? throw new FrontRefusedException(FrontErrorCodes.TooLong, line, column.Name)
            : text.Length == 0 && column.Required ? throw new FrontRefusedException(FrontErrorCodes.Missing, line, column.Name)
            : text;
    }
}
