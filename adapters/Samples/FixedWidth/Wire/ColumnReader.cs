using System.Globalization;

namespace Hub.Adapters.Samples.FixedWidth.Wire;

/// <summary>A file that is not as the layout says: which rule, where. Never the value.</summary>
public sealed class FileRefusedException(FixedWidthError error, int record, string column)
    : Exception(FormattableString.Invariant($"{error.Code} record {record} {column}"))
{
    public FixedWidthError Error => error;

    /// <summary>Number of the record, from 1.</summary>
    public int Record => record;

    public string Column => column;
}

/// <summary>Cuts one record into its columns, from left to right.</summary>
internal ref struct ColumnReader(string line, int record)
{
    private int at = 1;

    public string Text(string column, int width, bool needed = true)
    {
        if (at + width > line.Length)
        {
            throw new FileRefusedException(FixedWidthErrorCodes.Record, record, column);
        }

        var text = line.Substring(at, width).TrimEnd(' ');
        at += width;
        return text.Length > 0 || !needed ? text : throw Wrong(column);
    }

    /// <summary>The last column.</summary>
    public readonly string Rest() => line[Math.Min(at, line.Length)..].TrimEnd(' ');

    public long Whole(string column, int width) =>
        long.TryParse(Text(column, width), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong(column);

    /// <summary>A number with implied decimals: exact, never floating point.</summary>
    public decimal Decimal(string column, int width, byte decimals)
    {
        var whole = Whole(column, width);
        return new decimal((int)(Math.Abs(whole) & 0xFFFFFFFF), (int)(Math.Abs(whole) >> 32), 0, whole < 0, decimals);
    }

    public DateTime Time(string column) => TimeOrNull(column) ?? throw Wrong(column);

    public DateTime? TimeOrNull(string column)
    {
        var text = Text(column, 14, needed: false);
        return text.Length == 0 ? null
            : DateTime.TryParseExact(text, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : throw Wrong(column);
    }

    private readonly FileRefusedException Wrong(string column) => new(FixedWidthErrorCodes.Column, record, column);
}
