using System.Text;
using Hub.Adapters.Hl7v2.Tests.Support;
using Hub.Certs.Signatures;

namespace Hub.Adapters.Hl7v2.Tests;

public sealed class When_the_sender_must_be_proven
{
    [Fact]
    public async Task Should_refuse_and_keep_nothing_from_elsewhere()
    {
        await using var door = new Door();
        var answer = await door.AskOneAsync(Texts.Registration("U1"), "10.9.8.7");
        Assert.Equal(("AR", "HL7-1101", "U1"), (answer.Code, answer.Error, answer.ControlId));
        Assert.Empty(door.Journal.Taken);
    }

    [Fact]
    public async Task Should_not_believe_an_address_unless_told_to()
    {
        await using var door = new Door(o => o.Senders[0].ProofByAddress = false);
        Assert.Equal("HL7-1101", (await door.AskOneAsync(Texts.Registration("U2"))).Error);
        Assert.Empty(door.Journal.Taken);
    }

    [Fact]
    public async Task Should_refuse_who_speaks_for_another()
    {
        await using var door = new Door();
        var frame = Encoding.UTF8.GetBytes(Texts.Registration("U3"));
        Assert.Equal("HL7-1101", Assert.Single(await door.AskAsync(frame, certified: "H43010000002")).Error);
        Assert.Equal("AA", Assert.Single(await door.AskAsync(frame, "10.9.8.7", Door.Partner)).Code);
        Assert.Equal("HL7-1101", (await door.AskOneAsync(Texts.Registration("U4").Replace("|HIS|", "|LIS|", StringComparison.Ordinal))).Error);
    }

    [Theory]
    [InlineData(SignatureAlgorithm.Sm2Sm3, "sm2-sm3")]
    [InlineData(SignatureAlgorithm.EcdsaP256Sha256, "ecdsa-p256-sha256")]
    [InlineData(SignatureAlgorithm.RsaPssSha256, "rsa-pss-sha256")]
    public async Task Should_take_a_signature_for_proof_and_evidence(SignatureAlgorithm algorithm, string name)
    {
        using var key = SigningKey.Generate(new KeyDescription { KeyId = "k1", Algorithm = algorithm });
        var pem = key.ToVerificationKey().ExportPem().Replace("\n", "\\n", StringComparison.Ordinal);
        await using var door = new Door(
            o => (o.Senders[0].ProofByAddress, o.Senders[0].SignatureRequired) = (false, true),
            $$"""{"keyId": "k1", "algorithm": "{{name}}", "publicKeyPem": "{{pem}}"}""");
        string Signed(string text) => text + "ZSG|1|k1|" + Convert.ToBase64String(key.Sign(Encoding.UTF8.GetBytes(text))) + "\r";
        var message = Signed(Texts.Registration("G1"));
        Assert.Equal("AA", (await door.AskOneAsync(message, "10.9.8.7")).Code);
        Assert.Equal(("k1", algorithm.ToString()), (door.Journal.Taken.Single().SignatureKeyId, door.Journal.Taken.Single().SignatureAlgorithm));

        // Signed anew it is the same message.
        Assert.Equal("AA", (await door.AskOneAsync(Signed(Texts.Registration("G1")))).Code);
        Assert.Single(door.Journal.Taken);
        Assert.Equal("HL7-1103", (await door.AskOneAsync(message.Replace("内科", "外科", StringComparison.Ordinal))).Error);
        Assert.Equal("HL7-1103", (await door.AskOneAsync(message.Replace("|k1|", "|k2|", StringComparison.Ordinal))).Error);
        Assert.Equal("HL7-1103", (await door.AskOneAsync(message.Replace("ZSG|1|k1|", "ZSG|1|k1|AAAA", StringComparison.Ordinal))).Error);
        Assert.Equal("HL7-1102", (await door.AskOneAsync(Texts.Registration("G2"))).Error);

        // What stands behind the signature is not covered by it.
        Assert.Equal("HL7-1102", (await door.AskOneAsync(message + "ZDD|data|0|caty|A01\r")).Error);
        Assert.Single(door.Journal.Taken);
    }
}
