using System.Diagnostics;
using Microsoft.AspNetCore.Routing;

namespace Hub.Host.Telemetry;

/// <summary>
/// Names the request's span. The framework starts one without tags and with one name for all; the instrumentation package that would
/// name it is not in reach. The path itself is not a tag: it may hold ids.
/// </summary>
internal static class RequestActivity
{
    internal static async Task NameAsync(HttpContext context, RequestDelegate next)
    {
        await next(context).ConfigureAwait(false);
        if (Activity.Current is not { IsAllDataRequested: true } activity)
        {
            return;
        }

        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "unmatched";
        activity.DisplayName = context.Request.Method + " " + route;
        activity.SetTag("http.request.method", context.Request.Method);
        activity.SetTag("http.route", route);
        activity.SetTag("url.scheme", context.Request.Scheme);
        activity.SetTag("http.response.status_code", context.Response.StatusCode);
        if (context.Response.StatusCode >= 500)
        {
            activity.SetStatus(ActivityStatusCode.Error);
        }
    }
}
