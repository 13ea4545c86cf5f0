using System.Text;
using Hub.Certs.Signatures;
using Hub.EndToEnd.Tests.Stage;
using Hub.Simulators.Institutions;

namespace Hub.EndToEnd.Tests.BadInput;

/// <summary>Attack families on signatures (reliability.md 4.3). Refused with 401, told no more than that, nothing kept.</summary>
[Collection(HostileCollection.Name)]
public sealed class When_the_sender_is_not_who_it_says(HostileStage hostile)
{
    private PartnerSigner Pharmacy => hostile.Keys.Of(Quick.Pharmacy);

    private PartnerSigner Hospital => hostile.Keys.Of(Quick.Hospital);

    [Fact]
    public async Task Should_refuse_every_malformed_or_altered_signature()
    {
        var attempts = 0;
        foreach (var name in Forgeries.OfSm2(Pharmacy.Sign("x"u8)).Select(f => f.Name))
        {
            var sale = hostile.CanarySale();
            var forged = Forgeries.OfSm2(Pharmacy.Sign(sale.Body)).Single(f => f.Name == name).Signature;
            await RefusedAsync(name, sale, Convert.ToBase64String(forged), Pharmacy.KeyId);
            attempts++;
        }

        Assert.True(attempts > 15);
        await hostile.UnharmedAsync();
    }

    [Fact]
    public async Task Should_refuse_signatures_of_the_wrong_key_user_id_or_text()
    {
        using var stranger = SigningKey.Generate(new KeyDescription { KeyId = Pharmacy.KeyId, Algorithm = SignatureAlgorithm.Sm2Sm3 });
        using var otherId = SigningKey.FromPem(Pharmacy.Key.ExportPem(), new KeyDescription
        {
            KeyId = Pharmacy.KeyId, Algorithm = SignatureAlgorithm.Sm2Sm3, Sm2UserId = "8765432187654321",
        });
        var pem = Pharmacy.Key.ExportPem();
        var families = new (string Name, Func<byte[], byte[]> Sign, string? KeyId)[]
        {
            ("a stranger's key", stranger.Sign1, Pharmacy.KeyId),
            ("another user id", otherId.Sign1, Pharmacy.KeyId),
            ("without Z", body => Forgeries.WithoutZ(pem, body, hostile.Stage.Folder), Pharmacy.KeyId),
            ("openssl's default user id", body => Forgeries.WithEmptyUserId(pem, body, hostile.Stage.Folder), Pharmacy.KeyId),
            ("another partner's key under our key id", Hospital.Key.Sign1, Pharmacy.KeyId),
            ("another partner's key under its own key id", Hospital.Key.Sign1, Hospital.KeyId),
            ("the core's key", hostile.Keys.Of(Keys.Core).Key.Sign1, hostile.Keys.Of(Keys.Core).KeyId),
            ("a revoked key", hostile.Keys.Named("revoked").Key.Sign1, "revoked"),
            ("an expired key", hostile.Keys.Named("expired").Key.Sign1, "expired"),
            ("a key not valid yet", hostile.Keys.Named("future").Key.Sign1, "future"),
            ("a revoked key under no key id", hostile.Keys.Named("revoked").Key.Sign1, null),
            ("an ECDSA key under an SM2 key id", hostile.Keys.Named("ecdsa").Key.Sign1, Pharmacy.KeyId),
            ("an SM2 key under an ECDSA key id", Pharmacy.Key.Sign1, "ecdsa"),
            ("an RSA key under an ECDSA key id", hostile.Keys.Named("rsa").Key.Sign1, "ecdsa"),
            ("an unknown key id", Pharmacy.Key.Sign1, "nobody-1"),
            ("a key id that is a path", Pharmacy.Key.Sign1, "../../partners/" + Pharmacy.KeyId),
            ("the digest in place of the message", body => Pharmacy.Sign(System.Security.Cryptography.SHA256.HashData(body)), Pharmacy.KeyId),
            ("another message", _ => Pharmacy.Sign("another message"u8), Pharmacy.KeyId),
        };
        foreach (var (name, sign, keyId) in families)
        {
            var sale = hostile.CanarySale();
            await RefusedAsync(name, sale, Convert.ToBase64String(sign(sale.Body)), keyId);
        }

        await RefusedAsync("unsigned", hostile.CanarySale(), null, null);
        await RefusedAsync("unsigned with a key id", hostile.CanarySale(), null, Pharmacy.KeyId);
        await RefusedAsync("no Base64", hostile.CanarySale(), "!!!!", Pharmacy.KeyId);
        var hex = hostile.CanarySale();
        await RefusedAsync("hex", hex, Convert.ToHexString(Pharmacy.Sign(hex.Body)), Pharmacy.KeyId);
        await hostile.UnharmedAsync();
    }

    [Fact]
    public async Task Should_refuse_a_body_altered_by_one_byte_anywhere()
    {
        const int Stride = 23;
        var sale = hostile.CanarySale();
        for (var at = 0; at < sale.Body.Length; at += Stride)
        {
            var altered = (byte[])sale.Body.Clone();
            altered[at] ^= 1;
            var answer = await hostile.AttackAsync(altered, sale.Signature, Pharmacy.KeyId);
            Assert.True(answer.Status is 400 or 401, $"byte {at}: {answer.Status} {answer.Text}");
        }

        Assert.Equal(0, await hostile.KeptAsync(sale.MsgId));
        await hostile.UnharmedAsync();
    }

    [Fact]
    public async Task Should_bind_signature_and_institution_code()
    {
        // The pharmacy signs, the envelope says it is the hospital; and a hospital's envelope comes with the pharmacy's key id.
        var sale = hostile.CanarySale();
        var asHospital = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(sale.Body).Replace(Quick.Pharmacy, Quick.Hospital, StringComparison.Ordinal));
        var answers = new[]
        {
            await hostile.AttackSignedAsync(asHospital),
            await hostile.AttackAsync(asHospital, Convert.ToBase64String(Pharmacy.Sign(asHospital)), null),
            await hostile.AttackAsync(asHospital, Convert.ToBase64String(Pharmacy.Sign(asHospital)), Hospital.KeyId),
        };

        Assert.All(answers, a => Assert.Equal(401, a.Status));
        Assert.Single(answers.Select(a => a.Field("err_msg")).Distinct());
        Assert.Equal(0, await hostile.KeptAsync(sale.MsgId.Replace(Quick.Pharmacy, Quick.Hospital, StringComparison.Ordinal)));
        await hostile.UnharmedAsync();
    }

    [Theory]
    [InlineData("ecdsa")]
    [InlineData("rsa")]
    public async Task Should_accept_the_registered_key_of_another_algorithm(string keyId)
    {
        var signer = hostile.Keys.Named(keyId);
        var person = hostile.Clerk.Envelopes.Build("2001", json => Quick.Data(json, ("psn_no", hostile.Canary.Number)));

        var first = await hostile.AttackAsync(person.Body, Convert.ToBase64String(signer.Sign(person.Body)), keyId);
        var twin = keyId == "ecdsa" ? Forgeries.TwinOfEcdsa(signer.Sign(person.Body)) : signer.Sign(person.Body);
        var again = await hostile.AttackAsync(person.Body, Convert.ToBase64String(twin), keyId);

        Assert.Equal(200, first.Status);
        Assert.Equal(first.Text, again.Text);
        Assert.Equal(1, await hostile.KeptAsync(person.MsgId));
    }

    private async Task RefusedAsync(string name, BuiltRequest sale, string? signature, string? keyId)
    {
        var answer = await hostile.AttackAsync(sale.Body, signature, keyId);
        Assert.True(answer.Status == 401, $"{name}: {answer.Status} {answer.Text}");
        Assert.True(await hostile.KeptAsync(sale.MsgId) == 0, $"{name} was kept");
    }
}

/// <summary>Lets a key's signing be passed as a function.</summary>
internal static class SigningKeyAsFunction
{
    internal static byte[] Sign1(this SigningKey key, byte[] message) => key.Sign(message);
}
