using System.Globalization;
using System.Text;
using Hub.Adapters.Bank.Wire;
using Hub.Adapters.Bank.Wire.Text;

namespace Hub.Adapters.Bank.Tests;

public sealed class When_characters_go_round
{
    /// <summary>The 19 codes whose characters changed after 2000 (GB18030-2005: A8BC; GB18030-2022: the others), from the standard.</summary>
    public static TheoryData<string, int, string, int> Changed => new()
    {
        { "A6D9", 0xFE10, "84318236", 0xE78D }, { "A6DA", 0xFE12, "84318238", 0xE78E }, { "A6DB", 0xFE11, "84318237", 0xE78F }, { "A6DC", 0xFE13, "84318239", 0xE790 },
        { "A6DD", 0xFE14, "84318330", 0xE791 }, { "A6DE", 0xFE15, "84318331", 0xE792 }, { "A6DF", 0xFE16, "84318332", 0xE793 }, { "A6EC", 0xFE17, "84318333", 0xE794 },
        { "A6ED", 0xFE18, "84318334", 0xE795 }, { "A6F3", 0xFE19, "84318335", 0xE796 }, { "A8BC", 0x1E3F, "8135F437", 0xE7C7 }, { "FE59", 0x9FB4, "82359037", 0xE81E },
        { "FE61", 0x9FB5, "82359038", 0xE826 }, { "FE66", 0x9FB6, "82359039", 0xE82B }, { "FE67", 0x9FB7, "82359130", 0xE82C }, { "FE6D", 0x9FB8, "82359131", 0xE832 },
        { "FE7E", 0x9FB9, "82359132", 0xE843 }, { "FE90", 0x9FBA, "82359133", 0xE854 }, { "FEA0", 0x9FBB, "82359134", 0xE864 },
    };

    [Theory]
    [MemberData(nameof(Changed))]
    public void Should_have_the_codes_of_2022(string two, int character, string four, int privateUse)
    {
        Assert.Equal(two, Encode(char.ConvertFromUtf32(character)));
        Assert.Equal(char.ConvertFromUtf32(character), Decode(two));
        Assert.Equal(four, Encode(char.ConvertFromUtf32(privateUse)));
        Assert.Equal(char.ConvertFromUtf32(privateUse), Decode(four));
    }

    [Fact]
    public void Should_agree_with_the_platform_on_all_others()
    {
        var platform = CodePagesEncodingProvider.Instance.GetEncoding("gb18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;
        var changed = Changed.SelectMany(row => (int[])[row.Data.Item2, row.Data.Item4]).ToHashSet();
        var codes = new HashSet<string>();
        foreach (var character in Scalars())
        {
            var text = char.ConvertFromUtf32(character);
            var code = Encode(text);
            Assert.True(codes.Add(code), code);
            Assert.Equal(text, Decode(code));
            if (!changed.Contains(character))
            {
                Assert.Equal(Convert.ToHexString(platform.GetBytes(text)), code);
            }
        }
    }

    [Theory]
    [InlineData("80")]
    [InlineData("FF")]
    [InlineData("81")]
    [InlineData("817F")]
    [InlineData("81FF")]
    [InlineData("8130")]
    [InlineData("813081")]
    [InlineData("81308020")]
    [InlineData("8431A530")]
    [InlineData("E3329A36")]
    [InlineData("FE39FE39")]
    public void Should_refuse_what_is_no_code(string hex) => Assert.False(Gb18030.TryDecode(Convert.FromHexString(hex), new char[16], out _, out _));

    /// <summary>Every character there is, three fields a line, through a file whose widths are in bytes.</summary>
    [Fact]
    public async Task Should_fit_every_character_into_fixed_fields()
    {
        using var format = Banks.Format("text-fixed");
        var names = new Queue<string>(Names());
        var lines = new List<Canonical.PaymentLine>();
        while (names.Count > 0)
        {
            lines.Add(Banks.Line(lines.Count + 1, names.Dequeue(), 1, Next(), memo: Next()));
        }

        var rows = (await Banks.ReadBackAsync(format, await Banks.WriteAsync(format, lines))).OfType<PaymentRow>().ToList();
        Assert.Equal(lines.Select(line => line.Payee.Holder), rows.Select(row => row.Name));
        Assert.Equal(lines.Select(line => line.Payee.BankName), rows.Select(row => row.BankName));
        Assert.Equal(lines.Select(line => line.Memo), rows.Select(row => row.Memo));

        string Next() => names.TryDequeue(out var name) ? name : "尾";
    }

    private static IEnumerable<string> Names()
    {
        foreach (var chunk in Scalars().Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.Control).Chunk(14))
        {
            // A bracket at either end: a space there would be refused, and is not what is tried here.
            yield return "(" + string.Concat(chunk.Select(char.ConvertFromUtf32)) + ")";
        }
    }

    private static IEnumerable<int> Scalars() => Enumerable.Range(0, 0x110000).Where(c => c is < 0xD800 or > 0xDFFF);

    private static string Encode(string text)
    {
        var bytes = new byte[8];
        Assert.True(Gb18030.TryEncode(text, bytes, out var written));
        return Convert.ToHexString(bytes.AsSpan(0, written));
    }

    private static string Decode(string hex)
    {
        var text = new char[8];
        Assert.True(Gb18030.TryDecode(Convert.FromHexString(hex), text, out var written, out _));
        return new string(text, 0, written);
    }
}
