using System.Text;
using Hub.Certs.Doctor;
using Hub.Certs.Registry;
using Hub.Certs.Signatures;

namespace Hub.Interop.Tests.Doctor;

/// <summary>One library at work: messages, signatures and what a registry would know of it.</summary>
internal sealed class Bench(ISm2Signer signer, Random random)
{
    internal const string Institution = "H43010000001";
    internal const string Customary = KeyDescription.CustomarySm2UserId;

    internal static readonly DateTimeOffset Now = new(2026, 11, 28, 9, 0, 0, TimeSpan.FromHours(8));

    internal ISm2Signer Signer => signer;

    internal Random Random => random;

    /// <summary>A compact JSON text whose keys are unsorted, with Chinese and a slash.</summary>
    internal string Json() =>
        $$$"""{"psn_name":"张{{{(char)(0x4E00 + random.Next(2000))}}}","cnt":{{{random.Next(1, 99)}}}.50,"data":"""
        + $$$"""{"z":"1/{{{random.Next(100)}}}","a":[1,2,{"k":""}]},"id":"{{{random.NextInt64()}}}"}""";

    internal byte[] Message() => Encoding.UTF8.GetBytes(Json());

    internal byte[] Sign(byte[] message, string userId = Customary) => signer.Sign([message], userId)[0];

    internal byte[] Sign(string message) => Sign(Encoding.UTF8.GetBytes(message));

    /// <summary>The case as a door would put it: Base64 of raw r ‖ s with the customary user id unless said otherwise.</summary>
    internal SignatureCase Case(
        byte[] message,
        byte[] signature,
        SignatureWriting writing = SignatureWriting.Base64,
        string? text = null,
        SignatureEncoding encoding = SignatureEncoding.Raw,
        string userId = Customary,
        IReadOnlyList<SignedContent>? contents = null,
        PartnerKey? key = null,
        string? keyId = null,
        IReadOnlyList<PartnerKey>? more = null)
    {
        text ??= writing == SignatureWriting.Hex ? Convert.ToHexStringLower(signature) : Convert.ToBase64String(signature);
        return new()
        {
            Partner = new Partner
            {
                Id = Institution,
                Name = "示例医院",
                Kind = PartnerKind.Hospital,
                Status = PartnerStatus.Active,
                Keys = [key ?? Key(encoding, userId), .. more ?? []],
            },
            Signature = writing == SignatureWriting.Binary ? signature : Encoding.ASCII.GetBytes(text),
            Writing = writing,
            Contents = contents ?? [new("body", message)],
            KeyId = keyId,
            ReceivedAt = Now,
        };
    }

    internal PartnerKey Key(
        SignatureEncoding encoding = SignatureEncoding.Raw,
        string userId = Customary,
        string keyId = "h1-2026",
        PartnerKeyStatus status = PartnerKeyStatus.Active,
        double fromDays = -100,
        double toDays = 100) => new(
            VerificationKey.Parse(signer.PublicKey, new KeyDescription
            {
                KeyId = keyId,
                Algorithm = SignatureAlgorithm.Sm2Sm3,
                Encoding = encoding,
                Sm2UserId = userId,
                NotBefore = Now.AddDays(fromDays),
                NotAfter = Now.AddDays(toDays),
            }),
            status);

    /// <summary>A message with a signature of the wanted shape.</summary>
    internal (byte[] Message, byte[] Signature) Find(Func<byte[], bool> wanted)
    {
        while (true)
        {
            var messages = Enumerable.Range(0, 200).Select(_ => Message()).ToList();
            foreach (var (index, signature) in signer.Sign(messages, Customary).Index())
            {
                if (wanted(signature))
                {
                    return (messages[index], signature);
                }
            }
        }
    }
}
