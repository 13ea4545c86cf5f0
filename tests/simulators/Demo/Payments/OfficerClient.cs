using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Hub.Simulators.Processes;

namespace Hub.Simulators.Demo.Payments;

/// <summary>Who is to be let in.</summary>
/// <param name="Id">Id.</param>
/// <param name="Name">Name.</param>
/// <param name="Roles">Roles, separated by commas.</param>
/// <param name="Patience">Longest wait for one answer.</param>
internal sealed record Hiring(string Id, string Name, string Roles, TimeSpan Patience);

/// <summary>An officer of the bureau at the programming interface of the hub.</summary>
internal sealed class OfficerClient : IDisposable
{
    private const string Base = "api/v1/payments/";
    private readonly HttpClient _http;

    private OfficerClient(string id, Uri hub, string token, TimeSpan patience)
    {
        Id = id;
        _http = new HttpClient { BaseAddress = hub, Timeout = patience };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        Token = token;
    }

    /// <summary>Id of the officer.</summary>
    public string Id { get; }

    /// <summary>The access token, for whoever wants to look around in the console.</summary>
    public string Token { get; }

    /// <summary>Lets an officer in with <c>hub officer add</c>, as an operator does.</summary>
    public static Task<OfficerClient> HireAsync(City city, DemoOptions options, string id, string name, string roles, CancellationToken cancel)
        => HireAsync(city.Workspace, city.Town, options.Hub, new Hiring(id, name, roles, TimeSpan.FromMinutes(5)), cancel);

    /// <summary>The same in any town.</summary>
    public static async Task<OfficerClient> HireAsync(Workspace workspace, Town town, string? hub, Hiring who, CancellationToken cancel)
    {
        string file = workspace.At(who.Id + ".token");
        (int code, string output) = await HubProcess.RunAsync(
            hub, ["officer", "add", who.Id, "--name", who.Name, "--roles", who.Roles, "--token-file", file, "--config", town.HubConfiguration], cancel);
        return code == 0
            ? new OfficerClient(who.Id, new Uri($"http://127.0.0.1:{town.HubPort}/"), (await File.ReadAllTextAsync(file, cancel)).Trim(), who.Patience)
            : throw new ChildFailedException("hub officer add: " + output);
    }

    /// <summary>An act; refused is an error.</summary>
    public async Task<JsonElement> ActAsync(string path, object body, CancellationToken cancel)
    {
        (bool done, JsonElement answer) = await TryAsync(path, body, cancel);
        return done ? answer : throw new ChildFailedException($"{Id} was refused at {path}: {answer}");
    }

    /// <summary>An act that may be refused.</summary>
    public async Task<(bool Done, JsonElement Answer)> TryAsync(string path, object body, CancellationToken cancel)
    {
        using HttpResponseMessage response = await _http.PostAsJsonAsync(new Uri(Base + path, UriKind.Relative), body, cancel);
        return (response.IsSuccessStatusCode, await ReadAsync(response, cancel));
    }

    /// <summary>Hands in a file.</summary>
    public async Task<JsonElement> UploadAsync(string path, byte[] content, string contentType, CancellationToken cancel)
    {
        using var body = new ByteArrayContent(content);
        body.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return await UploadAsync(path, body, cancel);
    }

    /// <summary>Hands in a file that may be made while it is sent.</summary>
    public async Task<JsonElement> UploadAsync(string path, HttpContent content, CancellationToken cancel)
    {
        using HttpResponseMessage response = await _http.PostAsync(new Uri(Base + path, UriKind.Relative), content, cancel);
        JsonElement answer = await ReadAsync(response, cancel);
        return response.IsSuccessStatusCode ? answer : throw new ChildFailedException($"{Id} was refused at {path}: {answer}");
    }

    /// <summary>A question.</summary>
    public async Task<JsonElement> AskAsync(string path, CancellationToken cancel)
    {
        using HttpResponseMessage response = await _http.GetAsync(new Uri(Base + path, UriKind.Relative), cancel);
        JsonElement answer = await ReadAsync(response, cancel);
        return response.IsSuccessStatusCode ? answer : throw new ChildFailedException($"{Id} was refused at {path}: {answer}");
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        await using Stream body = await response.Content.ReadAsStreamAsync(cancel);
        using JsonDocument document = await JsonDocument.ParseAsync(body, cancellationToken: cancel);
        return document.RootElement.Clone();
    }
}
