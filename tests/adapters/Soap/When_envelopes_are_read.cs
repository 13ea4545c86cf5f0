using System.Text;
using Hub.Adapters.Soap.Tests.Support;
using Hub.Adapters.Soap.Wire;

namespace Hub.Adapters.Soap.Tests;

public sealed class When_envelopes_are_read : IDisposable
{
    private readonly Door door = new();

    [Theory]
    [InlineData("\"urn:hub:soap:v1/Settle\"", "SOAP-1106")]
    [InlineData("urn:hub:soap:v1/SignIn", "")]
    [InlineData("\"\"", "")]
    [InlineData("\"http://tempuri.org/CallService\"", "SOAP-1106")]
    [InlineData("SignIn", "SOAP-1106")]
    public async Task Should_refuse_an_action_that_names_another_operation(string action, string code)
    {
        Assert.Equal(code, (await door.AskAsync(Requests.Envelope(Requests.Typed("SignIn")), action: action)).FaultCode);
        var type = $"application/soap+xml; charset=utf-8; action={(action.StartsWith('"') ? action : '"' + action + '"')}";
        Assert.Equal(code, (await door.AskAsync(Requests.Envelope(Requests.Typed("SignIn"), isSoap12: true), type)).FaultCode);
        var addressing = $"<a:Action xmlns:a=\"{SoapNames.Addressing}\">{action.Trim('"')}</a:Action>";
        Assert.Equal(code, (await door.AskAsync(Requests.Envelope(Requests.Typed("SignIn"), addressing))).FaultCode);
    }

    [Fact]
    public async Task Should_repeat_the_id_of_addressing_and_follow_no_address()
    {
        var header = $"<a:MessageID xmlns:a=\"{SoapNames.Addressing}\">urn:uuid:1&amp;2</a:MessageID>"
            + $"<a:ReplyTo xmlns:a=\"{SoapNames.Addressing}\" s:mustUnderstand=\"1\"><a:Address>http://127.0.0.1:9/</a:Address></a:ReplyTo>";
        var answer = await door.AskAsync(Requests.Envelope(Requests.Typed("SignIn"), header));
        Assert.Contains("RelatesTo", answer.Text, StringComparison.Ordinal);
        Assert.Contains("urn:uuid:1&amp;2", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/xml", "<x/>", "SOAP-1101")]
    [InlineData("text/xml", "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"/>", "SOAP-1103")]
    [InlineData("text/xml", "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body/></s:Envelope>", "SOAP-1104")]
    [InlineData("text/xml", "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><a/><b/></s:Body></s:Envelope>", "SOAP-1104")]
    [InlineData("text/xml", "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><a/></s:Body></s:Envelope>", "SOAP-1107")]
    [InlineData("text/xml", "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Body><a/></s:Body></s:Envelope>", "SOAP-1102")]
    [InlineData("text/xml", "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Header><x s:mustUnderstand=\"1\"/></s:Header><s:Body><a/></s:Body></s:Envelope>", "SOAP-1105")]
    [InlineData("text/xml", "<?pi x?><x/>", "SOAP-1011")]
    [InlineData("text/xml", "<!DOCTYPE x><x/>", "SOAP-1010")]
    [InlineData("text/xml", "<x><y></x>", "SOAP-1009")]
    [InlineData("text/xml", "<x>&nbsp;</x>", "SOAP-1009")]
    [InlineData("text/xml", "", "SOAP-1001")]
    [InlineData("text/plain", "<x/>", "SOAP-1004")]
    [InlineData("", "<x/>", "SOAP-1004")]
    [InlineData("multipart/related; type=\"application/xop+xml\"; boundary=x", "--x--", "SOAP-1005")]
    [InlineData("text/xml; charset=utf-7", "<x/>", "SOAP-1006")]
    [InlineData("text/xml; charset=gbk", "<?xml version=\"1.0\" encoding=\"utf-8\"?><x/>", "SOAP-1007")]
    public async Task Should_say_what_is_wrong_with_the_bytes(string type, string body, string code)
    {
        var answer = await door.AskAsync(body, type);
        Assert.Equal(code, answer.FaultCode);
        Assert.Equal(500, answer.Status);
    }

    [Fact]
    public async Task Should_use_the_codes_of_each_version()
    {
        var first = await door.AskAsync("<x/>");
        Assert.Contains("<faultcode>s:VersionMismatch</faultcode>", first.Text, StringComparison.Ordinal);
        var second = await door.AskAsync(Requests.Envelope("<x/>", "<y s:mustUnderstand=\"true\"/>", isSoap12: true), "application/soap+xml");
        Assert.Contains("<s:Value>s:MustUnderstand</s:Value>", second.Text, StringComparison.Ordinal);
        var third = await door.AskAsync(Requests.Envelope("<x/>", isSoap12: true), "application/soap+xml");
        Assert.Contains("<s:Value>s:Sender</s:Value>", third.Text, StringComparison.Ordinal);
        Assert.Equal(400, third.Status);
    }

    [Theory]
    [InlineData("GBK")]
    [InlineData("gb2312")]
    [InlineData("GB18030")]
    public async Task Should_read_and_answer_in_chinese_encodings(string name)
    {
        door.Journal.Reply = Replies.For;
        var text = Declaration(name) + Requests.Envelope(Requests.Typed("IdentifyPerson"));
        var answer = await door.AskAsync(DocumentText.Gb18030.GetBytes(text), "text/xml; charset=" + name);
        Assert.Equal(200, answer.Status);
        Assert.Contains("测试甲", DocumentText.Gb18030.GetString(answer.Bytes), StringComparison.Ordinal);
        Assert.Contains("encoding=\"GB", DocumentText.Gb18030.GetString(answer.Bytes), StringComparison.Ordinal);
        var command = Assert.IsType<Canonical.Messages.IdentifyPerson>(Assert.Single(door.Journal.Accepted).Message);
        Assert.Equal("测试甲", command.Person.Name);
    }

    [Fact]
    public async Task Should_refuse_bytes_of_another_encoding_than_declared()
    {
        var envelope = Requests.Envelope(Requests.Typed("IdentifyPerson"));
        var utf8AsGbk = Encoding.UTF8.GetBytes(Declaration("GBK") + envelope);
        Assert.Equal("SOAP-1008", (await door.AskAsync(utf8AsGbk, "text/xml")).FaultCode);
        var gbkAsUtf8 = DocumentText.Gb18030.GetBytes(Declaration("UTF-8") + envelope);
        Assert.Equal("SOAP-1008", (await door.AskAsync(gbkAsUtf8, "text/xml")).FaultCode);
        Assert.Equal("SOAP-1008", (await door.AskAsync(DocumentText.Gb18030.GetBytes(envelope), "text/xml")).FaultCode);
    }

    [Fact]
    public async Task Should_read_utf16_by_its_mark_only()
    {
        var text = Declaration("UTF-16") + Requests.Envelope(Requests.Typed("SignIn"));
        Assert.Equal(200, (await door.AskAsync([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)], "text/xml")).Status);
        Assert.Equal(200, (await door.AskAsync([0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(text)], "text/xml")).Status);
        Assert.NotEqual(200, (await door.AskAsync(Encoding.Unicode.GetBytes(text), "text/xml")).Status);
        Assert.Equal("SOAP-1006", (await door.AskAsync([0xFF, 0xFE, 0, 0, .. Encoding.UTF32.GetBytes(text)], "text/xml")).FaultCode);
    }

    [Fact]
    public async Task Should_not_let_a_comment_cut_a_value()
    {
        var cut = Requests.Typed("SignIn").Replace("OperatorNumber>01", "OperatorNumber>0<!-- -->1", StringComparison.Ordinal);
        await door.AskAsync(Requests.Envelope(cut));
        Assert.Equal("01", Assert.IsType<Canonical.Messages.SignIn>(Assert.Single(door.Journal.Accepted).Message).OperatorNumber);
    }

    [Fact]
    public void Should_limit_what_a_document_may_hold()
    {
        string[] bombs =
        [
            string.Concat(Enumerable.Repeat("<a>", 20_000)),
            "<a " + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"x{i}=\"\" ")) + "/>",
            "<r>" + string.Concat(Enumerable.Range(0, 30_000).Select(i => $"<a xmlns:p=\"urn:{i}\"/>")) + "</r>",
            "<r>" + string.Concat(Enumerable.Repeat("<a/>", 250_000)) + "</r>",
        ];
        foreach (var bomb in bombs)
        {
            Assert.Equal(SoapErrorCodes.TooMuch, Assert.Throws<WireRefusedException>(() => EnvelopeReader.ReadTree(bomb)).Violation.Error);
        }
    }

    [Fact]
    public async Task Should_refuse_a_body_that_is_too_large()
    {
        door.Options.RequestBytesMax = 65_536;
        Assert.Equal("SOAP-1002", (await door.AskAsync(new byte[70_000])).FaultCode);
    }

    public void Dispose() => door.Dispose();

    private static string Declaration(string encoding) => $"<?xml version=\"1.0\" encoding=\"{encoding}\"?>";
}
