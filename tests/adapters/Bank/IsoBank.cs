using System.Text;

namespace Hub.Adapters.Bank.Tests;

/// <summary>Writes a bank's XML files from FORMATS.md, without the adapter's own code.</summary>
internal static class IsoBank
{
    /// <summary>pain.002: P1 paid 100.00, P2 refused, P3 in process.</summary>
    internal static string Status(string version = "11") => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.{version}"><CstmrPmtStsRpt>
        <GrpHdr><MsgId>RPT1</MsgId><CreDtTm>2026-11-29T08:00:00</CreDtTm></GrpHdr>
        <OrgnlGrpInfAndSts><OrgnlMsgId>{Banks.Batch}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><OrgnlNbOfTxs>3</OrgnlNbOfTxs><OrgnlCtrlSum>100.57</OrgnlCtrlSum><GrpSts>PART</GrpSts></OrgnlGrpInfAndSts>
        <OrgnlPmtInfAndSts><OrgnlPmtInfId>{Banks.Batch}</OrgnlPmtInfId>
        <TxInfAndSts><OrgnlInstrId>1</OrgnlInstrId><OrgnlEndToEndId>P1</OrgnlEndToEndId><TxSts>ACSC</TxSts><AcctSvcrRef>B1</AcctSvcrRef><OrgnlTxRef><Amt><InstdAmt Ccy="CNY">100.00</InstdAmt></Amt></OrgnlTxRef></TxInfAndSts>
        <TxInfAndSts><OrgnlInstrId>2</OrgnlInstrId><OrgnlEndToEndId>P2</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC01</Cd></Rsn><AddtlInf>账号与户名</AddtlInf><AddtlInf>不符</AddtlInf></StsRsnInf><OrgnlTxRef><Amt><InstdAmt Ccy="CNY">0.50</InstdAmt></Amt></OrgnlTxRef></TxInfAndSts>
        <TxInfAndSts><OrgnlInstrId>3</OrgnlInstrId><OrgnlEndToEndId>P3</OrgnlEndToEndId><TxSts>PDNG</TxSts><OrgnlTxRef><Amt><InstdAmt Ccy="CNY">0.07</InstdAmt></Amt></OrgnlTxRef></TxInfAndSts>
        </OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>
        """;

    /// <summary>pain.002 without a word on single payments.</summary>
    internal static string Whole(string status, string reason = "") => $"""
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.11"><CstmrPmtStsRpt>
        <GrpHdr><MsgId>RPT1</MsgId><CreDtTm>2026-11-29T08:00:00+09:00</CreDtTm></GrpHdr>
        <OrgnlGrpInfAndSts><OrgnlMsgId>{Banks.Batch}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><OrgnlNbOfTxs>3</OrgnlNbOfTxs><GrpSts>{status}</GrpSts>{reason}</OrgnlGrpInfAndSts>
        </CstmrPmtStsRpt></Document>
        """;

    /// <summary>camt.053: from −50.00, a debit, a credit of two details that take back, a credit of 0.01.</summary>
    internal static string Statement() => $"""
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
        <GrpHdr><MsgId>MSG1</MsgId><CreDtTm>2026-11-30T01:00:00</CreDtTm></GrpHdr>
        <Stmt><Id>S1</Id><FrToDt><FrDtTm>2026-11-29T00:00:00</FrDtTm><ToDtTm>2026-11-29T23:59:59</ToDtTm></FrToDt>
        <Acct><Id><Othr><Id>{Banks.Account}</Id></Othr></Id><Ccy>CNY</Ccy></Acct>
        {Balance("OPBD", "50.00", "DBIT")}{Balance("CLBD", "49.99", "DBIT")}
        <TxsSummry><TtlNtries><NbOfNtries>3</NbOfNtries><Sum>200.01</Sum></TtlNtries></TxsSummry>
        <Ntry><Amt Ccy="CNY">100.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-29</Dt></BookgDt><ValDt><Dt>2026-11-30</Dt></ValDt><AcctSvcrRef>B1</AcctSvcrRef><BkTxCd/>
        <NtryDtls><TxDtls><Refs><PmtInfId>{Banks.Batch}</PmtInfId><EndToEndId>P1</EndToEndId></Refs><RltdPties><Cdtr><Pty><Nm>示例医院</Nm></Pty></Cdtr></RltdPties><RmtInf><Ustrd>结算</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
        <Ntry><Amt Ccy="CNY">100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><RvslInd>true</RvslInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-29</Dt></BookgDt><AcctSvcrRef>B2</AcctSvcrRef><BkTxCd/>
        <NtryDtls><Btch><PmtInfId>{Banks.Batch}</PmtInfId></Btch><TxDtls><Refs><EndToEndId>P2</EndToEndId></Refs><Amt Ccy="CNY">60.00</Amt></TxDtls><TxDtls><Refs><EndToEndId>P3</EndToEndId></Refs><Amt Ccy="CNY">40.00</Amt></TxDtls></NtryDtls></Ntry>
        <Ntry><Amt Ccy="CNY">0.01</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-29</Dt></BookgDt><AcctSvcrRef>B3</AcctSvcrRef><BkTxCd/>
        <NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>
        </Stmt></BkToCstmrStmt></Document>
        """;

    /// <summary>camt.054: P1 and P2 came back.</summary>
    internal static string Notice() => $"""
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>
        <GrpHdr><MsgId>MSG2</MsgId><CreDtTm>2026-11-30T09:00:00</CreDtTm></GrpHdr>
        <Ntfctn><Id>N1</Id><Acct><Id><Othr><Id>{Banks.Account}</Id></Othr></Id></Acct>
        <Ntry><Amt Ccy="CNY">100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><RvslInd>true</RvslInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-30</Dt></BookgDt><AcctSvcrRef>R1</AcctSvcrRef><BkTxCd/>
        <NtryDtls><TxDtls><Refs><PmtInfId>{Banks.Batch}</PmtInfId><EndToEndId>P1</EndToEndId></Refs><RtrInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>账户已销户</AddtlInf></RtrInf></TxDtls></NtryDtls></Ntry>
        <Ntry><Amt Ccy="CNY">1</Amt><CdtDbtInd>CRDT</CdtDbtInd><RvslInd>true</RvslInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-30</Dt></BookgDt><AcctSvcrRef>R2</AcctSvcrRef><BkTxCd/>
        <NtryDtls><TxDtls><Refs><EndToEndId>P2</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>
        </Ntfctn></BkToCstmrDbtCdtNtfctn></Document>
        """;

    internal static byte[] Bytes(string xml) => Encoding.UTF8.GetBytes(xml);

    private static string Balance(string type, string amount, string side) =>
        $"""<Bal><Tp><CdOrPrtry><Cd>{type}</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">{amount}</Amt><CdtDbtInd>{side}</CdtDbtInd><Dt><Dt>2026-11-29</Dt></Dt></Bal>""";
}
