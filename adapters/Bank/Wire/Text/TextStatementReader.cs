namespace Hub.Adapters.Bank.Wire.Text;

/// <summary>Reads a statement: opening − debits + credits = closing, and each balance follows from the one before.</summary>
internal sealed class TextStatementReader(TextForm form, Addressee addressee) : TextFileReader(form, addressee, new Utf8Suspicion())
{
    private StatementHead? _head;
    private int _count;
    private long _balance;
    private int _debits;
    private long _debited;
    private int _credits;
    private long _credited;

    protected override RecordShape HeadShape => Shapes.StatementHead;

    protected override RecordShape RowShape => Shapes.StatementRow;

    protected override RecordShape EndShape => Shapes.StatementEnd;

    protected override WireRecord Head(ref FieldReader fields)
    {
        Version(ref fields);
        Sender(ref fields);
        var number = fields.Code();
        fields.Word("ST"u8, BankErrorCodes.WordUnknown);
        var account = OurAccount(ref fields);
        var from = fields.Date();
        var to = fields.Date();
        if (to < from)
        {
            throw fields.Wrong(BankErrorCodes.PeriodWrong);
        }

        var opening = fields.Signed();
        var closing = fields.Signed();
        _count = fields.Number();
        _balance = opening;
        return _head = new StatementHead(Line, number, account, from, to, opening, closing);
    }

    protected override WireRecord Row(ref FieldReader fields)
    {
        Number(ref fields);
        var bankSerial = OnceOnly(ref fields);
        var booked = fields.Date();
        if (booked < _head!.From || booked > _head.To)
        {
            throw fields.Wrong(BankErrorCodes.PeriodWrong);
        }

        var valued = fields.Date();
        var isCredit = fields.Letter("DC") == 'C';
        var amount = fields.Amount();
        if (amount == 0)
        {
            throw fields.Wrong(BankErrorCodes.AmountMeaning);
        }

        Tally(isCredit, amount, ref fields);
        var balance = fields.Signed();
        if (balance != _balance)
        {
            throw fields.Wrong(BankErrorCodes.BalanceWrong);
        }

        var takesBack = fields.Letter("10") == '1';
        var batch = fields.Code(optional: true);
        var serial = fields.Code(optional: true);
        return new StatementRow(
            Line, _head.Number, _head.Account, bankSerial, booked, valued, isCredit ? amount : -amount, balance, takesBack, batch, serial,
                fields.Text(), fields.Text());
    }

    protected override void Trailer(ref FieldReader fields)
    {
        Count(ref fields, Rows);
        Count(ref fields, _debits);
        Sum(ref fields, _debited);
        Count(ref fields, _credits);
        Sum(ref fields, _credited);
        if (_count != Rows || _balance != _head!.Closing)
        {
            throw _count != Rows
                ? new BankWireException(BankErrorCodes.CountWrong, 1, "count")
                : new BankWireException(BankErrorCodes.BalanceWrong, 1, "closing balance");
        }
    }

    private void Tally(bool isCredit, long amount, ref FieldReader fields)
    {
        if (isCredit)
        {
            _credits++;
            _credited = Add(_credited, amount, ref fields);
            _balance = Add(_balance, amount, ref fields);
        }
        else
        {
            _debits++;
            _debited = Add(_debited, amount, ref fields);
            _balance = Add(_balance, -amount, ref fields);
        }
    }
}
