using System.Diagnostics;
using System.Text;
using Hub.Adapters.Bank.Profiles;
using Hub.Adapters.Bank.Wire;
using Hub.Canonical;
using Hub.Certs.Signatures;
using Hub.Journal.Payments;

namespace Hub.Adapters.Bank.Tests;

public sealed class When_payments_are_written
{
    public static TheoryData<string> Profiles => [.. BankProfileLoader.ShippedNames];

    [Fact]
    public async Task Should_give_exactly_these_delimited_bytes()
    {
        using var format = Banks.Format("text-delimited");
        var text = Gb(await Banks.WriteAsync(format, [Banks.Line(1), Banks.Line(2, "𠀀某", 100_00, "中国建设银行星城分行", null, "")], PaymentKind.PayPerson));
        var head = "H|1|430100|105|BANKA202611280001|PP|43001506068052500123|星城市医疗保障事务中心|CNY|20261128163005|20261129|2|223.45\r\n";
        var first = "D|1|P2026112800000001|6222020000000000000|张示例|中国工商银行示例支行|102100099996|0|123.45|CNY|YL01|医保结算款||\r\n";
        var second = "D|2|P2026112800000002|6222020000000000000|𠀀某|中国建设银行星城分行||1|100.00|CNY|YL01|||\r\n";
        var end = "T|2|223.45|";
        Assert.Equal(head + first + second + end + Convert.ToHexStringLower(Sm3.Hash(Bytes(head + first + second + end))) + "\r\n", text);
    }

    [Fact]
    public async Task Should_give_exactly_these_fixed_bytes()
    {
        using var format = Banks.Format("text-fixed", profile => profile with { IsCrLf = false });
        var file = await Banks.WriteAsync(format, [Banks.Line(1)]);
        var head = "H" + "01" + "430100" + "105" + "BANKA202611280001".PadRight(35) + "PI" + Banks.Account.PadRight(34) + "星城市医疗保障事务中心" + new string(' ', 60 - 22) + "CNY" + "20261128163005" + "20261129"
            + "00000001" + "000000000000012345" + "\n";
        var row = "D" + "00000001" + "P2026112800000001".PadRight(35) + "6222020000000000000".PadRight(34) + "张示例" + new string(' ', 54) + "中国工商银行示例支行" + new string(' ', 40) + "102100099996" + "0"
            + "000000000000012345" + "CNY" + "YL01    " + "医保结算款" + new string(' ', 50) + "  " + new string(' ', 20) + "\n";
        var end = "T" + "00000001" + "000000000000012345";
        Assert.Equal(head + row + end + Convert.ToHexStringLower(Sm3.Hash(Bytes(head + row + end))) + "\n", Gb(file));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task Should_give_the_same_bytes_twice_and_verify(string profile)
    {
        using var format = Banks.Format(profile);
        var lines = Enumerable.Range(1, 300).Select(i => Banks.Line(i, "示例" + i, i * 7)).ToList();
        var file = await Banks.WriteAsync(format, lines);
        Assert.Equal(file, await Banks.WriteAsync(format, lines));
        await format.VerifyAsync(new MemoryStream(file), Banks.Header(lines), TestContext.Current.CancellationToken);
        Assert.Equal(300, (await Banks.ReadBackAsync(format, file)).OfType<PaymentRow>().Count());
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task Should_not_verify_against_another_header_or_after_a_cut(string profile)
    {
        using var format = Banks.Format(profile);
        List<PaymentLine> lines = [Banks.Line(1), Banks.Line(2)];
        var file = await Banks.WriteAsync(format, lines);
        var header = Banks.Header(lines);
        foreach (var other in (PaymentFileHeader[])
            [
                header with { Count = 3 }, header with { Total = new Money(1) }, header with { BatchNumber = "BANKA202611280002" }, header with { RequestedOn = new DateOnly(2026, 12, 1) },
                header with { CreatedAt = Banks.Created.AddSeconds(1) },
            ])
        {
            await Assert.ThrowsAsync<BankFileException>(() => format.VerifyAsync(new MemoryStream(file), other, TestContext.Current.CancellationToken));
        }

        for (var length = 0; length < file.Length; length += 7)
        {
            await Assert.ThrowsAsync<BankFileException>(() => format.VerifyAsync(new MemoryStream(file[..length]), header, TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [InlineData("text-delimited", "a|b", "payee name", "BNK-1607")]
    [InlineData("text-delimited", "a\tb", "payee name", "BNK-1607")]
    [InlineData("text-delimited", "", "payee name", "BNK-1606")]
    [InlineData("text-delimited", "中½", "payee name", "BNK-1610")]
    [InlineData("text-fixed", "中½中", "payee name", "BNK-1610")]
    [InlineData("text-fixed", " 中", "payee name", "BNK-1608")]
    [InlineData("text-fixed", "中 ", "payee name", "BNK-1608")]
    [InlineData("text-fixed", "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十a", "payee name", "BNK-1609")]
    [InlineData("text-fixed", "𠀀𠀁𠀂𠀃𠀄𠀅𠀆𠀇𠀈𠀉𠀊𠀋𠀌𠀍𠀎𠀏", "payee name", "BNK-1609")]
    [InlineData("iso20022", "a\u0001", "Nm", "BNK-1607")]
    [InlineData("iso20022", "a\uFFFE", "Nm", "BNK-1607")]
    [InlineData("iso20022", "½", "Nm", "BNK-1610")]
    [InlineData("iso20022", " a", "Nm", "BNK-1608")]
    public async Task Should_refuse_a_name_that_cannot_be_said(string profile, string name, string field, string code)
    {
        // An attribute cannot hold half a character.
        using var format = Banks.Format(profile);
        var half = name.Replace('½', '\uD842');
        var wrong = await Assert.ThrowsAsync<BankFileException>(() => Banks.WriteAsync(format, [Banks.Line(1), Banks.Line(2, half)]));
        Assert.Equal(profile == "iso20022" ? 2 : 3, wrong.Line);
        Assert.Equal(field, wrong.Field);
        Assert.StartsWith(code, wrong.Rule, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_name_the_byte_of_half_a_character()
    {
        using var format = Banks.Format("text-fixed");
        var wrong = await Assert.ThrowsAsync<BankFileException>(() => Banks.WriteAsync(format, [Banks.Line(1, "中𠀀a\uD842")]));
        Assert.Contains("after byte 7 of the field", wrong.Rule, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_refuse_lines_that_the_header_does_not_say()
    {
        foreach (var profile in BankProfileLoader.ShippedNames)
        {
            using var format = Banks.Format(profile, connect: bank => bank.Limits = new() { LinesMax = 3, LineFenMax = 1_000_00, FileFenMax = 1_500_00 });
            await Refused(format, header => header with { Count = 1 }, Banks.Line(1), Banks.Line(2));
            await Refused(format, header => header with { Total = new Money(1) }, Banks.Line(1));
            await Refused(format, header => header, Banks.Line(2));
            await Refused(format, header => header, Banks.Line(1), Banks.Line(3));
            await Refused(format, header => header, Banks.Line(1), Banks.Line(2) with { Serial = Banks.Line(1).Serial });
            await Refused(format, header => header, Banks.Line(1, fen: 0));
            await Refused(format, header => header, Banks.Line(1, fen: 1_000_01));
            await Refused(format, header => header, Banks.Line(1, fen: 900_00), Banks.Line(2, fen: 900_00));
            await Refused(format, header => header, Banks.Line(1), Banks.Line(2), Banks.Line(3), Banks.Line(4));
            await Refused(format, header => header with { BatchNumber = "../X" }, Banks.Line(1));
            await Refused(format, header => header);
        }

        static async Task Refused(BankFormat format, Func<PaymentFileHeader, PaymentFileHeader> change, params PaymentLine[] lines) => await Assert.ThrowsAsync<BankFileException>(
            () => format.WriteAsync(Stream.Null, change(Banks.Header(lines)), lines.ToAsyncEnumerable(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Should_not_collect_by_pain_001()
    {
        using var format = Banks.Format("iso20022");
        await Assert.ThrowsAsync<BankFileException>(() => Banks.WriteAsync(format, [Banks.Line(1)], PaymentKind.Collect));
        Assert.Contains(format.Check(Banks.Line(1), PaymentKind.Collect), objection => objection is { Field: "kind", IsError: true });
    }

    [Fact]
    public async Task Should_be_valid_by_the_official_schema_for_another_program()
    {
        var xmllint = Assert.Single(((string[])["/usr/bin/xmllint", "/usr/local/bin/xmllint"]).Where(File.Exists).DefaultIfEmpty(""));
        Assert.SkipWhen(xmllint.Length == 0, "xmllint is not here: apt-get install libxml2-utils");
        using var format = Banks.Format("iso20022");
        List<PaymentLine> lines =
        [
            Banks.Line(1), Banks.Line(2, "𠀀<&>\"'某", 1), Banks.Line(3, "a", 99_999_999_999, "", null, "") with { Purpose = "" }, Banks.Line(4, new string('名', 140)),
            Banks.Line(5, string.Concat(Enumerable.Repeat("𠀀", 70)), 1, "", "102100099996"),
        ];
        var folder = Directory.CreateTempSubdirectory("hub-bank-");
        try
        {
            var file = Path.Combine(folder.FullName, "pay.xml");
            await File.WriteAllBytesAsync(file, await Banks.WriteAsync(format, lines), TestContext.Current.CancellationToken);
            var schema = Path.Combine(SharedFiles.Repository, "adapters/Bank/Wire/Schemas/pain.001.001.09.xsd");
            using var process = Process.Start(new ProcessStartInfo(xmllint, ["--noout", "--nonet", "--schema", schema, file]) { RedirectStandardError = true })!;
            var said = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode == 0, said);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static byte[] Bytes(string text) => CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!.GetBytes(text);

    private static string Gb(byte[] bytes) => CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!.GetString(bytes);
}
