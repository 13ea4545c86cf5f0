using Hub.Canonical;
using Hub.Console.Actions;
using Hub.Console.Officers;
using Hub.Console.Pages;
using Hub.Journal.Payments;
using Microsoft.AspNetCore.Http;

namespace Hub.Console.Serving;

/// <summary>Forms of pages: act, leave what became of it, go back to a page.</summary>
internal sealed class ActPages(PaymentActions actions)
{
    internal static string ToActions(ConsoleCall call) => "/console/actions";

    internal static string ToPayees(ConsoleCall call) => "/console/payees";

    internal static string ToFile(ConsoleCall call) => "/console/files/" + Uri.EscapeDataString(call.Route("id"));

    internal async Task<IResult> ClearAsync(ConsoleCall call)
    {
        var report = await actions.ClearAsync(call).ConfigureAwait(false);
        return Done(call, ToActions(call), new Notice(
            false, "notice.cleared", Shown.Count(report.Payments), Shown.Count(report.Settlements), Shown.Money(report.Total.Fen),
            List(call, report.Carried), List(call, report.WithoutAccount)));
    }

    internal async Task<IResult> SealAsync(ConsoleCall call)
    {
        var files = await actions.SealAsync(call).ConfigureAwait(false);
        var total = files.Aggregate(Money.Zero, (sum, file) => sum + file.Header.Total);
        return Done(call, ToActions(call), files.Count == 0
            ? new Notice(false, "notice.nothingtoseal")
            : new Notice(
                false, "notice.sealed", Shown.Count(files.Count), Shown.Count(files.Sum(file => (long)file.Header.Count)), Shown.Money(total.Fen))
            {
                Files = [.. files.Select(file => file.Id)],
            });
    }

    internal async Task<IResult> ReconcileAsync(ConsoleCall call)
    {
        var (day, results) = await actions.ReconcileAsync(call).ConfigureAwait(false);
        return Done(call, "/console/day/" + Shown.Day(day), new Notice(
            false, "notice.reconciled", Shown.Day(day), Of(DayEquality.Equal), Of(DayEquality.Incomplete), Of(DayEquality.Different)));

        string Of(DayEquality equality) => Shown.Count(results.Count(result => result.Equality == equality));
    }

    internal async Task<IResult> ReleaseAsync(ConsoleCall call)
    {
        var file = await actions.ReleaseAsync(call).ConfigureAwait(false);
        return Done(call, ToFile(call), new Notice(false, "notice.released", file.Id));
    }

    internal async Task<IResult> ProposeAsync(ConsoleCall call)
    {
        var (party, version) = await actions.ProposePayeeAsync(call).ConfigureAwait(false);
        return Done(call, ToPayees(call), new Notice(false, "notice.proposed", party, Shown.Count(version)));
    }

    internal async Task<IResult> ApproveAsync(ConsoleCall call)
    {
        var (party, version) = await actions.ApprovePayeeAsync(call).ConfigureAwait(false);
        return Done(call, ToPayees(call), new Notice(false, "notice.approved", party, Shown.Count(version)));
    }

    internal async Task<IResult> RepeatAsync(ConsoleCall call)
    {
        var (serial, again) = await actions.RepeatAsync(call).ConfigureAwait(false);
        return Done(call, ToActions(call), new Notice(false, "notice.repeated", serial, again));
    }

    private static string List(ConsoleCall call, IReadOnlyList<string> institutions) =>
        institutions.Count == 0 ? call.View.Texts["notice.nothing"] : string.Join(", ", institutions);

    private static SeeOther Done(ConsoleCall call, string to, Notice notice)
    {
        call.Session!.Leave(notice);
        return new SeeOther(to);
    }
}
