using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text.Json;
using Hub.Certs.Registry;
using Hub.Host.Edge;
using Hub.Host.Health;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Host.Serving;

/// <summary>
/// What the clinics' edge agents last said of themselves, in this node's memory: a report comes every half minute, so a store for them would only be a
/// second truth. Gauges <c>hub.edge.*</c> carry the sums; by institution it is told at <c>/operator/edges</c>.
/// </summary>
internal sealed class EdgeBook : IDisposable
{
    private readonly ConcurrentDictionary<string, (EdgeBeat Beat, DateTimeOffset ReceivedAt)> beats = new(StringComparer.Ordinal);
    private readonly Meter meter = new("Hub.Edge");

    public EdgeBook(TimeProvider time)
    {
        meter.CreateObservableGauge("hub.edge.agents", () => beats.Count, "{agent}", "Edge agents heard of since this node started");
        meter.CreateObservableGauge("hub.edge.queued", () => beats.Values.Sum(b => b.Beat.Queued), "{message}", "Messages that wait at edge agents");
        meter.CreateObservableGauge(
            "hub.edge.silent", () => beats.Values.Count(b => time.GetUtcNow() - b.ReceivedAt > TimeSpan.FromMinutes(5)), "{agent}",
            "Edge agents not heard of for five minutes");
    }

    /// <summary>Notes a report; one that is older than the last is a repeat and changes nothing.</summary>
    public void Note(EdgeBeat beat, DateTimeOffset now) =>
        beats.AddOrUpdate(beat.Institution, (beat, now), (_, known) => beat.At > known.Beat.At ? (beat, now) : known);

    /// <summary>Every agent, by institution.</summary>
    public IEnumerable<object> All() => beats.Values.OrderBy(b => b.Beat.Institution, StringComparer.Ordinal).Select(b => (object)new
    {
        b.Beat.Institution, heardAt = b.ReceivedAt, b.Beat.Queued, b.Beat.Bytes, b.Beat.OldestAt, b.Beat.ReachedAt,
    });

    public void Dispose() => meter.Dispose();
}

/// <summary>Where edge agents report, and where an operator reads it.</summary>
internal static class EdgeEndpoints
{
    private const int BytesMax = 4096;

    internal static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/edge/heartbeat", BeatAsync).ExcludeFromDescription();
        endpoints.MapGet("/operator/edges", (HttpContext http, [FromServices] EdgeBook book) =>
            HealthEndpoints.IsLocal(http) ? Results.Ok(book.All()) : Results.NotFound()).ExcludeFromDescription();
    }

    private static async Task<IResult> BeatAsync(
        HttpContext http, [FromServices] PartnerRegistryFile registry, [FromServices] EdgeBook book, [FromServices] TimeProvider time)
    {
        var body = new byte[BytesMax + 1];
        var length = await http.Request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, http.RequestAborted).ConfigureAwait(false);
        var keyId = http.Request.Headers["x-hub-key-id"].ToString();
        var signature = new byte[1024];
        var now = time.GetUtcNow();
        if (length > BytesMax || !Convert.TryFromBase64String(http.Request.Headers["x-hub-signature"].ToString(), signature, out var written)
            || registry.Current.FindKey(keyId)?.Partner is not { Status: PartnerStatus.Active } partner
            || registry.Current.KeyFor(partner, keyId, now) is not { } key || !key.Verify(body.AsSpan(0, length), signature.AsSpan(0, written)))
        {
            return Results.Unauthorized();
        }

        try
        {
            if (JsonSerializer.Deserialize<EdgeBeat>(body.AsSpan(0, length), JsonSerializerOptions.Web) is { } beat && beat.Institution == partner.Id)
            {
                book.Note(beat, now);
                return Results.NoContent();
            }
        }
        catch (JsonException)
        {
            return Results.BadRequest();
        }

        return Results.BadRequest();
    }
}
