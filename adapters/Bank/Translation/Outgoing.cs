using Hub.Adapters.Bank.Wire;
using Hub.Canonical;
using Hub.Journal.Payments;

namespace Hub.Adapters.Bank.Translation;

/// <summary>Payments of the contract as records of the wire.</summary>
internal static class Outgoing
{
    private const int TextHeadLines = 1;

    public static PaymentHead Head(PaymentFileHeader header, BankAccount payer, bool isText) => new(
        isText ? TextHeadLines : 0,
        header.BatchNumber,
        KindOf(header.Kind),
        payer.Number,
        payer.Holder,
        header.CreatedAt,
        header.RequestedOn,
        header.Count,
        header.Total.Fen);

    public static PaymentRow Row(PaymentLine line, BankAccount payer, string bankTypeCode, bool isText) => new(
        line.Number + (isText ? TextHeadLines : 0),
        line.Number,
        line.Serial,
        line.Payee.Number,
        line.Payee.Holder,
        line.Payee.BankName,
        line.Payee.LineNumber ?? "",
        SameBank.Is(line.Payee, payer, bankTypeCode),
        line.Amount.Fen,
        line.Purpose,
        line.Memo);

    public static string KindOf(PaymentKind kind) => kind switch
    {
        PaymentKind.PayInstitution => "PI",
        PaymentKind.PayPerson => "PP",
        PaymentKind.Collect => "CO",
        _ => "RF",
    };
}
