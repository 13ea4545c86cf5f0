namespace Hub.Adapters.Bank.Wire.Text;

/// <summary>Reads a payment file, as the bank does: to prove what was written.</summary>
internal sealed class TextPaymentReader(TextForm form, Addressee addressee) : TextFileReader(form, addressee, suspicion: null)
{
    private int _count;
    private long _total;
    private long _sum;

    protected override RecordShape HeadShape => Shapes.PaymentHead;

    protected override RecordShape RowShape => Shapes.PaymentRow;

    protected override RecordShape EndShape => Shapes.PaymentEnd;

    protected override WireRecord Head(ref FieldReader fields)
    {
        Version(ref fields);
        Sender(ref fields);
        var batch = fields.Code();
        var kind = fields.Code();
        var account = OurAccount(ref fields);
        var name = fields.Text();
        fields.Word("CNY"u8, BankErrorCodes.CurrencyOther);
        var created = fields.Time();
        var requested = fields.Date();
        return new PaymentHead(Line, batch, kind, account, name, created, requested, _count = fields.Number(), _total = fields.Amount());
    }

    protected override WireRecord Row(ref FieldReader fields)
    {
        var number = Number(ref fields);
        var serial = OnceOnly(ref fields);
        var account = fields.Code();
        var name = fields.Text();
        var bank = fields.Text();
        var lineNumber = fields.Digits(optional: true);
        var same = fields.Letter("10") == '1';
        var amount = fields.Amount();
        _sum = Add(_sum, amount, ref fields);
        fields.Word("CNY"u8, BankErrorCodes.CurrencyOther);
        var row = new PaymentRow(Line, number, serial, account, name, bank, lineNumber, same, amount, fields.Text(), fields.Text());
        fields.Code(optional: true);
        fields.Code(optional: true);
        return row;
    }

    protected override void Trailer(ref FieldReader fields)
    {
        Count(ref fields, Rows);
        Sum(ref fields, _sum);
        if (_count != Rows || _total != _sum)
        {
            throw new BankWireException(_count != Rows ? BankErrorCodes.CountWrong : BankErrorCodes.SumWrong, 1, _count != Rows ? "count" : "total");
        }
    }
}
