using System.Text.RegularExpressions;
using Hub.Adapters.Soap.Tests.Support;
using Hub.Certs.Signatures;

namespace Hub.Adapters.Soap.Tests;

public sealed class When_senders_sign : IDisposable
{
    private static readonly string[] Algorithms = ["rsa", "pss", "ecdsa", "sm2"];
    private readonly Dictionary<string, Keys> keys = new(StringComparer.Ordinal)
    {
        ["rsa"] = Keys.Rsa(),
        ["pss"] = Keys.Rsa(SignatureAlgorithm.RsaPssSha256),
        ["ecdsa"] = Keys.Ecdsa(),
        ["sm2"] = Keys.Sm2(),
        ["stranger"] = Keys.Rsa(),
        ["other"] = Keys.Rsa(),
    };

    private readonly Door door;

    public When_senders_sign() => door = Open(new SoapOptions());

    public static TheoryData<string> All => [.. Algorithms];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Should_prove_who_it_is_by_a_registered_key(string name)
    {
        foreach (var isSoap12 in (bool[])[false, true])
        {
            var request = Requests.Signed(Requests.Typed("SignIn", "M-" + isSoap12), keys[name], Door.Start, isSoap12);
            var answer = await door.AskAsync(request, isSoap12 ? "application/soap+xml" : "text/xml");
            Assert.True(answer.Status == 200, answer.Text);
        }

        Assert.Equal(2, door.Journal.Accepted.Count);
        Assert.All(door.Journal.Accepted, intake => Assert.Equal((name, Door.Institution), (intake.SignatureKeyId, intake.Partner)));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Should_notice_every_changed_character_of_what_is_signed(string name)
    {
        var request = Requests.Signed(Requests.Typed("SignIn"), keys[name], Door.Start);
        foreach (var (right, wrong) in ((string, string)[])[("OperatorNumber>01", "OperatorNumber>02"), ("M-1", "M-2"), ("04:00:00Z", "04:00:01Z"), ("<Header>", "<Header >x")])
        {
            var answer = await door.AskAsync(request.Replace(right, wrong, StringComparison.Ordinal));
            Assert.NotEqual(200, answer.Status);
        }

        var value = Regex.Match(request, "<ds:SignatureValue>([^<]+)").Groups[1].Value;
        var flipped = (value[10] == 'A' ? 'B' : 'A') + value[11..];
        Assert.Equal("SOAP-1210", (await door.AskAsync(request.Replace(value, value[..10] + flipped, StringComparison.Ordinal))).FaultCode);
        Assert.Empty(door.Journal.Accepted);
        Assert.Empty(door.Journal.Refused);
    }

    [Fact]
    public async Task Should_not_trust_a_certificate_that_comes_along()
    {
        Assert.Equal("SOAP-1210", (await door.AskAsync(Requests.Signed(Requests.Typed("SignIn"), keys["stranger"], Door.Start))).FaultCode);
        var borrowed = Requests.Signed(Requests.Typed("SignIn"), keys["stranger"], Door.Start)
            .Replace(keys["stranger"].CertificateBase64, keys["rsa"].CertificateBase64, StringComparison.Ordinal);
        Assert.Equal("SOAP-1210", (await door.AskAsync(borrowed)).FaultCode);
    }

    [Fact]
    public async Task Should_not_let_one_institution_speak_for_another()
    {
        var answer = await door.AskAsync(Requests.Signed(Requests.Typed("SignIn"), keys["other"], Door.Start));
        Assert.Equal("SOAP-1307", answer.FaultCode);
        Assert.Equal(Door.OtherInstitution, Assert.Single(door.Journal.Refused).Partner);
    }

    [Fact]
    public async Task Should_not_take_a_key_for_another_algorithm()
    {
        var request = Requests.Signed(Requests.Typed("SignIn"), keys["rsa"], Door.Start);
        var asPss = request.Replace("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1", StringComparison.Ordinal);
        Assert.Equal("SOAP-1210", (await door.AskAsync(asPss)).FaultCode);
        foreach (var weak in (string[])["http://www.w3.org/2000/09/xmldsig#rsa-sha1", "http://www.w3.org/2001/04/xmldsig-more#rsa-md5"])
        {
            Assert.Equal("SOAP-1203", (await door.AskAsync(request.Replace("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", weak, StringComparison.Ordinal))).FaultCode);
        }

        Assert.Equal("SOAP-1203", (await door.AskAsync(request.Replace("http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2000/09/xmldsig#sha1", StringComparison.Ordinal))).FaultCode);
        Assert.Equal("SOAP-1204", (await door.AskAsync(request.Replace("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "http://www.w3.org/2000/09/xmldsig#hmac-sha256", StringComparison.Ordinal))).FaultCode);
    }

    /// <summary>The signed Body is still in the message and still verifies; what would be done is another one.</summary>
    [Theory]
    [InlineData("header")]
    [InlineData("wrapped")]
    [InlineData("security")]
    [InlineData("inBody")]
    [InlineData("timestamp")]
    [InlineData("sameId")]
    [InlineData("otherId")]
    [InlineData("secondBody")]
    [InlineData("object")]
    public async Task Should_refuse_a_signed_body_that_stands_elsewhere(string where)
    {
        var request = Requests.Signed(Requests.Typed("SignIn"), keys["rsa"], Door.Start);
        var body = Regex.Match(request, "<s:Body.*</s:Body>").Value;
        var forged = "<s:Body>" + Requests.Typed("SignIn", "FORGED") + "</s:Body>";
        var attack = where switch
        {
            "header" => request.Replace(body, forged, StringComparison.Ordinal).Replace("<s:Header>", "<s:Header>" + body, StringComparison.Ordinal),
            "wrapped" => request.Replace(body, forged, StringComparison.Ordinal).Replace("<s:Header>", "<s:Header><x xmlns=\"urn:x\">" + body + "</x>", StringComparison.Ordinal),
            "security" => request.Replace(body, forged, StringComparison.Ordinal).Replace("</wsse:Security>", body + "</wsse:Security>", StringComparison.Ordinal),
            "inBody" => request.Replace(body, "<s:Body>" + Requests.Typed("SignIn", "FORGED", Requests.Operations["SignIn"] + body) + "</s:Body>", StringComparison.Ordinal),
            "timestamp" => request.Replace(body, forged, StringComparison.Ordinal).Replace("</wsu:Timestamp>", body + "</wsu:Timestamp>", StringComparison.Ordinal),
            "sameId" => request.Replace(body, forged.Replace("<s:Body>", "<s:Body Id=\"b\">", StringComparison.Ordinal), StringComparison.Ordinal)
                .Replace("<s:Header>", "<s:Header><x xmlns=\"urn:x\">" + body + "</x>", StringComparison.Ordinal),
            "otherId" => request.Replace(body, forged.Replace("<s:Body>", "<s:Body Id=\"b\">", StringComparison.Ordinal), StringComparison.Ordinal)
                .Replace("<s:Header>", "<s:Header><x xmlns=\"urn:x\">" + body.Replace("wsu:Id=\"b\"", "AssertionID=\"b\"", StringComparison.Ordinal) + "</x>", StringComparison.Ordinal),
            "secondBody" => request.Replace("</s:Envelope>", forged + "</s:Envelope>", StringComparison.Ordinal),
            _ => request.Replace(body, forged, StringComparison.Ordinal)
                .Replace("</ds:Signature>", $"<ds:Object xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">{body}</ds:Object></ds:Signature>", StringComparison.Ordinal),
        };
        Assert.NotEqual(request, attack);
        var answer = await door.AskAsync(attack);
        Assert.True(answer.Status == 500 && answer.FaultCode.StartsWith("SOAP-1", StringComparison.Ordinal), answer.Text);
        Assert.Empty(door.Journal.Accepted);
        Assert.Empty(door.Journal.Refused);
    }

    [Fact]
    public async Task Should_need_a_signed_timestamp_of_now()
    {
        async Task<string> CodeOf(string request) => (await door.AskAsync(request)).FaultCode;
        var content = Requests.Typed("SignIn");
        Assert.Equal("SOAP-1206", await CodeOf(Requests.Signed(content, keys["rsa"], Door.Start, hasTimestamp: false)));
        Assert.Equal("SOAP-1205", await CodeOf(Requests.Signed(content, keys["rsa"], Door.Start, signTimestamp: false)));
        Assert.Equal("SOAP-1207", await CodeOf(Requests.Signed(content, keys["rsa"], Door.Start.AddMinutes(6))));
        Assert.Equal("SOAP-1207", await CodeOf(Requests.Signed(content, keys["rsa"], Door.Start.AddMinutes(-11))));
        var request = Requests.Signed(content, keys["rsa"], Door.Start);
        Assert.Equal("", await CodeOf(request));
        door.Time.Now = Door.Start.AddMinutes(60);
        Assert.Equal("SOAP-1207", await CodeOf(request));
    }

    [Fact]
    public async Task Should_not_take_a_message_whose_signature_was_removed()
    {
        var request = Requests.Signed(Requests.Typed("SignIn"), keys["rsa"], Door.Start);
        var stripped = Regex.Replace(request, "<ds:Signature.*</ds:Signature>", "");
        Assert.Equal("SOAP-1211", (await door.AskAsync(stripped)).FaultCode);
        Assert.Equal("SOAP-1211", (await door.AskAsync(Requests.Envelope(Requests.Typed("SignIn")))).FaultCode);
    }

    [Theory]
    [InlineData("<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\">", "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xslt-19991116\">", "SOAP-1202")]
    [InlineData("URI=\"#b\"", "URI=\"\"", "SOAP-1202")]
    [InlineData("URI=\"#b\"", "URI=\"#xpointer(/)\"", "SOAP-1202")]
    [InlineData("URI=\"#b\"", "URI=\"http://127.0.0.1:9/x\"", "SOAP-1202")]
    [InlineData("URI=\"#b\"", "URI=\"#nothing\"", "SOAP-1210")]
    [InlineData("<ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\">", "<ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/TR/2001/REC-xml-c14n-20010315\">", "SOAP-1202")]
    [InlineData("</ds:KeyInfo>", "</ds:KeyInfo><ds:Object/>", "SOAP-1202")]
    [InlineData("<ds:SignatureValue>", "<ds:SignatureValue>!", "SOAP-1202")]
    public async Task Should_refuse_signatures_of_other_forms(string right, string wrong, string code)
    {
        var request = Requests.Signed(Requests.Typed("SignIn"), keys["rsa"], Door.Start);
        var changed = request.Replace(right, wrong, StringComparison.Ordinal);
        Assert.NotEqual(request, changed);
        Assert.Equal(code, (await door.AskAsync(changed)).FaultCode);
    }

    [Fact]
    public async Task Should_take_a_password_digest_once()
    {
        using var open = Open(new SoapOptions());
        byte[] nonce = [1, 2, 3, 4, 5, 6, 7, 8];
        async Task<string> CodeOf(string security, string id) => (await open.AskAsync(Requests.Envelope(Requests.Typed("SignIn", id), security))).FaultCode;
        Assert.Equal("SOAP-1210", await CodeOf(Requests.User("his", "wrong", nonce, Door.Start), "M-1"));
        Assert.Equal("SOAP-1210", await CodeOf(Requests.User("nobody", "s3cret", nonce, Door.Start), "M-1"));
        Assert.Equal("", await CodeOf(Requests.User("his", "s3cret", nonce, Door.Start), "M-1"));
        Assert.Equal("SOAP-1209", await CodeOf(Requests.User("his", "s3cret", nonce, Door.Start), "M-2"));
        Assert.Equal("SOAP-1209", await CodeOf(Requests.User("his", "s3cret", nonce, Door.Start.AddSeconds(1)), "M-2"));
        Assert.Equal("SOAP-1207", await CodeOf(Requests.User("his", "s3cret", [9, .. nonce], Door.Start.AddHours(-1)), "M-2"));
        Assert.Equal("SOAP-1208", await CodeOf(Requests.User("his", "s3cret", [1], Door.Start), "M-2"));
        Assert.Equal("SOAP-1307", await CodeOf(Requests.User("other", "s3cret", nonce, Door.Start), "M-3"));
        open.Time.Now = Door.Start.AddHours(1);
        Assert.Equal("", await CodeOf(Requests.User("his", "s3cret", nonce, open.Time.Now), "M-4"));
        Assert.Equal(2, open.Journal.Accepted.Count);
    }

    [Fact]
    public async Task Should_take_no_more_nonces_than_it_can_keep()
    {
        using var open = Open(new SoapOptions { NoncesMax = 1000 });
        string last = "";
        for (var i = 0; i <= 1000; i++)
        {
            byte[] nonce = [1, 2, 3, 4, 5, 6, (byte)(i / 256), (byte)i];
            last = (await open.AskAsync(Requests.Envelope(Requests.Typed("SignIn", "M" + i), Requests.User("his", "s3cret", nonce, Door.Start)))).FaultCode;
        }

        Assert.Equal("SOAP-1212", last);
        open.Time.Now = Door.Start.AddHours(1);
        var after = Requests.User("his", "s3cret", [9, 9, 9, 9, 9, 9, 9, 9], open.Time.Now);
        Assert.Equal("", (await open.AskAsync(Requests.Envelope(Requests.Typed("SignIn", "after"), after))).FaultCode);
    }

    [Fact]
    public async Task Should_take_clear_passwords_only_where_that_was_decided()
    {
        const string Clear = "<wsse:Security xmlns:wsse=\"http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd\"><wsse:UsernameToken>"
            + "<wsse:Username>his</wsse:Username><wsse:Password>s3cret</wsse:Password></wsse:UsernameToken></wsse:Security>";
        Assert.Equal("SOAP-1208", (await door.AskAsync(Requests.Envelope(Requests.Typed("SignIn"), Clear))).FaultCode);
        using var open = Open(new SoapOptions { AllowPasswordText = true });
        Assert.Equal("", (await open.AskAsync(Requests.Envelope(Requests.Typed("SignIn"), Clear))).FaultCode);
        using var strict = Open(new SoapOptions { AllowPasswordText = true, AllowPassword = false });
        Assert.Equal("SOAP-1211", (await strict.AskAsync(Requests.Envelope(Requests.Typed("SignIn"), Clear))).FaultCode);
    }

    public void Dispose()
    {
        door.Dispose();
        foreach (var key in keys.Values)
        {
            key.Dispose();
        }
    }

    private Door Open(SoapOptions options) => new(
        options,
        (Door.Institution, "rsa", "rsa-pkcs1-sha256", keys["rsa"].PublicPem),
        (Door.Institution, "pss", "rsa-pss-sha256", keys["pss"].PublicPem),
        (Door.Institution, "ecdsa", "ecdsa-p256-sha256", keys["ecdsa"].PublicPem),
        (Door.Institution, "sm2", "sm2-sm3", keys["sm2"].PublicPem),
        (Door.OtherInstitution, "other", "rsa-pkcs1-sha256", keys["other"].PublicPem));
}
