using System.CommandLine;
using System.Globalization;
using Hub.Host.Serving;

namespace Hub.Host.Commands;

/// <summary><c>hub day DATE</c>: compares a day between institution, core and bank now, and tells the partners.</summary>
internal static class DayCommand
{
    internal static Command Create()
    {
        var day = new Argument<DateOnly>("DATE") { Description = "Day, yyyy-MM-dd" };
        var command = new Command("day", "Compare a day between institution, core and bank: exit 0 if all are equal to the fen, 1 if not")
        {
            day, OperatorLine.UrlOption,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, parsed.GetRequiredValue(day), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, DateOnly day, CancellationToken cancellationToken)
    {
        using var hub = new OperatorLine(parsed);
        var results = await hub.PostAsync<IReadOnlyList<DayLine>>("/operator/day", new DayOrder(day), cancellationToken).ConfigureAwait(false);
        var output = new Output(parsed);
        output.Json(results);
        foreach (var r in results)
        {
            var verdict = output.Paint(r.Equality, r.Equality switch { "Equal" => 32, "Incomplete" => 33, _ => 31 });
            output.Line(string.Create(
                CultureInfo.InvariantCulture,
                $"{r.Institution}  {verdict,-10}  accepted {r.Accepted}  stated {r.Stated ?? "-"}  core {r.Core ?? "-"}  ")
                + $"cleared {r.Cleared}  booked {r.Booked}");
            if (r.Text.Length > 0)
            {
                output.Line("    " + r.Text);
            }
        }

        output.Line($"{day:yyyy-MM-dd}: " + string.Join(", ", results.CountBy(r => r.Equality).Select(c => $"{c.Value} {c.Key.ToLowerInvariant()}")));
        return results.All(r => r.Equality == "Equal") ? ExitCode.Ok : ExitCode.Failed;
    }
}
