using System.Globalization;
using System.Text;

namespace Hub.Adapters.Front.Wire;

/// <summary>
/// Bytes of a file to its records. Pure; throws <see cref="FrontRefusedException"/> and nothing else, whatever the bytes are, and only for what is wrong
/// with the file as a whole. What is wrong with one record is found by <see cref="FrontFields.Read"/>.
/// </summary>
public static class FrontTableReader
{
    private const int ColumnsMax = 100;
    private const string End = "#END";

    /// <param name="bytes">The file, unpacked.</param>
    /// <param name="encoding">The agreed encoding.</param>
    /// <param name="limits">Limits.</param>
    /// <param name="isWhole">A control file says that the file is whole; else it must end with #END.</param>
    public static IReadOnlyList<FrontRecord> Read(ReadOnlyMemory<byte> bytes, FrontEncoding encoding, FrontLimits limits, bool isWhole)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        if (bytes.Span.StartsWith("\uFEFF"u8) && encoding == FrontEncoding.Utf8)
        {
            bytes = bytes[3..];
        }

        if (encoding.IsOther(bytes.Span))
        {
            throw new FrontRefusedException(FrontErrorCodes.Utf8Bytes);
        }

        var lines = Lines(bytes);
        var header = Header(lines[0].Bytes, encoding, limits);
        var isClaim = header.Any(c => c.Name == FrontColumns.Visit);
        var rows = WithoutEnd(lines, encoding, isWhole);
        var id = header.Select((column, at) => (column, at)).First(c => c.column.Name == "msgid").at;
        return Group(lines[0].Bytes, header, isClaim, rows, id, limits);
    }

    /// <summary>One record out of rows that did not come in a file; numbered from 1.</summary>
    /// <param name="header">Columns in the order of the cells.</param>
    /// <param name="headerLine">Their names, TAB between them.</param>
    /// <param name="rows">At least one.</param>
    public static FrontRecord Record(IReadOnlyList<FrontColumn> header, ReadOnlyMemory<byte> headerLine, IReadOnlyList<FrontRow> rows)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(rows);
        var id = header.Select((column, at) => (column, at)).First(c => c.column.Name == "msgid").at;
        return new FrontRecord(
            header.Any(c => c.Name == FrontColumns.Visit), MessageId(rows[0].Bytes.Span, id), rows[0].Line, RawOf(headerLine, rows), header, rows);
    }

    private static List<FrontRow> Lines(ReadOnlyMemory<byte> bytes)
    {
        var lines = new List<FrontRow>();
        while (!bytes.IsEmpty)
        {
            var end = bytes.Span.IndexOf((byte)'\n');
            if (end < 0)
            {
                throw new FrontRefusedException(FrontErrorCodes.LastLineCut, lines.Count + 1);
            }

            lines.Add(new FrontRow(lines.Count + 1, end > 0 && bytes.Span[end - 1] == '\r' ? bytes[..(end - 1)] : bytes[..end]));
            bytes = bytes[(end + 1)..];
        }

        return lines.Count >= 2 ? lines : throw new FrontRefusedException(FrontErrorCodes.FileEmpty);
    }

    private static FrontColumn[] Header(ReadOnlyMemory<byte> line, FrontEncoding encoding, FrontLimits limits)
    {
        if (line.Length > limits.RowBytes || encoding.Decode(line.Span) is not { } text)
        {
            throw new FrontRefusedException(FrontErrorCodes.HeaderEncoding, 1);
        }

        var names = text.Split('\t', ColumnsMax + 1).Select(name => name.Trim(' ').ToLowerInvariant()).ToArray();
        var layout = names.Contains(FrontColumns.Visit) ? FrontColumns.Claims : FrontColumns.Sales;
        var columns = new FrontColumn[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            // The number stands for the name: what somebody wrote there may be anything.
            columns[i] = layout.GetValueOrDefault(names[i])
                ?? throw new FrontRefusedException(FrontErrorCodes.ColumnUnknown, 1, string.Create(CultureInfo.InvariantCulture, $"column {i + 1}"));
            if (Array.IndexOf(columns, columns[i], 0, i) >= 0)
            {
                throw new FrontRefusedException(FrontErrorCodes.ColumnTwice, 1, names[i]);
            }
        }

        return layout.Values.Where(c => c.Required).OrderBy(c => c.Name, StringComparer.Ordinal).FirstOrDefault(c => !columns.Contains(c)) is { } missing
            ? throw new FrontRefusedException(FrontErrorCodes.ColumnMissing, 1, missing.Name)
            : columns;
    }

    // A file cut between two rows looks whole; only a count or a control file tells.
    private static List<FrontRow> WithoutEnd(List<FrontRow> lines, FrontEncoding encoding, bool isWhole)
    {
        var last = lines[^1];
        if (!last.Bytes.Span.StartsWith("#END"u8))
        {
            return isWhole ? lines[1..] : throw new FrontRefusedException(FrontErrorCodes.EndMissing, last.Line);
        }

        return encoding.Decode(last.Bytes.Span)?.Split('\t') is [End, var count]
            && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var stated) && stated == lines.Count - 2
                ? lines[1..^1]
                : throw new FrontRefusedException(FrontErrorCodes.EndCount, last.Line);
    }

    private static List<FrontRecord> Group(
        ReadOnlyMemory<byte> headerLine, FrontColumn[] header, bool isClaim, List<FrontRow> rows, int id, FrontLimits limits)
    {
        var byId = new Dictionary<string, List<FrontRow>>(StringComparer.Ordinal);
        var order = new List<(string Id, List<FrontRow> Rows)>();
        foreach (var row in rows)
        {
            var key = MessageId(row.Bytes.Span, id);
            if (key.Length == 0 || !byId.TryGetValue(key, out var group))
            {
                group = [];
                order.Add((key, group));
                if (key.Length > 0)
                {
                    byId.Add(key, group);
                }
            }

            group.Add(row);
            if (order.Count > limits.Records)
            {
                throw new FrontRefusedException(FrontErrorCodes.TooManyRecords, row.Line);
            }
        }

        return [.. order.Select(record => new FrontRecord(
            isClaim, record.Id, record.Rows[0].Line, RawOf(headerLine, record.Rows), header, record.Rows))];
    }

    /// <summary>msgid is plain ASCII, so it is read before anything is decoded; empty when it is not there or not plain.</summary>
    private static string MessageId(ReadOnlySpan<byte> row, int at)
    {
        for (; at > 0; at--)
        {
            var tab = row.IndexOf((byte)'\t');
            if (tab < 0)
            {
                return "";
            }

            row = row[(tab + 1)..];
        }

        var end = row.IndexOf((byte)'\t');
        var cell = (end < 0 ? row : row[..end]).Trim((byte)' ');
        return cell.Length is >= 1 and <= 60 && !cell.ContainsAnyExcept(Plain) ? Encoding.ASCII.GetString(cell) : "";
    }

    private static readonly System.Buffers.SearchValues<byte> Plain =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-"u8);

    private static byte[] RawOf(ReadOnlyMemory<byte> header, IReadOnlyList<FrontRow> rows)
    {
        var raw = new byte[header.Length + 1 + rows.Sum(row => row.Bytes.Length + 1)];
        header.Span.CopyTo(raw);
        raw[header.Length] = (byte)'\n';
        var at = header.Length + 1;
        foreach (var row in rows)
        {
            row.Bytes.Span.CopyTo(raw.AsSpan(at));
            raw[at + row.Bytes.Length] = (byte)'\n';
            at += row.Bytes.Length + 1;
        }

        return raw;
    }
}
