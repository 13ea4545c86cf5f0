using Hub.Console.Officers;

namespace Hub.Console.Serving;

/// <summary>Every address behind the gate, with the role it needs.</summary>
internal sealed class ConsoleRoutes(LoginPages login, DayPages days)
{
    internal IReadOnlyList<ConsoleRoute> All { get; } =
    [
        ConsoleRoute.Act("/console/logout", OfficerRoles.None, static _ => "/console/login", login.LogoutAsync),
        ConsoleRoute.Page("/console", OfficerRoles.View, DayPages.EnterAsync),
        ConsoleRoute.Page("/console/day", OfficerRoles.View, DayPages.EnterAsync),
        ConsoleRoute.Page("/console/day/{day}", OfficerRoles.View, days.ShowAsync),
        new ConsoleRoute("GET", "/console/day/{day}/tables", OfficerRoles.View, RouteKind.Live, days.TablesAsync),
    ];
}
