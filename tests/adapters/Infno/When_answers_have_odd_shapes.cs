using Hub.Adapters.Infno.Profiles;
using Hub.Adapters.Infno.Wire;
using Hub.Adapters.Infno.Wire.Envelope;
using Hub.Adapters.Infno.Wire.Validation;

namespace Hub.Adapters.Infno.Tests;

public class When_answers_have_odd_shapes
{
    [Theory]
    [InlineData("""{"infcode":0}""", true)]
    [InlineData("""{"infcode":"0"}""", true)]
    [InlineData("""{"infcode":"0000"}""", true)]
    [InlineData("""{"infcode":-1}""", false)]
    [InlineData("""{"infcode":"-1"}""", false)]
    [InlineData("""{"infcode":1}""", false)]
    [InlineData("""{"infcode":"ok"}""", false)]
    [InlineData("""{"infcode":"0 "}""", false)]
    [InlineData("""{"infcode":0.0}""", false)]
    public void Should_take_only_zero_for_success(string body, bool success) =>
        Assert.Equal(success, EnvelopeReader.ReadResponse(Messages.Utf8(body), InfnoProfileLoader.National.Limits).Envelope.IsSuccess);

    [Theory]
    [InlineData("{}", "INF-1601")]
    [InlineData("""{"infcode":null}""", "INF-1601")]
    [InlineData("""{"infcode":"NULL"}""", "INF-1601")]
    [InlineData("""{"infcode":true}""", "INF-1202")]
    [InlineData("""{"infcode":[0]}""", "INF-1202")]
    [InlineData("""{"infcode":0,"INFCODE":-1}""", "INF-1006")]
    [InlineData("<html>", "INF-1004")]
    public void Should_refuse_an_answer_that_does_not_say_how_it_went(string body, string code) => Assert.Equal(
        code, Assert.Throws<WireRefusedException>(() => EnvelopeReader.ReadResponse(Messages.Utf8(body), InfnoProfileLoader.National.Limits)).Violation.Code);

    [Theory]
    [InlineData("9002", "sign_time", "sign_time", """{"sign_time":"2025-01-02 03:04:05"}""")]
    [InlineData("9002", "sign_time", "sign_time", """{"sign_time":{"sign_time":"2025-01-02 03:04:05"}}""")]
    [InlineData("9101", "(root)", "file_qury_no", """{"file_qury_no":"2025-01-02 03:04:05","filename":"f"}""")]
    [InlineData("5204", "(list)", "fee_ocur_time", """[{"fee_ocur_time":"2025-01-02 03:04:05"},{}]""")]
    [InlineData("5204", "(list)", "fee_ocur_time", """{"fee_ocur_time":"2025-01-02 03:04:05"}""")]
    public void Should_find_the_row_wherever_the_field_puts_it(string infno, string node, string field, string output) =>
        Assert.Equal("2025-01-02 03:04:05", Messages.Output(infno, output).First(node)!.Value.Text(field));

    [Theory]
    [InlineData("""{"infcode":0}""")]
    [InlineData("""{"infcode":0,"output":null}""")]
    [InlineData("""{"infcode":0,"output":""}""")]
    [InlineData("""{"infcode":0,"output":"null"}""")]
    [InlineData("""{"infcode":0,"output":{}}""")]
    public void Should_read_an_empty_output_as_no_rows(string body)
    {
        var response = EnvelopeReader.ReadResponse(Messages.Utf8(body), InfnoProfileLoader.National.Limits);
        var output = BodyOpener.ReadOutput(response, "2202", InfnoProfileLoader.National);
        Assert.Equal(0, output.RowCount);
        Assert.Empty(InfnoValidator.CheckBody(output, InfnoProfileLoader.National));
    }

    [Fact]
    public void Should_refuse_a_typed_getter_on_a_wrong_value_instead_of_inventing_one()
    {
        var row = Messages.Output("2207", """{"setlinfo":{"medfee_sumamt":"1.005","setl_time":"soon","psn_no":{}}}""").First("setlinfo")!.Value;
        Assert.Equal("INF-1408", Assert.Throws<WireRefusedException>(() => row.Fen("medfee_sumamt")).Violation.Code);
        Assert.Equal("INF-1410", Assert.Throws<WireRefusedException>(() => row.DateTime("setl_time")).Violation.Code);
        Assert.Equal("INF-1402", Assert.Throws<WireRefusedException>(() => row.Text("psn_no")).Violation.Code);
        Assert.Null(row.Fen("acct_pay"));
        Assert.Throws<ArgumentException>(() => row.Text("no_such_field"));
    }
}
