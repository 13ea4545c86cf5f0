using System.Text;
using System.Xml.Linq;
using Hub.Simulators.Bank.Codecs;

namespace Hub.Simulators.Tests.Bank;

public sealed class When_a_bank_writes_its_files
{
    private static readonly DateTime Created = new(2026, 11, 28, 20, 30, 5, DateTimeKind.Unspecified);
    private static readonly DateOnly Day = new(2026, 11, 28);
    private static readonly PaymentOrders Orders = new()
    {
        Batch = "BANKA202611280001",
        Kind = "PP",
        Bureau = "430100",
        BankType = "102",
        PayerAccount = "4301001234567890",
        PayerName = "长沙市医疗保障局",
        Requested = Day,
        Lines =
        [
            new PaymentOrder { Number = 1, Serial = "PP0001", PayeeAccount = "6222020000000001", PayeeName = "张示例", Fen = 10_050 },
            new PaymentOrder { Number = 2, Serial = "PP0002", PayeeAccount = "6222020000990004", PayeeName = "李示例", Fen = 20_000 },
            new PaymentOrder { Number = 3, Serial = "PP0003", PayeeAccount = "6222020000000003", PayeeName = "王示例", Fen = 1 },
            new PaymentOrder { Number = 4, Serial = "PP0004", PayeeAccount = "6222020000000004", PayeeName = "赵示例", Fen = 300 },
        ],
    };

    private static readonly ReturnSheet Answer = new()
    {
        Number = "RET_BANKA202611280001_1",
        Orders = Orders,
        Created = Created,
        StatedCount = 4,
        StatedFen = 30_351,
        Lines =
        [
            new ReturnLine(Orders.Lines[0], 'S', "B1", Day, "", ""),
            new ReturnLine(Orders.Lines[1], 'F', "", null, "AC04", "账户已销户"),
            new ReturnLine(Orders.Lines[2], 'P', "", null, "", ""),
            new ReturnLine(Orders.Lines[3], 'R', "B4", Day, "AC01", "退"),
        ],
    };

    private static readonly StatementSheet Statement = new()
    {
        Number = "BANKAST20261128",
        Bureau = "430100",
        BankType = "102",
        Account = "4301001234567890",
        Created = Created,
        From = Day,
        To = Day,
        OpeningFen = 10_000,
        ClosingFen = -50,
        Rows =
        [
            new StatementRow { BankSerial = "B1", Day = Day, Credit = false, Fen = 10_050, BalanceFen = -50, Batch = "BANKA202611280001", Serial = "PP0001", Counterparty = "张示例", Memo = "待遇" },
            new StatementRow { BankSerial = "B4", Day = Day, Credit = true, Fen = 300, BalanceFen = 250, Reversal = true, Batch = "BANKA202611270009", Serial = "PP0004" },
            new StatementRow { BankSerial = "B5", Day = Day, Credit = false, Fen = 300, BalanceFen = -50, Memo = "手续费" },
        ],
    };

    private static readonly NoticeSheet Notice = new()
    {
        Number = "NTF_20261128_1",
        Bureau = "430100",
        BankType = "102",
        Account = "4301001234567890",
        Created = Created,
        Rows = [new NoticeRow("PP0004", "BANKA202611270009", 300, "B4", Day, "AC01", "账号户名不符")],
    };

    [Fact]
    public void Should_write_a_delimited_return_file() => AssertText(
        "H|1|430100|102|BANKA202611280001|RT|20261128203005|4|303.51\r\n"
        + "D|1|PP0001|6222020000000001|100.50|S|B1|20261128|||100.50\r\n"
        + "D|2|PP0002|6222020000990004|200.00|F|||AC04|账户已销户|0.00\r\n"
        + "D|3|PP0003|6222020000000003|0.01|P|||||0.00\r\n"
        + "D|4|PP0004|6222020000000004|3.00|R|B4|20261128|AC01|退|3.00\r\n"
        + "T|4|303.51|1|100.50|1|200.00|1|0.01|1|3.00|",
        Delimited().Write(Answer));

    [Fact]
    public void Should_write_a_delimited_statement() => AssertText(
        "H|1|430100|102|BANKAST20261128|ST|4301001234567890|20261128|20261128|100.00|-0.50|3\r\n"
        + "D|1|B1|20261128|20261128|D|100.50|-0.50|0|BANKA202611280001|PP0001|张示例|待遇\r\n"
        + "D|2|B4|20261128|20261128|C|3.00|2.50|1|BANKA202611270009|PP0004||\r\n"
        + "D|3|B5|20261128|20261128|D|3.00|-0.50|0||||手续费\r\n"
        + "T|3|2|103.50|1|3.00|",
        Delimited().Write(Statement));

    [Fact]
    public void Should_write_a_delimited_notice() => AssertText(
        "H|1|430100|102|NTF_20261128_1|NT|4301001234567890|20261128203005|1\r\n"
        + "D|1|PP0004|BANKA202611270009|R|3.00|B4|20261128|AC01|账号户名不符\r\n"
        + "T|1|3.00|",
        Delimited().Write(Notice));

    [Fact]
    public void Should_write_the_variants_of_a_profile()
    {
        byte[] file = new TextCodec(new TextDialect(false, AmountsInFen: true, LineFeedOnly: true)).Write(Notice);

        Assert.Equal(
            Samples.Sealed(
                "H|1|430100|102|NTF_20261128_1|NT|4301001234567890|20261128203005|1\n"
                + "D|1|PP0004|BANKA202611270009|R|300|B4|20261128|AC01|账号户名不符\nT|1|300|",
                "\n"),
            file);
    }

    [Fact]
    public void Should_write_a_return_file_of_fixed_width()
    {
        string head = "H01430100102BANKA202611280001                  RT2026112820300500000004000000000000030351";
        string[] lines =
        [
            "D00000001" + Samples.T("PP0001", 35) + Samples.T("6222020000000001", 34) + "000000000000010050" + "S" + Samples.T("B1", 35) + "20261128" + Samples.T("", 70) + "000000000000010050",
            "D00000002" + Samples.T("PP0002", 35) + Samples.T("6222020000990004", 34) + "000000000000020000" + "F" + Samples.T("", 43) + "AC04      " + Samples.T("账户已销户", 60) + "000000000000000000",
            "D00000003" + Samples.T("PP0003", 35) + Samples.T("6222020000000003", 34) + "000000000000000001" + "P" + Samples.T("", 43) + Samples.T("", 70) + "000000000000000000",
            "D00000004" + Samples.T("PP0004", 35) + Samples.T("6222020000000004", 34) + "000000000000000300" + "R" + Samples.T("B4", 35) + "20261128" + "AC01      " + Samples.T("退", 60) + "000000000000000300",
        ];
        string tail = "T00000004000000000000030351" + "00000001000000000000010050" + "00000001000000000000020000" + "00000001000000000000000001" + "00000001000000000000000300";
        Assert.Equal((89, 195 - 64), (head.Length, tail.Length));
        Assert.All(lines, line => Assert.Equal(228, Samples.Gb18030.GetByteCount(line)));

        AssertText($"{head}\r\n{string.Join("\r\n", lines)}\r\n{tail}", Fixed().Write(Answer));
    }

    [Fact]
    public void Should_write_a_statement_of_fixed_width()
    {
        string head = "H01430100102" + Samples.T("BANKAST20261128", 35) + "ST" + Samples.T("4301001234567890", 34) + "2026112820261128" + "+000000000000010000" + "-000000000000000050" + "00000003";
        string[] lines =
        [
            "D00000001" + Samples.T("B1", 35) + "2026112820261128" + "D" + "000000000000010050" + "-000000000000000050" + "0" + Samples.T("BANKA202611280001", 35) + Samples.T("PP0001", 35) + Samples.T("张示例", 60) + Samples.T("待遇", 60),
            "D00000002" + Samples.T("B4", 35) + "2026112820261128" + "C" + "000000000000000300" + "+000000000000000250" + "1" + Samples.T("BANKA202611270009", 35) + Samples.T("PP0004", 35) + Samples.T("", 120),
            "D00000003" + Samples.T("B5", 35) + "2026112820261128" + "D" + "000000000000000300" + "-000000000000000050" + "0" + Samples.T("", 130) + Samples.T("手续费", 60),
        ];
        string tail = "T00000003" + "00000002000000000000010350" + "00000001000000000000000300";
        Assert.Equal((145, 125 - 64), (head.Length, tail.Length));
        Assert.All(lines, line => Assert.Equal(289, Samples.Gb18030.GetByteCount(line)));

        AssertText($"{head}\r\n{string.Join("\r\n", lines)}\r\n{tail}", Fixed().Write(Statement));
    }

    [Fact]
    public void Should_write_a_notice_of_fixed_width()
    {
        string head = "H01430100102" + Samples.T("NTF_20261128_1", 35) + "NT" + Samples.T("4301001234567890", 34) + "20261128203005" + "00000001";
        string line = "D00000001" + Samples.T("PP0004", 35) + Samples.T("BANKA202611270009", 35) + "R" + "000000000000000300" + Samples.T("B4", 35) + "20261128" + "AC01      " + Samples.T("账号户名不符", 60);
        Assert.Equal((105, 211), (head.Length, Samples.Gb18030.GetByteCount(line)));

        AssertText($"{head}\r\n{line}\r\nT00000001000000000000000300", Fixed().Write(Notice));
    }

    [Fact]
    public void Should_refuse_what_does_not_fit_instead_of_cutting_it()
        => Assert.Throws<InvalidOperationException>(() => Fixed().Write((NoticeSheet)Notice.WithText(new string('户', 31))));

    [Fact]
    public async Task Should_write_pain_002()
    {
        byte[] file = new IsoCodec().Write(Answer with { Lines = Answer.Lines.Take(3).ToList(), StatedCount = 3, StatedFen = 30_051 });

        AssertXml(
            """
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.11"><CstmrPmtStsRpt>
              <GrpHdr><MsgId>RET_BANKA202611280001_1</MsgId><CreDtTm>2026-11-28T20:30:05</CreDtTm></GrpHdr>
              <OrgnlGrpInfAndSts><OrgnlMsgId>BANKA202611280001</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><OrgnlNbOfTxs>3</OrgnlNbOfTxs><OrgnlCtrlSum>300.51</OrgnlCtrlSum><GrpSts>PART</GrpSts></OrgnlGrpInfAndSts>
              <OrgnlPmtInfAndSts><OrgnlPmtInfId>BANKA202611280001</OrgnlPmtInfId>
                <TxInfAndSts><OrgnlInstrId>1</OrgnlInstrId><OrgnlEndToEndId>PP0001</OrgnlEndToEndId><TxSts>ACSC</TxSts><AcctSvcrRef>B1</AcctSvcrRef><OrgnlTxRef><Amt><InstdAmt Ccy="CNY">100.50</InstdAmt></Amt></OrgnlTxRef></TxInfAndSts>
                <TxInfAndSts><OrgnlInstrId>2</OrgnlInstrId><OrgnlEndToEndId>PP0002</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>账户已销户</AddtlInf></StsRsnInf><OrgnlTxRef><Amt><InstdAmt Ccy="CNY">200.00</InstdAmt></Amt></OrgnlTxRef></TxInfAndSts>
                <TxInfAndSts><OrgnlInstrId>3</OrgnlInstrId><OrgnlEndToEndId>PP0003</OrgnlEndToEndId><TxSts>ACSP</TxSts><OrgnlTxRef><Amt><InstdAmt Ccy="CNY">0.01</InstdAmt></Amt></OrgnlTxRef></TxInfAndSts>
              </OrgnlPmtInfAndSts>
            </CstmrPmtStsRpt></Document>
            """,
            file);
        await Xsd.AssertValidAsync(file, "pain.002.001.11.xsd");
    }

    [Fact]
    public async Task Should_refuse_a_whole_file_in_pain_002_without_a_word_on_single_payments()
    {
        byte[] file = new IsoCodec().Write(Answer with { WholeFileCode = "BE05", Lines = [.. Orders.Lines.Select(line => new ReturnLine(line, 'F', "", null, "BE05", "委托方无法识别"))] });

        string text = Encoding.UTF8.GetString(file);
        Assert.Contains("<GrpSts>RJCT</GrpSts>", text, StringComparison.Ordinal);
        Assert.Contains("<Cd>BE05</Cd>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("TxInfAndSts", text, StringComparison.Ordinal);
        await Xsd.AssertValidAsync(file, "pain.002.001.11.xsd");
    }

    [Fact]
    public async Task Should_write_camt_053()
    {
        byte[] file = new IsoCodec().Write(Statement);

        AssertXml(
            """
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
              <GrpHdr><MsgId>BANKAST20261128</MsgId><CreDtTm>2026-11-28T20:30:05</CreDtTm></GrpHdr>
              <Stmt><Id>BANKAST20261128</Id><CreDtTm>2026-11-28T20:30:05</CreDtTm>
                <FrToDt><FrDtTm>2026-11-28T00:00:00</FrDtTm><ToDtTm>2026-11-28T23:59:59</ToDtTm></FrToDt>
                <Acct><Id><Othr><Id>4301001234567890</Id></Othr></Id></Acct>
                <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-28</Dt></Dt></Bal>
                <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">0.50</Amt><CdtDbtInd>DBIT</CdtDbtInd><Dt><Dt>2026-11-28</Dt></Dt></Bal>
                <Ntry><Amt Ccy="CNY">100.50</Amt><CdtDbtInd>DBIT</CdtDbtInd><RvslInd>false</RvslInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-28</Dt></BookgDt><ValDt><Dt>2026-11-28</Dt></ValDt><AcctSvcrRef>B1</AcctSvcrRef><BkTxCd><Prtry><Cd>PAYMENT</Cd></Prtry></BkTxCd>
                  <NtryDtls><TxDtls><Refs><PmtInfId>BANKA202611280001</PmtInfId><EndToEndId>PP0001</EndToEndId></Refs><Amt Ccy="CNY">100.50</Amt><CdtDbtInd>DBIT</CdtDbtInd><RltdPties><Cdtr><Pty><Nm>张示例</Nm></Pty></Cdtr></RltdPties><RmtInf><Ustrd>待遇</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
                <Ntry><Amt Ccy="CNY">3.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><RvslInd>true</RvslInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-28</Dt></BookgDt><ValDt><Dt>2026-11-28</Dt></ValDt><AcctSvcrRef>B4</AcctSvcrRef><BkTxCd><Prtry><Cd>RETURN</Cd></Prtry></BkTxCd>
                  <NtryDtls><TxDtls><Refs><PmtInfId>BANKA202611270009</PmtInfId><EndToEndId>PP0004</EndToEndId></Refs><Amt Ccy="CNY">3.00</Amt><CdtDbtInd>CRDT</CdtDbtInd></TxDtls></NtryDtls></Ntry>
                <Ntry><Amt Ccy="CNY">3.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><RvslInd>false</RvslInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-28</Dt></BookgDt><ValDt><Dt>2026-11-28</Dt></ValDt><AcctSvcrRef>B5</AcctSvcrRef><BkTxCd><Prtry><Cd>PAYMENT</Cd></Prtry></BkTxCd>
                  <NtryDtls><TxDtls><Amt Ccy="CNY">3.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><RmtInf><Ustrd>手续费</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
              </Stmt></BkToCstmrStmt></Document>
            """,
            file);
        await Xsd.AssertValidAsync(file, "camt.053.001.08.xsd");
    }

    [Fact]
    public async Task Should_write_camt_054()
    {
        byte[] file = new IsoCodec().Write(Notice);

        AssertXml(
            """
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>
              <GrpHdr><MsgId>NTF_20261128_1</MsgId><CreDtTm>2026-11-28T20:30:05</CreDtTm></GrpHdr>
              <Ntfctn><Id>NTF_20261128_1</Id><CreDtTm>2026-11-28T20:30:05</CreDtTm><Acct><Id><Othr><Id>4301001234567890</Id></Othr></Id></Acct>
                <TxsSummry><TtlCdtNtries><NbOfNtries>1</NbOfNtries><Sum>3.00</Sum></TtlCdtNtries></TxsSummry>
                <Ntry><Amt Ccy="CNY">3.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><RvslInd>true</RvslInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-28</Dt></BookgDt><ValDt><Dt>2026-11-28</Dt></ValDt><AcctSvcrRef>B4</AcctSvcrRef><BkTxCd><Prtry><Cd>RETURN</Cd></Prtry></BkTxCd>
                  <NtryDtls><TxDtls><Refs><PmtInfId>BANKA202611270009</PmtInfId><EndToEndId>PP0004</EndToEndId></Refs><Amt Ccy="CNY">3.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><RtrInf><Rsn><Cd>AC01</Cd></Rsn><AddtlInf>账号户名不符</AddtlInf></RtrInf></TxDtls></NtryDtls></Ntry>
              </Ntfctn></BkToCstmrDbtCdtNtfctn></Document>
            """,
            file);
        await Xsd.AssertValidAsync(file, "camt.054.001.08.xsd");
    }

    private static void AssertText(string expected, byte[] file)
    {
        string text = Samples.Gb18030.GetString(file);
        Assert.Equal(expected, text[..^66]);
        Assert.Equal(Samples.Sealed(expected), file);
    }

    private static void AssertXml(string expected, byte[] file)
        => Assert.Equal(XDocument.Parse(expected).ToString(), XDocument.Parse(Encoding.UTF8.GetString(file)).ToString());

    private static TextCodec Delimited() => new(new TextDialect(FixedWidth: false));

    private static TextCodec Fixed() => new(new TextDialect(FixedWidth: true));
}
