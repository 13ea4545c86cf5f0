using Hub.Console.Officers;
using Hub.Console.Pages;
using Microsoft.AspNetCore.Http;

namespace Hub.Console.Serving;

/// <summary>One request of an officer who is known and may: what handlers get instead of a bare context.</summary>
/// <param name="Context">The request.</param>
/// <param name="Officer">Who asks.</param>
/// <param name="Fields">Query, form or body, read and bounded.</param>
internal sealed record ConsoleCall(HttpContext Context, Officer Officer, Fields Fields)
{
    /// <summary>Of a page: the browser's session.</summary>
    internal Session? Session { get; init; }

    /// <summary>Of a page: what it shows around its content.</summary>
    internal PageView? Page { get; init; }

    internal PageView View => Page ?? throw new InvalidOperationException("Only pages have a view.");

    internal CancellationToken Aborted => Context.RequestAborted;

    internal string Route(string name) => Context.Request.RouteValues[name] as string ?? "";
}
