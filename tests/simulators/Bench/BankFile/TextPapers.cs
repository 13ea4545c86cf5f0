using System.Globalization;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Bench.BankFile;

/// <summary>Return file and statement in the text formats of FORMATS.md.</summary>
internal static class TextPapers
{
    public static void WriteReturn(TextLine line, Letterhead head, Reimbursements payments, long paidFen)
    {
        Head(line, head, head.Batch, "RT").Text(ChinaTime.Compact(head.Created), 14).Number(payments.Count, 8).Amount(payments.TotalFen).End();
        foreach (Reimbursement one in payments.All)
        {
            bool fails = Reimbursements.Fails(one.Number);
            line.Text("D", 1).Number(one.Number, 8).Text(one.Serial, 35).Text(one.Account, 34).Amount(one.Fen).Text(fails ? "F" : "S", 1)
                .Text(fails ? "" : BankSerial(head.Day, one.Number), 35).Day(fails ? null : head.Day).Text(fails ? "AC04" : "", 10)
                .Text(fails ? "账户已销户" : "", 60).Amount(fails ? 0 : one.Fen).End();
        }
        line.Text("T", 1).Number(payments.Count, 8).Amount(payments.TotalFen)
            .Number(payments.Count - payments.Failed, 8).Amount(paidFen).Number(payments.Failed, 8).Amount(payments.TotalFen - paidFen)
            .Number(0, 8).Amount(0).Number(0, 8).Amount(0).EndFile();
    }

    public static void WriteStatement(
        TextLine line, string number, Letterhead head, IEnumerable<Booking> bookings, int count, long openingFen, long closingFen)
    {
        Head(line, head, number, "ST").Text(head.Account, 34).Day(head.Day).Day(head.Day).Balance(openingFen).Balance(closingFen).Number(count, 8).End();
        foreach (Booking one in bookings)
        {
            line.Text("D", 1).Number(one.Number, 8).Text(BankSerial(head.Day, one.Number), 35).Day(head.Day).Day(head.Day).Text("D", 1).Amount(one.Fen)
                .Balance(one.BalanceFen).Number(0, 1).Text(one.Batch, 35).Text(one.Serial, 35).Text(one.Counterparty, 60).Text(one.Memo, 60).End();
        }
        line.Text("T", 1).Number(count, 8).Number(count, 8).Amount(openingFen - closingFen).Number(0, 8).Amount(0).EndFile();
    }

    /// <summary>The bank's own number of a booking.</summary>
    public static string BankSerial(DateOnly day, int number) => string.Create(CultureInfo.InvariantCulture, $"B{day:yyyyMMdd}{number:00000000}");

    private static TextLine Head(TextLine line, Letterhead head, string number, string kind)
        => line.Text("H", 1).Number(1, 2).Text(head.Bureau, 6).Text(head.BankType, 3).Text(number, 35).Text(kind, 2);
}
