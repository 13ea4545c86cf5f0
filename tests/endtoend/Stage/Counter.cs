using System.Net.Http.Headers;
using System.Text.Json;
using Hub.Simulators.Institutions;

namespace Hub.EndToEnd.Tests.Stage;

/// <summary>An answer as it came over the line.</summary>
internal sealed record Answer(int Status, byte[] Body, IReadOnlyDictionary<string, string> Headers)
{
    internal string Text => System.Text.Encoding.UTF8.GetString(Body);

    /// <summary>A member of the answer's envelope; empty when the body is no envelope.</summary>
    internal string Field(string name)
    {
        try
        {
            using var document = JsonDocument.Parse(Body);
            return document.RootElement.TryGetProperty(name, out var value) ? value.ToString() : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }
}

/// <summary>Sends bytes once and says what came back; no retries, no journal.</summary>
internal sealed class Counter(Uri hub) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 128 }) { BaseAddress = hub, Timeout = TimeSpan.FromMinutes(1) };

    internal Task<Answer> SendAsync(BuiltRequest request, string keyId) => SendAsync(request.Body, request.Signature, keyId);

    internal async Task<Answer> SendAsync(byte[] body, string? signature, string? keyId, Action<HttpRequestMessage>? with = null)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/infno") { Content = new ByteArrayContent(body) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "UTF-8" };
        foreach (var (name, value) in new[] { ("x-hub-signature", signature), ("x-hub-key-id", keyId) })
        {
            if (value is not null)
            {
                message.Headers.TryAddWithoutValidation(name, value);
            }
        }

        with?.Invoke(message);
        using var response = await http.SendAsync(message, Quick.Cancel);
        return new Answer(
            (int)response.StatusCode,
            await response.Content.ReadAsByteArrayAsync(Quick.Cancel),
            response.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => string.Join(',', h.Value)));
    }

    internal async Task<Answer> GetAsync(string path)
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative), Quick.Cancel);
        return new Answer((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(Quick.Cancel), new Dictionary<string, string>());
    }

    public void Dispose() => http.Dispose();
}
