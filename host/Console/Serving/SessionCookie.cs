using Microsoft.AspNetCore.Http;

namespace Hub.Console.Serving;

/// <summary>The cookie that carries a session's id. With TLS its name binds it to this host and to TLS.</summary>
internal sealed class SessionCookie(OwnOrigin origin)
{
    private const string Plain = "hub-session";
    private const string Bound = "__Host-hub-session";

    internal string? Read(HttpRequest request) => request.Cookies[Name(request)];

    internal void Write(HttpContext context, string id) => context.Response.Cookies.Append(Name(context.Request), id, Options(context.Request));

    internal void Delete(HttpContext context) => context.Response.Cookies.Delete(Name(context.Request), Options(context.Request));

    private string Name(HttpRequest request) => origin.IsSecure(request) ? Bound : Plain;

    private CookieOptions Options(HttpRequest request) => new()
    {
        HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = origin.IsSecure(request), Path = "/", IsEssential = true,
    };
}
