using Microsoft.AspNetCore.Http;

namespace Hub.Console;

/// <summary>
/// Every refusal of the console itself, in the order they are checked; those of the payment book keep their own codes. The wire form is
/// problem+json with <c>code</c>, <c>field</c>, <c>rule</c>, <c>fix</c>.
/// </summary>
/// <param name="Code">Unique in the system.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Rule">The rule that is broken.</param>
/// <param name="Fix">What to do.</param>
internal sealed record ConsoleProblem(string Code, int Status, string Rule, string Fix)
{
    internal static readonly ConsoleProblem Limited = new(
        "CON-1001", StatusCodes.Status429TooManyRequests, "too many wrong tokens came from this address", "wait as long as Retry-After says");

    internal static readonly ConsoleProblem NotKnown = new(
        "CON-1002", StatusCodes.Status401Unauthorized, "the token is nobody's, or its officer is suspended or expired", "send Authorization: Bearer TOKEN");

    internal static readonly ConsoleProblem RoleMissing = new(
        "CON-1003", StatusCodes.Status403Forbidden, "the officer does not have the role", "ask an officer who has it");

    internal static readonly ConsoleProblem ForeignForm = new(
        "CON-1004", StatusCodes.Status400BadRequest, "the form is not from a page of this session", "open the page again and fill it in");

    internal static readonly ConsoleProblem Unreadable = new(
        "CON-1005", StatusCodes.Status400BadRequest, "the body cannot be read", "send the content type and form that the address wants");

    internal static readonly ConsoleProblem TooLarge = new(
        "CON-1006", StatusCodes.Status413PayloadTooLarge, "the body is larger than allowed", "send less");

    internal static readonly ConsoleProblem WrongFields = new(
        "CON-1007", StatusCodes.Status422UnprocessableEntity, "fields are wrong", "mend what is named");

    internal static readonly ConsoleProblem WrongLines = new(
        "CON-1008", StatusCodes.Status422UnprocessableEntity, "lines of the list are wrong; nothing was taken",
        "mend the named lines and send the whole list again");

    internal static readonly ConsoleProblem NotFound = new(
        "CON-1009", StatusCodes.Status404NotFound, "there is none", "look up its id");

    internal static readonly ConsoleProblem NotNow = new(
        "CON-1010", StatusCodes.Status503ServiceUnavailable, "the database does not answer", "try again; see ready state and log of the hub");
}
