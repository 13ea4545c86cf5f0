using System.Collections.Frozen;
using System.Globalization;

namespace Hub.Adapters.Bank.Wire.Iso;

/// <summary>Reads pain.001.001.09 as the bank does: to prove what was written. One PmtInf; count and sum in both heads equal the lines.</summary>
internal sealed class InitiationReader(Addressee addressee) : IsoFileReader(addressee, "CstmrCdtTrfInitn", Known)
{
    private enum At
    {
        None, Batch, Created, Count, Total, Part, PartBatch, PartCount, PartTotal, Requested, PayerName, PayerAccount, Payment, Number, Serial,
        Amount, LineNumber, BankName, Name, Account,
        Purpose, Memo,
    }

    private const string Payment = "PmtInf/CdtTrfTxInf";

    private static readonly FrozenDictionary<string, int> Known = Paths(
        ("GrpHdr/MsgId", At.Batch), ("GrpHdr/CreDtTm", At.Created), ("GrpHdr/NbOfTxs", At.Count), ("GrpHdr/CtrlSum", At.Total), ("PmtInf", At.Part),
        ("PmtInf/PmtInfId", At.PartBatch),
        ("PmtInf/NbOfTxs", At.PartCount), ("PmtInf/CtrlSum", At.PartTotal), ("PmtInf/ReqdExctnDt/Dt", At.Requested), ("PmtInf/Dbtr/Nm", At.PayerName),
        ("PmtInf/DbtrAcct/Id/Othr/Id", At.PayerAccount), (Payment, At.Payment), (Payment + "/PmtId/InstrId", At.Number),
        (Payment + "/PmtId/EndToEndId", At.Serial),
        (Payment + "/Amt/InstdAmt", At.Amount), (Payment + "/CdtrAgt/FinInstnId/ClrSysMmbId/MmbId", At.LineNumber),
        (Payment + "/CdtrAgt/FinInstnId/Nm", At.BankName),
        (Payment + "/Cdtr/Nm", At.Name), (Payment + "/CdtrAcct/Id/Othr/Id", At.Account), (Payment + "/Purp/Prtry", At.Purpose),
        (Payment + "/RmtInf/Ustrd", At.Memo));

    private readonly SerialSet _serials = new();
    private readonly Dictionary<At, string> _head = [];
    private int _parts;
    private long _sum;
    private int? _number;
    private string? _serial;
    private long? _amount;
    private string? _name;
    private string? _account;
    private string _lineNumber = "";
    private string _bankName = "";
    private string _purpose = "";
    private string _memo = "";

    protected override void EndMessage()
    {
        if (_parts != 1 || Entry == 0)
        {
            throw Wrong(_parts > 1 ? BankErrorCodes.ElementTwice : BankErrorCodes.ElementMissing, _parts == 1 ? Payment : "PmtInf");
        }

        if (Count(_head[At.Count]) != Entry || Count(_head[At.PartCount]) != Entry)
        {
            throw Wrong(BankErrorCodes.CountWrong, "NbOfTxs", string.Create(CultureInfo.InvariantCulture, $"{Entry} counted"));
        }

        if (Sum(_head[At.Total]) != _sum || Sum(_head[At.PartTotal]) != _sum)
        {
            throw Wrong(BankErrorCodes.SumWrong, "CtrlSum");
        }

        Give(new FileEnd(Entry, Entry));
    }

    protected override void Open(int id)
    {
        if ((At)id == At.Part)
        {
            _parts++;
        }
        else if ((At)id == At.Payment)
        {
            if (Entry++ == 0)
            {
                Head();
            }

        (_number, _serial, _amount, _name, _account, _lineNumber, _bankName, _purpose, _memo) = (null, null, null, null, null, "", "", "", "");
        }
    }

    // Texts are compared with what was ordered, so they are taken exactly as they stand.
    protected override void Value(int id, string text)
    {
        switch ((At)id)
        {
            case At.Number: _number = Count(text); break;
            case At.Serial: _serial = Id(text, _serial); break;
            case At.Amount: _amount = Amount(text); break;
            case At.LineNumber: _lineNumber = text; break;
            case At.BankName: _bankName = text; break;
            case At.Name: _name = text; break;
            case At.Account: _account = text; break;
            case At.Purpose: _purpose = text; break;
            case At.Memo: _memo = text; break;
            default: _head[(At)id] = _head.ContainsKey((At)id) ? throw Wrong(BankErrorCodes.ElementTwice) : text; break;
        }
    }

    protected override void Close(int id)
    {
        if ((At)id != At.Payment)
        {
            return;
        }

        if (_number != Entry)
        {
            throw Wrong(BankErrorCodes.NumberSequence, "PmtId/InstrId");
        }

        var serial = Needed(_serial, "PmtId/EndToEndId");
        if (!_serials.Add(serial))
        {
            throw Wrong(BankErrorCodes.SerialTwice, "PmtId/EndToEndId");
        }

        var amount = Needed(_amount, "Amt/InstdAmt");
        _sum = Add(_sum, amount);
        Give(new PaymentRow(
            Entry, Entry, serial, Needed(_account, "CdtrAcct/Id/Othr/Id"), Needed(_name, "Cdtr/Nm"), _bankName, _lineNumber, SameBank: false, amount,
                _purpose, _memo));
    }

    private void Head()
    {
        foreach (var needed in (At[])[At.Batch, At.Created, At.Count, At.Total, At.PartBatch, At.PartCount, At.PartTotal, At.Requested, At.PayerName,
            At.PayerAccount])
        {
            Needed(_head.GetValueOrDefault(needed), needed.ToString());
        }

        if (_head[At.PayerAccount] != Addressee.Account)
        {
            throw Wrong(BankErrorCodes.AccountOther, "DbtrAcct/Id/Othr/Id");
        }

        if (_head[At.PartBatch] != _head[At.Batch])
        {
            throw Wrong(BankErrorCodes.BatchOther, "PmtInf/PmtInfId");
        }

        Give(new PaymentHead(
            0, _head[At.Batch], "", _head[At.PayerAccount], _head[At.PayerName], Time(_head[At.Created]), Date(_head[At.Requested]),
                Count(_head[At.Count]), Sum(_head[At.Total])));
    }
}
