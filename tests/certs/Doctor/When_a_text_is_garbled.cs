using System.Text;
using Hub.Certs.Doctor;

namespace Hub.Certs.Tests.Doctor;

public sealed class When_a_text_is_garbled
{
    private const string Text = "姓名:张三丰,诊断:急性上呼吸道感染。";

    private static readonly Encoding Gbk = CodePagesEncodingProvider.Instance.GetEncoding(936)!;
    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding(54936)!;
    private static readonly byte[] Utf8 = Encoding.UTF8.GetBytes(Text);

    public static TheoryData<string, byte[], TextEncoding, string> Mistakes => new()
    {
        { "mark", [0xEF, 0xBB, 0xBF, .. Utf8], TextEncoding.Utf8, "TXT-101@0" },
        { "mark where gbk is agreed", [0xEF, 0xBB, 0xBF, .. Utf8], TextEncoding.Gbk, "TXT-101@0 TXT-202@0" },
        { "utf-16 with mark", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Text)], TextEncoding.Utf8, "TXT-102@0" },
        { "utf-16 of ascii", Encoding.BigEndianUnicode.GetBytes("H43010000001|2207"), TextEncoding.Gb18030, "TXT-102@0" },
        { "zero bytes", "abc\0\0def"u8.ToArray(), TextEncoding.Utf8, "TXT-103@3" },
        { "gbk for utf-8", Gbk.GetBytes("id=1 " + Text), TextEncoding.Utf8, "TXT-201@5" },
        { "utf-8 for gbk", Encoding.UTF8.GetBytes("id=1 " + Text), TextEncoding.Gbk, "TXT-202@5" },
        { "utf-8 for gb18030", Utf8, TextEncoding.Gb18030, "TXT-202@0" },
        { "four bytes in gbk", Gb18030.GetBytes("王㐀"), TextEncoding.Gbk, "TXT-203@2" },
        { "gbk's euro sign", [0xD6, 0xD0, 0x80], TextEncoding.Gb18030, "TXT-204@2" },
        { "another code point", [0xD6, 0xD0, 0xA8, 0xBC], TextEncoding.Gbk, "TXT-204@2" },
        { "private use", [0xD6, 0xD0, 0xAA, 0xA1], TextEncoding.Gb18030, "TXT-205@2" },
        { "latin-1", Encoding.Latin1.GetBytes("Müller née"), TextEncoding.Utf8, "TXT-206@1" },
        { "cut at the end", Utf8[..^1], TextEncoding.Utf8, $"TXT-301@{Utf8.Length - 3}" },
        { "cut at the end, gbk", Gbk.GetBytes(Text)[..^1], TextEncoding.Gbk, $"TXT-301@{Gbk.GetByteCount(Text) - 2}" },
        { "cut inside", [.. Utf8[..4], .. Utf8[6..]], TextEncoding.Utf8, "TXT-302@3" },
        { "cut inside, gbk", [0xD5, 0xC5, 0xC8, 0x20, 0x20, 0x31], TextEncoding.Gbk, "TXT-302@2" },
        { "replaced", Encoding.UTF8.GetBytes("张\uFFFD"), TextEncoding.Utf8, "TXT-303@3" },
        { "kun jin kao", Encoding.UTF8.GetBytes("a锟斤拷锟斤拷"), TextEncoding.Utf8, "TXT-304@1" },
        { "kun jin kao in gbk", Gbk.GetBytes("a锟斤拷锟斤拷"), TextEncoding.Gbk, "TXT-304@1" },
        { "utf-8 read as gbk", Encoding.UTF8.GetBytes(Gbk.GetString(Encoding.UTF8.GetBytes("急性上呼吸道感染。"))), TextEncoding.Utf8, "TXT-304@0" },
        { "utf-8 read as latin-1", Encoding.UTF8.GetBytes(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes("张三"))), TextEncoding.Utf8, "TXT-305@0" },
        { "gbk read as latin-1", Encoding.UTF8.GetBytes(Encoding.Latin1.GetString(Gbk.GetBytes("张三"))), TextEncoding.Utf8, "TXT-305@0" },
        { "question marks", "name=???"u8.ToArray(), TextEncoding.Utf8, "TXT-306@5" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Should_name_what_it_is_and_where(string what, byte[] bytes, TextEncoding agreed, string expected) =>
        Assert.Equal((what, expected), (what, string.Join(' ', TextDoctor.Look(bytes, agreed).Select(found => $"{found.Mistake.Code}@{found.Position}"))));

    [Theory]
    [InlineData(Text)]
    [InlineData("plain ASCII, 1 < 2?")]
    [InlineData("联通")]
    [InlineData("欧阳娜娜、龘䶮、№、①、Ⅳ")]
    [InlineData("")]
    public void Should_find_nothing_in_right_text(string text)
    {
        Assert.Empty(TextDoctor.Look(Encoding.UTF8.GetBytes(text), TextEncoding.Utf8));
        Assert.Empty(TextDoctor.Look(Gb18030.GetBytes(text.Replace("䶮", "", StringComparison.Ordinal)), TextEncoding.Gb18030));
        Assert.Empty(TextDoctor.Look(Gbk.GetBytes(text.Replace("䶮", "", StringComparison.Ordinal)), TextEncoding.Gbk));
    }

    [Fact]
    public void Should_find_nothing_in_random_text_of_common_characters()
    {
        var random = new Random(20261128);
        var level1 = Enumerable.Range(0, 3755).Select(i => Gbk.GetString([(byte)(0xB0 + (i / 94)), (byte)(0xA1 + (i % 94))])).ToArray();
        for (var round = 0; round < 20_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => level1[random.Next(level1.Length)]));
            Assert.Empty(TextDoctor.Look(Encoding.UTF8.GetBytes(text), TextEncoding.Utf8));
        }
    }

    [Fact]
    public void Should_survive_any_bytes()
    {
        var random = new Random(4711);
        for (var round = 0; round < 30_000; round++)
        {
            var bytes = new byte[random.Next(0, 40)];
            random.NextBytes(bytes);
            foreach (var agreed in Enum.GetValues<TextEncoding>())
            {
                Assert.All(TextDoctor.Look(bytes, agreed), found => Assert.InRange(found.Position, 0, bytes.Length));
            }
        }
    }
}
