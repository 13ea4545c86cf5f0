using System.Globalization;
using System.Net;
using Hub.Host.Health;
using Hub.Host.Payments;
using Hub.Host.Schedule;
using Hub.Journal;
using Hub.Journal.Payments;
using Hub.Routes.Payment;
using Microsoft.AspNetCore.Mvc;

namespace Hub.Host.Serving;

/// <summary>
/// What <c>./hub reconcile</c> and <c>./hub differences</c> ask the running hub. For programs on this machine alone: from elsewhere, or
/// through a proxy, these addresses do not exist.
/// </summary>
internal static class OperatorEndpoints
{
    /// <summary>Longest wait of one request, below the default of Http:RequestTimeout; who wants to wait longer asks again.</summary>
    internal const int WaitSecondsMax = 30;

    private const int RunCharactersMax = 40;

    private static readonly TimeSpan ResumeWait = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan DayLimit = TimeSpan.FromMinutes(2);

    internal static void Map(IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/operator").ExcludeFromDescription();
        group.AddEndpointFilter(async (call, next) =>
            HealthEndpoints.IsLocal(call.HttpContext) && IsMeant(call.HttpContext.Request) ? await next(call).ConfigureAwait(false) : Results.NotFound());
        group.MapPost("/reconcile", ReconcileAsync);
        group.MapGet("/differences", DifferencesAsync);
        group.MapGet("/raw/{sha256}", RawAsync);
        group.MapPost("/resume", ResumeAsync);
        group.MapPost("/day", DayAsync).WithRequestTimeout(DayLimit);
        group.MapGet("/statement/{partner}/{day}", StatementAsync);
    }

    // A page in a browser on this machine may have a name that leads here (DNS rebinding), but neither an address for a name nor our certificate.
    private static bool IsMeant(HttpRequest request) =>
        request.IsHttps || request.Host.Host == "localhost" || IPAddress.TryParse(request.Host.Host, out _);

    private static async Task<IResult> ReconcileAsync(
        ReconcileOrder order, [FromServices] CoreReconciliation reconciliation, [FromServices] TimeProvider time, CancellationToken cancellationToken)
    {
        var known = reconciliation.Institutions();
        if (order.Institution is { } one && !known.Contains(one))
        {
            return Results.Problem("No active institution has this code.", statusCode: StatusCodes.Status404NotFound);
        }

        var now = time.GetUtcNow().ToOffset(ScheduleSetup.Offset);
        if (order.Day > DateOnly.FromDateTime(now.DateTime))
        {
            return Results.Problem("The day has not begun.", statusCode: StatusCodes.Status400BadRequest);
        }

        var run = order.Run ?? now.ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture);
        if (run.Length is 0 or > RunCharactersMax || !run.All(char.IsAsciiLetterOrDigit))
        {
            return Results.Problem("A run is named by 1 to 40 letters and digits.", statusCode: StatusCodes.Status400BadRequest);
        }

        var wait = TimeSpan.FromSeconds(Math.Clamp(order.WaitSeconds, 0, WaitSecondsMax));
        var comparisons = await reconciliation
            .StartAsync(order.Day, order.Institution is { } code ? [code] : known, run, wait, cancellationToken).ConfigureAwait(false);
        return Results.Ok(new ReconcileAnswer(run, comparisons));
    }

    private static async Task<IResult> DifferencesAsync(DateOnly? day, [FromServices] ISettlementBook book, CancellationToken cancellationToken)
    {
        var found = await book.DifferencesAsync(day, null, cancellationToken).ConfigureAwait(false);
        return Results.Ok(found.Select(d => new DifferenceLine(
            d.Day, d.Partner, d.Kind.ToString(), d.SettlementId, d.MessageKey, d.Ours.ToString(), d.Theirs.ToString(),
            d.OurRawDigest, d.TheirRawDigest, d.Text)));
    }

    private static async Task<IResult> ResumeAsync(
        ResumeOrder order, [FromServices] IPaymentBook payments, [FromServices] IJournal journal, [FromServices] TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (await payments.FindFileAsync(order.File, cancellationToken).ConfigureAwait(false) is not { ReleasedBy: not null })
        {
            return Results.Problem("No released file has this batch number.", statusCode: StatusCodes.Status404NotFound);
        }

        var now = time.GetUtcNow();
        var name = now.ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture);
        var outcome = await journal.SubmitAsync(PaymentIntakes.Resume(order.File, name, now), ResumeWait, cancellationToken).ConfigureAwait(false);
        return outcome.Result == IntakeResult.Answered
            ? Results.Bytes(outcome.Answer, "application/json")
            : Results.Problem("The order was not taken in time: ask again.", statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> DayAsync(DayOrder order, [FromServices] DayClosing closing, CancellationToken cancellationToken)
    {
        var results = await closing.CloseAsync(order.Day, new Act("hub", "./hub day"), cancellationToken).ConfigureAwait(false);
        return Results.Ok(results.Select(r => new DayLine(
            r.Institution, r.Equality.ToString(), r.AcceptedCount, r.Accepted.ToString(), r.Stated?.ToString(), r.Core?.ToString(), r.Cleared.ToString(),
            r.Confirmed.ToString(), r.Booked.ToString(), r.Differences, r.Text)));
    }

    private static async Task<IResult> StatementAsync(
        string partner, DateOnly day, [FromServices] DayStatements statements, CancellationToken cancellationToken) =>
        await statements.FindAsync(partner, day, cancellationToken).ConfigureAwait(false) is { } file
            ? Results.Bytes(file, "application/jsonl")
            : Results.Problem("There is no statement of this partner and day: ./hub day DATE makes them.", statusCode: StatusCodes.Status404NotFound);

    private static async Task<IResult> RawAsync(string sha256, [FromServices] IJournalAdministration journal, CancellationToken cancellationToken) =>
        await journal.RawAsync(sha256, cancellationToken).ConfigureAwait(false) is { } raw
            ? Results.Bytes(raw, "application/octet-stream")
            : Results.Problem("No stored message has this digest.", statusCode: StatusCodes.Status404NotFound);
}

/// <summary>Body of <c>POST /operator/reconcile</c>.</summary>
/// <param name="Day">Day by the core's settlement time.</param>
/// <param name="Institution">Null for all.</param>
/// <param name="Run">The same run again starts nothing, but tells how it stands; null names a new one.</param>
/// <param name="WaitSeconds">0 to 30.</param>
internal sealed record ReconcileOrder(DateOnly Day, string? Institution, string? Run, int WaitSeconds);

/// <summary>Answer to <see cref="ReconcileOrder"/>.</summary>
internal sealed record ReconcileAnswer(string Run, IReadOnlyList<ComparisonReport> Comparisons);

/// <summary>An open difference; amounts in yuan, digests are SHA-256 in hex.</summary>
internal sealed record DifferenceLine(
    DateOnly Day, string Partner, string Kind, string? SettlementId, string? MessageKey, string Ours, string Theirs,
    string OurRawDigest, string TheirRawDigest, string Text);

/// <summary>Body of <c>POST /operator/resume</c>.</summary>
/// <param name="File">Batch number.</param>
internal sealed record ResumeOrder(string File);

/// <summary>Body of <c>POST /operator/day</c>.</summary>
/// <param name="Day">The day to compare.</param>
internal sealed record DayOrder(DateOnly Day);

/// <summary>One institution's three-way result; amounts in yuan.</summary>
internal sealed record DayLine(
    string Institution, string Equality, int AcceptedCount, string Accepted, string? Stated, string? Core, string Cleared, string Confirmed, string Booked,
    int Differences, string Text);
