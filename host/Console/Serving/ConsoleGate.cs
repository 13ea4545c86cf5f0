using Hub.Console.Officers;
using Hub.Console.Pages;
using Hub.Console.Texts;
using Hub.Journal.Payments;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Hub.Console.Serving;

/// <summary>
/// The one way in. Every request is, in this order: recognised (session or bearer token), held against its role, for forms held against the
/// session's token and our origin, read, handled; and every refusal is answered here.
/// </summary>
internal sealed class ConsoleGate(
    OfficerFile officers, SessionStore sessions, LoginLimiter limiter, OwnOrigin origin, SessionCookie cookie, ConsoleOptions options, TimeProvider time,
    ILogger<ConsoleGate> logger)
{
    /// <summary>Name of the hidden field with the session's token.</summary>
    internal const string FormTokenField = "formToken";

    internal Task RunAsync(HttpContext context, ConsoleRoute route)
    {
        SecurityHeaders.Set(context.Response);
        return route.Kind == RouteKind.Api ? ApiAsync(context, route) : BrowserAsync(context, route);
    }

    /// <summary>What a page shows around its content.</summary>
    internal PageView View(HttpContext context, Session? session) => new()
    {
        Texts = LanguageChoice.Of(context, origin.IsSecure(context.Request)),
        Address = context.Request.Path + context.Request.QueryString.ToUriComponent(),
        Officer = session?.Officer,
        FormToken = session?.FormToken ?? "",
        Notice = session?.Take(),
        Today = DateOnly.FromDateTime(time.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime),
    };

    private async Task BrowserAsync(HttpContext context, ConsoleRoute route)
    {
        if (sessions.Find(cookie.Read(context.Request), byPerson: route.Kind != RouteKind.Live) is not { } session)
        {
            await ToLoginAsync(context, route).ConfigureAwait(false);
            return;
        }

        var fields = Bodies.Query(context.Request);
        if (route.Kind == RouteKind.Act)
        {
            var form = await Bodies.FormAsync(context).ConfigureAwait(false);
            if (FormObjection(context.Request, form, session) is { } objection)
            {
                ConsoleLog.FormRefused(logger, route.Pattern, objection);
                await MessageAsync(context, session, ConsoleProblem.ForeignForm, "refused.form").ConfigureAwait(false);
                return;
            }

            fields = new Fields(form!);
        }

        if (!session.Officer.Has(route.Needed))
        {
            ConsoleLog.RoleMissing(logger, session.Officer.Id, route.Needed.ToString(), route.Pattern);
            await MessageAsync(context, session, ConsoleProblem.RoleMissing, "refused.role").ConfigureAwait(false);
            return;
        }

        // The next whole page shows what was left, not a part of one.
        var view = route.Kind == RouteKind.Page
            ? View(context, session)
            : View(context, null) with { Officer = session.Officer, FormToken = session.FormToken };
        var call = new ConsoleCall(context, session.Officer, fields) { Session = session, Page = view };
        var result = await HandledAsync(call, route).ConfigureAwait(false);
        await result.ExecuteAsync(context).ConfigureAwait(false);
    }

    private async Task<IResult> HandledAsync(ConsoleCall call, ConsoleRoute route)
    {
        try
        {
            var result = await route.Handle(call).ConfigureAwait(false);
            if (route.Kind == RouteKind.Act)
            {
                ConsoleLog.Acted(logger, call.Officer.Id, route.Pattern);
            }

            return result;
        }
        catch (FieldsException e) when (route.Kind == RouteKind.Act)
        {
            var first = e.Problems[0];
            return BackWith(call, route, new Notice(true, "notice.fields", first.Field, first.Rule, first.Fix));
        }
        catch (FieldsException)
        {
            return Message(call.View, ConsoleProblem.WrongFields, "refused.address");
        }
        catch (PaymentRefusedException e)
        {
            ConsoleLog.ActRefused(logger, call.Officer.Id, route.Pattern, e.Code);
            return BackWith(call, route, new Notice(true, "notice.refused", e.Code, e.Message));
        }
        catch (NpgsqlException e)
        {
            ConsoleLog.RequestFailed(logger, e, route.Pattern);
            return Message(call.View, ConsoleProblem.NotNow, "refused.database");
        }
    }

    private static SeeOther BackWith(ConsoleCall call, ConsoleRoute route, Notice notice)
    {
        call.Session!.Leave(notice);
        return new SeeOther(route.Back(call));
    }

    private async Task ApiAsync(HttpContext context, ConsoleRoute route)
    {
        var result = await AnswerAsync(context, route).ConfigureAwait(false);
        await result.ExecuteAsync(context).ConfigureAwait(false);
    }

    private async Task<IResult> AnswerAsync(HttpContext context, ConsoleRoute route)
    {
        var address = context.Connection.RemoteIpAddress;
        if (limiter.WaitOf(address) is { } wait)
        {
            return ProblemAnswer.Limited(context, wait);
        }

        if (Bearer(context.Request) is not { } token)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return ProblemAnswer.Of(ConsoleProblem.NotKnown);
        }

        if (officers.Current.FindToken(token) is not { } officer || !officer.IsValidAt(time.GetUtcNow()))
        {
            Failed(context);
            context.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
            return ProblemAnswer.Of(ConsoleProblem.NotKnown);
        }

        if (!officer.Has(route.Needed))
        {
            ConsoleLog.RoleMissing(logger, officer.Id, route.Needed.ToString(), route.Pattern);
            return ProblemAnswer.Of(ConsoleProblem.RoleMissing, field: route.Needed.ToString().ToLowerInvariant());
        }

        var fields = route is { Method: "POST", StreamsBody: false } ? await Bodies.JsonAsync(context).ConfigureAwait(false) : Bodies.Query(context.Request);
        return fields is null
            ? ProblemAnswer.Of(ConsoleProblem.Unreadable)
            : await AnswerAsync(new ConsoleCall(context, officer, fields), route).ConfigureAwait(false);
    }

    private async Task<IResult> AnswerAsync(ConsoleCall call, ConsoleRoute route)
    {
        try
        {
            var result = await route.Handle(call).ConfigureAwait(false);
            if (route.Method == "POST")
            {
                ConsoleLog.Acted(logger, call.Officer.Id, route.Pattern);
            }

            return result;
        }
        catch (FieldsException e)
        {
            return ProblemAnswer.Of(e);
        }
        catch (PaymentRefusedException e)
        {
            ConsoleLog.ActRefused(logger, call.Officer.Id, route.Pattern, e.Code);
            return ProblemAnswer.Of(e);
        }
        catch (BadHttpRequestException e)
        {
            return ProblemAnswer.Of(e.StatusCode == StatusCodes.Status413PayloadTooLarge ? ConsoleProblem.TooLarge : ConsoleProblem.Unreadable);
        }
        catch (NpgsqlException e)
        {
            ConsoleLog.RequestFailed(logger, e, route.Pattern);
            return ProblemAnswer.Of(ConsoleProblem.NotNow);
        }
    }

    /// <summary>Notes and logs a wrong token of an address.</summary>
    internal void Failed(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        ConsoleLog.LoginRefused(logger, LoginLimiter.Name(address));
        var failures = limiter.Fail(address);
        if (failures >= options.LoginAttemptsMax)
        {
            ConsoleLog.LoginLimited(logger, LoginLimiter.Name(address), failures);
        }
    }

    private string? FormObjection(HttpRequest request, Dictionary<string, IReadOnlyList<string>>? form, Session session)
    {
        if (origin.Objection(request) is { } foreign)
        {
            return foreign;
        }

        if (form is null)
        {
            return "no form, or too large";
        }

        return form.Remove(FormTokenField, out var token) && token is [var only] && AccessToken.AreEqual(only, session.FormToken)
            ? null
            : "the session's token is missing or another's";
    }

    private static string? Bearer(HttpRequest request)
    {
        const string Scheme = "Bearer ";
        return request.Headers.Authorization is [{ } header] && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? header[Scheme.Length..].Trim()
            : null;
    }

    private static Task ToLoginAsync(HttpContext context, ConsoleRoute route)
    {
        if (route.Kind == RouteKind.Live)
        {
            // The part cannot show a log-in; the page around it can.
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers["HX-Refresh"] = "true";
            return Task.CompletedTask;
        }

        var next = route.Kind == RouteKind.Page ? "?next=" + Uri.EscapeDataString(context.Request.Path + context.Request.QueryString.ToUriComponent()) : "";
        return new SeeOther("/console/login" + next).ExecuteAsync(context);
    }

    private Task MessageAsync(HttpContext context, Session session, ConsoleProblem problem, string text) =>
        Message(View(context, null) with { Officer = session.Officer, FormToken = session.FormToken }, problem, text).ExecuteAsync(context);

    internal static IResult Message(PageView view, ConsoleProblem problem, string text) =>
        PageResult.Of<MessagePage>(new { View = view, Code = problem.Code, Text = text }, problem.Status);
}
