using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.XPath;
using Hub.Adapters.Bank.Files;
using Hub.Canonical;
using Hub.Journal.Payments;

namespace Hub.Adapters.Bank.Tests;

/// <summary>
/// Every file of shared/data/iso20022 and of shared/data/attacks/xml, through the reader that fits or through all of them where none does,
/// with what must come of it.
/// </summary>
public sealed partial class When_third_party_samples_come
{
    private const string Read = "read";

    /// <summary>
    /// Messages that a bank sends us: what is said of the file as it stands, and of the same file in CNY. Many of them contradict
    /// themselves (made-up balances, no closing balance, details that are not the entry's amount); those are refused for that.
    /// </summary>
    private static readonly Dictionary<string, (string AsItIs, string InCny)> FromBanks = new(StringComparer.Ordinal)
    {
        ["samples/genkgo-camt/camt053.v2.all-balance-types.xml"] = ("BNK-1312 Bal/Amt/@Ccy", "BNK-1410 Bal/CLBD"),
        ["samples/genkgo-camt/camt053.v2.multi.statement.xml"] = ("BNK-1312 Acct/Ccy", Read),
        ["samples/genkgo-camt/camt053.v2.with-account-name.xml"] = ("BNK-1312 Bal/Amt/@Ccy", "BNK-1509 Bal/OPBD"),
        ["samples/genkgo-camt/camt053.v3.xml"] = ("BNK-1312 Acct/Ccy", "BNK-1408 Ntry/Amt"),
        ["samples/genkgo-camt/camt053.v8.xml"] = ("BNK-1312 Bal/Amt/@Ccy", "BNK-1412 TxDtls/Amt"),
        ["samples/genkgo-camt/camt054.v2.xml"] = ("BNK-1312 Ntry/Amt/@Ccy", "BNK-1509 TxDtls/Amt"),
        ["samples/genkgo-camt/camt054.v8-with-UETR.xml"] = ("BNK-1312 Ntry/Amt/@Ccy", "BNK-1509 Ntry/BookgDt"),
        ["samples/genkgo-camt/camt53.only-Dt-with-DtTm.xml"] = ("BNK-1312 Bal/Amt/@Ccy", "BNK-1509 Bal/CLBD"),
        ["samples/misc/pain.002.001.03_actc.xml"] = (Read, Read),
        ["samples/moov-iso20022/200519_camt.054_P_CH2909000000250094239_1111091335_0_2020061900081727.xml"] = ("BNK-1312 Ntry/Amt/@Ccy", Read),
        ["samples/moov-iso20022/200519_camt054-chdd_p_ch2909000000250094239_1110097484_0_20190520700381159.xml"] = ("BNK-1312 Ntry/Amt/@Ccy", Read),
        ["samples/moov-iso20022/200519_camt054-returns_p_ch2909000000250094239_1109800798_0_2019052023472022.xml"] = ("BNK-1312 Ntry/Amt/@Ccy", Read),
        ["samples/moov-iso20022/200924_camt.054_P_CH2909000000250094239_1110092703_0_2019042423412214.xml"] = ("BNK-1312 Ntry/Amt/@Ccy", Read),
        ["samples/moov-iso20022/200924_camt.054_P_CH2909000000250094239_1111091335_0_2020061900081727.xml"] = ("BNK-1312 Ntry/Amt/@Ccy", Read),
        ["samples/moov-iso20022/statement_1.xml"] = ("BNK-1312 Acct/Ccy", "BNK-1509 Bal/OPBD"),
        ["samples/moov-iso20022/valid_pain_v11.xml"] = ("BNK-1511 OrgnlGrpInfAndSts/GrpSts", "BNK-1511 OrgnlGrpInfAndSts/GrpSts"),
        ["samples/tryton-sepa/camt.054.001.02.xml"] = ("BNK-1312 Ntry/Amt/@Ccy", Read),
        ["samples/tryton-sepa/camt.054.001.04.xml"] = ("BNK-1312 Ntry/Amt/@Ccy", "BNK-1412 TxDtls/Amt"),
    };

    /// <summary>Everything else is no message that a bank sends us and is refused by its name, but for these, which name none.</summary>
    private static readonly Dictionary<string, string> Nameless = new(StringComparer.Ordinal)
    {
        ["samples/derived-bad/billion_laughs.xml"] = "BNK-1502 document",
        ["samples/derived-bad/xxe_external_entity.xml"] = "BNK-1502 document",
        ["samples/prowide/mx_sample_header.xml"] = "BNK-1506 document",
    };

    private static readonly Dictionary<string, string> Attacks = new(StringComparer.Ordinal)
    {
        ["deep_nesting_20000.xml"] = "BNK-1504",
        ["hapi_xml-with-xxe.xml"] = "BNK-1502",
        ["oie_test-xxe-example.xml"] = "BNK-1501",
        ["oie_test-xxe-hl7-example.xml"] = "BNK-1501",
        ["soap_billion_laughs.xml"] = "BNK-1502",
        ["soap_external_dtd.xml"] = "BNK-1502",
        ["soap_inner_string_xxe.xml"] = "BNK-1506",
        ["soap_quadratic_blowup.xml"] = "BNK-1502",
        ["soap_xxe_file.xml"] = "BNK-1502",
    };

    [Fact]
    public async Task Should_come_out_as_the_table_says()
    {
        var lines = await File.ReadAllLinesAsync(SharedFiles.Data("iso20022/index.csv"), TestContext.Current.CancellationToken);
        var samples = lines.Skip(1).Select(line => line.Split(',')).Select(fields => (File: fields[0], Message: fields[1])).ToList();
        Assert.True(samples.Count > 90, "the index holds the samples");
        Assert.Empty(FromBanks.Keys.Except(samples.Select(sample => sample.File)));
        var wrong = new List<string>();
        foreach (var (file, message) in samples)
        {
            var bytes = await File.ReadAllBytesAsync(SharedFiles.Data("iso20022/" + file), TestContext.Current.CancellationToken);
            if (FromBanks.TryGetValue(file, out var expected))
            {
                await Expect(expected.AsItIs, bytes, KindOf(message));
                await Expect(expected.InCny, InCny(bytes), KindOf(message));
                continue;
            }

            foreach (var kind in Enum.GetValues<BankFileKind>())
            {
                await Expect(Nameless.GetValueOrDefault(file, "BNK-1506 Document " + message), bytes, kind);
            }

            async Task Expect(string outcome, byte[] content, BankFileKind kind)
            {
                var got = await OutcomeAsync(content, kind);
                if (!got.StartsWith(outcome, StringComparison.Ordinal))
                {
                    wrong.Add($"{file} as {kind}: {outcome} expected, got {got}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    /// <summary>Counts and sums of what is read against the same file asked with XPath.</summary>
    [Fact]
    public async Task Should_be_read_right_in_cny()
    {
        var read = 0;
        foreach (var file in FromBanks.Where(entry => entry.Value.InCny == Read && !entry.Key.Contains("pain.002", StringComparison.Ordinal)).Select(entry => entry.Key))
        {
            var bytes = InCny(await File.ReadAllBytesAsync(SharedFiles.Data("iso20022/" + file), TestContext.Current.CancellationToken));
            var document = Navigate(bytes);
            var isNotice = file.Contains("054", StringComparison.Ordinal);
            using var format = FormatFor(bytes);
            var records = await Banks.ReadAsync(format, bytes, new BankFileName("sample.xml", isNotice ? BankFileKind.Notification : BankFileKind.Statement, null));
            Assert.Equal(Number(document, "count(//*[local-name()='TxDtls']) + count(//*[local-name()='Ntry'][not(.//*[local-name()='TxDtls'])])"), records.Count(r => r is BookedLine or ReturnedLine));
            Assert.Equal(records.Count(r => r is BookedLine or ReturnedLine), Assert.IsType<BankFileClosing>(records[^1]).Count);
            Assert.Equal(
                Sum(document, "//*[local-name()='Ntry'][*[local-name()='CdtDbtInd']='CRDT']/*[local-name()='Amt']") - Sum(document, "//*[local-name()='Ntry'][*[local-name()='CdtDbtInd']='DBIT']/*[local-name()='Amt']"),
                records.Sum(r => r is BookedLine booked ? booked.Booking.Amount.Fen : r is ReturnedLine returned ? returned.Result.Amount.Fen : 0));
            Assert.Equal(Number(document, "count(//*[local-name()='TxDtls'][*[local-name()='RtrInf']])"), records.OfType<ReturnedLine>().Count());
            Assert.Equal(
                document.Select("//*[local-name()='EndToEndId']").Cast<XPathNavigator>().Select(node => node.Value).Where(id => id != "NOTPROVIDED"),
                records.Select(r => r is BookedLine booked ? booked.Booking.Serial : r is ReturnedLine returned ? returned.Result.Serial : null).Where(serial => serial is not null));
            foreach (var (type, balances) in (IEnumerable<(string, IEnumerable<Money?>)>)
                [("OPBD", records.OfType<StatementOpening>().Select(s => s.Opening)), ("CLBD", records.OfType<StatementOpening>().Select(s => s.Closing))])
            {
                var stated = document.Select($"//*[local-name()='Bal'][.//*[local-name()='Cd']='{type}']/*[local-name()='Amt']").Cast<XPathNavigator>().Select(node => (Money?)Money.FromYuan(decimal.Parse(node.Value, CultureInfo.InvariantCulture)));
                Assert.Equal(stated, balances.Where(balance => balance is not null));
            }

            read++;
        }

        Assert.Equal(7, read);
    }

    /// <summary>No pain.002 sample states payments: ours, with other currencies, is what the others are measured by.</summary>
    [Theory]
    [InlineData("EUR")]
    [InlineData("CHF")]
    [InlineData("USD")]
    public async Task Should_be_refused_for_its_currency_with_entry_and_element(string currency)
    {
        var bytes = IsoBank.Bytes(IsoBank.Status().Replace("CNY", currency, StringComparison.Ordinal));
        Assert.StartsWith("BNK-1312 Amt/InstdAmt/@Ccy", await OutcomeAsync(bytes, BankFileKind.Return), StringComparison.Ordinal);
        Assert.Equal(Read, await OutcomeAsync(InCny(bytes), BankFileKind.Return));
    }

    [Fact]
    public async Task Should_decode_declared_gb18030()
    {
        var bytes = await File.ReadAllBytesAsync(SharedFiles.Data("iso20022/samples/derived-bad/gb18030_declared.xml"), TestContext.Current.CancellationToken);
        Assert.Contains("encoding=\"GB18030\"", Encoding.Latin1.GetString(bytes), StringComparison.OrdinalIgnoreCase);
        using var reader = new Gb18030TextReader(new MemoryStream(bytes));
        var text = new StringBuilder();
        var chars = new char[100];
        while (reader.Read(chars, 0, chars.Length) is var count && count > 0)
        {
            text.Append(chars, 0, count);
        }

        Assert.Equal(CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!.GetString(bytes), text.ToString());
        Assert.Contains(text.ToString(), c => c > 0x4E00);

        // Its payer has an IBAN, which no file of ours has: our own verification comes as far as that.
        using var format = Banks.Format("iso20022");
        var wrong = await Assert.ThrowsAsync<BankFileException>(() => format.VerifyAsync(new MemoryStream(bytes), Banks.Header([]), TestContext.Current.CancellationToken));
        Assert.StartsWith("BNK-1509", wrong.Rule, StringComparison.Ordinal);
        Assert.Equal("PayerAccount", wrong.Field);
    }

    [Fact]
    public async Task Should_be_refused_at_once_when_it_attacks()
    {
        var folder = SharedFiles.Data("attacks/xml");
        Assert.Equal(Attacks.Keys.Order(StringComparer.Ordinal), Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal));
        foreach (var (file, code) in Attacks)
        {
            var bytes = await File.ReadAllBytesAsync(Path.Combine(folder, file), TestContext.Current.CancellationToken);
            foreach (var kind in Enum.GetValues<BankFileKind>())
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                var outcome = await OutcomeAsync(bytes, kind);
                Assert.True(outcome.StartsWith(code, StringComparison.Ordinal), $"{file}: {outcome}");
                Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 16_000_000, $"{file} took memory");
            }
        }
    }

    private static BankFileKind KindOf(string message) => message[..8] switch
    {
        "pain.002" => BankFileKind.Return,
        "camt.053" => BankFileKind.Statement,
        "camt.054" => BankFileKind.Notification,
        _ => throw new InvalidOperationException(message),
    };

    private static async Task<string> OutcomeAsync(byte[] bytes, BankFileKind kind)
    {
        using var format = FormatFor(bytes);
        try
        {
            var records = await Banks.ReadAsync(format, bytes, new BankFileName("sample.xml", kind, null));
            Assert.IsType<BankFileClosing>(records[^1]);
            return Read;
        }
        catch (BankFileException wrong)
        {
            Assert.NotEmpty(wrong.Fix);
            return $"{wrong.Rule[..8]} {wrong.Field} {MessageName().Match(wrong.Rule).Value}";
        }
    }

    // The account of a sample takes the place of the bureau's.
    private static BankFormat FormatFor(byte[] bytes) => Banks.Format("iso20022", connect: bank => bank.Payer.Number = AccountOf(bytes) ?? Banks.Account);

    private static string? AccountOf(byte[] bytes)
    {
        try
        {
            return Navigate(bytes).SelectSingleNode("//*[local-name()='Acct']/*[local-name()='Id']//*[not(*)]")?.Value;
        }
        catch (Exception e) when (e is XmlException or ArgumentException)
        {
            return null;
        }
    }

    private static XPathNavigator Navigate(byte[] bytes)
    {
        using var reader = XmlReader.Create(new MemoryStream(bytes), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        return new XPathDocument(reader).CreateNavigator();
    }

    private static byte[] InCny(byte[] bytes) =>
        Encoding.UTF8.GetBytes(CurrencyElement().Replace(CurrencyAttribute().Replace(Encoding.UTF8.GetString(bytes), "Ccy=\"CNY\""), "<Ccy>CNY</Ccy>"));

    private static int Number(XPathNavigator document, string path) => Convert.ToInt32(document.Evaluate(path), CultureInfo.InvariantCulture);

    private static long Sum(XPathNavigator document, string path) =>
        document.Select(path).Cast<XPathNavigator>().Sum(node => (long)(decimal.Parse(node.Value, CultureInfo.InvariantCulture) * 100));

    [GeneratedRegex("Ccy=\"[A-Z]{3}\"")]
    private static partial Regex CurrencyAttribute();

    [GeneratedRegex("<Ccy>[A-Z]{3}</Ccy>")]
    private static partial Regex CurrencyElement();

    [GeneratedRegex(@"[a-z]{4}\.[0-9]{3}\.[0-9]{3}\.[0-9]{2}(\.[a-z0-9.]+[0-9])?")]
    private static partial Regex MessageName();
}
