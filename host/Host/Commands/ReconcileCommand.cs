using System.CommandLine;
using Hub.Host.Schedule;
using Hub.Host.Serving;

namespace Hub.Host.Commands;

/// <summary><c>hub reconcile DATE</c>: compares a day with the core now.</summary>
internal static class ReconcileCommand
{
    internal static Command Create()
    {
        var day = new Argument<DateOnly>("DATE") { Description = "Day by the core's settlement time, yyyy-MM-dd" };
        var institution = new Option<string?>("--institution") { Description = "One institution's code (default: all active ones)" };
        var wait = new Option<bool>("--wait") { Description = "Wait until every comparison has ended" };
        var command = new Command("reconcile", "Compare a day with the core: exit 0 if it balances, 1 if not")
        {
            day, institution, wait, OperatorLine.UrlOption,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed, parsed.GetRequiredValue(day), parsed.GetValue(institution), parsed.GetValue(wait), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, DateOnly day, string? institution, bool wait, CancellationToken cancellationToken)
    {
        using var hub = new OperatorLine(parsed);
        var order = new ReconcileOrder(day, institution, null, wait ? OperatorEndpoints.WaitSecondsMax : 0);
        ReconcileAnswer answer;
        do
        {
            answer = await hub.PostAsync<ReconcileAnswer>("/operator/reconcile", order, cancellationToken).ConfigureAwait(false);
            order = order with { Run = answer.Run };
        }
        while (wait && answer.Comparisons.Any(c => !c.IsFinal));

        Print(new Output(parsed), day, answer);
        return answer.Comparisons.All(c => c.State is "balanced" or ComparisonReport.Pending or "started before") ? ExitCode.Ok : ExitCode.Failed;
    }

    private static void Print(Output output, DateOnly day, ReconcileAnswer answer)
    {
        output.Json(new { day, answer.Run, answer.Comparisons });
        foreach (var one in answer.Comparisons.Where(c => c.State != "balanced" || c.Rows > 0))
        {
            var state = output.Paint(
                one.State, one.State switch { "balanced" => 32, "different" or "failed" or "unavailable" or "not collected" => 31, _ => 33 });
            output.Line($"{one.Institution}  insutype {one.InsuranceType} clr_type {one.ClearingType} agency {one.SettlementAgency}  {one.Rows} rows  {state}"
                + (one.Differences > 0 ? $"  {one.Differences} differences" : ""));
        }

        var states = answer.Comparisons.GroupBy(c => c.State).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Count()} {g.Key}");
        output.Line($"{day:yyyy-MM-dd}: {string.Join(", ", states)}");
    }
}
