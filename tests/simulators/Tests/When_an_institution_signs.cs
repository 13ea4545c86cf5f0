using System.Text;
using System.Text.Json;
using Hub.Certs.Signatures;
using Hub.Simulators.Institutions;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Tests;

public sealed class When_an_institution_signs
{
    [Theory]
    [InlineData(SignatureEncoding.Raw)]
    [InlineData(SignatureEncoding.Der)]
    public void Should_sign_all_outer_fields_and_the_exact_input(SignatureEncoding encoding)
    {
        using SigningKey key = Key(encoding);
        BuiltRequest request = Build(key, SignatureScheme.Envelope);

        byte[] signed = Covered(request.Body);
        byte[] signature = Convert.FromBase64String(JsonDocument.Parse(request.Body).RootElement.Text("cainfo"));

        Assert.True(key.ToVerificationKey().Verify(signed, signature));
        signed[^1] ^= 1;
        Assert.False(key.ToVerificationKey().Verify(signed, signature));
    }

    [Fact]
    public void Should_sign_the_body_when_detached()
    {
        using SigningKey key = Key(SignatureEncoding.Raw);
        BuiltRequest request = Build(key, SignatureScheme.Detached);

        Assert.True(key.ToVerificationKey().Verify(request.Body, Convert.FromBase64String(request.Signature!)));
    }

    [Fact]
    public void Should_order_the_fields_by_name_and_keep_empty_ones()
        => Assert.Equal(
            "a=1&dev_no=&input={\"x\":\"&\"}&msgid=M",
            Encoding.UTF8.GetString(EnvelopeBuilder.SignedText([("msgid", "M"), ("dev_no", ""), ("a", "1")], "{\"x\":\"&\"}"u8)));

    [Fact]
    public void Should_never_use_a_message_id_twice()
    {
        var builder = new EnvelopeBuilder(Options(null, SignatureScheme.None));

        string[] ids = [.. Enumerable.Range(0, 25_000).Select(_ => builder.Build("1101", _ => { }).MsgId)];

        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Matches("^H43010000001[0-9]{18}$", id));
    }

    /// <summary>The covered text, put together here from the received bytes, as a verifier would.</summary>
    private static byte[] Covered(byte[] body)
    {
        using JsonDocument document = JsonDocument.Parse(body);
        IEnumerable<string> pairs = document.RootElement.EnumerateObject()
            .Where(member => member.Name != "cainfo")
            .OrderBy(member => member.Name, StringComparer.Ordinal)
            .Select(member => $"{member.Name}={(member.Name == "input" ? member.Value.GetRawText() : member.Value.GetString())}");
        return Encoding.UTF8.GetBytes(string.Join('&', pairs));
    }

    private static SigningKey Key(SignatureEncoding encoding) => SigningKey.Generate(
        new KeyDescription { KeyId = "k1", Algorithm = SignatureAlgorithm.Sm2Sm3, Encoding = encoding });

    private static BuiltRequest Build(SigningKey key, SignatureScheme scheme)
        => new EnvelopeBuilder(Options(new KeySigner(key), scheme)).Build("1101", json =>
        {
            json.WriteStartObject("data");
            json.WriteString("psn_name", "示例\"\\");
            json.WriteNumber("balc", 1.50m);
            json.WriteEndObject();
        });

    private static InstitutionOptions Options(IMessageSigner? signer, SignatureScheme scheme) => new()
    {
        Code = "H43010000001", Url = new Uri("http://127.0.0.1:1/"), Signer = signer, Scheme = scheme,
    };
}
