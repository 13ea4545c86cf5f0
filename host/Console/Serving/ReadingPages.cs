using Hub.Console.Pages;
using Hub.Console.Queries;
using Hub.Journal.Payments;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hub.Console.Serving;

/// <summary>Pages that answer from the books: trace, file, payees, audit trail, and the bytes behind a digest.</summary>
internal sealed class ReadingPages(
    ConsoleQueries queries, ConsoleOptions options, IRawMessages messages, IContentStore contents, ILogger<ReadingPages> logger)
{
    internal async Task<IResult> TraceAsync(ConsoleCall call)
    {
        var key = call.Fields.OptionalText("key", ConsoleQueries.KeyLengthMax);
        call.Fields.ThrowIfWrong();
        var model = key.Length == 0 ? null : await queries.TraceAsync(key, call.Aborted).ConfigureAwait(false);
        return PageResult.Of<TracePage>(new { call.View, Model = model, Key = key });
    }

    internal async Task<IResult> FileAsync(ConsoleCall call) =>
        await queries.FileAsync(call.Route("id"), call.Aborted).ConfigureAwait(false) is { } model
            ? PageResult.Of<FilePage>(new { call.View, Model = model })
            : ConsoleGate.Message(call.View, ConsoleProblem.NotFound, "refused.address");

    internal async Task<IResult> PayeesAsync(ConsoleCall call) =>
        PageResult.Of<PayeesPage>(new { call.View, Model = await queries.PayeesAsync(call.Aborted).ConfigureAwait(false) });

    internal async Task<IResult> ActionsAsync(ConsoleCall call) =>
        PageResult.Of<ActionsPage>(new { call.View, Banks = await queries.BanksAsync(call.Aborted).ConfigureAwait(false) });

    internal async Task<IResult> AuditAsync(ConsoleCall call)
    {
        var model = await queries.AuditAsync(Filter(call.Fields), options.PageRowsMax, call.Aborted).ConfigureAwait(false);
        return PageResult.Of<AuditPage>(new { call.View, Model = model });
    }

    /// <summary>Bytes of a message or a file by their digest: they hold personal data, so who reads them is logged.</summary>
    internal async Task<IResult> RawAsync(ConsoleCall call)
    {
        var digest = call.Route("sha256");
        if (digest.Length == 64 && digest.All(char.IsAsciiHexDigitLower))
        {
            var found = await messages.FindAsync(digest, call.Aborted).ConfigureAwait(false) is { } bytes
                ? Results.Bytes(bytes, "application/octet-stream", digest + ".bin")
                : await contents.OpenAsync(digest, 0, call.Aborted).ConfigureAwait(false) is { } content
                    ? Results.Stream(content, "application/octet-stream", digest + ".bin")
                    : null;
            if (found is not null)
            {
                ConsoleLog.BytesRead(logger, call.Officer.Id, digest);
                return found;
            }
        }

        return call.Page is { } view
            ? ConsoleGate.Message(view, ConsoleProblem.NotFound, "refused.address")
            : ProblemAnswer.Of(ConsoleProblem.NotFound, "sha256");
    }

    internal static AuditFilter Filter(Fields fields)
    {
        var before = fields.OptionalText("before", 19);
        if (before.Length > 0 && !before.All(char.IsAsciiDigit))
        {
            fields.Problem("before", "is not a position", "take it from the answer before");
        }

        var filter = new AuditFilter(
            fields.OptionalText("officer", 60), fields.OptionalText("action", 60), fields.OptionalText("subject", 100), fields.OptionalDay("from"),
            fields.OptionalDay("to"), long.TryParse(before, System.Globalization.CultureInfo.InvariantCulture, out var position) ? position : 0);
        fields.ThrowIfWrong();
        return filter;
    }
}
