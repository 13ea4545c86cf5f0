using System.Globalization;
using System.Text;
using Hub.Certs.Signatures;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Bank.Codecs;

/// <summary>Reads a payment file of the text formats: every rule of FORMATS.md is checked, the first that is broken refuses the file.</summary>
internal sealed class TextOrders(TextDialect dialect, ReadOnlyMemory<byte> file)
{
    private static readonly int[] HeadWidths = [1, 2, 6, 3, 35, 2, 34, 60, 3, 14, 8, 8, 18];
    private static readonly int[] LineWidths = [1, 8, 35, 34, 60, 60, 12, 1, 18, 3, 8, 60, 2, 20];
    private static readonly int[] TailWidths = [1, 8, 18, 64];
    private int _position;
    private int _line;

    public PaymentOrders Read()
    {
        string[] head = Fields(Next(), HeadWidths, "H");
        Require(head[1] == (dialect.FixedWidth ? "01" : "1"), "version 1");
        Require(head[5] is "PI" or "PP" or "CO" or "RF", "kind PI, PP, CO or RF");
        Require(head[8] == "CNY", "currency CNY");
        Day(head[9], "yyyyMMddHHmmss");
        int count = (int)Number(head[11]);
        long total = Amount(head[12]);
        var lines = new List<PaymentOrder>(Math.Min(count, 100_000));
        int begin = _position;
        ReadOnlyMemory<byte> bytes = Next();
        while (bytes.Length > 0 && bytes.Span[0] == (byte)'D')
        {
            lines.Add(Line(Fields(bytes, LineWidths, "D"), lines.Count + 1));
            begin = _position;
            bytes = Next();
        }
        string[] tail = Fields(bytes, TailWidths, "T");
        byte[] digest = Sm3.Hash(file.Span[..(begin + bytes.Length - 64)]);
        Require(tail[3] == Convert.ToHexStringLower(digest), "the control value is SM3 of every byte before it");
        Require(_position == file.Length, "nothing after the trailer's line end");
        var orders = new PaymentOrders
        {
            Bureau = head[2],
            BankType = head[3],
            Batch = head[4],
            Kind = head[5],
            PayerAccount = head[6],
            PayerName = head[7],
            Requested = Day(head[10], "yyyyMMdd"),
            Lines = lines,
        };
        Require(count == lines.Count && Number(tail[1]) == count, "header, trailer and lines count alike");
        Require(total == orders.TotalFen && Amount(tail[2]) == total, "header, trailer and lines sum up alike");
        return orders;
    }

    private PaymentOrder Line(string[] fields, int number)
    {
        Require(Number(fields[1]) == number, "line numbers from 1 without gaps");
        Require(fields[2].Length > 0 && fields[3].Length > 0 && fields[4].Length > 0, "serial, account and name are there");
        Require(fields[7] is "0" or "1", "same bank is 0 or 1");
        Require(fields[9] == "CNY", "currency CNY");
        long fen = Amount(fields[8]);
        Require(fen > 0, "amounts above zero");
        return new PaymentOrder
        {
            Number = number,
            Serial = fields[2],
            PayeeAccount = fields[3],
            PayeeName = fields[4],
            PayeeBank = fields[5],
            LineNumber = fields[6],
            SameBank = fields[7] == "1",
            Fen = fen,
            Purpose = fields[10],
            Memo = fields[11],
        };
    }

    /// <summary>The bytes of the next line without its end. No byte of a GB18030 character is CR or LF, so bytes may be searched.</summary>
    private ReadOnlyMemory<byte> Next()
    {
        _line++;
        ReadOnlySpan<byte> rest = file.Span[_position..];
        int feed = rest.IndexOf((byte)'\n');
        Require(feed >= 0, "every line ends as the profile says");
        int length = dialect.LineFeedOnly ? feed : feed - 1;
        Require(dialect.LineFeedOnly || (feed > 0 && rest[feed - 1] == (byte)'\r'), "every line ends as the profile says");
        ReadOnlyMemory<byte> line = file.Slice(_position, length);
        _position += feed + 1;
        return line;
    }

    private string[] Fields(ReadOnlyMemory<byte> line, int[] widths, string tag)
    {
        try
        {
            string[] fields = dialect.FixedWidth ? Cut(line.Span, widths) : Gb18030.Strict.GetString(line.Span).Split('|');
            Require(fields.Length == widths.Length, $"a record {tag} has {widths.Length} fields");
            Require(fields[0] == tag, $"a record {tag} stands here");
            return fields;
        }
        catch (DecoderFallbackException)
        {
            throw Broken("GB18030 and no broken character");
        }
    }

    private string[] Cut(ReadOnlySpan<byte> line, int[] widths)
    {
        Require(line.Length == widths.Sum(), $"the record has {widths.Sum()} bytes");
        var fields = new string[widths.Length];
        int position = 0;
        for (int i = 0; i < widths.Length; i++)
        {
            fields[i] = Gb18030.Strict.GetString(line.Slice(position, widths[i])).TrimEnd(' ');
            position += widths[i];
        }
        return fields;
    }

    private long Number(string text)
    {
        Require(text.Length is > 0 and <= 18 && text.All(char.IsAsciiDigit), "digits only");
        return long.Parse(text, CultureInfo.InvariantCulture);
    }

    private long Amount(string text)
    {
        if (dialect.FixedWidth || dialect.AmountsInFen)
        {
            return Number(text);
        }
        Require(text.Length > 3 && text[^3] == '.' && text.Remove(text.Length - 3, 1).All(char.IsAsciiDigit), "yuan with exactly two decimals");
        Require(Fen.TryParse(decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture), out long fen), "an amount in range");
        return fen;
    }

    private DateOnly Day(string text, string format)
    {
        Require(DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime day), format);
        return DateOnly.FromDateTime(day);
    }

    private void Require(bool holds, string rule)
    {
        if (!holds)
        {
            throw Broken(rule);
        }
    }

    private UnreadableFileException Broken(string rule) => new(string.Create(CultureInfo.InvariantCulture, $"line {_line}: {rule}"));
}
