using System.Text;
using System.Text.Json;

namespace Hub.Simulators.Processes;

/// <summary>The admin API of a simulated party.</summary>
internal sealed class AdminClient(Uri address, TimeSpan limit) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = limit };

    /// <summary>GET.</summary>
    public async Task<JsonElement> GetAsync(string path, CancellationToken cancel)
    {
        using Stream stream = await _http.GetStreamAsync(new Uri(path, UriKind.Relative), cancel);
        using JsonDocument document = await JsonDocument.ParseAsync(stream, cancellationToken: cancel);
        return document.RootElement.Clone();
    }

    /// <summary>POST; true when it succeeded.</summary>
    public async Task<bool> PostAsync(string path, string json, CancellationToken cancel)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await _http.PostAsync(new Uri(path, UriKind.Relative), content, cancel);
        return response.IsSuccessStatusCode;
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
