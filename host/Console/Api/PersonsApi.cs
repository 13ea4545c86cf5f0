using System.Globalization;
using Hub.Console.Persons;
using Hub.Console.Serving;
using Hub.Journal.Payments;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Hub.Console.Api;

/// <summary>
/// Takes a list of payments to persons: <c>POST …/persons?name=&amp;day=&amp;agency=&amp;reason=</c> with <c>text/csv; charset=utf-8</c> or
/// <c>gb18030</c>. All of it or nothing.
/// </summary>
internal sealed class PersonsApi(IPaymentBook book, ConsoleOptions options)
{
    internal async Task<IResult> AddAsync(ConsoleCall call)
    {
        var fields = call.Fields;
        var name = fields.Text("name", 100, "name the list");
        var day = fields.Day("day");
        var agency = fields.Text("agency", 6, "write the agency that bears it, six digits");
        if (agency.Length > 0 && (agency.Length != 6 || !agency.All(char.IsAsciiDigit)))
        {
            fields.Problem("agency", "is not six digits", "write the agency that bears it");
        }

        var act = new Act(call.Officer.Id, fields.Reason());
        fields.RefuseUnknown();
        fields.ThrowIfWrong();
        if (!MediaTypeHeaderValue.TryParse(call.Context.Request.ContentType, out var type) || type.MediaType != "text/csv"
            || PersonsReader.EncodingOf(type.Charset.Value) is not { } encoding)
        {
            return ProblemAnswer.Of(ConsoleProblem.Unreadable with { Rule = "the body is not text/csv in utf-8 or gb18030" }, "Content-Type");
        }

        Bodies.Limit(call.Context, options.PersonsBytesMax);
        if (call.Context.Request.ContentLength > options.PersonsBytesMax)
        {
            return ProblemAnswer.Of(ConsoleProblem.TooLarge, "Content-Length");
        }

        var list = await new PersonsReader(options).ReadAsync(call.Context.Request.Body, encoding, call.Aborted).ConfigureAwait(false);
        if (list.Errors.Count > 0)
        {
            return Refused(list);
        }

        var report = await book.AddPersonsAsync(new PaymentList(list.Sha256, name, day, agency, list.Lines), act, call.Aborted).ConfigureAwait(false);
        return PaymentApi.Ok(new
        {
            report.Duplicate, report.Count, total = report.Total.ToString(), list.Sha256, warnings = list.WarningCount, doubtful = list.Warnings.Select(Said),
        });
    }

    private static IResult Refused(PersonsReading list)
    {
        var problem = ConsoleProblem.WrongLines;
        var first = list.Errors[0];
        var field = string.Create(CultureInfo.InvariantCulture, $"line {first.Line}") + (first.Column.Length > 0 ? ": " + first.Column : "");
        return ProblemAnswer.Answer(problem.Status, problem.Code, field, first.Rule, first.Fix, [.. list.Errors.Select(Said)]);
    }

    private static object Said(LineProblem problem) => new { line = problem.Line, field = problem.Column, rule = problem.Rule, fix = problem.Fix };
}
