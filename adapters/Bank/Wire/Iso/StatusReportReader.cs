using System.Collections.Frozen;
using System.Globalization;

namespace Hub.Adapters.Bank.Wire.Iso;

/// <summary>
/// Reads pain.002 (CustomerPaymentStatusReport, versions .03 to .11): what became of the payments of one file. The head comes with the
/// first payment, or at the end when no payment is named.
/// </summary>
internal sealed class StatusReportReader(Addressee addressee, bool answersEvery) : IsoFileReader(addressee, "CstmrPmtStsRpt", Known)
{
    private enum At
    {
        None, Reference, Created, Batch, OriginalMessage, OriginalCount, OriginalSum, GroupStatus, GroupReason, Part, PartStatus, PartReason,
        Payment, Number, Serial, Status, Reason, ReasonText,
        BankSerial, BankDate, Amount,
    }

    private const string PaymentPath = "OrgnlPmtInfAndSts/TxInfAndSts";

    private static readonly FrozenDictionary<string, int> Known = Paths(
        ("GrpHdr/MsgId", At.Reference), ("GrpHdr/CreDtTm", At.Created), ("OrgnlGrpInfAndSts/OrgnlMsgId", At.Batch),
        ("OrgnlGrpInfAndSts/OrgnlMsgNmId", At.OriginalMessage),
        ("OrgnlGrpInfAndSts/OrgnlNbOfTxs", At.OriginalCount), ("OrgnlGrpInfAndSts/OrgnlCtrlSum", At.OriginalSum), ("OrgnlGrpInfAndSts/GrpSts", At.GroupStatus),
        ("OrgnlGrpInfAndSts/StsRsnInf/Rsn/Cd", At.GroupReason), ("OrgnlGrpInfAndSts/StsRsnInf/Rsn/Prtry", At.GroupReason), ("OrgnlPmtInfAndSts", At.Part),
        ("OrgnlPmtInfAndSts/PmtInfSts", At.PartStatus), ("OrgnlPmtInfAndSts/StsRsnInf/Rsn/Cd", At.PartReason),
        ("OrgnlPmtInfAndSts/StsRsnInf/Rsn/Prtry", At.PartReason),
        (PaymentPath, At.Payment), (PaymentPath + "/OrgnlInstrId", At.Number), (PaymentPath + "/OrgnlEndToEndId", At.Serial),
        (PaymentPath + "/TxSts", At.Status),
        (PaymentPath + "/StsRsnInf/Rsn/Cd", At.Reason), (PaymentPath + "/StsRsnInf/Rsn/Prtry", At.Reason), (PaymentPath + "/StsRsnInf/AddtlInf", At.ReasonText),
        (PaymentPath + "/AcctSvcrRef", At.BankSerial), (PaymentPath + "/FctvIntrBkSttlmDt/Dt", At.BankDate),
        (PaymentPath + "/OrgnlTxRef/Amt/InstdAmt", At.Amount));

    private readonly SerialSet _serials = new();
    private readonly bool _answersEvery = answersEvery;
    private string? _reference;
    private DateTime? _created;
    private string? _batch;
    private string? _originalMessage;
    private int? _originalCount;
    private long? _originalSum;
    private string? _groupStatus;
    private string? _groupReason;
    private string? _partStatus;
    private string? _partReason;
    private int _parts;
    private int _refusedParts;
    private bool _hasHead;
    private bool _allSettled = true;
    private bool _allFailed = true;
    private bool _allStated = true;
    private long _sum;
    private int? _number;
    private string? _serial;
    private string? _status;
    private string? _reason;
    private string _reasonText = "";
    private string? _bankSerial;
    private DateOnly? _bankDate;
    private long? _amount;

    protected override void EndMessage()
    {
        if (Entry == 0)
        {
            var refused = _groupStatus == "RJCT" || (_groupStatus is null && _parts > 0 && _refusedParts == _parts);
            var status = _groupStatus ?? (_parts == 1 ? _partStatus : null);
            if (!refused && (status is not ("ACTC" or "ACCP" or "ACSP" or "PDNG" or "RCVD") || _refusedParts > 0))
            {
                throw Wrong(BankErrorCodes.StatusContradiction, "OrgnlGrpInfAndSts/GrpSts", "no payment is named");
            }

            Head(refused);
        }
        else if ((_groupStatus == "RJCT" && !_allFailed) || (_groupStatus is "ACSC" or "ACCC" && !_allSettled))
        {
            throw Wrong(BankErrorCodes.StatusContradiction, "OrgnlGrpInfAndSts/GrpSts");
        }
        else if (_originalCount is { } ordered && (_answersEvery ? ordered != Entry : ordered < Entry))
        {
            throw Wrong(BankErrorCodes.CountWrong, "OrgnlGrpInfAndSts/OrgnlNbOfTxs", string.Create(CultureInfo.InvariantCulture, $"{Entry} counted"));
        }
        else if (_originalSum is { } total && _originalCount == Entry && _allStated && total != _sum)
        {
            throw Wrong(BankErrorCodes.SumWrong, "OrgnlGrpInfAndSts/OrgnlCtrlSum");
        }

        Give(new FileEnd(Entry, Entry));
    }

    protected override void Open(int id)
    {
        if ((At)id == At.Part)
        {
            _parts++;
        (_partStatus, _partReason) = (null, null);
        }
        else if ((At)id == At.Payment)
        {
            Head(refused: false);
            Entry++;
        (_number, _serial, _status, _reason, _reasonText, _bankSerial, _bankDate, _amount) = (null, null, null, null, "", null, null, null);
        }
    }

    protected override void Value(int id, string text)
    {
        switch ((At)id)
        {
            case At.Reference: _reference = Id(text, _reference); break;
            case At.Created: _created = Time(text); break;
            case At.Batch: _batch = Id(text, _batch); break;
            case At.OriginalMessage: _originalMessage = Id(text, _originalMessage); break;
            case At.OriginalCount: _originalCount = Count(text); break;
            case At.OriginalSum: _originalSum = Sum(text); break;
            case At.GroupStatus: _groupStatus = Id(text, _groupStatus); break;
            case At.GroupReason: _groupReason ??= Id(text); break;
            case At.PartStatus: _partStatus = Id(text, _partStatus); break;
            case At.PartReason: _partReason ??= Id(text); break;
            case At.Number: _number = IsoValue.Count(Id(text)); break;
            case At.Serial: _serial = Id(text, _serial); break;
            case At.Status: _status = Id(text, _status); break;
            case At.Reason: _reason ??= Id(text); break;
            case At.ReasonText: _reasonText = (_reasonText + " " + Line(text)).Trim(); break;
            case At.BankSerial: _bankSerial = Id(text, _bankSerial); break;
            case At.BankDate: _bankDate = Date(text); break;
            case At.Amount: _amount = Amount(text); break;
            default: throw Wrong(BankErrorCodes.ElementMissing);
        }
    }

    protected override void Close(int id)
    {
        if ((At)id == At.Payment)
        {
            Payment();
        }
        else if ((At)id == At.Part && _partStatus == "RJCT")
        {
            _refusedParts++;
            _groupReason ??= _partReason;
            if (Entry > 0 && !_allFailed)
            {
                throw Wrong(BankErrorCodes.StatusContradiction, "OrgnlPmtInfAndSts/PmtInfSts");
            }
        }
    }

    private void Head(bool refused)
    {
        if (_hasHead)
        {
            return;
        }

        _hasHead = true;
        var batch = Needed(_batch, "OrgnlGrpInfAndSts/OrgnlMsgId");
        if (Addressee.Batch is not null && batch != Addressee.Batch)
        {
            throw Wrong(BankErrorCodes.BatchOther, "OrgnlGrpInfAndSts/OrgnlMsgId");
        }

        if (!Needed(_originalMessage, "OrgnlGrpInfAndSts/OrgnlMsgNmId").StartsWith("pain.001", StringComparison.Ordinal))
        {
            throw Wrong(BankErrorCodes.WordUnknown, "OrgnlGrpInfAndSts/OrgnlMsgNmId", "must be pain.001");
        }

        Give(new ReturnHead(0, Needed(_reference, "GrpHdr/MsgId"), batch, Needed(_created, "GrpHdr/CreDtTm"), refused, refused ? _groupReason : null));
    }

    private void Payment()
    {
        var status = Needed(_status, "TxInfAndSts/TxSts") switch
        {
            "ACSC" or "ACCC" => 'S',
            "RJCT" => 'F',
            "ACSP" or "PDNG" or "ACTC" or "ACCP" or "RCVD" => 'P',
            _ => throw Wrong(BankErrorCodes.WordUnknown, "TxInfAndSts/TxSts", "ACSC, RJCT, ACSP, PDNG, ACTC, ACCP, RCVD or ACCC"),
        };
        var serial = Needed(_serial, "TxInfAndSts/OrgnlEndToEndId");
        if (!_serials.Add(serial))
        {
            throw Wrong(BankErrorCodes.SerialTwice, "TxInfAndSts/OrgnlEndToEndId");
        }

        if (_amount == 0)
        {
            throw Wrong(BankErrorCodes.AmountMeaning, "Amt/InstdAmt");
        }

        _allSettled &= status == 'S';
        _allFailed &= status == 'F';
        _allStated &= _amount is not null;
        _sum = Add(_sum, _amount ?? 0);
        Give(new ReturnRow(Entry, _number, serial, status, _amount is null || status == 'S' ? _amount : 0, _bankSerial ?? "", _bankDate,
            _reason ?? "", _reasonText));
    }
}
