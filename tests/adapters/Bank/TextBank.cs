using System.Globalization;
using System.Text;
using Hub.Certs.Signatures;

namespace Hub.Adapters.Bank.Tests;

/// <summary>Writes a bank's text files from FORMATS.md, without the adapter's own code; a test may change any field or byte.</summary>
internal sealed class TextBank(bool isFixed)
{
    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!;

    /// <summary>Every line without its control value; the trailer's is added when rendered.</summary>
    internal List<List<Field>> Lines { get; } = [];

    internal string LineEnd { get; set; } = "\r\n";

    internal Encoding Encoding { get; set; } = Gb18030;

    internal static Field Text(string text, int width) => new(text, text, width, ' ');

    internal static Field Number(long number, int width) => new(number.ToString(CultureInfo.InvariantCulture), number.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0'), width, ' ');

    internal static Field Amount(long fen) => new(Yuan(fen), fen.ToString(CultureInfo.InvariantCulture).PadLeft(18, '0'), 18, ' ');

    internal static Field Signed(long fen) => new(
        Yuan(fen), (fen < 0 ? "-" : "+") + Math.Abs(fen).ToString(CultureInfo.InvariantCulture).PadLeft(18, '0'), 19, ' ');

    internal static Field Version => new("1", "01", 2, ' ');

    internal TextBank Return(params (string Serial, long Ordered, char Status)[] rows)
    {
        Lines.Add([Text("H", 1), Version, Text(Banks.Bureau, 6), Text(Banks.BankType, 3), Text(Banks.Batch, 35), Text("RT", 2), Text("20261129080000", 14), Number(rows.Length, 8), Amount(rows.Sum(r => r.Ordered))]);
        for (var i = 0; i < rows.Length; i++)
        {
            var (serial, ordered, status) = rows[i];
            var moved = status is 'S' or 'R' ? ordered : 0;
            Lines.Add(
            [
                Text("D", 1), Number(i + 1, 8), Text(serial, 35), Text("6222020000000000000", 34), Amount(ordered), Text(status.ToString(), 1), Text(status == 'S' ? "B" + i : "", 35),
                Text(status is 'S' ? "20261129" : "", 8), Text(status == 'F' ? "AC01" : "", 10), Text(status == 'F' ? "账号与户名不符" : "", 60), Amount(moved),
            ]);
        }

        List<Field> end = [Text("T", 1), Number(rows.Length, 8), Amount(rows.Sum(r => r.Ordered))];
        foreach (var status in "SFPR")
        {
            end.Add(Number(rows.Count(r => r.Status == status), 8));
            end.Add(Amount(rows.Where(r => r.Status == status).Sum(r => r.Ordered)));
        }

        Lines.Add(end);
        return this;
    }

    internal TextBank Statement(long opening, params (string BankSerial, long Signed, string Serial, bool TakesBack, string Counterparty)[] rows)
    {
        var balance = opening;
        Lines.Add(
        [
            Text("H", 1), Version, Text(Banks.Bureau, 6), Text(Banks.BankType, 3), Text("STM2026112901", 35), Text("ST", 2), Text(Banks.Account, 34), Text("20261129", 8), Text("20261129", 8),
            Signed(opening), Signed(opening + rows.Sum(r => r.Signed)), Number(rows.Length, 8),
        ]);
        for (var i = 0; i < rows.Length; i++)
        {
            var row = rows[i];
            balance += row.Signed;
            Lines.Add(
            [
                Text("D", 1), Number(i + 1, 8), Text(row.BankSerial, 35), Text("20261129", 8), Text("20261129", 8), Text(row.Signed > 0 ? "C" : "D", 1), Amount(Math.Abs(row.Signed)), Signed(balance),
                Text(row.TakesBack ? "1" : "0", 1), Text(row.Serial.Length > 0 ? Banks.Batch : "", 35), Text(row.Serial, 35), Text(row.Counterparty, 60), Text("结算", 60),
            ]);
        }

        Lines.Add(
        [
            Text("T", 1), Number(rows.Length, 8), Number(rows.Count(r => r.Signed < 0), 8), Amount(-rows.Where(r => r.Signed < 0).Sum(r => r.Signed)), Number(rows.Count(r => r.Signed > 0), 8),
            Amount(rows.Where(r => r.Signed > 0).Sum(r => r.Signed)),
        ]);
        return this;
    }

    internal TextBank Notice(params (string Serial, long Amount)[] rows)
    {
        Lines.Add([Text("H", 1), Version, Text(Banks.Bureau, 6), Text(Banks.BankType, 3), Text("NTF2026113001", 35), Text("NT", 2), Text(Banks.Account, 34), Text("20261130090000", 14), Number(rows.Length, 8)]);
        for (var i = 0; i < rows.Length; i++)
        {
            Lines.Add(
            [
                Text("D", 1), Number(i + 1, 8), Text(rows[i].Serial, 35), Text(Banks.Batch, 35), Text("R", 1), Amount(rows[i].Amount), Text("R" + i, 35), Text("20261130", 8), Text("AC04", 10),
                Text("账户已销户", 60),
            ]);
        }

        Lines.Add([Text("T", 1), Number(rows.Length, 8), Amount(rows.Sum(r => r.Amount))]);
        return this;
    }

    internal byte[] Render()
    {
        var file = new MemoryStream();
        foreach (var line in Lines)
        {
            file.Write(Line(line));
            if (line[0].Delimited != "T")
            {
                file.Write(Encoding.ASCII.GetBytes(LineEnd));
                continue;
            }

            if (!isFixed)
            {
                file.WriteByte((byte)'|');
            }

            file.Write(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Sm3.Hash(file.ToArray())) + LineEnd));
        }

        return file.ToArray();
    }

    private static string Yuan(long fen) => (fen < 0 ? "-" : "") + string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(fen) / 100}.{Math.Abs(fen) % 100:00}");

    private byte[] Line(List<Field> fields) => isFixed
        ? [.. fields.SelectMany(Fixed)]
        : Encoding.GetBytes(string.Join('|', fields.Select(field => field.Delimited)));

    private byte[] Fixed(Field field)
    {
        var bytes = Encoding.GetBytes(field.Fixed);
        var padded = new byte[Math.Max(field.Width, bytes.Length)];
        padded.AsSpan().Fill((byte)' ');
        bytes.CopyTo(padded, 0);
        return padded;
    }

    /// <summary>One field as either form writes it.</summary>
    internal sealed record Field(string Delimited, string Fixed, int Width, char Padding);
}
