using System.Net.Http.Headers;
using Hub.Certs.Signatures;
using Hub.Simulators.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Hub.Simulators.Demo;

/// <summary>
/// The front machine of the core: the core itself knows no signatures, so what it tells the hub of its own accord is signed here with the
/// core's key and passed on as it is.
/// </summary>
internal sealed class CoreFront(SigningKey key, Uri hub) : IAsyncDisposable
{
    private const int MessageBytesMax = 1024 * 1024;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private WebApplication? _listener;

    /// <summary>Where the core sends to.</summary>
    public Uri Url { get; private set; } = new("http://127.0.0.1/");

    /// <summary>Starts listening.</summary>
    public async Task StartAsync()
    {
        _listener = await CoreListener.StartAsync(0, MessageBytesMax, HandleAsync);
        Url = new Uri($"http://127.0.0.1:{CoreListener.PortOf(_listener)}/");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_listener is not null)
        {
            await CoreListener.StopAsync(_listener);
        }
        _http.Dispose();
        key.Dispose();
    }

    private async Task HandleAsync(HttpContext http)
    {
        using var buffer = new MemoryStream();
        await http.Request.Body.CopyToAsync(buffer, http.RequestAborted);
        byte[] body = buffer.ToArray();
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "UTF-8" };
        using var request = new HttpRequestMessage(HttpMethod.Post, hub) { Content = content };
        request.Headers.TryAddWithoutValidation("x-hub-key-id", key.KeyId);
        request.Headers.TryAddWithoutValidation("x-hub-signature", Convert.ToBase64String(key.Sign(body)));
        using HttpResponseMessage response = await _http.SendAsync(request, http.RequestAborted);
        http.Response.StatusCode = (int)response.StatusCode;
        await response.Content.CopyToAsync(http.Response.Body, http.RequestAborted);
    }
}
