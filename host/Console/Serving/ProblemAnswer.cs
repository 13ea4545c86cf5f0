using System.Globalization;
using Hub.Journal.Payments;
using Microsoft.AspNetCore.Http;

namespace Hub.Console.Serving;

/// <summary>Refusals as problem+json: <c>code</c>, <c>field</c>, <c>rule</c>, <c>fix</c>, and all of them in <c>problems</c>.</summary>
internal static class ProblemAnswer
{
    /// <summary>
    /// Codes of the book for what was handed in and does not hold by itself (422): the same request is refused for ever. Every other refusal
    /// is about what the books hold now (409).
    /// </summary>
    private static readonly string[] IsOfTheRequest =
        ["PAY-1001", "PAY-1002", "PAY-1003", "PAY-1101", "PAY-1102", "PAY-1105", "PAY-1106", "PAY-1201", "PAY-1301"];

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
            problem.Status, problem.Code, first.Field, first.Rule, first.Fix,
            [.. wrong.Problems.Select(p => (object)new { field = p.Field, rule = p.Rule, fix = p.Fix })]);
    }

    /// <summary>Nothing was done because the books do not allow it; the code is the payment book's.</summary>
    internal static IResult Of(PaymentRefusedException refused) => Answer(
        IsOfTheRequest.Contains(refused.Code) ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status409Conflict, refused.Code, "", refused.Message,
        "see the code in the error catalogue", []);

    internal static IResult Answer(int status, string code, string field, string rule, string fix, IReadOnlyList<object> problems) => Results.Problem(
        statusCode: status,
        title: rule,
        type: "urn:hub:problem:" + code,
        extensions: new Dictionary<string, object?> { ["code"] = code, ["field"] = field, ["rule"] = rule, ["fix"] = fix, ["problems"] = problems });
}
