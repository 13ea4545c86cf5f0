using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Hub.Canonical;
using Hub.Console.Actions;
using Hub.Console.Queries;
using Hub.Console.Serving;
using Microsoft.AspNetCore.Http;

namespace Hub.Console.Api;

/// <summary>
/// The same acts and questions for programs, <c>/api/v1/payments/…</c>. Amounts are texts in yuan with two decimals, days <c>yyyy-MM-dd</c>,
/// moments UTC.
/// </summary>
internal sealed class PaymentApi(PaymentActions actions, ConsoleQueries queries, ConsoleOptions options)
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter() },
    };

    internal async Task<IResult> ClearAsync(ConsoleCall call)
    {
        var report = await actions.ClearAsync(call).ConfigureAwait(false);
        return Ok(new { report.Payments, report.Settlements, total = report.Total.ToString(), report.Carried, report.WithoutAccount });
    }

    internal async Task<IResult> SealAsync(ConsoleCall call) =>
        Ok(new { files = (await actions.SealAsync(call).ConfigureAwait(false)).Select(FileAnswer.Of) });

    internal async Task<IResult> ReleaseAsync(ConsoleCall call) => Ok(FileAnswer.Of(await actions.ReleaseAsync(call).ConfigureAwait(false)));

    internal async Task<IResult> RepeatAsync(ConsoleCall call)
    {
        var (serial, again) = await actions.RepeatAsync(call).ConfigureAwait(false);
        return Ok(new { serial, repeatedAs = again });
    }

    internal async Task<IResult> ReconcileAsync(ConsoleCall call)
    {
        var (day, results) = await actions.ReconcileAsync(call).ConfigureAwait(false);
        return Ok(new
        {
            day,
            equality = results.Count == 0 ? Hub.Journal.Payments.DayEquality.Equal : results.Max(result => result.Equality),
            results = results.Select(result => new
            {
                result.Institution, result.Equality, accepted = Side(result.AcceptedCount, result.Accepted), stated = Side(result.StatedCount, result.Stated),
                core = Side(result.CoreCount, result.Core), cleared = Side(result.ClearedCount, result.Cleared), confirmed = result.Confirmed.ToString(),
                booked = result.Booked.ToString(), result.Differences, result.Text,
            }),
        });
    }

    internal async Task<IResult> ProposePayeeAsync(ConsoleCall call)
    {
        var (party, version) = await actions.ProposePayeeAsync(call).ConfigureAwait(false);
        return Ok(new { party, version });
    }

    internal async Task<IResult> ApprovePayeeAsync(ConsoleCall call)
    {
        var (party, version) = await actions.ApprovePayeeAsync(call).ConfigureAwait(false);
        return Ok(new { party, version });
    }

    internal async Task<IResult> DayAsync(ConsoleCall call)
    {
        if (!DateOnly.TryParseExact(call.Route("day"), "yyyy-MM-dd", out var day) || day.Year is < 2000 or > 2200)
        {
            return ProblemAnswer.Of(ConsoleProblem.NotFound, "day");
        }

        Asked(call);
        var view = await queries.DayAsync(day, call.Aborted).ConfigureAwait(false);
        return Ok(new
        {
            day,
            resultAt = view.ResultAt,
            resultBy = view.ResultBy,
            institutions = view.Rows.Select(row => new
            {
                row.Institution, equality = row.Verdict, accepted = Side(row.Accepted, row.AcceptedFen), stated = Side(row.Stated, row.StatedFen),
                core = Side(row.Core, row.CoreFen), cleared = Side(row.Cleared, row.ClearedFen), confirmed = Yuan(row.ConfirmedFen),
                booked = Yuan(row.BookedFen), row.Differences, row.Text,
            }),
            differences = view.DifferenceCount,
            files = view.Files.Select(FileAnswer.Of),
            bankFiles = view.BankFiles.Select(file => new
            {
                file.Id, file.Bank, file.Name, kind = file.FileKind, state = file.FileState, file.Lines, file.Differences, file.Reason, file.Sha256,
                receivedAt = Utc(file.ReceivedAt),
            }),
        });
    }

    internal async Task<IResult> DifferencesAsync(ConsoleCall call)
    {
        var day = call.Fields.OptionalDay("day");
        var partner = call.Fields.OptionalText("partner", 32);
        var most = Most(call);
        Asked(call);
        var rows = await queries.DifferencesAsync(day, partner.Length == 0 ? null : partner, most, call.Aborted).ConfigureAwait(false);
        return Ok(new { differences = rows.Select(Difference) });
    }

    internal async Task<IResult> FilesAsync(ConsoleCall call)
    {
        var day = call.Fields.OptionalDay("day");
        var most = Most(call);
        Asked(call);
        return Ok(new { files = (await queries.FilesAsync(day, most, call.Aborted).ConfigureAwait(false)).Select(FileAnswer.Of) });
    }

    internal async Task<IResult> FileAsync(ConsoleCall call)
    {
        Asked(call);
        return await queries.FileAsync(call.Route("id"), call.Aborted).ConfigureAwait(false) is { } view
            ? Ok(new
            {
                file = FileAnswer.Of(view.File), steps = view.Steps.Select(step => new { state = step.FileState, at = Utc(step.At), step.Detail }),
            })
            : ProblemAnswer.Of(ConsoleProblem.NotFound, "id");
    }

    internal async Task<IResult> TraceAsync(ConsoleCall call)
    {
        var key = call.Fields.Text("key", ConsoleQueries.KeyLengthMax, "write setl_id, msgid, payment serial, batch number or file name");
        Asked(call);
        var view = await queries.TraceAsync(key, call.Aborted).ConfigureAwait(false);
        return Ok(new
        {
            key,
            count = view.StepCount,
            steps = view.Steps.Select(step => new
            {
                at = Utc(step.At), step.What, step.Subject, step.Word, step.Detail, amount = step.Fen is { } fen ? Yuan(fen) : null, step.Digest,
            }),
            differences = view.Differences.Select(Difference),
        });
    }

    internal async Task<IResult> PayeesAsync(ConsoleCall call)
    {
        Asked(call);
        var view = await queries.PayeesAsync(call.Aborted).ConfigureAwait(false);
        return Ok(new { waiting = view.Waiting.Select(Payee), inForce = view.InForce.Select(Payee) });
    }

    internal async Task<IResult> AuditAsync(ConsoleCall call)
    {
        var filter = ReadingPages.Filter(call.Fields);
        var most = Most(call);
        Asked(call);
        var view = await queries.AuditAsync(filter, most, call.Aborted).ConfigureAwait(false);
        return Ok(new
        {
            entries = view.Rows.Select(row => new
            {
                row.Id, at = Utc(row.At), row.Officer, row.Action, row.Subject, row.Reason, before = Parsed(row.Before), after = Parsed(row.After),
            }),
            before = view.Older,
        });
    }

    internal static IResult Ok(object answer) => Results.Json(answer, Json);

    private static void Asked(ConsoleCall call)
    {
        call.Fields.RefuseUnknown();
        call.Fields.ThrowIfWrong();
    }

    private int Most(ConsoleCall call) => call.Fields.Number("limit", 1, options.PageRowsMax, options.PageRowsMax);

    private static object Difference(DifferenceRow row) => new
    {
        row.Key, kind = row.Named, row.Partner, row.Day, row.SettlementId, row.MessageKey, ours = Yuan(row.Ours), theirs = Yuan(row.Theirs),
        row.OurRawDigest, row.TheirRawDigest, row.Text, openedAt = Utc(row.OpenedAt), closedAt = row.ClosedAt is { } at ? Utc(at) : (DateTimeOffset?)null,
    };

    private static object Payee(PayeeRow row) => new
    {
        row.Party, row.Version, account = Hub.Console.Pages.Shown.Account(row.Account), row.Holder, row.BankName, row.LineNumber, row.ProposedBy,
        proposedAt = Utc(row.ProposedAt), row.ApprovedBy, approvedAt = row.ApprovedAt is { } at ? Utc(at) : (DateTimeOffset?)null,
    };

    private static object? Side(int? count, Money? amount) => count is null ? null : new { count, amount = amount?.ToString() };

    private static object? Side(int? count, long? fen) => count is null ? null : new { count, amount = fen is { } known ? Yuan(known) : null };

    private static string Yuan(long fen) => new Money(fen).ToString();

    private static DateTimeOffset Utc(DateTime at) => new(DateTime.SpecifyKind(at, DateTimeKind.Utc));

    private static JsonElement? Parsed(string? json) => json is null ? null : JsonSerializer.Deserialize<JsonElement>(json);
}
