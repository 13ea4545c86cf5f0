using System.Text;
using Hub.Adapters.Front.Tests.Support;
using Hub.Adapters.Front.Wire;

namespace Hub.Adapters.Front.Tests;

public sealed class When_a_table_is_read
{
    private static readonly FrontLimits Limits = new(1024 * 1024, 100, 50, 4096);

    public static TheoryData<string, string> Wrong => new()
    {
        { "", "FRT-1201" },
        { Texts.ClaimHeader, "FRT-1201" },
        { "msgid\tno_such_column\n1\t2\n", "FRT-1204" },
        { Texts.ClaimHeader.Replace("visit_type", "msgid", StringComparison.Ordinal) + Texts.Claim("C", 1), "FRT-1205" },
        { Texts.ClaimHeader.Replace("\tcnt", "", StringComparison.Ordinal) + Texts.Claim("C", 1), "FRT-1206" },
        { Texts.ClaimHeader + Texts.Claim("C", 1).TrimEnd('\n'), "FRT-1209" },
        { Texts.ClaimHeader + Texts.Claim("C", 1), "FRT-1207" },
        { Texts.ClaimHeader + Texts.Claim("C", 1) + "#END\t2\n", "FRT-1208" },
        { Texts.ClaimHeader + Texts.Claim("C", 1) + "#END\n", "FRT-1208" },
        { Texts.Whole(Texts.ClaimHeader, [.. Enumerable.Range(0, 101).Select(i => Texts.Claim("C" + i, 1))]), "FRT-1210" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Should_refuse_what_is_wrong_with_it_as_a_whole(string text, string code) => Assert.Equal(
        code, Assert.Throws<FrontRefusedException>(() => FrontTableReader.Read(Encoding.UTF8.GetBytes(text), FrontEncoding.Utf8, Limits, false)).Error.Code);

    [Theory]
    [InlineData("\tO\t", "\t\t", "FRT-1308", "visit_type")]
    [InlineData("\tO\t", "\tX\t", "FRT-1310", "visit_type")]
    [InlineData("2026-11-02 09:00:00", "2026-11-02T09:00:00", "FRT-1310", "begntime")]
    [InlineData("\t1\t5\t", "\t1e0\t5\t", "FRT-1310", "cnt")]
    [InlineData("\t310\t", "\t3101234\t", "FRT-1309", "insutype")]
    [InlineData("J06.900", "J06\u0007", "FRT-1307", "diag_code")]
    [InlineData("J06.900", "J06.900|J07", "FRT-1310", "diag_code")]
    public void Should_name_field_and_rule_of_a_record(string from, string to, string code, string column)
    {
        var text = Texts.ClaimHeader + Texts.Claim("C1", 5).Replace(from, to, StringComparison.Ordinal);
        var record = Assert.Single(FrontTableReader.Read(Encoding.UTF8.GetBytes(text), FrontEncoding.Utf8, Limits, true));
        var refused = Assert.Throws<FrontRefusedException>(() => Translation.FrontTranslation.ToCommand(
            record, FrontFields.Read(record, FrontEncoding.Utf8, Limits), new("H43010000001", "430100", default)));
        Assert.Equal((code, column, 2), (refused.Error.Code, refused.Column, refused.Line));
    }

    [Fact]
    public void Should_refuse_rows_of_one_id_that_differ_in_the_visit()
    {
        var text = Texts.ClaimHeader + Texts.Claim("C1", 5) + Texts.Claim("C1", 5).Replace(Texts.Number, "110105194912310038", StringComparison.Ordinal);
        var record = Assert.Single(FrontTableReader.Read(Encoding.UTF8.GetBytes(text), FrontEncoding.Utf8, Limits, true));
        Assert.Equal("FRT-1305", Assert.Throws<FrontRefusedException>(() => FrontFields.Read(record, FrontEncoding.Utf8, Limits)).Error.Code);
    }

    [Fact]
    public void Should_let_a_broken_character_spoil_its_own_record_only()
    {
        byte[] bytes =
        [
            .. FrontEncoding.Gb18030.Encode(Texts.ClaimHeader + Texts.Claim("C1", 5)),
            .. Replace(FrontEncoding.Gb18030.Encode(Texts.Claim("C2", 5)), FrontEncoding.Gb18030.Encode("甲"), [0x81, 0xFF]),
        ];
        var records = FrontTableReader.Read(bytes, FrontEncoding.Gb18030, Limits, true);
        Assert.Single(FrontFields.Read(records[0], FrontEncoding.Gb18030, Limits));
        Assert.Equal("FRT-1306", Assert.Throws<FrontRefusedException>(() => FrontFields.Read(records[1], FrontEncoding.Gb18030, Limits)).Error.Code);
    }

    [Fact]
    public void Should_see_utf8_where_gb18030_was_agreed() => Assert.Equal(
        "FRT-1203",
        Assert.Throws<FrontRefusedException>(() => FrontTableReader.Read(
            Encoding.UTF8.GetBytes(Texts.ClaimHeader + Texts.Claim("C1", 5)), FrontEncoding.Gb18030, Limits, true)).Error.Code);

    [Fact]
    public void Should_write_every_character_of_gb18030_as_it_read_it()
    {
        foreach (var text in (string[])["\u9FB4\uFE10\uE81E", "㐀𠀀é€", "联通"])
        {
            Assert.Equal(text, FrontEncoding.Gb18030.Decode(FrontEncoding.Gb18030.Encode(text)));
        }

        Assert.Equal([0xFE, 0x59], FrontEncoding.Gb18030.Encode("\u9FB4"));
    }

    private static byte[] Replace(byte[] bytes, byte[] from, byte[] to)
    {
        var at = bytes.AsSpan().IndexOf(from);
        return [.. bytes[..at], .. to, .. bytes[(at + from.Length)..]];
    }
}
