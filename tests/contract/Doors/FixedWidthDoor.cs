using System.Globalization;
using System.Text;
using Hub.Adapters.Samples.FixedWidth;
using Hub.Contract.Tests.Stage;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Contract.Tests.Doors;

/// <summary>The sample of docs/your-own-adapter.md: a visit in one file, settled by one message.</summary>
public sealed class FixedWidthDoor : HttpDoor
{
    private const string Catalogue = "XA01ABD075A002010100483";
    private static readonly FixedWidthOptions Options = new() { WaitLimitSeconds = 1, FileBytesMax = 64 * 1024 };
    private int files;

    public override void AddServices(IServiceCollection services, DoorSite site) => services.AddFixedWidth(Options);

    public override void Map(IEndpointRouteBuilder endpoints) => endpoints.MapFixedWidth();

    public override Task<DoorMessage> SettlementAsync(DoorSite site, int person, long fen)
    {
        ArgumentNullException.ThrowIfNull(site);
        var id = FormattableString.Invariant($"FILE-{++files}");
        var who = site.PersonOf(person);
        var time = new DateTime(2026, 11, 2, 9, 0, 0).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        var price = fen * 10_000;
        string[] records =
        [
            FormattableString.Invariant($"H{id,-20}{DoorSite.Hospital,-12}{time}"),
            FormattableString.Invariant(
                $"V{"V" + id,-20}O{time}{"",14}{who.InsuType,-6}{"11",-6}02{who.CertNo,-30}{"A03",-10}{"D430100000001",-14}{fen:D12}{who.Name}"),
            FormattableString.Invariant($"D1{1:D2}{"J06.900",-20}急性上呼吸道感染"),
            FormattableString.Invariant($"L{"1",-20}{Catalogue,-30}{"OWN-1",-20}{time}{10_000:D12}{price:D14}{fen:D12}"),
            FormattableString.Invariant($"T{4:D6}"),
        ];
        return Task.FromResult(Signed(site, Encoding.UTF8.GetBytes(string.Join('\n', records) + "\n"), id, [who.Name, who.CertNo, who.PsnNo]));
    }

    public override DoorMessage Altered(DoorSite site, DoorMessage message) => Replaced(site, message, "OWN-1", "OWN-2");

    public override DoorMessage Undecodable(DoorSite site, DoorMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var other = message.Key + "X";
        return Replaced(site, Replaced(site, message, "T000004", "T000009"), "H" + message.Key + " ", "H" + other) with { Key = other };
    }

    public override DoorMessage Unproven(DoorSite site, DoorMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message with { Bytes = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(message.Bytes).Replace("OWN-1", "OWN-3", StringComparison.Ordinal)) };
    }

    public override DoorMessage Oversize(DoorSite site, DoorMessage message) => Signed(site, new byte[Options.FileBytesMax + 1], "oversize", []);

    protected override (Verdict Verdict, string SettlementId) Judge(int status, byte[] body)
    {
        var text = Encoding.UTF8.GetString(body);
        return (status, text) switch
        {
            (401, _) => (Verdict.NotProven, ""),
            (200, ['S', ' ', ..]) => (Verdict.Settled, text[2..32].TrimEnd()),
            (200, ['R', ..]) => (Verdict.Refused, ""),
            (202, ['P', ..]) => (Verdict.Pending, ""),
            (409, ['C', ..]) => (Verdict.Conflict, ""),
            _ => (Verdict.Unreadable, ""),
        };
    }

    private static DoorMessage Replaced(DoorSite site, DoorMessage message, string from, string to) => Signed(
        site, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(BodyOf(message)).Replace(from, to, StringComparison.Ordinal)), message.Key, message.Personal);

    private static DoorMessage Signed(DoorSite site, byte[] file, string key, IReadOnlyList<string> personal) => new(
        Post(FixedWidthAdapter.Path, file, ("Content-Type", "text/plain; charset=utf-8"), ("x-hub-key-id", site.Key.KeyId),
            ("x-hub-signature", Convert.ToBase64String(site.Key.Sign(file)))),
        key, personal);
}
