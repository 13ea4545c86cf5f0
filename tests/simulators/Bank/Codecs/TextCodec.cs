using Hub.Certs.Signatures;

namespace Hub.Simulators.Bank.Codecs;

/// <summary>The two text formats of FORMATS.md: GB18030, delimited or of fixed width. Written from that text alone.</summary>
internal sealed class TextCodec(TextDialect dialect) : IBankCodec
{
    private const int ControlValueLength = 64;

    public string Extension => "txt";

    public PaymentOrders ReadOrders(ReadOnlyMemory<byte> file) => new TextOrders(dialect, file).Read();

    public byte[] Write(ReturnSheet sheet)
    {
        using var rows = new TextRecords(dialect);
        PaymentOrders orders = sheet.Orders;
        Head(rows, orders.Bureau, orders.BankType, orders.Batch, "RT").Stamp(sheet.Created).Number(sheet.StatedCount, 8).Amount(sheet.StatedFen).EndLine();
        foreach (ReturnLine line in sheet.Lines)
        {
            rows.Text("D", 1).Number(line.Order.Number, 8).Text(line.Order.Serial, 35).Text(line.Order.PayeeAccount, 34).Amount(line.Order.Fen)
                .Text(line.Status.ToString(), 1).Text(line.BankSerial, 35).Day(line.Day).Text(line.Code, 10).Text(line.Text, 60)
                .Amount(line.MovedFen).EndLine();
        }
        rows.Text("T", 1).Number(sheet.StatedCount, 8).Amount(sheet.StatedFen);
        foreach (char status in "SFPR")
        {
            List<ReturnLine> group = [.. sheet.Lines.Where(line => line.Status == status)];
            rows.Number(group.Count, 8).Amount(group.Sum(line => line.Order.Fen));
        }
        return rows.Finish();
    }

    public byte[] Write(StatementSheet sheet)
    {
        using var rows = new TextRecords(dialect);
        Head(rows, sheet.Bureau, sheet.BankType, sheet.Number, "ST").Text(sheet.Account, 34).Day(sheet.From).Day(sheet.To)
            .Balance(sheet.OpeningFen).Balance(sheet.ClosingFen).Number(sheet.Rows.Count, 8).EndLine();
        int number = 0;
        foreach (StatementRow row in sheet.Rows)
        {
            rows.Text("D", 1).Number(++number, 8).Text(row.BankSerial, 35).Day(row.Day).Day(row.Day).Text(row.Credit ? "C" : "D", 1)
                .Amount(row.Fen).Balance(row.BalanceFen).Flag(row.Reversal).Text(row.Batch, 35).Text(row.Serial, 35)
                .Text(row.Counterparty, 60).Text(row.Memo, 60).EndLine();
        }
        List<StatementRow> credits = [.. sheet.Rows.Where(row => row.Credit)];
        rows.Text("T", 1).Number(sheet.Rows.Count, 8)
            .Number(sheet.Rows.Count - credits.Count, 8).Amount(sheet.Rows.Where(row => !row.Credit).Sum(row => row.Fen))
            .Number(credits.Count, 8).Amount(credits.Sum(row => row.Fen));
        return rows.Finish();
    }

    public byte[] Write(NoticeSheet sheet)
    {
        using var rows = new TextRecords(dialect);
        Head(rows, sheet.Bureau, sheet.BankType, sheet.Number, "NT").Text(sheet.Account, 34).Stamp(sheet.Created).Number(sheet.Rows.Count, 8).EndLine();
        int number = 0;
        foreach (NoticeRow row in sheet.Rows)
        {
            rows.Text("D", 1).Number(++number, 8).Text(row.Serial, 35).Text(row.Batch, 35).Text("R", 1).Amount(row.Fen)
                .Text(row.BankSerial, 35).Day(row.Day).Text(row.Code, 10).Text(row.Text, 60).EndLine();
        }
        rows.Text("T", 1).Number(sheet.Rows.Count, 8).Amount(sheet.ControlFen + sheet.WrongByFen);
        return rows.Finish();
    }

    public byte[] Encode(string text) => Gb18030.Strict.GetBytes(text);

    public byte[] Reseal(byte[] file)
    {
        int end = file.Length - dialect.LineEnd.Length;
        int begin = end - ControlValueLength;
        byte[] value = Gb18030.Strict.GetBytes(Convert.ToHexStringLower(Sm3.Hash(file.AsSpan(0, begin))));
        return [.. file.AsSpan(0, begin), .. value, .. file.AsSpan(end)];
    }

    private static TextRecords Head(TextRecords rows, string bureau, string bankType, string number, string kind)
        => rows.Text("H", 1).Number(1, 2).Text(bureau, 6).Text(bankType, 3).Text(number, 35).Text(kind, 2);
}
