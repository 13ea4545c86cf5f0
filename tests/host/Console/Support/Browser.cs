using System.Net;
using System.Text.RegularExpressions;

namespace Hub.Console.Tests.Support;

/// <summary>What a browser without script does: keeps cookies, sends its origin, follows a 303 by hand.</summary>
internal sealed partial class Browser : IDisposable
{
    private readonly HttpClientHandler handler = new() { AllowAutoRedirect = false, UseCookies = true };

    internal Browser(Uri address)
    {
        Origin = address.GetLeftPart(UriPartial.Authority);
        Client = new HttpClient(handler) { BaseAddress = address };
        Client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
    }

    internal string Origin { get; }

    internal HttpClient Client { get; }

    internal CookieCollection Cookies => handler.CookieContainer.GetCookies(Client.BaseAddress!);

    internal async Task<Answer> GetAsync(string path)
    {
        using var response = await Client.GetAsync(path);
        return await Answer.OfAsync(response);
    }

    /// <summary>Sends a form as a page of ours would: with the session's token, unless told otherwise.</summary>
    internal async Task<Answer> PostAsync(string path, string? formToken = null, string? origin = null, params (string Name, string Value)[] fields)
    {
        formToken ??= await FormTokenAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = new FormUrlEncodedContent([new("formToken", formToken), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]);
        if ((origin ?? Origin) is { Length: > 0 } from)
        {
            request.Headers.Add("Origin", from);
        }

        using var response = await Client.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    /// <summary>The session's token, from a page that everybody who is logged in gets, if only as a refusal.</summary>
    internal async Task<string> FormTokenAsync() =>
        FormToken().Match((await GetAsync("/console/actions")).Body) is { Success: true } found ? found.Groups["token"].Value : "";

    internal async Task LoginAsync(string token)
    {
        var answer = await PostAsync("/console/login", formToken: "", fields: ("token", token));
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
    }

    public void Dispose()
    {
        Client.Dispose();
        handler.Dispose();
    }

    [GeneratedRegex("name=\"formToken\" value=\"(?<token>[^\"]+)\"")]
    private static partial Regex FormToken();
}

/// <summary>An answer, read to its end.</summary>
internal sealed record Answer(HttpStatusCode Status, string Body, string Location, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The page as a reader sees it: character references resolved.</summary>
    internal string Read => WebUtility.HtmlDecode(Body);

    internal static async Task<Answer> OfAsync(HttpResponseMessage response) => new(
        response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.Location?.ToString() ?? "",
        response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase));
}
