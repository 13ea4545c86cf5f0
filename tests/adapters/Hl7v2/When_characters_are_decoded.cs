using System.Text;
using Hub.Adapters.Hl7v2.Tests.Support;
using Hub.Adapters.Hl7v2.Wire;
using Hub.Canonical.Messages;

namespace Hub.Adapters.Hl7v2.Tests;

public sealed class When_characters_are_decoded
{
    // Second bytes 0x5C, 0x5E, 0x7C, 0x7E: the delimiters of a reader that divides before it decodes.
    private const string Treacherous = "誠乗亅亊俓";

    [Theory]
    [InlineData("GBK")]
    [InlineData("GB 18030-2000")]
    [InlineData("GB18030")]
    public async Task Should_not_take_half_a_character_for_a_delimiter(string name)
    {
        var charset = Charset.Find(name)!;
        await using var door = new Door();
        var text = Texts.Versioned("ADT^A04", "G1", "2.5", "||||||" + name, Texts.Pid.Replace("张^三", Treacherous + "^三", StringComparison.Ordinal), Texts.Visit);
        var bytes = charset.Encode(text);
        Assert.True(bytes.AsSpan().IndexOfAny((byte)0x5C, (byte)0x5E) >= 0);
        Assert.Equal("AA", Assert.Single(await door.AskAsync(bytes)).Code);
        Assert.Equal(Treacherous + "三", Assert.IsType<RegisterEncounter>(door.Journal.Commands.Single()).Person.Name);
        Assert.Equal(bytes, door.Journal.Taken.Single().Raw.ToArray());
    }

    [Fact]
    public async Task Should_find_MSH_18_behind_treacherous_names()
    {
        await using var door = new Door();
        var text = Texts.Versioned("ADT^A04", "G2", "2.5", "||||||GBK", Texts.Pid, Texts.Visit).Replace("|BUREAU|", "|" + Treacherous + "局|", StringComparison.Ordinal);
        Assert.Equal("AA", Assert.Single(await door.AskAsync(Charset.Gbk.Encode(text))).Code);
    }

    [Fact]
    public async Task Should_use_the_senders_set_where_MSH_18_is_empty()
    {
        await using var door = new Door(o => o.Senders[0].Charset = "GBK");
        Assert.Equal("AA", Assert.Single(await door.AskAsync(Charset.Gbk.Encode(Texts.Registration("G3")))).Code);
        Assert.Equal("张三", Assert.IsType<RegisterEncounter>(door.Journal.Commands.Single()).Person.Name);
    }

    [Fact]
    public async Task Should_refuse_a_lie_with_the_byte()
    {
        await using var door = new Door();
        var text = Texts.Versioned("ADT^A04", "G4", "2.5", "||||||UNICODE UTF-8", Texts.Pid, Texts.Visit);
        var bytes = Charset.Gbk.Encode(text);
        var answer = Assert.Single(await door.AskAsync(bytes));
        Assert.Equal(("AR", "HL7-1007", "G4"), (answer.Code, answer.Error, answer.ControlId));
        var at = Array.FindIndex(bytes, b => b >= 0x80);
        Assert.Contains($"byte {at}:", answer.Message.First("ERR")!.Value(7), StringComparison.Ordinal);
        Assert.Empty(door.Journal.Commands);
    }

    [Theory]
    [InlineData("KOI-8", "HL7-1005")]
    [InlineData("UNICODE UTF-16", "HL7-1005")]
    [InlineData("ASCII", "HL7-1007")]
    public async Task Should_refuse_other_sets(string name, string error)
    {
        await using var door = new Door();
        Assert.Equal(error, (await door.AskOneAsync(Texts.Versioned("ADT^A04", "G5", "2.5", "||||||" + name, Texts.Pid, Texts.Visit))).Error);
    }

    [Fact]
    public async Task Should_skip_a_byte_order_mark_and_refuse_one_that_contradicts()
    {
        await using var door = new Door();
        byte[] mark = [0xEF, 0xBB, 0xBF];
        Assert.Equal("AA", Assert.Single(await door.AskAsync([.. mark, .. Encoding.UTF8.GetBytes(Texts.Registration("G6"))])).Code);
        var gbk = Charset.Gbk.Encode(Texts.Versioned("ADT^A04", "G7", "2.5", "||||||GBK", Texts.Pid, Texts.Visit));
        Assert.Equal("HL7-1006", Assert.Single(await door.AskAsync([.. mark, .. gbk])).Error);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task Should_take_other_line_ends_for_the_same_message(string end)
    {
        await using var door = new Door();
        var first = await door.AskOneAsync(Texts.Registration("L1"));
        Assert.Equal(first.Bytes, (await door.AskOneAsync(Texts.Registration("L1").Replace("\r", end, StringComparison.Ordinal))).Bytes);
    }

    [Theory]
    [InlineData(@"a\F\b\S\c\T\d\R\e\E\f", @"a|b^c&d~e\f")]
    [InlineData(@"a\X41\b\XE5BCA0\", "aAb张")]
    [InlineData(@"a\.br\b\H\c\N\d", "a\nbcd")]
    [InlineData(@"\Z01\ \C2842\ \Q\ x", @"\Z01\ \C2842\ \Q\ x")]
    [InlineData(@"a\F", @"a\F")]
    [InlineData(@"\XZZ\\X4\", @"\XZZ\\X4\")]
    public void Should_unescape_what_the_standard_names_and_keep_the_rest(string text, string value) =>
        Assert.Equal(value, Escapes.Unescape(text, Delimiters.Usual, Charset.Utf8));

    [Fact]
    public async Task Should_let_no_escape_make_a_segment()
    {
        await using var door = new Door();
        var pid = Texts.Pid.Replace("张^三", @"张\X0D\ZSL|1^三", StringComparison.Ordinal);
        Assert.Equal("HL7-1303", (await door.AskOneAsync(Texts.Message("ADT^A04", "L2", pid, Texts.Visit))).Error);
    }

    [Fact]
    public void Should_write_what_it_reads_again()
    {
        var random = new Random(20260609);
        const string Signs = "|^~\\&\r\nab张\t𠮷F.S";
        for (var i = 0; i < 2000; i++)
        {
            var value = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Signs[random.Next(Signs.Length)])).Replace("\ud842", "", StringComparison.Ordinal)
                .Replace("\udfb7", "", StringComparison.Ordinal);
            var escaped = Escapes.Escape(value, Delimiters.Usual);
            Assert.DoesNotContain(escaped, c => "|^~&\r\n".Contains(c, StringComparison.Ordinal));
            Assert.Equal(value, Escapes.Unescape(escaped, Delimiters.Usual, Charset.Utf8));
        }
    }
}
