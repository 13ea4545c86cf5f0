using System.Globalization;
using Hub.Journal.Payments;
using Microsoft.AspNetCore.Http;

namespace Hub.Console.Serving;

/// <summary>Refusals as problem+json: <c>code</c>, <c>field</c>, <c>rule</c>, <c>fix</c>, and all of them in <c>problems</c>.</summary>
internal static class ProblemAnswer
{
    internal static IResult Of(ConsoleProblem problem, string field = "") => Answer(problem.Status, problem.Code, field, problem.Rule, problem.Fix, []);

    internal static IResult Limited(HttpContext context, TimeSpan wait)
    {
        context.Response.Headers.RetryAfter = RetryAfter(wait);
        return Of(ConsoleProblem.Limited);
    }

    internal static string RetryAfter(TimeSpan wait) => ((long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    internal static IResult Of(FieldsException wrong)
    {
        var problem = ConsoleProblem.WrongFields;
        var first = wrong.Problems[0];
        return Answer(
            problem.Status, problem.Code, first.Field, first.Rule, first.Fix, [.. wrong.Problems.Select(p => (object)new { field = p.Field, rule = p.Rule, fix = p.Fix })]);
    }

    /// <summary>Nothing was done because the books do not allow it; the code is the payment route's.</summary>
    internal static IResult Of(PaymentRefusedException refused) =>
        Answer(StatusCodes.Status409Conflict, refused.Code, "", refused.Message, "see the code in the error catalogue", []);

    internal static IResult Answer(int status, string code, string field, string rule, string fix, IReadOnlyList<object> problems) => Results.Problem(
        statusCode: status,
        title: rule,
        type: "urn:hub:problem:" + code,
        extensions: new Dictionary<string, object?> { ["code"] = code, ["field"] = field, ["rule"] = rule, ["fix"] = fix, ["problems"] = problems });
}
