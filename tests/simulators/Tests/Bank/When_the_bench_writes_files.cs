using System.Xml.Linq;
using Hub.Simulators.Bank;
using Hub.Simulators.Bank.Codecs;
using Hub.Simulators.Bank.Files;
using Hub.Simulators.Bench.BankFile;

namespace Hub.Simulators.Tests.Bank;

public sealed class When_the_bench_writes_files : IDisposable
{
    private static readonly Letterhead Head = new()
    {
        Bureau = "430100",
        BankType = "102",
        Account = "1020000000000001",
        Batch = "BANKD202611280001",
        Created = new DateTime(2026, 11, 28, 20, 30, 5, DateTimeKind.Unspecified),
        Day = new DateOnly(2026, 11, 28),
        KeyId = "bankd-1",
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("hub-bench-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Should_hand_in_a_list_of_ten_lines()
    {
        using var stream = new MemoryStream();
        await PersonsContent.WriteAsync(stream, new Reimbursements("D261128", 10));

        string[] lines = Gb18030.Strict.GetString(stream.ToArray()).Split("\r\n");
        Assert.Equal(12, lines.Length);
        Assert.Equal("serial,party,holder,personName,account,bankName,lineNumber,amount,purpose,memo", lines[0]);
        Assert.Equal("D26112800000001,4301000000000001,赵仿演,赵仿演,6228480000000000018,示例银行城东支行,102100099996,8584.15,REIM,零星报销", lines[1]);
        Assert.Equal("D26112800000010,4301000000000010,王平,王平,6228480000000000109,示例银行城东支行,102100099996,8120.33,REIM,零星报销", lines[10]);
        Assert.Equal("", lines[11]);
    }

    [Fact]
    public void Should_give_some_people_names_of_four_bytes_a_character()
    {
        Reimbursement[] people = [.. new Reimbursements("D", 1_000).All];

        Assert.Equal(20, people.Count(one => one.Name.EnumerateRunes().Any(rune => rune.Value > 0xFFFF)));
        Assert.All(people, one => Assert.InRange(one.Name.EnumerateRunes().Count(), 2, 4));
    }

    [Fact]
    public void Should_write_a_delimited_return_file_of_ten_lines()
    {
        const string name = "RET_BANKD202611280001_1.txt";
        string path = Path.Combine(_folder, name);
        ControlFile control = new BankPapers(BankProfile.TextDelimited, Head, new Reimbursements("D261128", 10)).WriteReturn(path, name);

        Assert.Equal(
            """
            H|1|430100|102|BANKD202611280001|RT|20261128203005|10|51147.49
            D|1|D26112800000001|6228480000000000018|8584.15|S|B2026112800000001|20261128|||8584.15
            D|2|D26112800000002|6228480000000000026|3785.81|S|B2026112800000002|20261128|||3785.81
            D|3|D26112800000003|6228480000000000034|3410.93|S|B2026112800000003|20261128|||3410.93
            D|4|D26112800000004|6228480000000000042|2316.34|S|B2026112800000004|20261128|||2316.34
            D|5|D26112800000005|6228480000000000059|6378.30|S|B2026112800000005|20261128|||6378.30
            D|6|D26112800000006|6228480000000000067|768.93|S|B2026112800000006|20261128|||768.93
            D|7|D26112800000007|6228480000000000075|5487.04|S|B2026112800000007|20261128|||5487.04
            D|8|D26112800000008|6228480000000000083|8620.84|S|B2026112800000008|20261128|||8620.84
            D|9|D26112800000009|6228480000000000091|3674.82|S|B2026112800000009|20261128|||3674.82
            D|10|D26112800000010|6228480000000000109|8120.33|S|B2026112800000010|20261128|||8120.33
            T|10|51147.49|10|51147.49|0|0.00|0|0.00|0|0.00|afd3ed887c5e6151ff26e8fafee99bb0067e9c703235a4ddfb1ad365a95967ef

            """,
            File.ReadAllText(path, Gb18030.Strict).Replace("\r\n", "\n", StringComparison.Ordinal));
        Assert.Equal((10, 5_114_749, name), (control.Count, control.TotalFen, control.File));
    }

    [Theory]
    [InlineData(BankProfile.TextDelimited)]
    [InlineData(BankProfile.TextFixed)]
    public void Should_write_the_same_return_file_as_the_simulated_bank(BankProfile profile)
    {
        var payments = new Reimbursements("D261128", 200);
        string path = Path.Combine(_folder, "return");
        ControlFile control = new BankPapers(profile, Head, payments).WriteReturn(path, "RET_X_1.txt");

        byte[] bytes = File.ReadAllBytes(path);
        Assert.Equal(
            Gb18030.Strict.GetString(new TextCodec(new TextDialect(profile == BankProfile.TextFixed)).Write(Sheet(payments))),
            Gb18030.Strict.GetString(bytes));
        Assert.Equal(ControlFile.Of("RET_X_1.txt", bytes, 200, new BankPapers(profile, Head, payments).PaidFen, "bankd-1"), control);
    }

    [Theory]
    [InlineData(BankProfile.TextDelimited)]
    [InlineData(BankProfile.TextFixed)]
    public void Should_write_the_same_statement_as_the_simulated_bank(BankProfile profile)
    {
        var payments = new Reimbursements("D261128", 200);
        string path = Path.Combine(_folder, "statement");
        ControlFile control = new BankPapers(profile, Head, payments).WriteStatement(path, "STM_20261128_1.txt", "ST20261128", 500_000_000);

        StatementSheet sheet = Statement(payments, 500_000_000);
        Assert.Equal(
            Gb18030.Strict.GetString(new TextCodec(new TextDialect(profile == BankProfile.TextFixed)).Write(sheet)),
            Gb18030.Strict.GetString(File.ReadAllBytes(path)));
        Assert.Equal(sheet.ClosingFen - sheet.OpeningFen, control.TotalFen);
    }

    [Fact]
    public void Should_say_the_same_in_xml_as_the_simulated_bank()
    {
        var payments = new Reimbursements("D261128", 200);
        var papers = new BankPapers(BankProfile.Iso20022, Head, payments);
        papers.WriteReturn(Path.Combine(_folder, "return"), "RET_BANKD202611280001_1.xml");
        papers.WriteStatement(Path.Combine(_folder, "statement"), "STM_20261128_1.xml", "ST20261128", 500_000_000);

        AssertXml(new IsoCodec().Write(Sheet(payments)), "return");
        AssertXml(new IsoCodec().Write(Statement(payments, 500_000_000)), "statement");
    }

    private void AssertXml(byte[] expected, string file)
    {
        using var stream = new MemoryStream(expected);
        Assert.Equal(Plain(XDocument.Load(stream)), Plain(XDocument.Load(Path.Combine(_folder, file))));

        static string Plain(XDocument document) => document.Root!.ToString(SaveOptions.None);
    }

    private static ReturnSheet Sheet(Reimbursements payments)
    {
        PaymentOrder[] orders = [.. payments.All.Select(one => new PaymentOrder
        {
            Number = one.Number, Serial = one.Serial, PayeeAccount = one.Account, PayeeName = one.Name, Fen = one.Fen,
        })];
        return new ReturnSheet
        {
            Number = "RET_BANKD202611280001_1",
            Orders = new PaymentOrders
            {
                Batch = Head.Batch, Kind = "PP", Bureau = Head.Bureau, BankType = Head.BankType, PayerAccount = Head.Account, PayerName = "",
                Requested = Head.Day, Lines = orders,
            },
            Created = Head.Created,
            StatedCount = payments.Count,
            StatedFen = payments.TotalFen,
            Lines =
            [
                .. orders.Select(one => Reimbursements.Fails(one.Number)
                    ? new ReturnLine(one, 'F', "", null, "AC04", "账户已销户")
                    : new ReturnLine(one, 'S', TextPapers.BankSerial(Head.Day, one.Number), Head.Day, "", "")),
            ],
        };
    }

    private static StatementSheet Statement(Reimbursements payments, long openingFen)
    {
        long balance = openingFen;
        var rows = new List<StatementRow>();
        foreach (Reimbursement one in payments.All)
        {
            bool isFee = Reimbursements.Fails(one.Number);
            long fen = isFee ? BankPapers.FeeFen : one.Fen;
            balance -= fen;
            rows.Add(new StatementRow
            {
                BankSerial = TextPapers.BankSerial(Head.Day, one.Number), Day = Head.Day, Credit = false, Fen = fen, BalanceFen = balance,
                Batch = isFee ? "" : Head.Batch, Serial = isFee ? "" : one.Serial, Counterparty = isFee ? "" : one.Name, Memo = isFee ? "手续费" : "零星报销",
            });
        }
        return new StatementSheet
        {
            Number = "ST20261128", Bureau = Head.Bureau, BankType = Head.BankType, Account = Head.Account, Created = Head.Created, From = Head.Day,
            To = Head.Day, OpeningFen = openingFen, ClosingFen = balance, Rows = rows,
        };
    }
}
