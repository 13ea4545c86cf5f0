using System.Text;
using Hub.Adapters.Infno.Profiles;
using Hub.Adapters.Infno.Wire;
using Hub.Adapters.Infno.Wire.Envelope;
using Hub.Adapters.Infno.Wire.Json;

namespace Hub.Adapters.Infno.Tests;

public class When_json_is_hostile
{
    // What a defined refusal of well-formed JSON may say; anything else of a y_ file would mean that it was not parsed.
    private static readonly string[] BusinessCodes = ["INF-1006", "INF-1010", "INF-1205", "INF-1302"];
    private static readonly string[] FormCodes = ["INF-1001", "INF-1003", "INF-1004", "INF-1005", "INF-1007", "INF-1009"];

    public static TheoryData<string> Files()
    {
        var data = new TheoryData<string>();
        var folder = SharedFiles.Find("data/json-torture");
        foreach (var file in folder is null ? new List<string>() : Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories).Order().ToList())
        {
            data.Add(Path.GetRelativePath(folder!, file));
        }

        if (data.Count == 0)
        {
            data.Add("absent");
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Should_give_the_expected_outcome_as_a_whole_body_and_as_an_input(string file)
    {
        var bytes = File.ReadAllBytes(Path.Combine(SharedFiles.Require("data/json-torture"), file));
        var name = Path.GetFileName(file);
        foreach (var code in new[] { Envelope(bytes), Input(bytes) })
        {
            switch (name[1] == '_' ? name[0] : 'i')
            {
                case 'y':
                    Assert.True(code is null || BusinessCodes.Contains(code), code);
                    break;
                case 'n':
                    Assert.True(code is not null && FormCodes.Contains(code), code ?? "accepted");
                    break;
                default:
                    Assert.True(code is null || BusinessCodes.Contains(code) || FormCodes.Contains(code), code);
                    break;
            }
        }
    }

    [Theory]
    [InlineData("""{"infno":"2207","infno":"2208"}""", "INF-1006")]
    [InlineData("""{"infno":"2207","INFNO":"2208"}""", "INF-1006")]
    [InlineData("""{"infno":"2207","\u0069nfno":"2208"}""", "INF-1006")]
    [InlineData("""{"encType":"","enc_type":"SM4"}""", "INF-1006")]
    [InlineData("""{"x":1,"X":2}""", "INF-1006")]
    [InlineData("""{"x":{"a":1,"a":2}}""", "INF-1006")]
    [InlineData("""{"x":1e400}""", "INF-1009")]
    [InlineData("""{"x":NaN}""", "INF-1004")]
    [InlineData("""{"x":1,}""", "INF-1004")]
    [InlineData("""{"x":1/*c*/}""", "INF-1004")]
    [InlineData("""{"x":"\ud800"}""", "INF-1007")]
    [InlineData("""{"x":"\udc00\ud800"}""", "INF-1007")]
    [InlineData("""{"x":[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]}""", "INF-1005")]
    [InlineData("[]", "INF-1010")]
    [InlineData("   ", "INF-1001")]
    [InlineData("{}{}", "INF-1004")]
    public void Should_refuse_the_envelope_by_name(string body, string code) => Assert.Equal(code, Envelope(Messages.Utf8(body)));

    [Theory]
    [InlineData("""{"data":{"psn_no":"1","psn_no":"2"}}""", "INF-1006")]
    [InlineData("""{"data":{"psn_no":"1","PSN_NO":"2"}}""", "INF-1006")]
    [InlineData("""{"data":{"psn_no":"1"},"data":{"psn_no":"2"}}""", "INF-1006")]
    [InlineData("""{"data":{"psn_no":"1","\u0070sn_no":"2"}}""", "INF-1006")]
    [InlineData("""{"data":{"psn_no":"","psn_no":"2"}}""", "INF-1006")]
    [InlineData("""{"data":{"exp_content":"","expContent":"2"}}""", "INF-1006")]
    [InlineData("""{"data":{"zz":1,"ZZ":2}}""", "INF-1006")]
    [InlineData("""{"data":{"zz":{"a":{"b":1,"b":1}}}}""", "INF-1006")]
    [InlineData("""{"data":{"medfee_sumamt":1e400}}""", "INF-1009")]
    [InlineData("""{"data":{"psn_name":"\ud83d"}}""", "INF-1007")]
    [InlineData("""{"data":5}""", "INF-1304")]
    [InlineData("""{"data":[1]}""", "INF-1304")]
    public void Should_refuse_the_input_by_name(string input, string code) => Assert.Equal(code, Input(Messages.Utf8(input)));

    [Fact]
    public void Should_skip_one_byte_order_mark_and_refuse_utf16()
    {
        byte[] marked = [0xEF, 0xBB, 0xBF, .. Messages.Utf8(Messages.Request1101)];
        Assert.Empty(Messages.Check(marked));
        Assert.Equal("INF-1003", Messages.Check(Encoding.BigEndianUnicode.GetPreamble().Concat(Encoding.BigEndianUnicode.GetBytes(Messages.Request1101)).ToArray())[0].Code);
        Assert.Equal("INF-1003", Messages.Check(Encoding.Latin1.GetBytes("{\"x\":\"\u00e9\"}"))[0].Code);
    }

    [Fact]
    public void Should_refuse_a_body_over_the_limit_by_name()
    {
        var profile = InfnoProfileLoader.National with { Limits = new WireLimits { BodyBytesMax = 1000 } };
        Assert.Equal("INF-1002", Messages.Check(Messages.Utf8(Messages.Request1101 + new string(' ', 1000)), profile)[0].Code);
    }

    [Fact]
    public void Should_refuse_too_many_members_and_rows_by_name()
    {
        var members = "{\"data\":{" + string.Join(',', Enumerable.Range(0, 300).Select(i => $"\"x{i}\":1")) + "}}";
        Assert.Equal("INF-1008", Input(Messages.Utf8(members)));
        var rows = "{\"data\":[" + string.Join(',', Enumerable.Repeat("{}", 2001)) + "]}";
        Assert.Equal("INF-1305", Input(Messages.Utf8(rows)));
    }

    private static string? Envelope(byte[] body) => Code(() => EnvelopeReader.ReadRequest(body, InfnoProfileLoader.National.Limits));

    private static string? Input(byte[] input) => Code(() =>
        InfnoDocumentReader.Read(input, InfnoProfileLoader.National.Find("2207")!.Input, InfnoProfileLoader.National.Limits));

    private static string? Code(Func<object> read)
    {
        try
        {
            read();
            return null;
        }
        catch (WireRefusedException refusal)
        {
            return refusal.Violation.Code;
        }
    }
}
