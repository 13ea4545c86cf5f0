using System.Text;
using Hub.Adapters.Bank.Profiles;
using Hub.Canonical;
using Hub.Journal.Payments;

namespace Hub.Adapters.Bank.Tests;

public sealed class When_an_xml_file_comes
{
    [Theory]
    [InlineData("11")]
    [InlineData("10")]
    [InlineData("03")]
    public async Task Should_give_the_banks_word_on_every_payment(string version)
    {
        var records = await ReadAsync(IsoBank.Status(version), BankFileKind.Return);
        Assert.Equal(
            [
                new BankFileOpening { Line = 0, Reference = "RPT1", StatedAt = new DateTime(2026, 11, 29, 8, 0, 0), BatchNumber = Banks.Batch },
                new ReturnedLine { Line = 1, OurNumber = 1, Result = new() { Serial = "P1", Status = PaymentStatus.Settled, Amount = new Money(100_00), BankSerial = "B1" } },
                new ReturnedLine { Line = 2, OurNumber = 2, Result = new() { Serial = "P2", Status = PaymentStatus.Failed, Amount = Money.Zero, ReasonCode = "AC01", ReasonText = "账号与户名 不符" } },
                new ReturnedLine { Line = 3, OurNumber = 3, Result = new() { Serial = "P3", Status = PaymentStatus.Processing, Amount = Money.Zero } },
                new BankFileClosing { Line = 3, Count = 3 },
            ],
            records);
    }

    [Fact]
    public async Task Should_say_when_a_bank_states_no_amount()
    {
        var xml = IsoBank.Status().Replace("""<OrgnlTxRef><Amt><InstdAmt Ccy="CNY">100.00</InstdAmt></Amt></OrgnlTxRef>""", "", StringComparison.Ordinal);
        Assert.False((await ReadAsync(xml, BankFileKind.Return)).OfType<ReturnedLine>().First().StatesAmount);
    }

    [Fact]
    public async Task Should_take_a_refusal_of_the_whole_file()
    {
        var records = await ReadAsync(IsoBank.Whole("RJCT", "<StsRsnInf><Rsn><Cd>AM05</Cd></Rsn></StsRsnInf>"), BankFileKind.Return);
        Assert.Equal(
            [
                new BankFileOpening
                {
                    Line = 0, Reference = "RPT1", StatedAt = new DateTime(2026, 11, 29, 7, 0, 0), BatchNumber = Banks.Batch, WholeFile = PaymentStatus.Failed, ReasonCode = "AM05",
                },
                new BankFileClosing { Line = 0, Count = 0 },
            ],
            records);
    }

    [Fact]
    public async Task Should_take_a_mere_receipt_as_no_word_on_the_payments()
    {
        var records = await ReadAsync(IsoBank.Whole("ACTC"), BankFileKind.Return);
        Assert.Null(Assert.IsType<BankFileOpening>(records[0]).WholeFile);
        Assert.Equal(2, records.Count);
    }

    [Fact]
    public async Task Should_give_bookings_and_balances()
    {
        var records = await ReadAsync(IsoBank.Statement(), BankFileKind.Statement);
        var day = new DateOnly(2026, 11, 29);
        Assert.Equal(new BankFileOpening { Line = 0, Reference = "MSG1", StatedAt = new DateTime(2026, 11, 30, 1, 0, 0) }, records[0]);
        Assert.Equal(new StatementOpening { Line = 1, Number = "S1", Account = Banks.Account, From = day, To = day, Opening = new Money(-50_00), Closing = new Money(-49_99) }, records[1]);
        var bookings = records.OfType<BookedLine>().Select(line => line.Booking).ToList();
        Assert.Equal(
            new StatementLine
            {
                StatementNumber = "S1", BankSerial = "B1", AccountNumber = Banks.Account, BookedOn = day, ValuedOn = day.AddDays(1), Amount = new Money(-100_00), BatchNumber = Banks.Batch, Serial = "P1",
                Counterparty = "示例医院", Memo = "结算",
            },
            bookings[0]);
        Assert.Equal(["B1", "B2/1", "B2/2", "B3"], bookings.Select(b => b.BankSerial));
        Assert.Equal(["P1", "P2", "P3", null], bookings.Select(b => b.Serial));
        Assert.Equal([false, true, true, false], bookings.Select(b => b.Reversal));
        Assert.Equal([-100_00, 60_00, 40_00, 1], bookings.Select(b => b.Amount.Fen));
        Assert.Equal(Banks.Batch, bookings[1].BatchNumber);
        Assert.Equal(new BankFileClosing { Line = 3, Count = 4 }, records[^1]);
    }

    [Fact]
    public async Task Should_give_returns()
    {
        var records = await ReadAsync(IsoBank.Notice(), BankFileKind.Notification);
        Assert.Equal(
            [
                new BankFileOpening { Line = 0, Reference = "MSG2", StatedAt = new DateTime(2026, 11, 30, 9, 0, 0) },
                new ReturnedLine
                {
                    Line = 1,
                    Result = new()
                    {
                        Serial = "P1", Status = PaymentStatus.Returned, Amount = new Money(100_00), BankSerial = "R1", BookedOn = new DateOnly(2026, 11, 30), ReasonCode = "AC04", ReasonText = "账户已销户",
                    },
                },
                new ReturnedLine
                {
                    Line = 2, Result = new() { Serial = "P2", Status = PaymentStatus.Returned, Amount = new Money(1_00), BankSerial = "R2", BookedOn = new DateOnly(2026, 11, 30) },
                },
                new BankFileClosing { Line = 2, Count = 2 },
            ],
            records);
    }

    [Theory]
    [InlineData("""Ccy="CNY">100.00""", """Ccy="EUR">100.00""", "BNK-1312", 1, "Amt/InstdAmt/@Ccy")]
    [InlineData("<TxSts>PDNG", "<TxSts>XXXX", "BNK-1311", 3, "TxInfAndSts/TxSts")]
    [InlineData("<OrgnlEndToEndId>P2", "<OrgnlEndToEndId>P1", "BNK-1406", 2, "TxInfAndSts/OrgnlEndToEndId")]
    [InlineData("<OrgnlNbOfTxs>3", "<OrgnlNbOfTxs>4", "BNK-1407", 3, "OrgnlGrpInfAndSts/OrgnlNbOfTxs")]
    [InlineData("<OrgnlNbOfTxs>3", "<OrgnlNbOfTxs>2", "BNK-1407", 3, "OrgnlGrpInfAndSts/OrgnlNbOfTxs")]
    [InlineData("<OrgnlCtrlSum>100.57", "<OrgnlCtrlSum>100.58", "BNK-1408", 3, "OrgnlGrpInfAndSts/OrgnlCtrlSum")]
    [InlineData("<GrpSts>PART", "<GrpSts>RJCT", "BNK-1511", 3, "OrgnlGrpInfAndSts/GrpSts")]
    [InlineData("<GrpSts>PART", "<GrpSts>ACSC", "BNK-1511", 3, "OrgnlGrpInfAndSts/GrpSts")]
    [InlineData("<OrgnlMsgId>BANKA202611280001", "<OrgnlMsgId>BANKA202611280002", "BNK-1404", 0, "OrgnlGrpInfAndSts/OrgnlMsgId")]
    [InlineData("<OrgnlMsgNmId>pain.001", "<OrgnlMsgNmId>pain.008", "BNK-1311", 0, "OrgnlGrpInfAndSts/OrgnlMsgNmId")]
    [InlineData("<OrgnlEndToEndId>P2</OrgnlEndToEndId>", "", "BNK-1509", 2, "TxInfAndSts/OrgnlEndToEndId")]
    [InlineData("<TxSts>PDNG</TxSts>", "", "BNK-1509", 3, "TxInfAndSts/TxSts")]
    [InlineData(">0.50<", ">0.505<", "BNK-1307", 2, "Amt/InstdAmt")]
    [InlineData(">0.50<", ">-0.50<", "BNK-1508", 2, "Amt/InstdAmt")]
    [InlineData(">0.50<", ">０.５０<", "BNK-1508", 2, "Amt/InstdAmt")]
    [InlineData(">0.50<", ">0.00<", "BNK-1412", 2, "Amt/InstdAmt")]
    [InlineData("2026-11-29T08:00:00", "2026-02-30T08:00:00", "BNK-1508", 0, "GrpHdr/CreDtTm")]
    [InlineData("<TxSts>PDNG</TxSts>", "<TxSts>PDNG</TxSts><TxSts>PDNG</TxSts>", "BNK-1508", 3, "TxInfAndSts/TxSts")]
    [InlineData("<TxSts>PDNG</TxSts>", "<TxStatus>PDNG</TxStatus>", "BNK-1508", 3, "TxInfAndSts/TxStatus")]
    [InlineData("<AddtlInf>不符", "<AddtlInf>不\u0085符", "BNK-1302", 2, "StsRsnInf/AddtlInf")]
    public async Task Should_refuse_a_wrong_report_on_payments(string from, string to, string code, int entry, string field)
    {
        var xml = IsoBank.Status();
        Assert.Contains(from, xml, StringComparison.Ordinal);
        var wrong = await RefusedAsync(xml.Replace(from, to, StringComparison.Ordinal), BankFileKind.Return);
        Assert.StartsWith(code, wrong.Rule, StringComparison.Ordinal);
        Assert.Equal((entry, field), (wrong.Line, wrong.Field));
    }

    // Without the schema (other versions) the reader's own rules must hold alone.
    [Theory]
    [InlineData(">0.50<", ">-0.50<", "BNK-1307")]
    [InlineData(">0.50<", ">０.５０<", "BNK-1307")]
    [InlineData(">0.50<", "> <", "BNK-1307")]
    [InlineData("""Ccy="CNY">0.50""", ">0.50", "BNK-1312")]
    [InlineData("""Ccy="CNY">0.50""", """x="CNY">0.50""", "BNK-1312")]
    [InlineData(">0.50<", ">99999999999999999.00<", "BNK-1307")]
    [InlineData("2026-11-29T08:00:00", "2026-02-30T08:00:00", "BNK-1310")]
    [InlineData("2026-11-29T08:00:00", "2026-11-29 08:00:00", "BNK-1310")]
    [InlineData("<TxSts>PDNG</TxSts>", "<TxSts>PDNG</TxSts><TxSts>ACSC</TxSts>", "BNK-1510")]
    [InlineData("<OrgnlEndToEndId>P2</OrgnlEndToEndId>", "<OrgnlEndToEndId>P2</OrgnlEndToEndId><OrgnlEndToEndId>P4</OrgnlEndToEndId>", "BNK-1510")]
    [InlineData("<OrgnlEndToEndId>P2", "<OrgnlEndToEndId>P2345678901234567890123456789012345678", "BNK-1305")]
    [InlineData("<OrgnlNbOfTxs>3", "<OrgnlNbOfTxs>+3", "BNK-1306")]
    [InlineData("<CstmrPmtStsRpt>", "<CstmrPmtStsRpt xmlns=\"urn:x\">", "BNK-1509")]
    [InlineData("<GrpHdr>", "<GrpHdr xmlns=\"urn:x\">", "BNK-1509")]
    public async Task Should_refuse_the_same_without_a_schema(string from, string to, string code)
    {
        var xml = IsoBank.Status("10");
        Assert.Contains(from, xml, StringComparison.Ordinal);
        Assert.StartsWith(code, (await RefusedAsync(xml.Replace(from, to, StringComparison.Ordinal), BankFileKind.Return)).Rule, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PART")]
    [InlineData("ACSC")]
    [InlineData("XXXX")]
    public async Task Should_refuse_a_status_that_needs_payments_without_them(string status) =>
        Assert.StartsWith("BNK-1511", (await RefusedAsync(IsoBank.Whole(status), BankFileKind.Return)).Rule, StringComparison.Ordinal);

    [Fact]
    public async Task Should_take_refused_payments_alone_where_the_profile_says_so()
    {
        using var format = Banks.Format("iso20022", profile => profile with { AnswersEveryPayment = false });
        var xml = IsoBank.Status().Replace("<OrgnlNbOfTxs>3", "<OrgnlNbOfTxs>500", StringComparison.Ordinal);
        Assert.Equal(5, (await Banks.ReadAsync(format, IsoBank.Bytes(xml), Banks.Name(BankFileKind.Return, ".xml"))).Count);
    }

    [Theory]
    [InlineData("""Ccy="CNY">50.00""", """Ccy="USD">50.00""", "BNK-1312", "Bal/Amt/@Ccy")]
    [InlineData("<Ccy>CNY", "<Ccy>USD", "BNK-1312", "Acct/Ccy")]
    [InlineData(">49.99<", ">49.98<", "BNK-1410", "Bal/CLBD")]
    [InlineData("OPBD", "OPAV", "BNK-1509", "Bal/OPBD")]
    [InlineData("CLBD", "OPBD", "BNK-1510", "Bal")]
    [InlineData("<Othr><Id>4", "<Othr><Id>5", "BNK-1403", "Acct/Id")]
    [InlineData("<NbOfNtries>3", "<NbOfNtries>4", "BNK-1407", "TtlNtries/NbOfNtries")]
    [InlineData("<Sum>200.01", "<Sum>200.02", "BNK-1408", "TtlNtries/Sum")]
    [InlineData(">60.00<", ">60.01<", "BNK-1408", "Ntry/Amt")]
    [InlineData("""<Amt Ccy="CNY">60.00</Amt>""", "", "BNK-1509", "TxDtls/Amt")]
    [InlineData("<AcctSvcrRef>B3", "<AcctSvcrRef>B1", "BNK-1406", "Ntry/AcctSvcrRef")]
    [InlineData("<Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-29</Dt></BookgDt><ValDt>", "<Cd>PDNG</Cd></Sts><BookgDt><Dt>2026-11-29</Dt></BookgDt><ValDt>", "BNK-1512", "Ntry/Sts")]
    [InlineData("<BookgDt><Dt>2026-11-29</Dt></BookgDt><ValDt>", "<ValDt>", "BNK-1509", "Ntry/BookgDt")]
    [InlineData(">0.01<", ">0.00<", "BNK-1412", "Ntry/Amt")]
    public async Task Should_refuse_a_wrong_statement(string from, string to, string code, string field)
    {
        var xml = IsoBank.Statement();
        Assert.Contains(from, xml, StringComparison.Ordinal);
        var wrong = await RefusedAsync(xml.Replace(from, to, StringComparison.Ordinal), BankFileKind.Statement);
        Assert.StartsWith(code, wrong.Rule, StringComparison.Ordinal);
        Assert.Equal(field, wrong.Field);
    }

    [Theory]
    [InlineData("<EndToEndId>P2", "<EndToEndId>P1", "BNK-1406")]
    [InlineData("<EndToEndId>P2", "<EndToEndId>NOTPROVIDED", "BNK-1509")]
    [InlineData("<Othr><Id>4", "<Othr><Id>5", "BNK-1403")]
    [InlineData("<AcctSvcrRef>R2", "<AcctSvcrRef>R1", "BNK-1406")]
    public async Task Should_refuse_a_wrong_notice(string from, string to, string code)
    {
        var xml = IsoBank.Notice();
        Assert.Contains(from, xml, StringComparison.Ordinal);
        Assert.StartsWith(code, (await RefusedAsync(xml.Replace(from, to, StringComparison.Ordinal), BankFileKind.Notification)).Rule, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_refuse_another_message_by_name()
    {
        Assert.Contains("camt.053.001.08", (await RefusedAsync(IsoBank.Statement(), BankFileKind.Return)).Rule, StringComparison.Ordinal);
        Assert.Contains("pain.002.001.11", (await RefusedAsync(IsoBank.Status(), BankFileKind.Statement)).Rule, StringComparison.Ordinal);
        Assert.Contains("pain.002.001.12", (await RefusedAsync(IsoBank.Status("12"), BankFileKind.Return)).Rule, StringComparison.Ordinal);
        Assert.StartsWith("BNK-1506", (await RefusedAsync("<x/>", BankFileKind.Return)).Rule, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_refuse_an_envelope()
    {
        var inside = IsoBank.Status()[IsoBank.Status().IndexOf("<Document", StringComparison.Ordinal)..];
        var wrong = await RefusedAsync("<Envelope>" + inside + "</Envelope>", BankFileKind.Return);
        Assert.StartsWith("BNK-1507", wrong.Rule, StringComparison.Ordinal);
        Assert.Equal("pain.002.001.11", wrong.Rule[^16..^1]);
    }

    [Theory]
    [InlineData("UTF-16")]
    [InlineData("ISO-8859-1")]
    [InlineData("windows-936")]
    [InlineData("x")]
    public async Task Should_refuse_other_encodings(string encoding)
    {
        var xml = IsoBank.Status().Replace("UTF-8", encoding, StringComparison.Ordinal);
        Assert.StartsWith("BNK-1501", (await RefusedAsync(xml, BankFileKind.Return)).Rule, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_read_gb18030_and_refuse_wrong_bytes_of_it()
    {
        var gb = CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!;
        using var format = Banks.Format("iso20022");
        var xml = IsoBank.Status("10").Replace("UTF-8", "GB18030", StringComparison.Ordinal).Replace("账号与户名", "𠀀名" + new string('某', 3_000), StringComparison.Ordinal);
        var records = await Banks.ReadAsync(format, gb.GetBytes(xml), Banks.Name(BankFileKind.Return, ".xml"));
        Assert.Equal("𠀀名" + new string('某', 3_000) + " 不符", ((ReturnedLine)records[2]).Result.ReasonText);
        await RefusedAsync(gb.GetBytes(IsoBank.Status()), BankFileKind.Return);
        var cut = gb.GetBytes(xml);
        cut[Array.IndexOf(cut, (byte)0x95)] = 0xFF;
        Assert.StartsWith("BNK-1211", (await RefusedAsync(cut, BankFileKind.Return)).Rule, StringComparison.Ordinal);
        Assert.StartsWith("BNK-1501", (await RefusedAsync(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(xml)).ToArray(), BankFileKind.Return)).Rule, StringComparison.Ordinal);
    }

    /// <summary>Whatever has no end is refused after half a mebibyte of it, whatever its place.</summary>
    [Theory]
    [InlineData("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.11\"><CstmrPmtStsRpt a=\"")]
    [InlineData("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><CstmrPmtStsRpt a=\"")]
    [InlineData("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><CstmrPmtStsRpt>")]
    [InlineData("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><CstmrPmtStsRpt><GrpHdr><MsgId>")]
    [InlineData("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><CstmrPmtStsRpt><GrpHdr><MsgId><![CDATA[")]
    [InlineData("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><!--")]
    [InlineData("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><?x ")]
    [InlineData("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><")]
    [InlineData("<Doc")]
    public async Task Should_not_follow_what_has_no_end(string begin)
    {
        using var format = Banks.Format("iso20022");
        var endless = new EndlessStream(Encoding.UTF8.GetBytes(begin), (byte)'a');
        var wrong = await Assert.ThrowsAsync<BankFileException>(async () =>
        {
            await foreach (var record in format.ReadAsync(Banks.Name(BankFileKind.Return, ".xml"), endless, TestContext.Current.CancellationToken))
            {
                Assert.NotNull(record);
            }
        });
        Assert.StartsWith("BNK-1505", wrong.Rule, StringComparison.Ordinal);
        Assert.True(endless.Given < 4_000_000, $"{endless.Given} bytes");
    }

    [Fact]
    public async Task Should_not_grow_with_different_elements_depth_or_pieces_of_text()
    {
        var head = "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><CstmrPmtStsRpt>";
        await Code("BNK-1505", head + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"<a{i}/>")));
        await Code("BNK-1504", head + string.Concat(Enumerable.Repeat("<a>", 20_000)));
        await Code("BNK-1504", string.Concat(Enumerable.Repeat("<a>", 20_000)));
        await Code("BNK-1505", head + "<GrpHdr><MsgId>" + string.Concat(Enumerable.Repeat("<![CDATA[aaaaaaaaaaaaaaaa]]>", 20_000)));
        await Code("BNK-1503", head);
        await Code("BNK-1503", "");
        await Code("BNK-1502", "<!DOCTYPE x [<!ENTITY a \"b\">]>" + head + "&a;");
        await Code("BNK-1503", head + "&a;");

        static async Task Code(string code, string xml) => Assert.StartsWith(code, (await RefusedAsync(xml, BankFileKind.Return)).Rule, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_say_nothing_personal()
    {
        var secret = IsoBank.Status().Replace("账号与户名", "张示例" + new string('某', 200), StringComparison.Ordinal);
        Assert.DoesNotContain("张示例", (await RefusedAsync(secret, BankFileKind.Return)).ToString(), StringComparison.Ordinal);
        var cut = IsoBank.Status().Replace("账号与户名</AddtlInf>", "张示例</张示例>", StringComparison.Ordinal);
        Assert.DoesNotContain("张示例", (await RefusedAsync(cut, BankFileKind.Return)).ToString(), StringComparison.Ordinal);
    }

    private static Task<List<BankFileRecord>> ReadAsync(string xml, BankFileKind kind) => ReadAsync(IsoBank.Bytes(xml), kind);

    private static async Task<List<BankFileRecord>> ReadAsync(byte[] xml, BankFileKind kind)
    {
        using var format = Banks.Format("iso20022");
        return await Banks.ReadAsync(format, xml, Banks.Name(kind, ".xml"));
    }

    private static Task<BankFileException> RefusedAsync(string xml, BankFileKind kind) => RefusedAsync(IsoBank.Bytes(xml), kind);

    private static Task<BankFileException> RefusedAsync(byte[] xml, BankFileKind kind) => Assert.ThrowsAsync<BankFileException>(() => ReadAsync(xml, kind));
}
