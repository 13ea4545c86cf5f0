using System.Text;
using Hub.Certs.Signatures;

namespace Hub.Adapters.Bank.Wire.Text;

/// <summary>Writes a payment file of GB18030 text, delimited or fixed (FORMATS.md). Certificates of payees are not sent: both columns stay empty.</summary>
internal sealed class TextPaymentWriter : PaymentWriter
{
    private readonly TextForm _form;
    private readonly Addressee _sender;
    private readonly LineWriter _line;
    private readonly IncrementalSm3 _digest = new();

    public TextPaymentWriter(TextForm form, Addressee sender)
    {
        (_form, _sender) = (form, sender);
        _line = new LineWriter(form, Output);
    }

    public override void Head(PaymentHead head)
    {
        _line.Begin(Shapes.PaymentHead, head.Line);
        _line.Put(_form.IsFixed ? "01"u8 : "1"u8);
        _line.Put(Encoding.ASCII.GetBytes(_sender.BureauCode));
        _line.Put(Encoding.ASCII.GetBytes(_sender.BankTypeCode));
        _line.Code(head.Batch);
        _line.Put(Encoding.ASCII.GetBytes(head.Kind));
        _line.Code(head.PayerAccount);
        _line.Text(head.PayerName);
        _line.Put("CNY"u8);
        _line.Time(head.Created);
        _line.Date(head.Requested);
        _line.Number(head.Count);
        _line.Amount(head.Total);
        _line.End();
    }

    public override void Row(PaymentRow row)
    {
        _line.Begin(Shapes.PaymentRow, row.Line);
        _line.Number(row.Number);
        _line.Code(row.Serial);
        _line.Code(row.Account);
        _line.Text(row.Name);
        _line.Text(row.BankName);
        _line.Code(row.LineNumber);
        _line.Put(row.SameBank ? "1"u8 : "0"u8);
        _line.Amount(row.Amount);
        _line.Put("CNY"u8);
        _line.Text(row.Purpose);
        _line.Text(row.Memo);
        _line.Code("");
        _line.Code("");
        _line.End();
    }

    public override void End(int count, long total)
    {
        _line.Begin(Shapes.PaymentEnd, count + 2);
        _line.Number(count);
        _line.Amount(total);
        _line.BeforeControl();
        _digest.AppendData(Output.WrittenSpan);
        _line.Control(_digest.GetHashAndReset());
        _line.End();
    }

    public override void Sent()
    {
        _digest.AppendData(Output.WrittenSpan);
        Output.ResetWrittenCount();
    }

    public override void Dispose()
    {
        // Everything it holds is memory.
    }
}
