using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Hub.EndToEnd.Tests.Stage;

namespace Hub.EndToEnd.Tests.Payments;

/// <summary>An officer of the bureau at the programming interface. No answer is an exception of the line; what is refused is an answer.</summary>
internal sealed class Officer : IDisposable
{
    private const string Base = "/api/v1/payments/";
    private readonly HttpClient http;

    internal Officer(Uri hub, string token)
    {
        http = new HttpClient { BaseAddress = hub };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>An act that must be done.</summary>
    internal async Task<JsonElement> ActAsync(string path, object body)
    {
        var (status, answer) = await TryAsync(path, body);
        Assert.True((int)status < 300, $"{path}: {status} {answer}");
        return answer;
    }

    /// <summary>An act that may be refused.</summary>
    internal async Task<(HttpStatusCode Status, JsonElement Answer)> TryAsync(string path, object body)
    {
        using var response = await http.PostAsJsonAsync(new Uri(Base + path, UriKind.Relative), body, Quick.Cancel);
        return (response.StatusCode, await ReadAsync(response));
    }

    /// <summary>Hands in a list of persons.</summary>
    internal async Task<JsonElement> HandInAsync(string path, byte[] csv)
    {
        using var body = new ByteArrayContent(csv);
        body.Headers.ContentType = MediaTypeHeaderValue.Parse("text/csv; charset=utf-8");
        using var response = await http.PostAsync(new Uri(Base + path, UriKind.Relative), body, Quick.Cancel);
        var answer = await ReadAsync(response);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {response.StatusCode} {answer}");
        return answer;
    }

    /// <summary>A question.</summary>
    internal async Task<JsonElement> AskAsync(string path)
    {
        using var response = await http.GetAsync(new Uri(Base + path, UriKind.Relative), Quick.Cancel);
        var answer = await ReadAsync(response);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {response.StatusCode} {answer}");
        return answer;
    }

    /// <summary>Until there is an answer: what had none is done again, as a person does who looks first.</summary>
    internal static async Task<T> InsistAsync<T>(Func<Task<T>> act)
    {
        T? answer = default;
        await Eventually.HoldsAsync(
            async () =>
            {
                try
                {
                    answer = await act();
                    return true;
                }
                catch (HttpRequestException)
                {
                    return false; // the hub is down, or went down before it answered
                }
            },
            () => "the hub answers the officer");
        return answer!;
    }

    public void Dispose() => http.Dispose();

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            throw new HttpRequestException("not now");
        }

        using var document = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(Quick.Cancel), cancellationToken: Quick.Cancel);
        return document.RootElement.Clone();
    }
}
