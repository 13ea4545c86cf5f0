using Microsoft.AspNetCore.Http;

namespace Hub.Console.Serving;

/// <summary>The address that browsers know us by, and whether a form came from a page of it.</summary>
internal sealed class OwnOrigin(ConsoleOptions options)
{
    internal bool IsSecure(HttpRequest request) =>
        request.IsHttps || options.PublicOrigin.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Why a form is not taken for one of ours; null when it is.</summary>
    internal string? Objection(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        var origin = request.Headers.Origin.ToString();
        if (site.Length == 0 && origin.Length == 0)
        {
            return "neither Origin nor Sec-Fetch-Site";
        }

        if (site.Length > 0 && site != "same-origin")
        {
            return "Sec-Fetch-Site is another";
        }

        var own = options.PublicOrigin.Length > 0 ? options.PublicOrigin : request.Scheme + "://" + request.Host;
        return origin.Length == 0 || string.Equals(origin, own, StringComparison.OrdinalIgnoreCase) ? null : "Origin is another";
    }
}
