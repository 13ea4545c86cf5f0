using System.Text;
using Hub.Certs.Doctor;
using Hub.Certs.Registry;
using Hub.Certs.Signatures;

namespace Hub.Certs.Tests.Doctor;

public sealed class When_the_doctor_is_asked_often
{
    private static readonly SigningKey Signing = SigningKey.Generate(
        new() { KeyId = "k", Algorithm = SignatureAlgorithm.Sm2Sm3, Encoding = SignatureEncoding.Raw });

    private readonly FixedClock _clock = new(new DateTimeOffset(2026, 11, 28, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Should_answer_each_partner_so_many_times_a_minute()
    {
        var desk = new SignatureDesk(new() { DiagnosesPerMinute = 2 }, _clock);
        var (one, other) = (Case("H43010000001"), Case("H43010000002"));
        Assert.Equal("SIG-101", desk.Ask(one)?.Codes());
        Assert.NotNull(desk.Ask(one));
        Assert.Null(desk.Ask(one));
        Assert.NotNull(desk.Ask(other));
        _clock.Now += TimeSpan.FromSeconds(59);
        Assert.Null(desk.Ask(one));
        _clock.Now += TimeSpan.FromSeconds(1);
        Assert.NotNull(desk.Ask(one));
    }

    [Fact]
    public void Should_say_nothing_to_a_suspended_partner_or_when_it_is_switched_off()
    {
        Assert.Null(new SignatureDesk(new(), _clock).Ask(Case("H43010000001", PartnerStatus.Suspended)));
        Assert.Null(new SignatureDesk(new() { DiagnosesPerMinute = 0 }, _clock).Ask(Case("H43010000001")));
    }

    [Fact]
    public void Should_bound_the_work_whatever_the_length()
    {
        var content = new byte[SignatureDoctor.ContentBytesMax];
        new Random(3).NextBytes(content);
        var received = Case("H43010000001") with { Contents = [new("body", content), new("input", content.AsMemory(1))] };
        Assert.Equal(SignatureVerdict.Unknown, SignatureDoctor.Diagnose(received).Verdict);
        Assert.Equal(SignatureVerdict.Unknown, SignatureDoctor.Diagnose(received with { Contents = [] }).Verdict);
        Assert.Equal(SignatureVerdict.Unknown, SignatureDoctor.Diagnose(received with { Signature = new byte[100_000] }).Verdict);
    }

    private static SignatureCase Case(string id, PartnerStatus status = PartnerStatus.Active) => new()
    {
        Partner = new Partner
        {
            Id = id,
            Name = "示例",
            Kind = PartnerKind.Hospital,
            Status = status,
            Keys = [new(Signing.ToVerificationKey(), PartnerKeyStatus.Active)],
        },
        Signature = Encoding.ASCII.GetBytes(Convert.ToHexString(Signing.Sign("message"u8))),
        Writing = SignatureWriting.Base64,
        Contents = [new("body", "message"u8.ToArray())],
        ReceivedAt = new(2026, 11, 28, 9, 0, 0, TimeSpan.Zero),
    };
}
