using System.CommandLine;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Hub.Host.Configuration;

namespace Hub.Host.Commands;

/// <summary>The running hub on this machine, asked by a command.</summary>
internal sealed class OperatorLine : IDisposable
{
    /// <summary>Where the hub listens, when the configuration does not say (port 0, or TLS under another name).</summary>
    internal static readonly Option<string?> UrlOption = new("--url") { Description = "Address of the running hub (default: Http:Address and Http:Port)" };

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private readonly HttpClient http;

    /// <param name="parsed">The command line.</param>
    /// <param name="token">Access token of the officer who asks; null for what needs none.</param>
    internal OperatorLine(ParseResult parsed, string? token = null)
    {
        http = new HttpClient { BaseAddress = AddressOf(parsed), Timeout = Limit };
        http.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
    }

    internal Task<T> GetAsync<T>(string path, CancellationToken cancellationToken) =>
        ReadAsync<T>(() => http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken), cancellationToken);

    internal Task<T> PostAsync<T>(string path, object body, CancellationToken cancellationToken) =>
        ReadAsync<T>(() => http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body, JsonSerializerOptions.Web, cancellationToken), cancellationToken);

    internal Task<T> UploadAsync<T>(string path, Stream body, string contentType, CancellationToken cancellationToken) => ReadAsync<T>(
        () =>
        {
            var content = new StreamContent(body);
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
            return http.PostAsync(new Uri(path, UriKind.Relative), content, cancellationToken);
        },
        cancellationToken);

    internal async Task<byte[]> BytesAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(() => http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken), cancellationToken).ConfigureAwait(false);
        return await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => http.Dispose();

    private static async Task<T> ReadAsync<T>(Func<Task<HttpResponseMessage>> call, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(call, cancellationToken).ConfigureAwait(false);
        return (await response.Content.ReadFromJsonAsync<T>(JsonSerializerOptions.Web, cancellationToken).ConfigureAwait(false))!;
    }

    private static async Task<HttpResponseMessage> SendAsync(Func<Task<HttpResponseMessage>> call, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            response = await call().ConfigureAwait(false);
        }
        catch (HttpRequestException e)
        {
            throw new CommandException(
                ExitCode.Failed, $"the hub does not answer ({e.HttpRequestError}): start it with ./hub serve, or name its address with --url");
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            var problem = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            throw new CommandException(
                response.StatusCode switch
                {
                    HttpStatusCode.NotFound => ExitCode.NotFound,
                    HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => ExitCode.Refused,
                    HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity => ExitCode.Refused,
                    _ => ExitCode.Failed,
                },
                $"the hub refuses ({(int)response.StatusCode}): {DetailOf(problem)}");
        }
    }

    private static string DetailOf(string problem)
    {
        try
        {
            using var json = JsonDocument.Parse(problem);
            return json.RootElement.TryGetProperty("detail", out var detail) ? detail.GetString() ?? "" : "no reason given";
        }
        catch (JsonException)
        {
            return "no reason given";
        }
    }

    private static Uri AddressOf(ParseResult parsed)
    {
        if (parsed.GetValue(UrlOption) is { } url)
        {
            return Uri.TryCreate(url, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https")
                ? address
                : throw new CommandException(ExitCode.Usage, "--url must be an http or https address");
        }

        var options = HubConfiguration.Load(parsed.GetValue(CommandLine.ConfigOption)).Options.Http;
        return options.Port == 0
            ? throw new CommandException(ExitCode.Usage, "Http:Port is 0: name the hub's address with --url")
            : new UriBuilder(options.CertificateFile.Length > 0 ? "https" : "http", options.Address, options.Port).Uri;
    }
}
