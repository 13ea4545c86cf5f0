using Hub.Console.Api;
using Hub.Console.Officers;
using static Hub.Console.Serving.ConsoleRoute;

namespace Hub.Console.Serving;

/// <summary>Every address behind the gate, with the role it needs.</summary>
internal sealed class ConsoleRoutes(LoginPages login, DayPages days, ReadingPages reading, ActPages acts, PaymentApi api, PersonsApi persons)
{
    private const string Prefix = "/api/v1/payments/";

    internal IReadOnlyList<ConsoleRoute> All { get; } =
    [
        Act("/console/logout", OfficerRoles.None, static _ => "/console/login", login.LogoutAsync),
        Page("/console", OfficerRoles.View, DayPages.EnterAsync),
        Page("/console/day", OfficerRoles.View, DayPages.EnterAsync),
        Page("/console/day/{day}", OfficerRoles.View, days.ShowAsync),
        new ConsoleRoute("GET", "/console/day/{day}/tables", OfficerRoles.View, RouteKind.Live, days.TablesAsync),
        Page("/console/trace", OfficerRoles.View, reading.TraceAsync),
        Page("/console/files/{id}", OfficerRoles.View, reading.FileAsync),
        Page("/console/payees", OfficerRoles.View, reading.PayeesAsync),
        Page("/console/audit", OfficerRoles.View, reading.AuditAsync),
        Page("/console/actions", OfficerRoles.View, reading.ActionsAsync),
        Page("/console/raw/{sha256}", OfficerRoles.View, reading.RawAsync),

        Act("/console/actions/clear", OfficerRoles.Clear, ActPages.ToActions, acts.ClearAsync),
        Act("/console/actions/repeat", OfficerRoles.Clear, ActPages.ToActions, acts.RepeatAsync),
        Act("/console/actions/seal", OfficerRoles.Seal, ActPages.ToActions, acts.SealAsync),
        Act("/console/actions/reconcile", OfficerRoles.Reconcile, ActPages.ToActions, acts.ReconcileAsync),
        Act("/console/files/{id}/release", OfficerRoles.Release, ActPages.ToFile, acts.ReleaseAsync),
        Act("/console/payees", OfficerRoles.Payee, ActPages.ToPayees, acts.ProposeAsync),
        Act("/console/payees/{party}/{version}/approve", OfficerRoles.Payee, ActPages.ToPayees, acts.ApproveAsync),

        Ask(Prefix + "days/{day}", OfficerRoles.View, api.DayAsync),
        Ask(Prefix + "differences", OfficerRoles.View, api.DifferencesAsync),
        Ask(Prefix + "files", OfficerRoles.View, api.FilesAsync),
        Ask(Prefix + "files/{id}", OfficerRoles.View, api.FileAsync),
        Ask(Prefix + "trace", OfficerRoles.View, api.TraceAsync),
        Ask(Prefix + "payees", OfficerRoles.View, api.PayeesAsync),
        Ask(Prefix + "audit", OfficerRoles.View, api.AuditAsync),
        Ask(Prefix + "raw/{sha256}", OfficerRoles.View, reading.RawAsync),

        Order(Prefix + "clear", OfficerRoles.Clear, api.ClearAsync),
        Order(Prefix + "repeat", OfficerRoles.Clear, api.RepeatAsync),
        Order(Prefix + "persons", OfficerRoles.Clear, persons.AddAsync) with { StreamsBody = true },
        Order(Prefix + "seal", OfficerRoles.Seal, api.SealAsync),
        Order(Prefix + "reconcile", OfficerRoles.Reconcile, api.ReconcileAsync),
        Order(Prefix + "files/{id}/release", OfficerRoles.Release, api.ReleaseAsync),
        Order(Prefix + "payees", OfficerRoles.Payee, api.ProposePayeeAsync),
        Order(Prefix + "payees/{party}/{version}/approve", OfficerRoles.Payee, api.ApprovePayeeAsync),
    ];
}
