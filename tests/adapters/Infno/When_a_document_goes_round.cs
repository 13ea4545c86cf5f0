using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Hub.Adapters.Infno.Profiles;
using Hub.Adapters.Infno.Wire;
using Hub.Adapters.Infno.Wire.Envelope;
using Hub.Adapters.Infno.Wire.Json;
using Hub.Adapters.Infno.Wire.Schema;
using Hub.Adapters.Infno.Wire.Validation;

namespace Hub.Adapters.Infno.Tests;

public class When_a_document_goes_round
{
    private static readonly string[] Texts = ["", "a", "示例", "null", "NULL", "\"", "\\", "\n", "\u2028", "😀", "{}", "1e400", "a&b=c", "</script>", "é", "\u007f"];

    [Fact]
    public void Should_read_back_what_was_written_for_every_transaction_and_field()
    {
        var profile = InfnoProfileLoader.National;
        var bodies = profile.Transactions.Values.SelectMany(t => new[] { t.Input, t.Output }).Where(b => b.Nodes.Count > 0).ToArray();
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            RoundTrip(bodies[random.Next(bodies.Length)], random);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));
    }

    [Fact]
    public void Should_write_an_envelope_in_printed_order_and_read_it_back()
    {
        var envelope = Messages.Envelope("2207") with { DevSafeInfo = "a\"b\\c", EncType = "SM4", OpterName = "😀" };
        var body = EnvelopeWriter.WriteRequest(envelope, "{\"data\": {} }"u8);
        var read = EnvelopeReader.ReadRequest(body, new WireLimits());
        Assert.Equal(envelope, read.Envelope);
        Assert.Equal("{\"data\": {} }", System.Text.Encoding.UTF8.GetString(read.RawInput.Span));
        Assert.Equal(
            "infno,msgid,mdtrtarea_admvs,insuplc_admdvs,recer_sys_code,dev_no,dev_safe_info,cainfo,signtype,infver,opter_type,opter,opter_name,inf_time,fixmedins_code,fixmedins_name,sign_no,input,enc_type",
            string.Join(',', read.Outer.Select(m => m.Name)));
        var answer = new ResponseEnvelope { Infcode = "-1", InfRefmsgid = "1", RefmsgTime = "2", RespondTime = "3", ErrMsg = "错误", WarnMsg = "w" };
        var answered = EnvelopeReader.ReadResponse(EnvelopeWriter.WriteResponse(answer, default), new WireLimits());
        Assert.Equal(answer, answered.Envelope);
        Assert.Equal("infcode,inf_refmsgid,refmsg_time,respond_time,err_msg,output,warn_msg", string.Join(',', answered.Outer.Select(m => m.Name)));
        Assert.False(answered.Envelope.IsSuccess);
    }

    [Fact]
    public void Should_fill_empty_numbers_with_zero_and_other_fields_with_nothing()
    {
        var builder = new InfnoBodyBuilder(InfnoProfileLoader.National.Find("2001")!.Output);
        builder.Row("trtinfo").Text("psn_no", "1").Date("begndate", new DateOnly(2025, 1, 2));
        Assert.Equal(
            """{"trtinfo":[{"psn_no":"1","trt_chk_type":"","fund_pay_type":"","trt_enjymnt_flag":"","begndate":"2025-01-02","enddate":"","trt_chk_rslt":"","exp_content":""}]}""",
            System.Text.Encoding.UTF8.GetString(builder.ToUtf8()));
        var amounts = new InfnoBodyBuilder(InfnoProfileLoader.National.Find("4101")!.Input);
        amounts.Row("payinfo").Fen("fund_payamt", -5);
        amounts.Row("payinfo");
        Assert.Equal("""{"payinfo":[{"fund_pay_type":"","fund_payamt":-0.05},{"fund_pay_type":"","fund_payamt":0}]}""", System.Text.Encoding.UTF8.GetString(amounts.ToUtf8()));
        Assert.Throws<ArgumentException>(() => amounts.Row("nope"));
        Assert.Throws<ArgumentException>(() => amounts.Row("payinfo").Quantity("fund_payamt", 0.001m));
        Assert.Throws<ArgumentException>(() => amounts.Row("payinfo").Text("fund_payamt", "1"));
    }

    [Fact]
    public void Should_keep_every_fen()
    {
        Prop.ForAll(Gen.Choose(int.MinValue, int.MaxValue).Select(i => (long)i * 4_000_003L).ToArbitrary(), fen =>
        {
            var builder = new InfnoBodyBuilder(InfnoProfileLoader.National.Find("3201")!.Input);
            builder.Row("data").Fen("medfee_sumamt", fen);
            Assert.Equal(fen, builder.ToDocument().First("data")!.Value.Fen("medfee_sumamt"));
            var text = System.Text.Encoding.ASCII.GetBytes((fen / 100m).ToString("0.00", CultureInfo.InvariantCulture));
            Assert.True(ExactNumber.TryParse(text, out var number) && number.TryToHundredths(out var read) && read == fen);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Theory]
    [InlineData("0.29", 29L)]
    [InlineData("1.005", null)]
    [InlineData("-0", 0L)]
    [InlineData("1E+2", 10000L)]
    [InlineData("1e-2", 1L)]
    [InlineData("1e-3", null)]
    [InlineData("99999999999999.99", 9999999999999999L)]
    [InlineData("100000000000000.00", null)]
    [InlineData("12.50000000000000000000", 1250L)]
    [InlineData("00012.5", 1250L)]
    public void Should_read_amounts_exactly(string text, long? fen)
    {
        Assert.True(ExactNumber.TryParse(Messages.Utf8(text), out var number));
        Assert.Equal(fen, number.TryToHundredths(out var read) ? read : null);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("+1")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("1,000")]
    [InlineData("1.2.3")]
    [InlineData("0x10")]
    [InlineData("1e")]
    [InlineData("1e1000")]
    [InlineData("1e40")]
    [InlineData("NaN")]
    [InlineData("∞")]
    [InlineData("１２")]
    [InlineData("123456789012345678901234567890")]
    public void Should_refuse_what_is_no_number(string text) => Assert.False(ExactNumber.TryParse(Messages.Utf8(text), out _));

    [Theory]
    [InlineData("2025-01-02", "2025-01-02 00:00:00")]
    [InlineData("2025-01-02 03:04:05", "2025-01-02 03:04:05")]
    [InlineData("2025-01-02T03:04:05", "2025-01-02 03:04:05")]
    [InlineData("2025-01-02 03:04:05.123", "2025-01-02 03:04:05")]
    [InlineData("20250102030405", "2025-01-02 03:04:05")]
    [InlineData("20250102", "2025-01-02 00:00:00")]
    [InlineData("2024-02-29", "2024-02-29 00:00:00")]
    [InlineData("2025-02-29", null)]
    [InlineData("2025-13-01", null)]
    [InlineData("2025-01-02 24:00:00", null)]
    [InlineData("2025-01-02 23:59:60", null)]
    [InlineData("2025-1-2", null)]
    [InlineData("0000-01-01", null)]
    [InlineData("2025/01/02", null)]
    [InlineData("2025-01-02 03:04:05Z", null)]
    public void Should_read_the_times_of_the_field(string text, string? expected) =>
        Assert.Equal(expected, WireTime.TryParse(Messages.Utf8(text), out var moment) ? WireTime.Write(moment) : null);

    private static void RoundTrip(BodyTable table, Random random)
    {
        var builder = new InfnoBodyBuilder(table);
        var expected = new List<(string Node, int Row, FieldRule Rule, object? Value)>();
        foreach (var node in table.Nodes.Where(n => !table.Nodes.Any(o => o.Fields.Any(f => f.Type == FieldType.Node && f.Name == n.Name))))
        {
            for (var row = 0; row < (node.Many ? random.Next(3) : 1); row++)
            {
                var target = builder.Row(node.Name);
                foreach (var rule in node.Fields.Where(f => f.Type != FieldType.Node))
                {
                    expected.Add((node.Name, row, rule, Fill(target, rule, random)));
                }
            }
        }

        var first = builder.ToUtf8();
        var document = builder.ToDocument();
        Assert.Equal(first, document.Json.ToArray());
        foreach (var (node, row, rule, value) in expected)
        {
            Assert.Equal(value, Read(document.Rows(node).ElementAt(row), rule));
        }

        Assert.Empty(document.Unknown);
        _ = InfnoValidator.CheckBody(document, InfnoProfileLoader.National);
    }

    private static object? Fill(InfnoRowBuilder row, FieldRule rule, Random random)
    {
        switch (rule.Type)
        {
            case FieldType.Number when rule.IsAmount:
                var fen = random.NextInt64(-1_000_000_000_000, 1_000_000_000_000);
                row.Fen(rule.Name, fen);
                return fen;
            case FieldType.Number:
                var number = new decimal(random.Next(0, 99), 0, 0, false, (byte)Math.Min(rule.Scale, 2));
                row.Quantity(rule.Name, number);
                return number;
            case FieldType.Date:
                var day = new DateOnly(1900 + random.Next(200), 1 + random.Next(12), 1 + random.Next(28));
                row.Date(rule.Name, day);
                return day;
            case FieldType.DateTime:
                var moment = new DateTime(1900 + random.Next(200), 1 + random.Next(12), 1, random.Next(24), random.Next(60), random.Next(60));
                row.DateTime(rule.Name, moment);
                return moment;
            default:
                var text = Texts[random.Next(Texts.Length)];
                row.Text(rule.Name, text);
                return text is "" or "null" or "NULL" ? null : text;
        }
    }

    private static object? Read(InfnoRow row, FieldRule rule) => rule.Type switch
    {
        FieldType.Number when rule.IsAmount => row.Fen(rule.Name),
        FieldType.Number => row.Quantity(rule.Name),
        FieldType.Date => row.Date(rule.Name),
        FieldType.DateTime => row.DateTime(rule.Name),
        _ => row.Text(rule.Name),
    };
}
