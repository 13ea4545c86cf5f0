using System.Net.Http.Headers;
using System.Text.Json;
using Hub.Simulators.Bench.Requests;
using Hub.Simulators.Institutions;
using Hub.Simulators.Processes;

namespace Hub.Simulators.Demo;

/// <summary>What the samples showed.</summary>
/// <param name="Receipts">Receipts fetched.</param>
/// <param name="Proven">Of these, proven offline by <c>hub verify</c>.</param>
/// <param name="FlipRefused">True when one of them with one byte flipped was refused.</param>
/// <param name="SameAnswers">Repeats of the sampled messages, sent at once, that got the same answer byte for byte.</param>
/// <param name="Repeats">Repeats sent.</param>
/// <param name="Files">The receipts left behind.</param>
internal sealed record SampledReceipts(int Receipts, int Proven, bool FlipRefused, int SameAnswers, int Repeats, IReadOnlyList<string> Files);

/// <summary>
/// Each pharmacy sells once more, sends the same message again from eight counters at once, fetches the receipt that the answers name and
/// has it proven offline.
/// </summary>
internal sealed class ReceiptSamples(City city, DemoOptions options) : IDisposable
{
    private const int RepeatsEach = 8;
    private const long FirstPerson = 900_000_000;
    private readonly HttpClient _http = new() { BaseAddress = city.Hub.Url };

    /// <summary>Takes the samples.</summary>
    public async Task<SampledReceipts> TakeAsync(IReadOnlyList<Counters> counters, CancellationToken cancel)
    {
        string folder = Path.GetFullPath(options.ResultFolder);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
        PrivateFiles.MakeFolder(folder);
        string anchors = Path.Combine(folder, "trust-anchors.json");
        await File.WriteAllBytesAsync(anchors, await _http.GetByteArrayAsync(new Uri("trust-anchors", UriKind.Relative), cancel), cancel);
        int same = 0;
        var files = new List<string>();
        foreach ((Counters institution, int index) in counters.Where(institution => institution.IsPharmacy).Select((institution, i) => (institution, i)))
        {
            (string? path, int equal) = await SellAsync(institution, FirstPerson + index, cancel);
            same += equal;
            if (path is not null)
            {
                string file = Path.Combine(folder, $"receipt-{institution.Institution.Code}.json");
                await File.WriteAllBytesAsync(file, await _http.GetByteArrayAsync(new Uri(path, UriKind.Relative), cancel), cancel);
                files.Add(file);
            }
        }
        int proven = 0;
        foreach (string file in files)
        {
            proven += await VerifyAsync(file, anchors, cancel) == 0 ? 1 : 0;
        }
        bool flipRefused = files.Count > 0 && await FlipAsync(files[0], anchors, cancel);
        return new SampledReceipts(files.Count, proven, flipRefused, same, files.Count * RepeatsEach, files);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<(string? ReceiptPath, int Same)> SellAsync(Counters institution, long person, CancellationToken cancel)
    {
        var messages = new Messages(options.Seed, city.Town.File.Division, TimeProvider.System);
        BuiltRequest request = institution.Client.Envelopes.Build("2102", json => messages.Write(json, RequestKind.Sale, person, ""));
        institution.Client.Journal.Invoke(request);
        await institution.Client.SendUntilKnownAsync(request, cancel);
        (string? Receipt, byte[] Answer)[] answers = await Task.WhenAll(
            Enumerable.Range(0, RepeatsEach).Select(_ => RepeatAsync(institution, request, cancel)));
        using JsonDocument first = JsonDocument.Parse(answers[0].Answer);
        return (answers[0].Receipt, answers.Count(answer => answer.Answer.AsSpan().SequenceEqual(answers[0].Answer)));
    }

    private async Task<(string? Receipt, byte[] Answer)> RepeatAsync(Counters institution, BuiltRequest request, CancellationToken cancel)
    {
        using var content = new ByteArrayContent(request.Body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "UTF-8" };
        using var message = new HttpRequestMessage(HttpMethod.Post, city.CounterUrl) { Content = content };
        message.Headers.TryAddWithoutValidation("x-hub-signature", request.Signature);
        message.Headers.TryAddWithoutValidation("x-hub-key-id", institution.Options.Signer!.KeyId);
        using HttpResponseMessage response = await _http.SendAsync(message, cancel);
        string? receipt = response.Headers.TryGetValues("x-hub-receipt", out IEnumerable<string>? values) ? values.First() : null;
        return (receipt, await response.Content.ReadAsByteArrayAsync(cancel));
    }

    private async Task<int> VerifyAsync(string file, string anchors, CancellationToken cancel)
        => (await HubProcess.RunAsync(options.Hub, ["verify", file, "--anchors", anchors], cancel)).ExitCode;

    /// <summary>Flips one bit of a digit inside a copy; true when the copy is refused.</summary>
    private async Task<bool> FlipAsync(string file, string anchors, CancellationToken cancel)
    {
        byte[] bytes = await File.ReadAllBytesAsync(file, cancel);
        int middle = Array.FindIndex(bytes, bytes.Length / 2, letter => char.IsAsciiDigit((char)letter));
        bytes[middle] ^= 1;
        string flipped = Path.Combine(city.Workspace.Folder, "flipped.json");
        await File.WriteAllBytesAsync(flipped, bytes, cancel);
        return await VerifyAsync(flipped, anchors, cancel) != 0;
    }
}
