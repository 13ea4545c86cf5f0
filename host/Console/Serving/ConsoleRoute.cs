using Hub.Console.Officers;
using Microsoft.AspNetCore.Http;

namespace Hub.Console.Serving;

/// <summary>How a route is entered and what it answers when it will not.</summary>
internal enum RouteKind
{
    /// <summary>A page: session, no change.</summary>
    Page,

    /// <summary>Part of a page that fetches itself: as a page, but keeps nobody logged in.</summary>
    Live,

    /// <summary>A form of a page: session, form token, own origin; then back to a page.</summary>
    Act,

    /// <summary>For programs: bearer token, JSON.</summary>
    Api,
}

/// <summary>One address of the console. The table of all of them is what is served and what the test of roles runs over.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Pattern">Route pattern.</param>
/// <param name="Needed">Role that it needs; <see cref="OfficerRoles.None"/>: anybody who is known.</param>
/// <param name="Kind">How it is entered.</param>
/// <param name="Handle">Answers an officer who may.</param>
internal sealed record ConsoleRoute(string Method, string Pattern, OfficerRoles Needed, RouteKind Kind, Func<ConsoleCall, Task<IResult>> Handle)
{
    /// <summary>Body is read by the handler itself, as a stream.</summary>
    internal bool StreamsBody { get; init; }

    /// <summary>Of an act: the page to go back to after a refusal.</summary>
    internal Func<ConsoleCall, string> Back { get; init; } = static _ => "/console";

    internal static ConsoleRoute Page(string pattern, OfficerRoles needed, Func<ConsoleCall, Task<IResult>> handle) =>
        new("GET", pattern, needed, RouteKind.Page, handle);

    internal static ConsoleRoute Act(string pattern, OfficerRoles needed, Func<ConsoleCall, string> back, Func<ConsoleCall, Task<IResult>> handle) =>
        new("POST", pattern, needed, RouteKind.Act, handle) { Back = back };

    internal static ConsoleRoute Ask(string pattern, OfficerRoles needed, Func<ConsoleCall, Task<IResult>> handle) =>
        new("GET", pattern, needed, RouteKind.Api, handle);

    internal static ConsoleRoute Order(string pattern, OfficerRoles needed, Func<ConsoleCall, Task<IResult>> handle) =>
        new("POST", pattern, needed, RouteKind.Api, handle);
}
