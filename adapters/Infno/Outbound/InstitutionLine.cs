using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using Hub.Canonical.Messages;
using Hub.Certs.Registry;
using Hub.Journal;

namespace Hub.Adapters.Infno.Outbound;

/// <summary>
/// Tells institutions what happened to their settlements without their asking, those that no other line takes: a JSON
/// notice posted to the partner's notifyUrl, answered with any 2xx. A notice carries its id for life, so receiving it
/// twice is harmless; an institution without an address finds the same in 3202 and 5203.
/// </summary>
public sealed class InstitutionLine : INoticeLine, IDisposable
{
    private readonly PartnerRegistryFile registry;
    private readonly HttpClient http;

    public InstitutionLine(PartnerRegistryFile registry)
    {
        this.registry = registry;
        http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = TimeSpan.FromSeconds(3),
        })
        {
            MaxResponseContentBufferSize = 64 * 1024,
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public string Kind => "notice";

    public bool IsDefault => true;

    public bool Takes(string institution) => true;

    public OutboundRequest Encode(long requestId, InstitutionNotice notice, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(notice);
        var key = MessageIds.For(notice.Institution, ChinaTime.Of(now), requestId);
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                noticeId = key,
                fixmedinsCode = notice.Institution,
                setlId = notice.SettlementId,
                mdtrtId = notice.EncounterId,
                msgid = notice.MessageKey,
                state = notice.State.ToString(),
                text = notice.Text,
            },
            JsonOptions);
        return new OutboundRequest(requestId, Kind, key, notice.Institution, body, nameof(InstitutionNotice));
    }

    public async Task<TransportResult> SendAsync(OutboundRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (registry.Current.Find(request.Partner)?.NotifyUrl is not { } address)
        {
            return new TransportResult(TransportStatus.Answered, default, "no address to notify");
        }

        try
        {
            using var content = new ReadOnlyMemoryContent(request.Body);
            content.Headers.TryAddWithoutValidation("Content-Type", "application/json;charset=UTF-8");
            using var response = await http.PostAsync(address, content, cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode
                ? new TransportResult(TransportStatus.Answered, default, "")
                : new TransportResult(TransportStatus.NotSent, default,
                    "HTTP " + ((int)response.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or SocketException)
        {
            // Receiving a notice twice is harmless by its id, so whatever failed may be sent again.
            return new TransportResult(TransportStatus.NotSent, default, e.GetType().Name);
        }
    }

    public CallOutcome Decode(OutboundRequest request, TransportResult result)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(result);
        return new CallOutcome
        {
            RequestId = request.RequestId,
            RequestKey = request.Key,
            Result = result.Status == TransportStatus.Answered ? CallResult.Done : CallResult.NotSent,
            Reply = result.Status == TransportStatus.Answered ? new Acknowledged() : null,
            RawDigest = result.Body.IsEmpty ? "" : Convert.ToHexStringLower(SHA256.HashData(result.Body.Span)),
            Detail = result.Detail,
        };
    }

    public void Dispose() => http.Dispose();

    private static readonly JsonSerializerOptions JsonOptions = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
