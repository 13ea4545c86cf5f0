using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Hub.Console.Texts;

/// <summary>Which language a reader wants: <c>?lang=</c> (kept in a cookie), the cookie, the browser's list, Chinese.</summary>
internal static class LanguageChoice
{
    internal const string Parameter = "lang";
    private const string Cookie = "hub-lang";

    internal static ConsoleTexts Of(HttpContext context, bool isSecure)
    {
        if (ConsoleTexts.Of(context.Request.Query[Parameter]) is { } asked)
        {
            context.Response.Cookies.Append(Cookie, asked.Language, new CookieOptions
            {
                HttpOnly = true, SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Strict, Secure = isSecure, Path = "/console",
                MaxAge = TimeSpan.FromDays(365),
            });
            return asked;
        }

        return ConsoleTexts.Of(context.Request.Cookies[Cookie]) ?? OfBrowser(context.Request) ?? ConsoleTexts.Chinese;
    }

    private static ConsoleTexts? OfBrowser(HttpRequest request) =>
        StringWithQualityHeaderValue.TryParseList([.. request.Headers.AcceptLanguage.Select(value => value ?? "")], out var wanted)
            ? wanted
                .Where(one => one.Quality is not 0 && one.Value.Length >= 2)
                .OrderByDescending(one => one.Quality ?? 1)
                .Select(one => ConsoleTexts.Of(one.Value.Subsegment(0, 2).ToString().ToLowerInvariant()))
                .FirstOrDefault(texts => texts is not null)
            : null;
}
