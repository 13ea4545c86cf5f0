using System.IO.Compression;
using System.Text;
using Hub.EndToEnd.Tests.Stage;
using Hub.Simulators.Institutions;

namespace Hub.EndToEnd.Tests.BadInput;

/// <summary>Transport and HTTP (reliability.md 4.2), byte by byte at the real socket. Never two requests out of one, never a crash, nothing kept.</summary>
[Collection(SharedHostility.Name)]
public sealed class When_the_line_is_hostile(HostileStage hostile)
{
    private const int Oversize = 5 * 1024 * 1024;

    private Uri Hub => hostile.Stage.UrlOf();

    [Theory]
    [InlineData("content length and chunked", "Content-Length: {0}\r\nTransfer-Encoding: chunked\r\n")]
    [InlineData("chunked and content length", "Transfer-Encoding: chunked\r\nContent-Length: {0}\r\n")]
    [InlineData("two content lengths", "Content-Length: {0}\r\nContent-Length: 3\r\n")]
    [InlineData("content length with a sign", "Content-Length: +{0}\r\n")]
    [InlineData("negative content length", "Content-Length: -1\r\n")]
    [InlineData("content length beyond 64 bits", "Content-Length: 99999999999999999999999\r\n")]
    [InlineData("unknown transfer coding", "Transfer-Encoding: xchunked\r\n")]
    [InlineData("space before the colon", "Content-Length : {0}\r\n")]
    [InlineData("folded header", "Content-Length:\r\n {0}\r\n")]
    [InlineData("NUL in a header", "X-Nothing: a\0b\r\nContent-Length: {0}\r\n")]
    public async Task Should_not_let_a_second_request_in_behind_an_ambiguous_first(string name, string length)
    {
        var hidden = hostile.CanarySale();
        var inner = Encoding.Latin1.GetString(Request(hidden));
        var body = "0\r\n\r\n" + inner;
        var head = Head(hidden, string.Format(System.Globalization.CultureInfo.InvariantCulture, length, body.Length)).Replace(
            "Connection: close\r\n", "", StringComparison.Ordinal);

        // The hidden request ends the connection, so an end comes whichever of the two is believed.
        var received = await RawLine.ExchangeAsync(Hub, Encoding.Latin1.GetBytes(head + body));

        Assert.True(RawLine.Responses(received) == 1, $"{name}: {received}");
        Assert.True(RawLine.Status(received) is (>= 400 and < 500) or 501, $"{name}: {received}");
        Assert.True(await hostile.KeptAsync(hidden.MsgId) == 0, name);
        await hostile.UnharmedAsync();
    }

    [Fact]
    public async Task Should_refuse_malformed_framing()
    {
        var sale = hostile.CanarySale();
        var good = Encoding.Latin1.GetString(Request(sale));
        var chunked = Head(sale, "Transfer-Encoding: chunked\r\n");
        var cases = new (string Name, string Bytes)[]
        {
            ("bare LF", good.Replace("\r\n", "\n", StringComparison.Ordinal)),
            ("chunk extension that ends in LF", chunked + "3;x=\nabc\r\n0\r\n\r\n"),
            ("chunk size that is no number", chunked + "zz\r\nabc\r\n0\r\n\r\n"),
            ("chunk size beyond 64 bits", chunked + "FFFFFFFFFFFFFFFFFF\r\nabc\r\n0\r\n\r\n"),
            ("chunk longer than it says", chunked + "1\r\nabc\r\n0\r\n\r\n"),
            ("request line of 64 KB", $"POST /infno?{new string('a', 65_536)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
            ("header of 100 KB", $"POST /infno HTTP/1.1\r\nHost: x\r\nX: {new string('a', 100_000)}\r\n\r\n"),
            ("300 headers", "POST /infno HTTP/1.1\r\nHost: x\r\n" + string.Concat(Enumerable.Range(0, 300).Select(i => $"X-{i}: 1\r\n")) + "\r\n"),
            ("no HTTP", "\u0016\u0003\u0001 hello"),
            ("no host", good.Replace("Host: hub\r\n", "", StringComparison.Ordinal)),
            ("two hosts", good.Replace("Host: hub\r\n", "Host: hub\r\nHost: other\r\n", StringComparison.Ordinal)),
        };
        foreach (var (name, bytes) in cases)
        {
            var received = await RawLine.ExchangeAsync(Hub, Encoding.Latin1.GetBytes(bytes));
            Assert.True(RawLine.Status(received) is >= 400 and < 500, $"{name}: {received}");
            Assert.True(RawLine.Responses(received) <= 1, $"{name}: {received}");
        }

        Assert.Equal(0, await hostile.KeptAsync(sale.MsgId));
        await hostile.UnharmedAsync();
    }

    [Fact]
    public async Task Should_keep_nothing_of_a_request_that_was_cut()
    {
        var cut = new List<BuiltRequest>();
        for (var i = 0; i < 12; i++)
        {
            var sale = hostile.CanarySale();
            var bytes = i % 2 == 0 ? Request(sale) : Encoding.Latin1.GetBytes(Head(sale, "Transfer-Encoding: chunked\r\n")
                + sale.Body.Length.ToString("X", System.Globalization.CultureInfo.InvariantCulture) + "\r\n" + Encoding.Latin1.GetString(sale.Body) + "\r\n");
            await RawLine.CutAsync(Hub, bytes[..(bytes.Length - 1 - (i * 37))]);
            cut.Add(sale);
        }

        await hostile.UnharmedAsync();
        foreach (var sale in cut)
        {
            Assert.Equal(0, await hostile.KeptAsync(sale.MsgId));
        }
    }

    [Fact]
    public async Task Should_refuse_a_body_above_the_limit_however_it_comes()
    {
        var sale = hostile.CanarySale();
        var announced = Head(sale, $"Content-Length: {Oversize}\r\n");
        var chunked = Head(sale, "Transfer-Encoding: chunked\r\n");
        var chunk = Encoding.Latin1.GetBytes("10000\r\n" + new string(' ', 0x10000) + "\r\n");

        var first = await RawLine.ExchangeAsync(Hub, Encoding.Latin1.GetBytes(announced));
        var second = await RawLine.ExchangeAsync(Hub, [Encoding.Latin1.GetBytes(chunked), .. Enumerable.Repeat(chunk, 200)]);

        Assert.True(RawLine.Status(first) == 413, first);
        Assert.True(RawLine.Status(second) is 413 or 0, second);
        await hostile.UnharmedAsync();
    }

    [Fact]
    public async Task Should_not_unpack_what_says_it_is_packed()
    {
        var sale = hostile.CanarySale();
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            zip.Write(sale.Body);
        }

        var gzip = packed.ToArray();
        var answers = new[]
        {
            await hostile.AttackSignedAsync(gzip),
            await hostile.AttackSignedAsync(gzip, m => m.Content!.Headers.ContentEncoding.Add("gzip")),
            await hostile.AttackAsync(gzip, sale.Signature, hostile.Clerk.Options.Signer!.KeyId, m => m.Content!.Headers.ContentEncoding.Add("gzip")),
            await hostile.AttackSignedAsync(sale.Body, m => m.Content!.Headers.ContentEncoding.Add("gzip")),
            await hostile.AttackSignedAsync(sale.Body, m => m.Content!.Headers.ContentEncoding.Add("br")),
        };

        Assert.All(answers, a => Assert.True(a.Status is 400 or 415, $"{a.Status} {a.Text}"));
        Assert.Equal(0, await hostile.KeptAsync(sale.MsgId));
        await hostile.UnharmedAsync();
    }

    [Fact]
    public async Task Should_not_be_led_by_duplicate_or_forged_headers()
    {
        var signer = hostile.Clerk.Options.Signer!;
        var sale = hostile.CanarySale();
        foreach (var second in new[] { $"x-hub-signature: {sale.Signature}", "x-hub-signature: AAAA", "x-hub-key-id: other", $"x-hub-key-id: {signer.KeyId}" })
        {
            var bytes = Head(sale, $"Content-Length: {sale.Body.Length}\r\n{second}\r\n") + Encoding.Latin1.GetString(sale.Body);
            Assert.Equal(401, RawLine.Status(await RawLine.ExchangeAsync(Hub, Encoding.Latin1.GetBytes(bytes))));
        }

        var forged = await hostile.AttackAsync(sale.Body, null, null, m =>
        {
            m.Headers.TryAddWithoutValidation("X-Forwarded-For", "10.0.0.1");
            m.Headers.TryAddWithoutValidation("X-Client-Cert", signer.KeyId);
            m.Headers.TryAddWithoutValidation("Forwarded", "for=127.0.0.1;proto=https");
        });
        Assert.Equal(401, forged.Status);
        Assert.Equal(0, await hostile.KeptAsync(sale.MsgId));
        await hostile.UnharmedAsync();
    }

    [Theory]
    [InlineData("text/xml")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("multipart/form-data")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=gbk")]
    public async Task Should_survive_any_content_type(string type)
    {
        var garbage = await hostile.AttackSignedAsync(Encoding.UTF8.GetBytes("--x\r\nContent-Disposition: form-data; name=jsonStr\r\n\r\n{"), With);
        var answers = new[] { garbage, await hostile.AttackSignedAsync([], With), await hostile.AttackSignedAsync([0xFF, 0xFE, 0x00, 0x7B], With) };

        Assert.All(answers, a => Assert.True(a.Status is 400 or 401, $"{type}: {a.Status} {a.Text}"));
        await hostile.UnharmedAsync();

        void With(HttpRequestMessage message)
        {
            message.Content!.Headers.Remove("Content-Type");
            message.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }
    }

    [Fact]
    public async Task Should_stay_small_over_two_thousand_hostile_requests()
    {
        const int Attacks = 2_000;
        const long GrowthBytesMax = 160L * 1024 * 1024;
        await StormAsync(Attacks / 4);
        var before = hostile.Stage.Node().ResidentBytes();

        await StormAsync(Attacks);

        var grown = hostile.Stage.Node().ResidentBytes() - before;
        Assert.True(grown < GrowthBytesMax, $"{grown / 1024 / 1024} MB more");
        await hostile.UnharmedAsync();
    }

    private Task StormAsync(int attacks) => Parallel.ForAsync(0, attacks, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) =>
    {
        var sale = hostile.CanarySale();
        var size = 1 + (i % 64);
        var answer = (i % 4) switch
        {
            0 => await hostile.AttackAsync(sale.Body, Convert.ToBase64String([.. Enumerable.Repeat((byte)i, 70)]), hostile.Clerk.Options.Signer!.KeyId),
            1 => await hostile.AttackAsync(Encoding.UTF8.GetBytes(new string('[', size * 1024)), null, null),
            2 => await hostile.AttackAsync(Encoding.UTF8.GetBytes("{\"input\":\"" + new string('x', size * 16 * 1024) + "\"}"), null, null),
            _ => await hostile.AttackAsync(sale.Body[..^(1 + (i % 50))], sale.Signature, hostile.Clerk.Options.Signer!.KeyId),
        };
        Assert.True(answer.Status is 400 or 401 or 413, $"{answer.Status} {answer.Text}");
    });

    private static byte[] Request(BuiltRequest sale) =>
        [.. Encoding.Latin1.GetBytes(Head(sale, $"Content-Length: {sale.Body.Length}\r\n")), .. sale.Body];

    private static string Head(BuiltRequest sale, string length) =>
        $"POST /infno HTTP/1.1\r\nHost: hub\r\nConnection: close\r\nContent-Type: application/json\r\nx-hub-key-id: {Quick.Pharmacy}-1\r\nx-hub-signature: {sale.Signature}\r\n{length}\r\n";
}
