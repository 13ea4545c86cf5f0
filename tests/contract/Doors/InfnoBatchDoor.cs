using System.Text;
using System.Text.Json;
using Hub.Adapters.Infno;
using Hub.Contract.Tests.Stage;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Contract.Tests.Doors;

/// <summary>The national interface in batches of one: what a message promises alone it promises in a batch.</summary>
public sealed class InfnoBatchDoor : HttpDoor, IDoor
{
    private readonly InfnoDoor alone = new();

    public override void AddServices(IServiceCollection services, DoorSite site) => alone.AddServices(services, site);

    public override void Map(IEndpointRouteBuilder endpoints) => alone.Map(endpoints);

    public override async Task<DoorMessage> SettlementAsync(DoorSite site, int person, long fen) => Wrapped(site, await alone.SettlementAsync(site, person, fen));

    public override DoorMessage Altered(DoorSite site, DoorMessage message) => Wrapped(site, alone.Altered(site, Unwrapped(message)));

    public override DoorMessage Undecodable(DoorSite site, DoorMessage message) => Wrapped(site, alone.Undecodable(site, Unwrapped(message)));

    public override DoorMessage Unproven(DoorSite site, DoorMessage message) => alone.Unproven(site, message);

    public override DoorMessage Oversize(DoorSite site, DoorMessage message) => Wrapped(site, alone.Oversize(site, message));

    /// <summary>The one answer of the batch; its receipt stands in the batch, not in a header.</summary>
    async Task<DoorReply> IDoor.ReadAsync(Stream line, CancellationToken cancellationToken)
    {
        var reply = await ReadAsync(line, cancellationToken);
        if (reply.Verdict is Verdict.NotProven or Verdict.TooLarge || reply.Bytes is not [(byte)'[', ..])
        {
            return reply;
        }

        using var batch = JsonDocument.Parse(reply.Bytes);
        var one = batch.RootElement[0];
        var receipt = one.GetProperty("receipt").GetString()!;
        return reply with
        {
            Bytes = Encoding.UTF8.GetBytes(one.GetProperty("answer").GetRawText()), Receipt = receipt.Length == 0 ? "" : receipt["/receipts/".Length..],
        };
    }

    protected override (Verdict Verdict, string SettlementId) Judge(int status, byte[] body)
    {
        if (status != 200)
        {
            return alone.JudgeEnvelope(status, body);
        }

        using var batch = JsonDocument.Parse(body);
        var one = batch.RootElement[0];
        return alone.JudgeEnvelope(one.GetProperty("status").GetInt32(), Encoding.UTF8.GetBytes(one.GetProperty("answer").GetRawText()));
    }

    private static DoorMessage Wrapped(DoorSite site, DoorMessage message)
    {
        byte[] body = [.. "["u8, .. BodyOf(message), .. "]"u8];
        return message with
        {
            Bytes = Post(InfnoServices.BatchAddress, body, ("Content-Type", "application/json"), ("x-hub-key-id", site.Key.KeyId),
                ("x-hub-signature", Convert.ToBase64String(site.Key.Sign(body)))),
        };
    }

    private static DoorMessage Unwrapped(DoorMessage message) => message with { Bytes = [.. "\r\n\r\n"u8, .. BodyOf(message)[1..^1]] };
}
