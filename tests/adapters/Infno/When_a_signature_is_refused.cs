using System.Text;
using Hub.Adapters.Infno.Inbound;
using Hub.Adapters.Infno.Profiles;
using Hub.Adapters.Infno.Wire.Envelope;
using Hub.Adapters.Infno.Wire.Gateways;
using Hub.Certs.Doctor;
using Hub.Certs.Registry;
using Hub.Certs.Signatures;
using SignatureEncoding = Hub.Certs.Signatures.SignatureEncoding;

namespace Hub.Adapters.Infno.Tests;

/// <summary>What the doctor is told about a request, region by region, and that the verdict stays what it was.</summary>
public sealed class When_a_signature_is_refused
{
    private const string Institution = "H43010000001";
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 9, 0, 0, TimeSpan.FromHours(8));
    private static readonly KeyDescription Agreed = new() { KeyId = "h1", Algorithm = SignatureAlgorithm.Sm2Sm3, Encoding = SignatureEncoding.Raw };
    private static readonly SigningKey Key = SigningKey.Generate(Agreed);

    [Theory]
    [InlineData("outerFields", "body", "SIG-601")]
    [InlineData("envelope", "input", "SIG-601")]
    [InlineData("rawInput", "body", "SIG-601")]
    [InlineData("envelope", "unsorted", "SIG-609")]
    [InlineData("envelope", "newline", "SIG-602")]
    [InlineData("envelope", "right", "right")]
    public void Should_name_the_mistake_whatever_the_region_covers(string scheme, string how, string expected)
    {
        var profile = InfnoProfileLoader.National with { Cainfo = Enum.Parse<CainfoScheme>(scheme, ignoreCase: true), CainfoRequired = true };
        var unsigned = Read(Body(""));
        var agreed = CainfoCoverage.Of(unsigned, profile.Cainfo);
        byte[] message = how switch
        {
            "body" => unsigned.Body.ToArray(),
            "input" => unsigned.RawInput.ToArray(),
            "newline" => [.. agreed, .. "\n"u8],
            "unsorted" => Encoding.UTF8.GetBytes(string.Join('&', unsigned.Outer.Where(m => m.Name != "cainfo")
                .Select(m => m.Name + "=" + (m.Name == "input" ? Encoding.UTF8.GetString(m.Json.Span) : m.Text)))),
            _ => agreed,
        };
        var request = Read(Body(Convert.ToBase64String(Key.Sign(message))), of: how == "body" ? unsigned.Body : null);
        Assert.Equal(expected == "right" ? null : "INF-1107", CainfoSignature.Verify(request, profile, Verifies)?.Code);
        var question = SignatureQuestion.Of(request, _ => null, Partner(), profile, default, Now);
        Assert.Equal(expected, SignatureDoctor.Diagnose(question!).Codes());
    }

    [Fact]
    public void Should_ask_about_the_detached_signature_where_there_is_one()
    {
        var request = Read(Body(""));
        var der = EcSignatureCodec.Encode(Key.Sign(request.Body.Span), SignatureEncoding.Der);
        var question = SignatureQuestion.Of(
            request, name => name == CainfoCoverage.DetachedHeader ? Convert.ToHexString(der) : null, Partner(), InfnoProfileLoader.National,
            default, Now);
        Assert.Equal("SIG-101 SIG-202", SignatureDoctor.Diagnose(question!).Codes());
    }

    [Fact]
    public void Should_ask_nothing_where_nothing_is_signed() =>
        Assert.Null(SignatureQuestion.Of(
            Read(Body("")), _ => null, Partner(), InfnoProfileLoader.National with { Cainfo = CainfoScheme.Envelope }, default, Now));

    [Theory]
    [InlineData("yes", "SIG-401")]
    [InlineData("no", "SIG-401")]
    public void Should_refuse_and_find_the_same_with_and_without_the_option(string diagnose, string expected)
    {
        using var mistaken = SigningKey.FromPem(Key.ExportPem(), Agreed with { Sm2UserId = "" });
        var unsigned = Read(Body(""));
        var registry = PartnerRegistry.Parse(
            Encoding.UTF8.GetBytes($$"""
            {"version":1,"partners":[{"id":"{{Institution}}","name":"示例医院","kind":"hospital","diagnose":"{{diagnose}}","keys":[
            {"keyId":"h1","algorithm":"sm2-sm3","encoding":"raw","publicKeyPem":{{System.Text.Json.JsonSerializer.Serialize(Key.ToVerificationKey().ExportPem())}}}]}]}
            """),
            "partners.json");
        var desk = new SignatureDesk(new() { DiagnosesPerMinute = 1 }, TimeProvider.System);
        var verifier = new SenderVerifier(new ProfileBook(new InfnoOptions()), new InfnoOptions(), desk);
        var signature = Convert.ToBase64String(mistaken.Sign(unsigned.Body.Span));
        string? Header(string name) => name == CainfoCoverage.DetachedHeader ? signature : null;

        var proof = verifier.Verify(unsigned, Header, registry, Now);
        Assert.Null(proof.Partner);
        Assert.Equal("INF-1107", proof.Failure?.Code);
        Assert.Equal(expected, proof.Finding?.Diagnosis.Codes());
        Assert.Equal(diagnose == "yes", proof.Finding?.Claimed.Diagnose);

        // A second failure within the minute is refused just the same, without a finding.
        var again = verifier.Verify(unsigned, Header, registry, Now);
        Assert.Equal("INF-1107", again.Failure?.Code);
        Assert.Null(again.Finding);
    }

    private static bool Verifies(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) => Key.ToVerificationKey().Verify(message, signature);

    private static byte[] Body(string cainfo) => Encoding.UTF8.GetBytes(
        "{\"infno\":\"2207\",\"msgid\":\"" + Institution + "202611280900000001\",\"mdtrtarea_admvs\":\"430100\",\"cainfo\":\"" + cainfo
        + "\",\"opter_name\":\"李四\",\"fixmedins_code\":\"" + Institution + "\",\"input\":{\"data\":{\"psn_no\":\"1\"}}}");

    // A signature over the whole body inside the body cannot be; what such a sender signs is the body before it put the signature in.
    private static ReceivedRequest Read(byte[] body, ReadOnlyMemory<byte>? of = null) =>
        EnvelopeReader.ReadRequest(body, InfnoProfileLoader.National.Limits) is var request && of is { } before ? request with { Body = before } : request;

    private static Partner Partner() => new()
    {
        Id = Institution,
        Name = "示例医院",
        Kind = PartnerKind.Hospital,
        Status = PartnerStatus.Active,
        Keys = [new(Key.ToVerificationKey(), PartnerKeyStatus.Active)],
    };
}
