using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Hub.Simulators.Core.Books;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Core;

/// <summary>
/// Tells the hub about reversals the core made by itself: a 2103/2208/2305 envelope of the core's own, the same bytes again and again until
/// the answer says infcode 0.
/// </summary>
internal sealed class CoreNotifier(CoreOptions options) : IAsyncDisposable
{
    private static readonly TimeSpan DelayMax = TimeSpan.FromSeconds(30);
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly ConcurrentDictionary<string, Task> _running = new(StringComparer.Ordinal);
    private CancellationTokenSource _stop = new();
    private long _serial;

    /// <summary>Notices not yet acknowledged.</summary>
    public int Open => _running.Count;

    /// <summary>Starts telling; does nothing without a hub address.</summary>
    public void Notify(Settlement settlement)
    {
        if (options.HubUrl is not null)
        {
            string msgId = NextMsgId();
            byte[] body = Build(settlement, msgId);
            CancellationToken stop = _stop.Token;
            _running[msgId] = Task.Run(() => DeliverAsync(msgId, body, stop), CancellationToken.None);
        }
    }

    /// <summary>Stops telling what is still open.</summary>
    public void Clear()
    {
        _stop.Cancel();
        _stop = new CancellationTokenSource();
        _running.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running.Values);
        _stop.Dispose();
        _http.Dispose();
    }

    private async Task DeliverAsync(string msgId, byte[] body, CancellationToken stop)
    {
        TimeSpan delay = options.NotifyRetryDelay;
        while (!stop.IsCancellationRequested && !await TryDeliverAsync(body, stop))
        {
            await Task.Delay(delay, options.Clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            delay = delay * 2 < DelayMax ? delay * 2 : DelayMax;
        }
        _running.TryRemove(msgId, out _);
    }

    private async Task<bool> TryDeliverAsync(byte[] body, CancellationToken stop)
    {
        try
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "UTF-8" };
            if (options.NoticeSigner is { } signer)
            {
                content.Headers.TryAddWithoutValidation("x-hub-signature", Convert.ToBase64String(signer.Sign(body)));
                content.Headers.TryAddWithoutValidation("x-hub-key-id", signer.KeyId);
            }
            using HttpResponseMessage response = await _http.PostAsync(options.HubUrl, content, stop);
            byte[] answer = await response.Content.ReadAsByteArrayAsync(stop);
            using JsonDocument document = JsonDocument.Parse(answer);
            return response.IsSuccessStatusCode && document.RootElement.Text("infcode") == "0";
        }
        catch (Exception fault) when (fault is HttpRequestException or JsonException or OperationCanceledException)
        {
            // No acknowledgement, whatever the reason: told again.
            return false;
        }
    }

    private byte[] Build(Settlement settlement, string msgId)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("infno", settlement.InfNo switch { "2102" => "2103", "2207" => "2208", _ => "2305" });
            json.WriteString("msgid", msgId);
            json.WriteString("mdtrtarea_admvs", options.Division);
            json.WriteString("insuplc_admdvs", options.Division);
            json.WriteString("recer_sys_code", "HUB");
            json.WriteString("dev_no", "");
            json.WriteString("dev_safe_info", "");
            json.WriteString("cainfo", "");
            json.WriteString("signtype", "");
            json.WriteString("infver", "1.0.0");
            json.WriteString("opter_type", "1");
            json.WriteString("opter", "core");
            json.WriteString("opter_name", "中心经办");
            json.WriteString("inf_time", ChinaTime.Stamp(ChinaTime.Now(options.Clock)));
            json.WriteString("fixmedins_code", settlement.Institution);
            json.WriteString("fixmedins_name", settlement.InstitutionName);
            json.WriteString("sign_no", "");
            json.WriteStartObject("input");
            json.WriteStartObject("data");
            json.WriteString("setl_id", settlement.SetlId);
            json.WriteString("mdtrt_id", settlement.MdtrtId);
            json.WriteString("psn_no", settlement.Person.PsnNo);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }

    /// <summary>"CORE00" and the division in place of an institution code, then time and sequence: 30 characters.</summary>
    private string NextMsgId()
    {
        long serial = Interlocked.Increment(ref _serial) % 10_000;
        return string.Create(CultureInfo.InvariantCulture, $"CORE00{options.Division}{ChinaTime.Compact(ChinaTime.Now(options.Clock))}{serial:0000}");
    }
}
