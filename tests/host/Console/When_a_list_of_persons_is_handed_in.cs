using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Console.Officers;
using Hub.Console.Persons;
using Hub.Console.Tests.Support;
using Hub.Journal.Payments;

namespace Hub.Console.Tests;

[Collection(nameof(BooksGroup))]
public sealed class When_a_list_of_persons_is_handed_in(Books books)
{
    private const string Header = "serial,party,holder,personName,account,bankName,lineNumber,amount,purpose,memo,repeats\n";
    private const string Good = "P1,4301,张三,张三,6222020000000000000,测试银行,102100099996,1234.5,0101,零星报销,\n";
    private const string Query = "?name=list&day=2026-11-27&agency=430100&reason=r";

    public static TheoryData<string, string, string> Wrong => new()
    {
        { "P 1,4301,张三,张三,6222020000000000000,,,1,,,", "serial", "letters" },
        { ",4301,张三,张三,6222020000000000000,,,1,,,", "serial", "letters" },
        { "P1,,张三,张三,6222020000000000000,,,1,,,", "party", "long" },
        { "P1,4301,张三,,6222020000000000000,,,1,,,", "personName", "missing" },
        { "P1,4301,张三,李四,6222020000000000000,,,1,,,", "holder", "person entitled" },
        { "P1,4301,张三,张三,6.22202E+18,,,1,,,", "account", "digits" },
        { "P1,4301,张三,张三,6222020000000000000,,10210009999,1,,,", "lineNumber", "12 digits" },
        { "P1,4301,张三,张三,6222020000000000000,,,0,,,", "amount", "above zero" },
        { "P1,4301,张三,张三,6222020000000000000,,,-1,,,", "amount", "above zero" },
        { "P1,4301,张三,张三,6222020000000000000,,,1.005,,,", "amount", "two decimals" },
        { "P1,4301,张三,张三,6222020000000000000,,,\"1,234.50\",,,", "amount", "two decimals" },
        { "P1,4301,张三,张三,6222020000000000000,,,1.,,,", "amount", "two decimals" },
        { "P1,4301,张三,张三,6222020000000000000,,,1,,,P1", "repeats", "another payment" },
        { "P1,4301,张三,张三,6222020000000000000,,,1,,", "", "values" },
        { "P1,4301,张\u202E三,张\u202E三,6222020000000000000,,,1,,,", "holder", "cannot be seen" },
        { "P1,4301,\"张三,张三,6222020000000000000,,,1,,,", "", "quote" },
        { "", "", "empty" },
    };

    [Theory]
    [InlineData("utf-8")]
    [InlineData("gb18030")]
    [InlineData("GBK")]
    public async Task Should_become_payments_in_their_order(string charset)
    {
        await using var host = await ConsoleHost.StartAsync(books);
        var bytes = Bytes(Header + Good + "P2,4302,\"阿依古丽·买买提\",阿依古丽・买买提,1234567890,,,0.01,,\"说 \"\"明\"\"\",PP2026112600001\r\n", charset);
        var (status, answer) = await SendAsync(host, bytes, "text/csv; charset=" + charset);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal((2, "1234.51", 0), (answer.GetProperty("count").GetInt32(), answer.GetProperty("total").GetString(), answer.GetProperty("warnings").GetInt32()));
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        Assert.Equal([("persons list 2026-11-27 430100 " + sha256, new Act("robot", "r"))], host.Book.Calls);
        var lines = host.Book.List!.Lines;
        Assert.Equal([1, 2], lines.Select(line => line.Number));
        Assert.Equal(("张三", "6222020000000000000", "测试银行", "102100099996"), (lines[0].Payee.Holder, lines[0].Payee.Number, lines[0].Payee.BankName, lines[0].Payee.LineNumber));
        Assert.Equal((123450, "0101", "零星报销", null), (lines[0].Amount.Fen, lines[0].Purpose, lines[0].Memo, lines[0].RepeatsSerial));
        Assert.Equal(("阿依古丽·买买提", null, "说 \"明\"", "PP2026112600001"), (lines[1].Payee.Holder, lines[1].Payee.LineNumber, lines[1].Memo, lines[1].RepeatsSerial));
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Should_be_refused_with_line_column_rule_and_fix(string line, string column, string rule)
    {
        await using var host = await ConsoleHost.StartAsync(books);
        var (status, answer) = await SendAsync(host, Bytes(Header + Good.Replace("P1", "P0", StringComparison.Ordinal) + line + "\n"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "CON-1008"), (status, answer.GetProperty("code").GetString()));
        var problem = Assert.Single(answer.GetProperty("problems").EnumerateArray());
        Assert.Equal((3, column), (problem.GetProperty("line").GetInt32(), problem.GetProperty("field").GetString()));
        Assert.Contains(rule, problem.GetProperty("rule").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(problem.GetProperty("fix").GetString()!);
        Assert.DoesNotContain("张三", answer.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("6222", answer.GetRawText(), StringComparison.Ordinal);
        Assert.Empty(host.Book.Calls);
    }

    [Fact]
    public async Task Should_be_refused_with_every_problem_up_to_a_hundred()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        var lines = string.Concat(Enumerable.Range(1, 150).Select(i => $"P{i},4301,张三,张三,x y,,,0,,,\n"));
        var (_, answer) = await SendAsync(host, Bytes(Header + lines));
        var problems = answer.GetProperty("problems").EnumerateArray().ToList();
        Assert.Equal(100, problems.Count);
        Assert.Equal(51, problems[^1].GetProperty("line").GetInt32());
    }

    [Fact]
    public async Task Should_be_refused_when_a_serial_or_a_repetition_stands_twice()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        var (_, answer) = await SendAsync(host, Bytes(
            Header + Good + Good + "P3,4301,张三,张三,6222020000000000000,,,1,,,OLD\n" + "P4,4301,张三,张三,6222020000000000000,,,1,,,OLD\n"));
        Assert.Equal(
            [(3, "serial"), (5, "repeats")],
            answer.GetProperty("problems").EnumerateArray().Select(p => (p.GetProperty("line").GetInt32(), p.GetProperty("field").GetString())));
    }

    [Theory]
    [InlineData("serial,party,holder,account,amount\n", "personName")]
    [InlineData("serial,party,holder,personName,account,amount,amount\n", "amount")]
    [InlineData("serial,party,holder,personName,account,amount,colour\n", "colour")]
    [InlineData("", "")]
    public async Task Should_be_refused_with_a_header_that_does_not_hold(string header, string column)
    {
        await using var host = await ConsoleHost.StartAsync(books);
        var (status, answer) = await SendAsync(host, Bytes(header));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(column, answer.GetProperty("problems")[0].GetProperty("field").GetString());
        Assert.Equal(1, answer.GetProperty("problems")[0].GetProperty("line").GetInt32());
    }

    [Fact]
    public async Task Should_be_doubted_or_refused_as_the_options_say()
    {
        // Neither Luhn nor the check digit of the line number holds, and the holder is another.
        const string Doubtful = "P1,4301,张三,李四,6222020000000000001,,102100099990,1,,,\n";
        await using var lenient = await ConsoleHost.StartAsync(books, options => options.PersonsNameCheck = ListCheck.Warning);
        var (status, answer) = await SendAsync(lenient, Bytes(Header + Doubtful));
        Assert.Equal((HttpStatusCode.OK, 3), (status, answer.GetProperty("warnings").GetInt32()));
        Assert.Equal(["holder", "account", "lineNumber"], answer.GetProperty("doubtful").EnumerateArray().Select(p => p.GetProperty("field").GetString()));

        await using var strict = await ConsoleHost.StartAsync(books, options =>
            (options.PersonsNameCheck, options.PersonsCardCheck, options.PersonsLineNumberCheck) = (ListCheck.Error, ListCheck.Error, ListCheck.Error));
        (status, answer) = await SendAsync(strict, Bytes(Header + Doubtful));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, 3), (status, answer.GetProperty("problems").GetArrayLength()));
    }

    [Fact]
    public async Task Should_be_refused_when_its_bytes_are_not_of_the_charset()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        var (status, answer) = await SendAsync(host, Bytes(Header + Good, "gb18030"), "text/csv; charset=utf-8");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("charset", answer.GetProperty("rule").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/csv; charset=utf-16")]
    public async Task Should_be_refused_when_it_is_something_else(string type)
    {
        await using var host = await ConsoleHost.StartAsync(books);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(host, Bytes(Header + Good), type)).Status);
    }

    [Fact]
    public async Task Should_be_refused_when_it_is_larger_or_longer_than_allowed()
    {
        await using var host = await ConsoleHost.StartAsync(books, options => (options.PersonsBytesMax, options.PersonsLinesMax) = (2000, 2));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await SendAsync(host, Bytes(Header + new string('x', 3000)))).Status);
        var three = Header + Good + Good.Replace("P1", "P2", StringComparison.Ordinal) + Good.Replace("P1", "P3", StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendAsync(host, Bytes(three))).Status);
        Assert.Empty(host.Book.Calls);
    }

    [Fact]
    public async Task Should_end_at_a_line_that_never_ends()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        var (status, answer) = await SendAsync(host, Bytes(Header + Good + new string('x', 5000)));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, 3), (status, answer.GetProperty("problems")[0].GetProperty("line").GetInt32()));
    }

    [Fact]
    public async Task Should_be_told_what_its_head_lacks()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        var (status, answer) = await SendAsync(host, Bytes(Header + Good), query: "?agency=43x");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(["name", "day", "agency", "reason"], answer.GetProperty("problems").EnumerateArray().Select(p => p.GetProperty("field").GetString()));
    }

    private static byte[] Bytes(string text, string charset = "utf-8") => PersonsReader.EncodingOf(charset)!.GetBytes(text);

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(
        ConsoleHost host, byte[] body, string type = "text/csv; charset=utf-8", string query = Query)
    {
        using var browser = host.Browse();
        browser.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", host.Token("robot", OfficerRoles.Clear));
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var response = await browser.Client.PostAsync("/api/v1/payments/persons" + query, content);
        return (response.StatusCode, JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()));
    }
}
