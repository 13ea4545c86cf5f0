using Hub.Contract.Tests.Doors;
using Hub.Contract.Tests.Stage;

namespace Hub.Contract.Tests;

/// <summary>Visits and stays message by message over MLLP, through engine, routes and line, in the core's own books.</summary>
public sealed class When_a_visit_goes_through_hl7v2(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly Hl7v2Door door = new();
    private HubUnderTest hub = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => hub = await HubUnderTest.StartAsync(postgres, door);

    public ValueTask DisposeAsync() => hub.DisposeAsync();

    [Fact]
    public async Task Should_settle_what_was_uploaded_in_two_messages_and_cancel_it()
    {
        await YesAsync("ADT^A04", "O");
        await YesAsync("ADT^A08", "O", Hl7v2Door.Diagnosis);
        await YesAsync("DFT^P03", "O", Hl7v2Door.Charge(1, 1, 1250), Hl7v2Door.Charge(1, 2, 750));
        var settled = await YesAsync("DFT^P03", "O", Hl7v2Door.Diagnosis, "ZSL|20.00|Y|S");
        Assert.Equal(2000, hub.Core.Read(books => books.Find(settled.SettlementId))!.Amounts.TotalFen);
        Assert.Equal(2000, (await hub.Book.FindAsync(settled.SettlementId, Cancel))!.Total.Fen);
        await YesAsync("DFT^P03", "O", "ZSL|||C");
        Assert.Equal(0, hub.Standing);
    }

    [Fact]
    public async Task Should_settle_a_stay()
    {
        await YesAsync("ADT^A01", "I", Hl7v2Door.Diagnosis);
        var settled = await YesAsync("DFT^P03", "I", Hl7v2Door.Charge(1, 1, 125_000), Hl7v2Door.Diagnosis, "ZSL|1250.00|N|S");
        Assert.Equal(125_000, hub.Core.Read(books => books.Find(settled.SettlementId))!.Amounts.TotalFen);
        Assert.Equal(1, hub.Standing);
    }

    [Fact]
    public async Task Should_take_a_registration_back()
    {
        await YesAsync("ADT^A04", "O");
        await YesAsync("ADT^A11", "O");
        Assert.Equal(Verdict.Refused, (await AskAsync("DFT^P03", "O", Hl7v2Door.Charge(1, 1, 1250))).Verdict);
    }

    private async Task<DoorReply> YesAsync(string kind, string patientClass, params string[] segments)
    {
        var reply = await AskAsync(kind, patientClass, segments);
        Assert.True(reply.Verdict == Verdict.Settled, kind + ": " + System.Text.Encoding.UTF8.GetString(reply.Bytes));
        return reply;
    }

    private async Task<DoorReply> AskAsync(string kind, string patientClass, params string[] segments)
    {
        var message = door.Message(hub.Site, kind, 1, patientClass, segments);
        while (true)
        {
            var reply = await DoorLine.ExchangeAsync(door, hub.Site, message, Cancel);
            if (reply.Verdict != Verdict.Pending)
            {
                return reply;
            }

            Cancel.ThrowIfCancellationRequested();
        }
    }
}
