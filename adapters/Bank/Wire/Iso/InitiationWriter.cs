using System.Globalization;
using System.Text;
using System.Xml;

namespace Hub.Adapters.Bank.Wire.Iso;

/// <summary>
/// Writes pain.001.001.09 (CustomerCreditTransferInitiation), valid against the official schema: one PmtInf, a line feed after each
/// payment so that tools and people can look into a long file, nothing else that a reader must skip.
/// </summary>
internal sealed class InitiationWriter : PaymentWriter
{
    private const int TextCharsMax = 140;
    private const int IdCharsMax = 35;
    private const int AccountCharsMax = 34;
    private static readonly string Space = IsoMessage.Space("pain.001.001.09");
    private readonly XmlWriter _xml;
    private readonly string _payerLineNumber;
    private int _line;

    /// <param name="payerLineNumber">Line number of the payer's bank.</param>
    public InitiationWriter(string payerLineNumber)
    {
        _payerLineNumber = payerLineNumber;
        _xml = XmlWriter.Create(
            new OutputStream(Output),
            new XmlWriterSettings { Encoding = new UTF8Encoding(false), NewLineHandling = NewLineHandling.None, CloseOutput = false });
    }

    public override void Head(PaymentHead head)
    {
        _line = head.Line;
        var count = head.Count.ToString(CultureInfo.InvariantCulture);
        _xml.WriteStartDocument();
        _xml.WriteStartElement("Document", Space);
        Start("CstmrCdtTrfInitn");
        Start("GrpHdr");
        Element("MsgId", head.Batch, IdCharsMax);
        Element("CreDtTm", head.Created.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture), IdCharsMax);
        Element("NbOfTxs", count, IdCharsMax);
        Element("CtrlSum", Yuan(head.Total), IdCharsMax);
        Start("InitgPty");
        Element("Nm", head.PayerName, TextCharsMax);
        Ends(2);
        Start("PmtInf");
        Element("PmtInfId", head.Batch, IdCharsMax);
        Element("PmtMtd", "TRF", IdCharsMax);
        Element("NbOfTxs", count, IdCharsMax);
        Element("CtrlSum", Yuan(head.Total), IdCharsMax);
        Start("ReqdExctnDt");
        Element("Dt", head.Requested.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), IdCharsMax);
        Ends(1);
        Start("Dbtr");
        Element("Nm", head.PayerName, TextCharsMax);
        Ends(1);
        Account("DbtrAcct", head.PayerAccount);
        Agent("DbtrAgt", _payerLineNumber, "");
        _xml.WriteWhitespace("\n");
    }

    public override void Row(PaymentRow row)
    {
        _line = row.Line;
        Start("CdtTrfTxInf");
        Start("PmtId");
        Element("InstrId", row.Number.ToString(CultureInfo.InvariantCulture), IdCharsMax);
        Element("EndToEndId", row.Serial, IdCharsMax);
        Ends(1);
        Start("Amt");
        Start("InstdAmt");
        _xml.WriteAttributeString("Ccy", "CNY");
        _xml.WriteString(Yuan(row.Amount));
        Ends(2);
        if (row.LineNumber.Length > 0 || row.BankName.Length > 0)
        {
            Agent("CdtrAgt", row.LineNumber, row.BankName);
        }

        Start("Cdtr");
        Element("Nm", row.Name, TextCharsMax);
        Ends(1);
        Account("CdtrAcct", row.Account);
        Optional("Purp", "Prtry", row.Purpose, IdCharsMax);
        Optional("RmtInf", "Ustrd", row.Memo, TextCharsMax);
        Ends(1);
        _xml.WriteWhitespace("\n");
        if (row.Number % 64 == 0)
        {
            _xml.Flush();
        }
    }

    public override void End(int count, long total)
    {
        _xml.WriteEndDocument();
        _xml.Flush();
    }

    public override void Sent() => Output.ResetWrittenCount();

    public override void Dispose() => _xml.Dispose();

    private static string Yuan(long fen) => string.Create(CultureInfo.InvariantCulture, $"{fen / 100}.{fen % 100:00}");

    private void Start(string name) => _xml.WriteStartElement(name, Space);

    private void Ends(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _xml.WriteEndElement();
        }
    }

    private void Account(string element, string number)
    {
        Start(element);
        Start("Id");
        Start("Othr");
        Element("Id", number, AccountCharsMax);
        Ends(3);
    }

    private void Agent(string element, string lineNumber, string name)
    {
        Start(element);
        Start("FinInstnId");
        if (lineNumber.Length > 0)
        {
            Start("ClrSysMmbId");
            Start("ClrSysId");
            Element("Cd", "CNAPS", IdCharsMax);
            Ends(1);
            Element("MmbId", lineNumber, IdCharsMax);
            Ends(1);
        }

        if (name.Length > 0)
        {
            Element("Nm", name, TextCharsMax);
        }

        Ends(2);
    }

    private void Optional(string parent, string name, string text, int charsMax)
    {
        if (text.Length > 0)
        {
            Start(parent);
            Element(name, text, charsMax);
            Ends(1);
        }
    }

    // Lengths are counted in UTF-16 units: the schema means characters, but readers disagree about pairs, and this way none finds too many.
    private void Element(string name, string text, int charsMax)
    {
        if (text.Length == 0 || text.Length > charsMax)
        {
            throw Wrong(
                text.Length == 0 ? BankErrorCodes.TextMissing : BankErrorCodes.TextTooWide, name,
                    string.Create(CultureInfo.InvariantCulture, $"{text.Length} characters instead of at most {charsMax}"));
        }

        if (text[0] == ' ' || text[^1] == ' ')
        {
            throw Wrong(BankErrorCodes.TextEdges, name);
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]) || text[i] is '\uFFFE' or '\uFFFF')
            {
                throw Wrong(BankErrorCodes.TextForbidden, name);
            }

            if (char.IsSurrogate(text[i]) && (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[++i])))
            {
                throw Wrong(BankErrorCodes.NotEncodable, name, string.Create(CultureInfo.InvariantCulture, $"at character {i + 1}"));
            }
        }

        _xml.WriteElementString(name, Space, text);
    }

    private BankWireException Wrong(BankError error, string field, string detail = "") => new(error, _line, field, detail);
}
