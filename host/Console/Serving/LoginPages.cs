using Hub.Console.Officers;
using Hub.Console.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hub.Console.Serving;

/// <summary>Log-in: a token is shown once and becomes a session; log-out ends it.</summary>
internal sealed class LoginPages(
    OfficerFile officers, SessionStore sessions, LoginLimiter limiter, OwnOrigin origin, SessionCookie cookie, ConsoleGate gate, TimeProvider time,
    ILogger<LoginPages> logger)
{
    private const int NextLengthMax = 500;

    internal Task ShowAsync(HttpContext context)
    {
        SecurityHeaders.Set(context.Response);
        return Page(context, Next(context.Request.Query["next"]), "", StatusCodes.Status200OK).ExecuteAsync(context);
    }

    internal async Task LoginAsync(HttpContext context)
    {
        SecurityHeaders.Set(context.Response);
        var result = await EnterAsync(context).ConfigureAwait(false);
        await result.ExecuteAsync(context).ConfigureAwait(false);
    }

    /// <summary>Behind the gate, which has checked session, token and origin.</summary>
    internal Task<IResult> LogoutAsync(ConsoleCall call)
    {
        sessions.End(cookie.Read(call.Context.Request));
        cookie.Delete(call.Context);
        ConsoleLog.LoggedOut(logger, call.Officer.Id);
        return Task.FromResult<IResult>(new SeeOther("/console/login"));
    }

    private async Task<IResult> EnterAsync(HttpContext context)
    {
        // There is no session yet whose token a form could carry: without this check a foreign page could log a browser in as somebody else.
        if (origin.Objection(context.Request) is { } objection)
        {
            ConsoleLog.FormRefused(logger, "/console/login", objection);
            return Page(context, "", "refused.form", ConsoleProblem.ForeignForm.Status);
        }

        var address = context.Connection.RemoteIpAddress;
        if (limiter.WaitOf(address) is { } wait)
        {
            context.Response.Headers.RetryAfter = ProblemAnswer.RetryAfter(wait);
            return Page(context, "", "login.limited", ConsoleProblem.Limited.Status);
        }

        var form = await Bodies.FormAsync(context).ConfigureAwait(false);
        var next = Next(form?.GetValueOrDefault("next")?[0]);
        var token = form?.GetValueOrDefault("token")?[0].Trim() ?? "";
        if (officers.Current.FindToken(token) is not { } officer || !officer.IsValidAt(time.GetUtcNow()))
        {
            gate.Failed(context);
            return Page(context, next, "login.wrong", StatusCodes.Status401Unauthorized);
        }

        sessions.End(cookie.Read(context.Request));
        cookie.Write(context, sessions.Begin(officer));
        ConsoleLog.LoggedIn(logger, officer.Id, LoginLimiter.Name(address));
        return new SeeOther(next.Length > 0 ? next : "/console");
    }

    private IResult Page(HttpContext context, string next, string problem, int status) => PageResult.Of<LoginPage>(
        new { View = gate.View(context, null), Next = next, Problem = problem, HasOfficers = officers.Current.Officers.Count > 0 }, status);

    // Only into the console: an open redirect would lend our name to others.
    private static string Next(string? wanted) =>
        wanted is { Length: > 0 and <= NextLengthMax }
        && (wanted == "/console" || wanted.StartsWith("/console/", StringComparison.Ordinal) || wanted.StartsWith("/console?", StringComparison.Ordinal))
        && wanted.All(c => c is > ' ' and <= '~' and not '\\')
            ? wanted
            : "";
}
