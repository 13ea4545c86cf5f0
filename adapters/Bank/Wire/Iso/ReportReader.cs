using System.Globalization;

namespace Hub.Adapters.Bank.Wire.Iso;

/// <summary>
/// Reads camt.053 (statement) and camt.054 (notice), versions .02 to .08. Details of an entry are given on as they come, the first of them
/// once it is known whether there is a second: only then is the bank's serial divided (<c>/1</c>, <c>/2</c> …).
/// </summary>
internal sealed class ReportReader(Addressee addressee, bool isNotice)
    : IsoFileReader(addressee, isNotice ? "BkToCstmrDbtCdtNtfctn" : "BkToCstmrStmt", isNotice ? ReportPaths.Notice : ReportPaths.Statement)
{
    private const string NotProvided = "NOTPROVIDED";
    private readonly bool _isNotice = isNotice;
    private readonly SerialSet _bankSerials = new();
    private readonly SerialSet _serials = new();
    private readonly SerialSet _numbers = new();
    private bool _hasReport;
    private readonly ReportBalances _balances = new();
    private string? _reference;
    private DateTime? _created;
    private string? _number;
    private DateTime? _from;
    private DateTime? _to;
    private string? _account;
    private bool _hasStatementHead;
    private int _entriesOfReport;
    private int _given;
    private ReportEntry _entry = new();
    private ReportDetail? _detail;
    private ReportDetail? _held;

    protected override void EndMessage()
    {
        if (!_hasReport)
        {
            throw Wrong(BankErrorCodes.ElementMissing, _isNotice ? "Ntfctn" : "Stmt");
        }

        Give(new FileEnd(Entry, _given));
    }

    protected override void Open(int id)
    {
        switch ((ReportPath)id)
        {
            case ReportPath.Report:
                Needed(_created, "GrpHdr");
                (_number, _from, _to, _account, _hasStatementHead, _entriesOfReport) = (null, null, null, null, false, 0);
                _balances.Begin();
                break;
            case ReportPath.Balance:
                _balances.BeginBalance();
                break;
            case ReportPath.Entry:
                Entry++;
                _entriesOfReport++;
                if (!_isNotice)
                {
                    StatementHead();
                }

                _entry = new ReportEntry();
                _held = null;
                break;
            case ReportPath.Detail:
                Detail();
                break;
            case ReportPath.Return:
                _detail!.IsReturn = true;
                break;
            default:
                break;
        }
    }

    protected override void Value(int id, string text)
    {
        switch ((ReportPath)id)
        {
            case ReportPath.Reference: _reference = Id(text, _reference); break;
            case ReportPath.Created: _created = Time(text); break;
            case ReportPath.Number: _number = Id(text, _number); break;
            case ReportPath.From: _from = Time(text); break;
            case ReportPath.To: _to = Time(text); break;
            case ReportPath.Iban or ReportPath.OtherAccount: _account = Id(text, _account); break;
            case ReportPath.AccountCurrency: _ = text.Trim() == "CNY" ? 0 : throw Wrong(BankErrorCodes.CurrencyOther); break;
            case ReportPath.BalanceType: _balances.Type = Id(text); break;
            case ReportPath.BalanceAmount: _balances.Amount = Amount(text); break;
            case ReportPath.BalanceSide: _balances.IsCredit = IsCredit(text); break;
            case ReportPath.BalanceDate: _balances.Date = Date(text); break;
            case ReportPath.BalanceTime: _balances.Date = DateOnly.FromDateTime(Time(text)); break;
            case ReportPath.Entries: _balances.StatedEntries = Count(text); break;
            case ReportPath.Credits: _balances.StatedCredits = Count(text); break;
            case ReportPath.Debits: _balances.StatedDebits = Count(text); break;
            case ReportPath.EntriesSum: _balances.StatedSum = Sum(text); break;
            case ReportPath.CreditsSum: _balances.StatedCredited = Sum(text); break;
            case ReportPath.DebitsSum: _balances.StatedDebited = Sum(text); break;
            default:
                if (!EntryValue((ReportPath)id, text) && !DetailValue((ReportPath)id, text))
                {
                    throw Wrong(BankErrorCodes.ElementMissing);
                }

                break;
        }
    }

    protected override void Close(int id)
    {
        switch ((ReportPath)id)
        {
            case ReportPath.Header:
                Give(new ReportHead(0, Needed(_reference, "GrpHdr/MsgId"), Needed(_created, "GrpHdr/CreDtTm")));
                break;
            case ReportPath.Balance when !_isNotice && !_balances.EndBalance():
                throw Wrong(BankErrorCodes.ElementTwice, "Bal");
            case ReportPath.Entry:
                EndEntry();
                break;
            case ReportPath.Report:
                EndReport();
                break;
            default:
                break;
        }
    }

    private bool EntryValue(ReportPath path, string text)
    {
        switch (path)
        {
            case ReportPath.EntryAmount: _entry.Amount = Amount(text); break;
            case ReportPath.EntrySide: _entry.IsCredit = IsCredit(text); break;
            case ReportPath.EntryReversal: _entry.TakesBack = Flag(text); break;
            case ReportPath.EntryStatus: _entry.Status = Id(text); break;
            case ReportPath.Booked: _entry.Booked = Date(text); break;
            case ReportPath.BookedTime: _entry.Booked = DateOnly.FromDateTime(Time(text)); break;
            case ReportPath.Valued: _entry.Valued = Date(text); break;
            case ReportPath.ValuedTime: _entry.Valued = DateOnly.FromDateTime(Time(text)); break;
            case ReportPath.EntrySerial: _entry.BankSerial = Id(text, _entry.BankSerial); break;
            case ReportPath.EntryBatch: _entry.Batch = Id(text); break;
            default: return false;
        }

        return true;
    }

    private bool DetailValue(ReportPath path, string text)
    {
        switch (path)
        {
            case ReportPath.DetailBatch: _detail!.Batch = Id(text, _detail.Batch); break;
            case ReportPath.DetailSerial: _detail!.Serial = Id(text, _detail.Serial); break;
            case ReportPath.DetailBankSerial: _detail!.BankSerial = Id(text, _detail.BankSerial); break;
            case ReportPath.DetailAmount: _detail!.Amount = Amount(text); break;
            case ReportPath.DetailBookedAmount: _detail!.BookedAmount = Amount(text); break;
            case ReportPath.DetailOrderedAmount: _detail!.OrderedAmount = Amount(text); break;
            case ReportPath.DetailSide: _detail!.IsCredit = IsCredit(text); break;
            case ReportPath.Debtor: _detail!.Debtor = Line(text); break;
            case ReportPath.Creditor: _detail!.Creditor = Line(text); break;
            case ReportPath.Memo: _detail!.Memo = (_detail.Memo + " " + Line(text)).Trim(); break;
            case ReportPath.ReturnReason: _detail!.ReasonCode ??= Id(text); break;
            case ReportPath.ReturnText: _detail!.ReasonText = (_detail.ReasonText + " " + Line(text)).Trim(); break;
            default: return false;
        }

        return true;
    }

    private void Detail()
    {
        _entry.Details++;
        if (_held is not null)
        {
            Give(_held, _entry.Details - 1);
        }

        _detail = _held = new ReportDetail();
    }

    private void EndEntry()
    {
        CheckEntry();
        if (_held is not null)
        {
            Give(_held, _entry.Details == 1 ? null : _entry.Details);
        }
        else
        {
            Give(new ReportDetail(), null);
        }

        if (_entry.DetailSum is { } sum && sum != _entry.Signed)
        {
            throw Wrong(BankErrorCodes.SumWrong, "Ntry/Amt", "of the TxDtls");
        }

        Add(_balances.Turnover, _entry.Amount!.Value);
        _balances.Book(_entry.Signed);
        _held = null;
    }

    private void CheckEntry()
    {
        if (Needed(_entry.Status, "Ntry/Sts") != "BOOK")
        {
            throw Wrong(BankErrorCodes.NotBooked, "Ntry/Sts");
        }

        if (Needed(_entry.Amount, "Ntry/Amt") == 0)
        {
            throw Wrong(BankErrorCodes.AmountMeaning, "Ntry/Amt");
        }

        _ = _entry.IsCredit ?? throw Wrong(BankErrorCodes.ElementMissing, "Ntry/CdtDbtInd");
    }

    // A detail that states no amount can only be the whole entry.
    private void Give(ReportDetail detail, int? part)
    {
        CheckEntry();
        var isOnly = part is null;
        var amount = detail.Amount ?? detail.BookedAmount ?? detail.OrderedAmount ?? (isOnly ? _entry.Amount!.Value
            : throw Wrong(BankErrorCodes.ElementMissing, "TxDtls/Amt"));
        var isCredit = detail.IsCredit ?? _entry.IsCredit!.Value;
        var signed = isCredit ? amount : -amount;
        _entry.DetailSum = Add(_entry.DetailSum ?? 0, signed);
        if (amount == 0)
        {
            throw Wrong(BankErrorCodes.AmountMeaning, "TxDtls/Amt");
        }

        var serial = detail.Serial is NotProvided ? null : detail.Serial;
        var bankSerial = BankSerial(detail, part);
        var takesBack = _entry.TakesBack || detail.IsReturn;
        _given++;
        if (_isNotice && takesBack && isCredit)
        {
            Return(detail, serial, bankSerial, amount);
            return;
        }

        StatementHead();
        var booked = Needed(_entry.Booked, "Ntry/BookgDt");
        Give(new StatementRow(
            Entry, _number!, _account!, bankSerial, booked, _entry.Valued, signed, null, takesBack, detail.Batch ?? _entry.Batch ?? "", serial ?? "",
            (isCredit ? detail.Debtor : detail.Creditor) ?? "", detail.Memo));
    }

    private void Return(ReportDetail detail, string? serial, string bankSerial, long amount)
    {
        OurAccount();
        if (!_serials.Add(Needed(serial, "Refs/EndToEndId")))
        {
            throw Wrong(BankErrorCodes.SerialTwice, "Refs/EndToEndId");
        }

        Give(new ReturnRow(Entry, null, serial!, 'R', amount, bankSerial, _entry.Booked, detail.ReasonCode ?? "", detail.ReasonText));
    }

    // Without a reference of the bank the place of the booking in the statement, whose number is unique, is its serial.
    private string BankSerial(ReportDetail detail, int? part)
    {
        var of = _entry.BankSerial ?? (part is null ? detail.BankSerial : null)
            ?? string.Create(CultureInfo.InvariantCulture, $"{Needed(_number, "Id")}#{_entriesOfReport}");
        var serial = part is null ? of : string.Create(CultureInfo.InvariantCulture, $"{of}/{part}");
        return _bankSerials.Add(serial) ? serial : throw Wrong(BankErrorCodes.SerialTwice, "Ntry/AcctSvcrRef");
    }

    private void OurAccount()
    {
        if (Needed(_account, "Acct/Id") != Addressee.Account)
        {
            throw Wrong(BankErrorCodes.AccountOther, "Acct/Id");
        }
    }

    private void StatementHead()
    {
        if (_hasStatementHead)
        {
            return;
        }

        _hasStatementHead = true;
        OurAccount();
        var (opening, closing) = (_balances.Opening, _balances.Closing);
        if (!_isNotice)
        {
            Needed(opening?.Amount, "Bal/OPBD");
            Needed(closing?.Amount, "Bal/CLBD");
        }

        var from = _from is { } begin ? DateOnly.FromDateTime(begin) : opening?.Date ?? DateOnly.FromDateTime(Needed(_created, "GrpHdr/CreDtTm"));
        var to = _to is { } end ? DateOnly.FromDateTime(end) : closing?.Date ?? from;
        if (to < from)
        {
            throw Wrong(BankErrorCodes.PeriodWrong, "FrToDt");
        }

        Give(new StatementHead(Entry, Needed(_number, "Id"), _account!, from, to, _isNotice ? null : opening!.Amount, _isNotice ? null : closing!.Amount));
    }

    private void EndReport()
    {
        var number = Needed(_number, "Id");
        if (!_numbers.Add(number))
        {
            throw Wrong(BankErrorCodes.SerialTwice, "Id");
        }

        _hasReport = true;
        OurAccount();
        if (!_isNotice)
        {
            StatementHead();
            if (Add(_balances.Opening!.Amount, _balances.Credited - _balances.Debited) != _balances.Closing!.Amount)
            {
                throw Wrong(BankErrorCodes.BalanceWrong, "Bal/CLBD");
            }
        }

        if (_balances.WrongCount() is { } count)
        {
            throw Wrong(BankErrorCodes.CountWrong, count);
        }

        if (_balances.WrongSum() is { } sum)
        {
            throw Wrong(BankErrorCodes.SumWrong, sum);
        }
    }
}
