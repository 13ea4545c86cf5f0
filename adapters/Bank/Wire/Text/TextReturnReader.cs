namespace Hub.Adapters.Bank.Wire.Text;

/// <summary>
/// Reads a return file: every payment of the file once, in its order. What moved may differ from what was ordered where money moved: the
/// difference is then the bank's word on that payment, not an error of form; but nothing may have moved where a payment failed.
/// </summary>
internal sealed class TextReturnReader(TextForm form, Addressee addressee) : TextFileReader(form, addressee, new Utf8Suspicion())
{
    private const string Statuses = "SFPR";
    private readonly int[] _counts = new int[Statuses.Length];
    private readonly long[] _sums = new long[Statuses.Length];
    private int _count;
    private long _ordered;
    private long _sum;

    protected override RecordShape HeadShape => Shapes.ReturnHead;

    protected override RecordShape RowShape => Shapes.ReturnRow;

    protected override RecordShape EndShape => Shapes.ReturnEnd;

    protected override WireRecord Head(ref FieldReader fields)
    {
        Version(ref fields);
        Sender(ref fields);
        var batch = fields.Code();
        if (Addressee.Batch is not null && batch != Addressee.Batch)
        {
            throw fields.Wrong(BankErrorCodes.BatchOther);
        }

        fields.Word("RT"u8, BankErrorCodes.WordUnknown);
        var created = fields.Time();
        _count = fields.Number();
        _ordered = fields.Amount();
        return new ReturnHead(Line, "", batch, created, Refused: false, ReasonCode: null);
    }

    protected override WireRecord Row(ref FieldReader fields)
    {
        var number = Number(ref fields);
        var serial = OnceOnly(ref fields);
        fields.Code();
        var ordered = fields.Amount();
        if (ordered == 0)
        {
            throw fields.Wrong(BankErrorCodes.AmountMeaning);
        }

        _sum = Add(_sum, ordered, ref fields);
        var status = fields.Letter(Statuses);
        var place = Statuses.IndexOf(status, StringComparison.Ordinal);
        _counts[place]++;
        _sums[place] += ordered;
        var bankSerial = fields.Code(optional: true);
        var bankDate = fields.OptionalDate();
        var errorCode = fields.Code(optional: true);
        var errorText = fields.Text();
        var moved = fields.Amount();
        return moved > 0 == status is 'S' or 'R'
            ? new ReturnRow(Line, number, serial, status, moved, bankSerial, bankDate, errorCode, errorText)
            : throw fields.Wrong(BankErrorCodes.AmountMeaning);
    }

    protected override void Trailer(ref FieldReader fields)
    {
        Count(ref fields, Rows);
        Sum(ref fields, _sum);
        for (var i = 0; i < Statuses.Length; i++)
        {
            Count(ref fields, _counts[i]);
            Sum(ref fields, _sums[i]);
        }

        if (_count != Rows || _ordered != _sum)
        {
            throw new BankWireException(_count != Rows ? BankErrorCodes.CountWrong : BankErrorCodes.SumWrong, 1, _count != Rows ? "count" : "total ordered");
        }
    }
}
