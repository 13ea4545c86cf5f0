using System.Globalization;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Bench.BankFile;

/// <summary>pain.002.001.11 and camt.053.001.08. Nothing that is written here has a character that XML would have to escape.</summary>
internal static class IsoPapers
{
    private const string Declaration = """<?xml version="1.0" encoding="utf-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:""";

    public static void WriteReturn(DigestedFile file, string name, Letterhead head, Reimbursements payments)
    {
        Put(file, $"""
            {Declaration}pain.002.001.11"><CstmrPmtStsRpt><GrpHdr><MsgId>{name[..^4]}</MsgId><CreDtTm>{head.Created:s}</CreDtTm></GrpHdr>
            <OrgnlGrpInfAndSts><OrgnlMsgId>{head.Batch}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><OrgnlNbOfTxs>{payments.Count}</OrgnlNbOfTxs>
            <OrgnlCtrlSum>{Fen.Text(payments.TotalFen)}</OrgnlCtrlSum><GrpSts>{(payments.Failed == 0 ? "ACSC" : "PART")}</GrpSts></OrgnlGrpInfAndSts>
            <OrgnlPmtInfAndSts><OrgnlPmtInfId>{head.Batch}</OrgnlPmtInfId>

            """);
        foreach (Reimbursement one in payments.All)
        {
            Put(file, $"<TxInfAndSts><OrgnlInstrId>{one.Number}</OrgnlInstrId><OrgnlEndToEndId>{one.Serial}</OrgnlEndToEndId>");
            if (Reimbursements.Fails(one.Number))
            {
                Put(file, $"<TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>账户已销户</AddtlInf></StsRsnInf>");
            }
            else
            {
                Put(file, $"<TxSts>ACSC</TxSts><AcctSvcrRef>{TextPapers.BankSerial(head.Day, one.Number)}</AcctSvcrRef>");
            }
            Put(file, $"<OrgnlTxRef><Amt><InstdAmt Ccy=\"CNY\">{Fen.Text(one.Fen)}</InstdAmt></Amt></OrgnlTxRef></TxInfAndSts>\n");
        }
        Put(file, $"</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>\n");
    }

    public static void WriteStatement(DigestedFile file, string number, Letterhead head, IEnumerable<Booking> bookings, long openingFen, long closingFen)
    {
        Put(file, $"""
            {Declaration}camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>{number}</MsgId><CreDtTm>{head.Created:s}</CreDtTm></GrpHdr>
            <Stmt><Id>{number}</Id><CreDtTm>{head.Created:s}</CreDtTm>
            <FrToDt><FrDtTm>{head.Day:yyyy-MM-dd}T00:00:00</FrDtTm><ToDtTm>{head.Day:yyyy-MM-dd}T23:59:59</ToDtTm></FrToDt>
            <Acct><Id><Othr><Id>{head.Account}</Id></Othr></Id></Acct>
            {Balance("OPBD", openingFen, head.Day)}
            {Balance("CLBD", closingFen, head.Day)}

            """);
        foreach (Booking one in bookings)
        {
            Put(file, $"<Ntry><Amt Ccy=\"CNY\">{Fen.Text(one.Fen)}</Amt><CdtDbtInd>DBIT</CdtDbtInd><RvslInd>false</RvslInd><Sts><Cd>BOOK</Cd></Sts>");
            Put(file, $"<BookgDt><Dt>{head.Day:yyyy-MM-dd}</Dt></BookgDt><ValDt><Dt>{head.Day:yyyy-MM-dd}</Dt></ValDt>");
            Put(file, $"<AcctSvcrRef>{TextPapers.BankSerial(head.Day, one.Number)}</AcctSvcrRef>");
            Put(file, $"<BkTxCd><Prtry><Cd>PAYMENT</Cd></Prtry></BkTxCd><NtryDtls><TxDtls>");
            if (one.Serial.Length > 0)
            {
                Put(file, $"<Refs><PmtInfId>{one.Batch}</PmtInfId><EndToEndId>{one.Serial}</EndToEndId></Refs>");
            }
            Put(file, $"<Amt Ccy=\"CNY\">{Fen.Text(one.Fen)}</Amt><CdtDbtInd>DBIT</CdtDbtInd>");
            if (one.Counterparty.Length > 0)
            {
                Put(file, $"<RltdPties><Cdtr><Pty><Nm>{one.Counterparty}</Nm></Pty></Cdtr></RltdPties>");
            }
            Put(file, $"<RmtInf><Ustrd>{one.Memo}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>\n");
        }
        Put(file, $"</Stmt></BkToCstmrStmt></Document>\n");
    }

    private static string Balance(string kind, long fen, DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"""
        <Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">{Fen.Text(Math.Abs(fen))}</Amt>
        <CdtDbtInd>{(fen < 0 ? "DBIT" : "CRDT")}</CdtDbtInd><Dt><Dt>{day:yyyy-MM-dd}</Dt></Dt></Bal>
        """);

    private static void Put(DigestedFile file, FormattableString text) => file.Write(text.ToString(CultureInfo.InvariantCulture));
}
