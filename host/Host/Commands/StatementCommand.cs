using System.CommandLine;
using System.Globalization;

namespace Hub.Host.Commands;

/// <summary><c>hub statement PARTNER DATE</c>: writes a partner's newest day statement with its receipt; <c>hub verify</c> proves it.</summary>
internal static class StatementCommand
{
    internal static Command Create()
    {
        var partner = new Argument<string>("PARTNER") { Description = "Institution code, bank id or core" };
        var day = new Argument<DateOnly>("DATE") { Description = "Day, yyyy-MM-dd" };
        var file = new Option<string?>("--output", "-o") { Description = "File to write (default: PARTNER-DATE.statement in the working folder)" };
        var command = new Command("statement", "Write a partner's day statement with its receipt") { partner, day, file, OperatorLine.UrlOption };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed, parsed.GetRequiredValue(partner), parsed.GetRequiredValue(day), parsed.GetValue(file), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, string partner, DateOnly day, string? file, CancellationToken cancellationToken)
    {
        var date = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        using var hub = new OperatorLine(parsed);
        var bytes = await hub.BytesAsync($"/operator/statement/{Uri.EscapeDataString(partner)}/{date}", cancellationToken).ConfigureAwait(false);
        var target = file ?? $"{partner}-{date}.statement";
        await File.WriteAllBytesAsync(target, bytes, cancellationToken).ConfigureAwait(false);
        var output = new Output(parsed);
        output.Json(new { ok = true, file = target, bytes = bytes.Length });
        output.Line($"{target}: prove it with ./hub verify {target}");
        return ExitCode.Ok;
    }
}
