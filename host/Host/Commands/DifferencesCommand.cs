using System.CommandLine;
using System.Globalization;
using Hub.Host.Serving;

namespace Hub.Host.Commands;

/// <summary><c>hub differences</c>: what two books disagree about, with the digests of both sides' raw messages.</summary>
internal static class DifferencesCommand
{
    internal static Command Create()
    {
        var day = new Argument<DateOnly?>("DATE") { Description = "Day, yyyy-MM-dd (default: all)", Arity = ArgumentArity.ZeroOrOne };
        var raw = new Option<string?>("--raw") 
        {
            Description = "Write the message with this digest to the output, which must not be a terminal: it may hold personal data",
        };
        var command = new Command("differences", "Open differences with institutions and the core: exit 0 if there are none, 1 if there are")
        {
            day, raw, OperatorLine.UrlOption,
        };
        command.SetAction((parsed, cancellationToken) => parsed.GetValue(raw) is { } digest
            ? FetchAsync(parsed, digest, cancellationToken)
            : ListAsync(parsed, parsed.GetValue(day), cancellationToken));
        return command;
    }

    private static async Task<int> ListAsync(ParseResult parsed, DateOnly? day, CancellationToken cancellationToken)
    {
        using var hub = new OperatorLine(parsed);
        var query = day is { } one ? "?day=" + one.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "";
        var found = await hub.GetAsync<IReadOnlyList<DifferenceLine>>("/operator/differences" + query, cancellationToken).ConfigureAwait(false);
        var output = new Output(parsed);
        output.Json(found);
        foreach (var difference in found)
        {
            output.Line($"{difference.Day:yyyy-MM-dd}  {difference.Partner}  {difference.Kind}  "
                + $"setl_id {difference.SettlementId ?? "-"}  msgid {difference.MessageKey ?? "-"}  "
                + $"ours {difference.Ours}  theirs {difference.Theirs}");
            output.Line("    " + difference.Text);
            output.Line($"    raw: ours {Shown(difference.OurRawDigest)}  theirs {Shown(difference.TheirRawDigest)}");
        }

        output.Line($"{found.Count} open differences");
        return found.Count == 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    private static string Shown(string digest) => digest.Length > 0 ? digest : "-";

    private static async Task<int> FetchAsync(ParseResult parsed, string digest, CancellationToken cancellationToken)
    {
        if (!System.Console.IsOutputRedirected)
        {
            throw new CommandException(ExitCode.Refused, "a raw message may hold personal data: write it to a file with > FILE");
        }

        using var hub = new OperatorLine(parsed);
        var bytes = await hub.BytesAsync("/operator/raw/" + Uri.EscapeDataString(digest), cancellationToken).ConfigureAwait(false);
        using var output = System.Console.OpenStandardOutput();
        await output.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        return ExitCode.Ok;
    }
}
