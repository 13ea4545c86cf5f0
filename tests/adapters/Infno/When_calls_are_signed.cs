using System.Security.Cryptography;
using System.Text;
using Hub.Adapters.Infno.Profiles;
using Hub.Adapters.Infno.Wire;
using Hub.Adapters.Infno.Wire.Envelope;
using Hub.Adapters.Infno.Wire.Gateways;
using Hub.Adapters.Infno.Wire.Json;

namespace Hub.Adapters.Infno.Tests;

public class When_calls_are_signed
{
    private static readonly DateTimeOffset Then = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
    private static readonly TimeSpan Half = TimeSpan.FromMinutes(30);

    // A stand-in with the same shape as SM2 verification: what matters here is which bytes are covered.
    private static readonly CreateSignature Sign = message => SHA512.HashData(message);
    private static readonly VerifySignature Verify = (message, signature) => SHA512.HashData(message).AsSpan().SequenceEqual(signature);

    [Fact]
    public void Should_reproduce_the_derived_gateway_values()
    {
        Assert.Equal("jq+DzwVQgWXCT5SuMIDFm5JNUT0=", CsbGateway.Sign("demo-sk", "demo-ak", "1101", "1700000000000", "1.0.0"));
        Assert.Equal("1110f10f76885fff4039393e372856dfc423c0260e72395dc2fd27040f1d8c58", TifGateway.Sign("demo-secret", "1700000000", "abc123"));
    }

    [Theory]
    [InlineData("", "", 0, null)]
    [InlineData("", "", 1800, null)]
    [InlineData("", "", -1800, null)]
    [InlineData("", "", 1801, "INF-1102")]
    [InlineData("_api_signature", "AAAA", 0, "INF-1104")]
    [InlineData("_api_signature", "%%", 0, "INF-1104")]
    [InlineData("_api_name", "2207", 0, "INF-1104")]
    [InlineData("_api_version", "", 0, "INF-1101")]
    [InlineData("_api_timestamp", "-170000000000", 0, "INF-1102")]
    [InlineData("_api_access_key", "other", 0, "INF-1103")]
    public void Should_check_csb_headers(string header, string value, int seconds, string? code)
    {
        var headers = CsbGateway.Headers("demo-sk", "demo-ak", "1101", "1.0.0", Then).ToDictionary();
        if (header.Length > 0)
        {
            headers[header] = value;
        }

        Assert.Equal(code, CsbGateway.Verify(headers.GetValueOrDefault, k => k == "demo-ak" ? "demo-sk" : null, Then.AddSeconds(seconds), Half)?.Code);
    }

    [Theory]
    [InlineData("", "", 0, null)]
    [InlineData("x-tif-signature", "UPPER", 0, null)]
    [InlineData("", "", -1801, "INF-1102")]
    [InlineData("x-tif-signature", "00", 0, "INF-1104")]
    [InlineData("x-tif-signature", "zz", 0, "INF-1104")]
    [InlineData("x-tif-nonce", "abc124", 0, "INF-1104")]
    [InlineData("x-tif-nonce", "abc", 0, "INF-1101")]
    [InlineData("x-tif-timestamp", "99999999999", 0, "INF-1102")]
    [InlineData("x-tif-paasid", "other", 0, "INF-1103")]
    public void Should_check_tif_headers(string header, string value, int seconds, string? code)
    {
        var headers = TifGateway.Headers("demo-secret", "demo", "abc123", Then).ToDictionary();
        if (header.Length > 0)
        {
            headers[header] = value == "UPPER" ? headers[header].ToUpperInvariant() : value;
        }

        Assert.Equal(code, TifGateway.Verify(headers.GetValueOrDefault, k => k == "demo" ? "demo-secret" : null, Then.AddSeconds(seconds), Half)?.Code);
    }

    [Theory]
    [InlineData(CainfoScheme.OuterFields, SignatureEncoding.Hex, BodyForm.Text, false)]
    [InlineData(CainfoScheme.PlaintextInput, SignatureEncoding.Base64, BodyForm.Encrypted, true)]
    [InlineData(CainfoScheme.RawInput, SignatureEncoding.Base64, BodyForm.Json, true)]
    [InlineData(CainfoScheme.Envelope, SignatureEncoding.Base64, BodyForm.Json, true)]
    [InlineData(CainfoScheme.Detached, SignatureEncoding.Base64, BodyForm.Json, true)]
    public void Should_verify_what_it_signed_and_notice_every_changed_byte_it_covers(
        CainfoScheme scheme, SignatureEncoding encoding, BodyForm form, bool coversInput)
    {
        var profile = InfnoProfileLoader.National with { Cainfo = scheme, CainfoEncoding = encoding, Body = form, CainfoRequired = true };
        var signed = SignedRequestWriter.Request(Messages.Envelope("2207"), Messages.Utf8(Messages.Input2207.Trim()), profile, Sign, Pad);
        Assert.Null(Outcome(signed.Body, signed, profile));
        Assert.Equal("INF-1105", Outcome(SignedRequestWriter.Request(Messages.Envelope("2207"), Messages.Utf8("{}"), profile, null, Pad).Body, null, profile));

        var outer = Replace(signed.Body, "\"opter\":\"0001\"", "\"opter\":\"0002\"");
        Assert.Equal(scheme is CainfoScheme.OuterFields or CainfoScheme.Envelope or CainfoScheme.Detached ? "INF-1107" : null, Outcome(outer, signed, profile));
        if (form == BodyForm.Json)
        {
            Assert.Equal(coversInput ? "INF-1107" : null, Outcome(Replace(signed.Body, "100.00", "100.0"), signed, profile));
        }
    }

    [Fact]
    public void Should_build_the_hubei_text_from_sorted_outer_fields()
    {
        var request = EnvelopeReader.ReadRequest(Messages.Utf8("""{"opter":"1","infno":"2207","cainfo":"x","input":{},"B":null,"A":"值"}"""), InfnoProfileLoader.National.Limits);
        Assert.Equal("A=值&B=&infno=2207&opter=1", Encoding.UTF8.GetString(CainfoCoverage.Of(request, CainfoScheme.OuterFields)));
        Assert.Equal("A=值&B=&infno=2207&input={}&opter=1", Encoding.UTF8.GetString(CainfoCoverage.Of(request, CainfoScheme.Envelope)));
        Assert.Equal("{}", Encoding.UTF8.GetString(CainfoCoverage.Of(request, CainfoScheme.RawInput)));
    }

    [Fact]
    public void Should_refuse_an_outer_value_that_could_be_read_as_two_members()
    {
        var profile = InfnoProfileLoader.National with { Cainfo = CainfoScheme.Envelope, CainfoRequired = true };
        var envelope = Messages.Envelope("2207") with { DevNo = "1&infver=9" };
        var signed = SignedRequestWriter.Request(envelope, Messages.Utf8("{}"), profile, Sign);
        Assert.Equal("INF-1106", Outcome(signed.Body, signed, profile));
    }

    [Theory]
    [InlineData("Jilin", "\"cGxhaW4=\"")]
    [InlineData("jilin", "{\"data\":{}}")]
    [InlineData("jilin", "\"{}\"")]
    public void Should_refuse_plaintext_where_ciphertext_is_agreed(string profileName, string input)
    {
        var profile = InfnoProfileLoader.Shipped(profileName.ToLowerInvariant());
        var request = EnvelopeReader.ReadRequest(Messages.Request("2207", input), profile.Limits);
        Assert.Equal("INF-1108", Assert.Throws<WireRefusedException>(() => BodyOpener.ReadInput(request, profile, _ => "{}"u8.ToArray())).Violation.Code);
    }

    [Fact]
    public void Should_reproduce_the_platform_envelope_of_the_reference()
    {
        const string Body = """{"version":"2.0.1","timestamp":"20250102030405","signType":"SM2","encType":"SM4","appId":"1A2B3C4D5E6F7A8B9C0D","extra":"x","signData":"y","encData":"z","data":{"psnName":"示例","payOrdId":"ORD202501020001","orgCodg":"H43010000001","feeSumamt":"100.00","emptyOne":"","list":[{"b":"2","a":"1","n":null}]}}""";
        const string Expected = """appId=1A2B3C4D5E6F7A8B9C0D&data={"feeSumamt":"100.00","list":[{"a":"1","b":"2"}],"orgCodg":"H43010000001","payOrdId":"ORD202501020001","psnName":"示例"}&encType=SM4&signType=SM2&timestamp=20250102030405&version=2.0.1&key=0F1E2D3C4B5A69788796A5B4C3D2E1F0""";
        Assert.Equal(Expected, Encoding.UTF8.GetString(PlatformEnvelope.BytesToSign(Messages.Utf8(Body), "0F1E2D3C4B5A69788796A5B4C3D2E1F0", new WireLimits())));
        Assert.Throws<WireRefusedException>(() => PlatformEnvelope.BytesToSign(Messages.Utf8("""{"data":{"a":1,"a":2}}"""), "k", new WireLimits()));
    }

    [Fact]
    public void Should_open_a_sealed_answer_of_a_third_party()
    {
        using var sealedAnswer = System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(SharedFiles.Require("data/crypto/sm/nhsa_sealed_response.json")));
        var profile = InfnoProfileLoader.Shipped("jilin");
        var response = EnvelopeReader.ReadResponse(
            Encoding.UTF8.GetBytes(sealedAnswer.RootElement.GetProperty("message").GetRawText()), profile.Limits);
        var key = Encoding.ASCII.GetBytes(sealedAnswer.RootElement.GetProperty("sm4_key_ascii").GetString()!);
        var plain = BodyOpener.Open(response.RawOutput, profile, c => OpenSslSm4Decrypt(key, c.ToArray()));
        Assert.Equal(sealedAnswer.RootElement.GetProperty("output_plain").GetString(), Encoding.UTF8.GetString(plain.Span));
        Assert.True(response.Envelope.IsSuccess);
    }

    private static byte[]? OpenSslSm4Decrypt(byte[] key, byte[] cipher)
    {
        var start = new System.Diagnostics.ProcessStartInfo("openssl", ["enc", "-d", "-sm4-ecb", "-K", Convert.ToHexString(key)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var process = System.Diagnostics.Process.Start(start);
        Assert.SkipWhen(process is null, "openssl is not installed.");
        process!.StandardInput.BaseStream.Write(cipher);
        process.StandardInput.Close();
        using var plain = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(plain);
        process.WaitForExit();
        return process.ExitCode == 0 ? plain.ToArray() : null;
    }

    private static byte[] Pad(ReadOnlySpan<byte> plain) => [.. plain, .. new byte[16 - (plain.Length % 16)]];

    private static byte[] Replace(byte[] body, string from, string to)
    {
        var text = Encoding.UTF8.GetString(body);
        Assert.Contains(from, text, StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal));
    }

    private static string? Outcome(byte[] body, SignedBody? signed, InfnoProfile profile)
    {
        var request = EnvelopeReader.ReadRequest(body, profile.Limits);
        var plain = profile.Body == BodyForm.Encrypted
            ? BodyOpener.Open(request.RawInput, profile, c => c.TrimEnd((byte)0).ToArray())
            : default;
        return CainfoSignature.Verify(request, profile, Verify, signed?.Headers.Select(h => h.Value).FirstOrDefault(), plain)?.Code;
    }
}
