using System.Net;
using System.Net.Sockets;
using System.Text;
using Hub.Adapters.Hl7v2.Outbound;
using Hub.Adapters.Hl7v2.Tests.Support;
using Hub.Adapters.Hl7v2.Wire;
using Hub.Canonical;
using Hub.Canonical.Messages;
using Hub.Journal;

namespace Hub.Adapters.Hl7v2.Tests;

public sealed class When_an_institution_is_told
{
    private static readonly InstitutionNotice Notice = new()
    {
        Institution = Door.Partner, SettlementId = "S1", EncounterId = "E1", MessageKey = "M1", State = SettlementState.CancelledByCore, Text = "cancelled|by the core",
    };

    [Theory]
    [InlineData("CA", CallResult.Done)]
    [InlineData("AA", CallResult.Done)]
    [InlineData("CE", CallResult.Refused)]
    [InlineData("AR", CallResult.Refused)]
    [InlineData("XX", CallResult.Unknown)]
    public async Task Should_take_the_acknowledgement_for_what_it_says(string code, CallResult expected)
    {
        var (outcome, seen) = await TellAsync(m => $"MSH|^~\\&|HIS|H1|HUB|B|20260609||ACK|1|P|2.5.1\rMSA|{code}|{m.Header.ControlId}\r");
        Assert.Equal(expected, outcome.Result);
        Assert.Equal(("ZNT^Z01", "AL", "S1", "M1", "cancelled|by the core"), (seen!.Header.Kind, seen.Header.AcceptAcknowledgement,
            seen.First("ZNT")!.Value(2), seen.First("ZNT")!.Value(4), seen.First("ZNT")!.Value(6)));
    }

    [Theory]
    [InlineData("MSH|^~\\&|HIS|H1|HUB|B|20260609||ACK|1|P|2.5.1\rMSA|AA|other\r")]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task Should_leave_unknown_what_nobody_acknowledged(string answer) =>
        Assert.Equal(CallResult.Unknown, (await TellAsync(_ => answer)).Outcome.Result);

    [Fact]
    public async Task Should_know_that_nothing_went_out_when_nobody_listens()
    {
        await using var door = new Door(o => (o.Senders[0].NoticeHost, o.Senders[0].NoticePort) = ("127.0.0.1", 1));
        var line = new NoticeLine(door.Options, door.Registry, TimeProvider.System);
        var request = line.Encode(7, Notice, TimeProvider.System.GetUtcNow());
        Assert.Equal(CallResult.NotSent, line.Decode(request, await line.SendAsync(request, TestContext.Current.CancellationToken)).Result);
    }

    private static async Task<(CallOutcome Outcome, Hl7Message? Seen)> TellAsync(Func<Hl7Message, string> answer)
    {
        using var hospital = new TcpListener(IPAddress.Loopback, 0);
        hospital.Start();
        await using var door = new Door(o =>
            (o.Senders[0].NoticeHost, o.Senders[0].NoticePort) = ("127.0.0.1", ((IPEndPoint)hospital.LocalEndpoint).Port));
        var line = new NoticeLine(door.Options, door.Registry, TimeProvider.System);
        Assert.True(line.Takes(Door.Partner) && !line.Takes("H43010000002"));
        var request = line.Encode(7, Notice, TimeProvider.System.GetUtcNow());
        var hearing = HearAsync(hospital, answer);
        var result = await line.SendAsync(request, TestContext.Current.CancellationToken);
        return (line.Decode(request, result), await hearing);
    }

    private static async Task<Hl7Message> HearAsync(TcpListener hospital, Func<Hl7Message, string> answer)
    {
        using var client = await hospital.AcceptTcpClientAsync();
        var stream = client.GetStream();
        var framer = new MllpFramer(100_000, 1000);
        var buffer = new byte[4096];
        MllpFinding finding;
        while (!framer.TryFind(out finding))
        {
            framer.Append(buffer.AsSpan(0, await stream.ReadAsync(buffer)));
        }

        Assert.Equal(MllpFinding.Frame, finding);
        var message = MessageReader.Read(framer.Frame.Span, Charset.Utf8, WireLimits.Default);
        if (answer(message) is { Length: > 0 } text)
        {
            await stream.WriteAsync(MllpFrame.Of(Encoding.UTF8.GetBytes(text)));
        }

        return message;
    }
}
