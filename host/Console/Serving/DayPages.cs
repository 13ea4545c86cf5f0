using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Hub.Console.Pages;
using Hub.Console.Queries;
using Microsoft.AspNetCore.Http;

namespace Hub.Console.Serving;

/// <summary>The day page and the part of it that fetches itself.</summary>
internal sealed class DayPages(ConsoleQueries queries, ConsoleOptions options)
{
    /// <summary><c>/console</c> and <c>/console/day?day=</c>: to the day meant.</summary>
    internal static Task<IResult> EnterAsync(ConsoleCall call)
    {
        var day = call.Fields.OptionalDay("day") ?? call.View.Today;
        call.Fields.ThrowIfWrong();
        if (call.View.Notice is { } notice)
        {
            call.Session!.Leave(notice);
        }

        return Task.FromResult<IResult>(new SeeOther("/console/day/" + Shown.Day(day)));
    }

    internal async Task<IResult> ShowAsync(ConsoleCall call)
    {
        if (Day(call) is not { } day)
        {
            return ConsoleGate.Message(call.View, ConsoleProblem.NotFound, "refused.address");
        }

        var model = await queries.DayAsync(day, call.Aborted).ConfigureAwait(false);
        return PageResult.Of<DayPage>(new { call.View, Model = model, Seen = Seen(model), RefreshSeconds = Seconds });
    }

    /// <summary>The tables anew; nothing when they are as the page has them, so that focus and selection stay.</summary>
    internal async Task<IResult> TablesAsync(ConsoleCall call)
    {
        if (Day(call) is not { } day)
        {
            return Results.NotFound();
        }

        var model = await queries.DayAsync(day, call.Aborted).ConfigureAwait(false);
        var seen = Seen(model);
        return call.Context.Request.Query["seen"] == seen
            ? Results.NoContent()
            : PageResult.Of<DayTables>(new { call.View, Model = model, Seen = seen, RefreshSeconds = Seconds });
    }

    private int Seconds => Math.Max(1, (int)options.RefreshInterval.TotalSeconds);

    private static DateOnly? Day(ConsoleCall call) =>
        DateOnly.TryParseExact(call.Route("day"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day > DateOnly.MinValue && day < DateOnly.MaxValue
            ? day
            : null;

    private static string Seen(DayView model) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(model)))[..16];
}
