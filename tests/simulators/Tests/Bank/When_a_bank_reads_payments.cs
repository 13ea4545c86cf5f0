using System.Text;
using Hub.Simulators.Bank.Codecs;

namespace Hub.Simulators.Tests.Bank;

public sealed class When_a_bank_reads_payments
{
    // 亅 is 0x81 0x7C in GB18030: its second byte is the separator's. A reader that splits bytes falls apart here.
    private const string Text =
        "H|1|430100|102|BANKA202611280001|PI|4301001234567890|长沙市医疗保障局|CNY|20261128180000|20261128|2|1234567.89\r\n"
        + "D|1|PI2026112800000001|43001001|湖南亅第一示例医院|建设银行长沙支行|105551000018|0|1234567.88|CNY|01|十一月结算||\r\n"
        + "D|2|PI2026112800000002|6222020000000001|李示例|||1|0.01|CNY|||01|430100199001010018\r\n"
        + "T|2|1234567.89|";

    [Fact]
    public void Should_understand_delimited_text() => AssertOrders(Delimited().ReadOrders(Samples.Sealed(Text)));

    [Fact]
    public void Should_understand_the_variants_of_a_profile()
    {
        string text = Text.Replace("1234567.89", "123456789").Replace("1234567.88", "123456788").Replace("0.01", "1").Replace("\r\n", "\n");

        AssertOrders(new TextCodec(new TextDialect(false, AmountsInFen: true, LineFeedOnly: true)).ReadOrders(Samples.Sealed(text, "\n")));
    }

    [Fact]
    public void Should_understand_fixed_width()
    {
        string head = "H01430100102" + "BANKA202611280001                  " + "PI" + "4301001234567890                  "
            + Samples.T("长沙市医疗保障局", 60) + "CNY" + "20261128180000" + "20261128" + "00000002" + "000000000123456789";
        string first = "D00000001" + "PI2026112800000001                 " + "43001001                          " + Samples.T("湖南亅第一示例医院", 60)
            + Samples.T("建设银行长沙支行", 60) + "105551000018" + "0" + "000000000123456788" + "CNY" + "01      " + Samples.T("十一月结算", 60) + "  " + Samples.T("", 20);
        string second = "D00000002" + "PI2026112800000002                 " + "6222020000000001                  " + Samples.T("李示例", 60)
            + Samples.T("", 60) + Samples.T("", 12) + "1" + "000000000000000001" + "CNY" + "        " + Samples.T("", 60) + "01" + "430100199001010018  ";
        string tail = "T" + "00000002" + "000000000123456789";
        Assert.Equal([194, 322, 322, 27], new[] { head, first, second, tail }.Select(Samples.Gb18030.GetByteCount));

        AssertOrders(Fixed().ReadOrders(Samples.Sealed($"{head}\r\n{first}\r\n{second}\r\n{tail}")));
    }

    [Fact]
    public void Should_understand_pain_001()
    {
        PaymentOrders orders = new IsoCodec().ReadOrders(Samples.Pain001("BANKA202611280001", 3));

        Assert.Equal(("BANKA202611280001", "4301001234567890", "长沙市医疗保障局"), (orders.Batch, orders.PayerAccount, orders.PayerName));
        Assert.Equal((new DateOnly(2026, 11, 28), 600L), (orders.Requested, orders.TotalFen));
        Assert.Equal(
            new PaymentOrder
            {
                Number = 3,
                Serial = "BANKA202611280001-000003",
                PayeeAccount = "6222020000000003",
                PayeeName = "张示例",
                PayeeBank = "工商银行长沙支行",
                LineNumber = "102551000017",
                Fen = 300,
                Purpose = "01",
                Memo = "医保待遇",
            },
            orders.Lines[2]);
    }

    [Fact]
    public async Task Should_be_tested_with_valid_pain_001()
        => await Xsd.AssertValidAsync(Samples.Pain001("BANKA202611280001", 3), "pain.001.001.09.xsd");

    [Theory]
    [InlineData("|1234567.88|", "|1234567.87|", "header, trailer and lines sum up alike")]
    [InlineData("|20261128|2|", "|20261128|3|", "header, trailer and lines count alike")]
    [InlineData("T|2|", "T|3|", "header, trailer and lines count alike")]
    [InlineData("D|2|", "D|3|", "line numbers from 1 without gaps")]
    [InlineData("|0.01|", "|0.1|", "yuan with exactly two decimals")]
    [InlineData("|0.01|", "|-0.01|", "yuan with exactly two decimals")]
    [InlineData("|0.01|CNY", "|0.01|USD", "currency CNY")]
    [InlineData("|李示例|||", "|李|示例|||", "a record D has 14 fields")]
    [InlineData("\r\nT|", "\r\n\r\nT|", "a record T has 4 fields")]
    [InlineData("\r\nT|", "\nT|", "every line ends as the profile says")]
    [InlineData("H|1|", "\uFEFFH|1|", "a record H stands here")]
    [InlineData("|PI|", "|XX|", "kind PI, PP, CO or RF")]
    [InlineData("|20261128|2", "|20261131|2", "yyyyMMdd")]
    public void Should_refuse_broken_text(string right, string wrong, string rule)
    {
        string text = Text.Replace(right, wrong, StringComparison.Ordinal);
        Assert.NotEqual(Text, text);

        var refusal = Assert.Throws<UnreadableFileException>(() => Delimited().ReadOrders(Samples.Sealed(text)));

        Assert.EndsWith(rule, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_refuse_what_the_control_value_does_not_cover()
    {
        byte[] file = Samples.Sealed(Text);
        byte[] changed = [.. file];
        changed[30] ^= 1;

        Refused("SM3 of every byte before it", changed);
        Refused("nothing after the trailer's line end", [.. file, (byte)'\n']);
        Refused("every line ends as the profile says", file[..^2]);
    }

    [Fact]
    public void Should_refuse_bytes_that_are_no_characters()
    {
        byte[] bytes = Samples.Gb18030.GetBytes(Text);
        bytes[bytes.AsSpan().IndexOf(Samples.Gb18030.GetBytes("李"))] = 0xFF;

        Refused("no broken character", Samples.Sealed(bytes));
    }

    [Fact]
    public void Should_refuse_a_character_that_crosses_a_border_of_fixed_width()
    {
        byte[] bytes = Samples.Fixed("BANKA202611280001", 1)[..^66];
        int name = 196 + 1 + 8 + 35 + 34;
        bytes[name + 59] = 0xD0;

        var refusal = Assert.Throws<UnreadableFileException>(() => Fixed().ReadOrders(Samples.Sealed(bytes)));

        Assert.Equal("line 2: GB18030 and no broken character", refusal.Message);
    }

    [Theory]
    [InlineData("<CtrlSum>6.00</CtrlSum><ReqdExctnDt>", "<CtrlSum>6.01</CtrlSum><ReqdExctnDt>")]
    [InlineData("<NbOfTxs>3</NbOfTxs><CtrlSum>6.00</CtrlSum><InitgPty>", "<NbOfTxs>2</NbOfTxs><CtrlSum>6.00</CtrlSum><InitgPty>")]
    [InlineData("<InstrId>3</InstrId>", "<InstrId>4</InstrId>")]
    [InlineData("Ccy=\"CNY\"", "Ccy=\"USD\"")]
    [InlineData("<InstdAmt Ccy=\"CNY\">1.00", "<InstdAmt Ccy=\"CNY\">1.001")]
    [InlineData("pain.001.001.09", "pain.001.001.03")]
    [InlineData("<PmtInfId>BANKA", "<PmtInfId>BANKB")]
    [InlineData("</CstmrCdtTrfInitn></Document>", "</CstmrCdtTrfInitn>")]
    [InlineData("<Document", "<!DOCTYPE Document [<!ENTITY x \"y\">]><Document")]
    public void Should_refuse_broken_pain_001(string right, string wrong)
    {
        string text = Encoding.UTF8.GetString(Samples.Pain001("BANKA202611280001", 3));
        string broken = text.Replace(right, wrong, StringComparison.Ordinal);
        Assert.NotEqual(text, broken);

        Assert.Throws<UnreadableFileException>(() => new IsoCodec().ReadOrders(Encoding.UTF8.GetBytes(broken)));
    }

    private static void AssertOrders(PaymentOrders orders)
    {
        Assert.Equal(("BANKA202611280001", "PI", "430100", "102"), (orders.Batch, orders.Kind, orders.Bureau, orders.BankType));
        Assert.Equal(("4301001234567890", "长沙市医疗保障局"), (orders.PayerAccount, orders.PayerName));
        Assert.Equal((new DateOnly(2026, 11, 28), 123_456_789L), (orders.Requested, orders.TotalFen));
        Assert.Equal(
            [
                new PaymentOrder
                {
                    Number = 1,
                    Serial = "PI2026112800000001",
                    PayeeAccount = "43001001",
                    PayeeName = "湖南亅第一示例医院",
                    PayeeBank = "建设银行长沙支行",
                    LineNumber = "105551000018",
                    SameBank = false,
                    Fen = 123_456_788,
                    Purpose = "01",
                    Memo = "十一月结算",
                },
                new PaymentOrder
                {
                    Number = 2,
                    Serial = "PI2026112800000002",
                    PayeeAccount = "6222020000000001",
                    PayeeName = "李示例",
                    SameBank = true,
                    Fen = 1,
                },
            ],
            orders.Lines);
    }

    private static void Refused(string rule, byte[] file)
        => Assert.EndsWith(rule, Assert.Throws<UnreadableFileException>(() => Delimited().ReadOrders(file)).Message, StringComparison.Ordinal);

    private static TextCodec Delimited() => new(new TextDialect(FixedWidth: false));

    private static TextCodec Fixed() => new(new TextDialect(FixedWidth: true));
}
