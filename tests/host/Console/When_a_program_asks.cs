using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Hub.Console.Officers;
using Hub.Console.Tests.Support;
using Hub.Journal.Payments;

namespace Hub.Console.Tests;

[Collection(nameof(BooksGroup))]
public sealed class When_a_program_asks(Books books)
{
    private const OfficerRoles All =
        OfficerRoles.View | OfficerRoles.Clear | OfficerRoles.Seal | OfficerRoles.Release | OfficerRoles.Payee | OfficerRoles.Reconcile;

    [Theory]
    [InlineData("clear", """{"through":"2026-11-27","reason":"end of day"}""", "clear 2026-11-27 all", "end of day")]
    [InlineData("clear", """{"through":"2026-11-27","institutions":["H43010000001","H43010000002"],"reason":"r"}""", "clear 2026-11-27 H43010000001+H43010000002", "r")]
    [InlineData("seal", """{"bank":"banka","kind":"PayInstitution","through":"2026-11-27","requestedOn":"2026-11-28","reason":"r"}""", "seal banka PayInstitution 2026-11-27 2026-11-28", "r")]
    [InlineData("files/BANKA202611270002/release", """{"reason":"checked"}""", "release BANKA202611270002", "checked")]
    [InlineData("repeat", """{"serial":"PI2026112700002","reason":"account mended"}""", "repeat PI2026112700002", "account mended")]
    [InlineData("reconcile", """{"day":"2026-11-27","reason":"r"}""", "reconcile 2026-11-27", "r")]
    [InlineData("payees", """{"party":"H43010000004","account":"6222020000000077777","holder":"测试市第四医院","bankName":"测试银行","lineNumber":"102100099996","reason":"r"}""",
        "propose H43010000004 6222020000000077777 测试市第四医院 测试银行 102100099996", "r")]
    [InlineData("payees/H43010000002/2/approve", """{"reason":"paper seen"}""", "approve H43010000002 2", "paper seen")]
    public async Task Should_act_as_the_officer_of_the_token(string address, string body, string call, string reason)
    {
        await using var host = await ConsoleHost.StartAsync(books);
        var (status, answer) = await SendAsync(host, host.Add("robot", All), address, body);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(JsonValueKind.Object, answer.ValueKind);
        Assert.Equal([(call, new Act("robot", reason))], host.Book.Calls);
    }

    [Fact]
    public async Task Should_start_the_delivery_of_a_released_file_and_tell_success_even_when_it_does_not_start()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        host.Delivery.Failure = new InvalidOperationException("the route is not there");
        var (status, answer) = await SendAsync(host, host.Add("robot", All), "files/BANKA202611270002/release", """{"reason":"checked"}""");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("robot", answer.GetProperty("releasedBy").GetString());
        Assert.Equal(["BANKA202611270002"], host.Delivery.Started);
        Assert.Contains(host.Log.All, line => line.StartsWith("7011 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Should_learn_all_that_is_wrong_at_once_with_rule_and_fix()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        var (status, answer) = await SendAsync(
            host, host.Add("robot", All), "seal", """{"bank":"","kind":"Gift","through":"27.11.2026","requested":"2026-11-28","reason":"a\nb"}""");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal("CON-1007", answer.GetProperty("code").GetString());
        Assert.Equal(
            ["bank", "kind", "through", "requestedOn", "reason", "requested"],
            answer.GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("field").GetString()));
        Assert.All(answer.GetProperty("problems").EnumerateArray(), problem => Assert.NotEmpty(problem.GetProperty("fix").GetString()!));
        Assert.Empty(host.Book.Calls);
    }

    [Theory]
    [InlineData("PAY-1302", HttpStatusCode.Conflict)]
    [InlineData("PAY-1301", HttpStatusCode.UnprocessableEntity)]
    public async Task Should_learn_why_the_books_refuse(string code, HttpStatusCode expected)
    {
        await using var host = await ConsoleHost.StartAsync(books);
        host.Book.Refusal = new PaymentRefusedException(code, code + ": BANKA202611270002: a rule.");
        var (status, answer) = await SendAsync(host, host.Add("robot", All), "files/BANKA202611270002/release", """{"reason":"checked"}""");
        Assert.Equal(expected, status);
        Assert.Equal(code, answer.GetProperty("code").GetString());
        Assert.Contains("a rule", answer.GetProperty("rule").GetString(), StringComparison.Ordinal);
        Assert.Empty(host.Delivery.Started);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"reason":{"a":1}}""")]
    [InlineData("""{"reason":"a","reason":"b"}""")]
    public async Task Should_be_refused_with_a_body_that_is_no_object_of_texts(string body)
    {
        await using var host = await ConsoleHost.StartAsync(books);
        var (status, answer) = await SendAsync(host, host.Add("robot", All), "clear", body);
        Assert.Equal((HttpStatusCode.BadRequest, "CON-1005"), (status, answer.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Should_be_refused_and_limited_with_wrong_tokens()
    {
        await using var host = await ConsoleHost.StartAsync(books, options => options.LoginAttemptsMax = 2);
        var token = host.Add("robot", All);
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(host, "wrong", "files")).Status);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(host, token, "files")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(host, "wrong", "files")).Status);
        var (status, answer) = await AskAsync(host, token, "files");
        Assert.Equal((HttpStatusCode.TooManyRequests, "CON-1001"), (status, answer.GetProperty("code").GetString()));
        Assert.DoesNotContain(host.Log.All, line => line.Contains("wrong ", StringComparison.Ordinal) || line.Contains(token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Should_read_day_differences_files_trace_payees_and_audit()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        var token = host.Add("robot", OfficerRoles.View);
        var day = (await AskAsync(host, token, "days/2026-11-27")).Answer;
        var second = day.GetProperty("institutions").EnumerateArray().Single(row => row.GetProperty("institution").GetString() == "H43010000002");
        Assert.Equal("Different", second.GetProperty("equality").GetString());
        Assert.Equal("900.50", second.GetProperty("stated").GetProperty("amount").GetString());
        Assert.Equal(3, second.GetProperty("cleared").GetProperty("count").GetInt32());
        Assert.Equal(2, day.GetProperty("files").GetArrayLength());
        Assert.Equal(3, day.GetProperty("bankFiles").GetArrayLength());

        var differences = (await AskAsync(host, token, "differences?day=2026-11-27&partner=banka")).Answer.GetProperty("differences");
        Assert.Equal("PaymentFailed", Assert.Single(differences.EnumerateArray()).GetProperty("kind").GetString());
        Assert.Equal("Answered", (await AskAsync(host, token, "files/BANKA202611270001")).Answer.GetProperty("file").GetProperty("state").GetString());
        Assert.Equal(2, (await AskAsync(host, token, "files?day=2026-11-27")).Answer.GetProperty("files").GetArrayLength());
        Assert.True((await AskAsync(host, token, "trace?key=S001")).Answer.GetProperty("steps").GetArrayLength() > 10);
        var payees = (await AskAsync(host, token, "payees")).Answer;
        Assert.Equal("••••3339", payees.GetProperty("waiting")[0].GetProperty("account").GetString());
        var newest = (await AskAsync(host, token, "audit?limit=1")).Answer;
        Assert.Equal("release-file", newest.GetProperty("entries")[0].GetProperty("action").GetString());
        var before = newest.GetProperty("before").GetInt64();
        var rest = (await AskAsync(host, token, "audit?officer=chen&before=" + before)).Answer.GetProperty("entries");
        Assert.Equal(["seal-files", "clear-day"], rest.EnumerateArray().Select(entry => entry.GetProperty("action").GetString()));
    }

    [Fact]
    public async Task Should_read_the_bytes_behind_a_digest_and_be_noted_as_reader()
    {
        await using var host = await ConsoleHost.StartAsync(books);
        var token = host.Add("robot", OfficerRoles.View);
        host.Bytes.Messages[new string('a', 64)] = [1, 2, 3];
        host.Bytes.Contents[new string('b', 64)] = [4, 5, 6];
        using var browser = host.Browse();
        browser.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        Assert.Equal([1, 2, 3], await browser.Client.GetByteArrayAsync("/api/v1/payments/raw/" + new string('a', 64)));
        Assert.Equal([4, 5, 6], await browser.Client.GetByteArrayAsync("/api/v1/payments/raw/" + new string('b', 64)));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/api/v1/payments/raw/" + new string('c', 64))).Status);
        Assert.Equal(2, host.Log.All.Count(line => line.StartsWith("7008 Officer robot", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("files?limit=0")]
    [InlineData("files?limit=100000")]
    [InlineData("files?dya=2026-11-27")]
    [InlineData("audit?before=-1")]
    [InlineData("trace")]
    [InlineData("differences?day=x")]
    public async Task Should_be_told_of_a_question_that_means_nothing(string address)
    {
        await using var host = await ConsoleHost.StartAsync(books);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await AskAsync(host, host.Add("robot", All), address)).Status);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(ConsoleHost host, string token, string address, string body)
    {
        using var browser = host.Browse();
        browser.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await browser.Client.PostAsync("/api/v1/payments/" + address, content);
        return (response.StatusCode, JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()));
    }

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> AskAsync(ConsoleHost host, string token, string address)
    {
        using var browser = host.Browse();
        browser.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var answer = await browser.GetAsync("/api/v1/payments/" + address);
        return (answer.Status, JsonSerializer.Deserialize<JsonElement>(answer.Body));
    }
}
