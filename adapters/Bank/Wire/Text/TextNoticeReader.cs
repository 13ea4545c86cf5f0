namespace Hub.Adapters.Bank.Wire.Text;

/// <summary>Reads a notice of payments that were paid and came back later.</summary>
internal sealed class TextNoticeReader(TextForm form, Addressee addressee) : TextFileReader(form, addressee, new Utf8Suspicion())
{
    private int _count;
    private long _sum;

    protected override RecordShape HeadShape => Shapes.NoticeHead;

    protected override RecordShape RowShape => Shapes.NoticeRow;

    protected override RecordShape EndShape => Shapes.NoticeEnd;

    protected override WireRecord Head(ref FieldReader fields)
    {
        Version(ref fields);
        Sender(ref fields);
        var number = fields.Code();
        fields.Word("NT"u8, BankErrorCodes.WordUnknown);
        OurAccount(ref fields);
        var created = fields.Time();
        _count = fields.Number();
        return new ReportHead(Line, number, created);
    }

    protected override WireRecord Row(ref FieldReader fields)
    {
        Number(ref fields);
        var serial = OnceOnly(ref fields);
        fields.Code();
        var status = fields.Letter("R");
        var amount = fields.Amount();
        if (amount == 0)
        {
            throw fields.Wrong(BankErrorCodes.AmountMeaning);
        }

        _sum = Add(_sum, amount, ref fields);
        var bankSerial = fields.Code(optional: true);
        var bankDate = fields.OptionalDate();
        return new ReturnRow(Line, null, serial, status, amount, bankSerial, bankDate, fields.Code(optional: true), fields.Text());
    }

    protected override void Trailer(ref FieldReader fields)
    {
        Count(ref fields, Rows);
        Sum(ref fields, _sum);
        if (_count != Rows)
        {
            throw new BankWireException(BankErrorCodes.CountWrong, 1, "count");
        }
    }
}
