using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Hub.Adapters.Soap.Inbound;
using Hub.Adapters.Soap.Wire;
using Hub.Canonical.Messages;
using Hub.Certs.Registry;
using Hub.Certs.XmlSignatures;
using Hub.Journal;

namespace Hub.Adapters.Soap.Outbound;

/// <summary>
/// Tells institutions whose profile is <see cref="SoapOptions.NoticeProfile"/> by the operation Notice of the contract, in SOAP 1.1 to their
/// notifyUrl, signed where the hub has a key. What is stored is the content of Body; Timestamp and signature are made when it is sent. A
/// notice carries its id for life, so receiving it twice is harmless.
/// </summary>
internal sealed class NoticeLine : INoticeLine, IDisposable
{
    private const string Action = "\"" + SoapNames.Hub + "/Notice\"";
    private readonly PartnerRegistryFile registry;
    private readonly SoapOptions options;
    private readonly SealKeeper seals;
    private readonly TimeProvider time;
    private readonly HttpClient http;

    public NoticeLine(PartnerRegistryFile registry, SoapOptions options, SealKeeper seals, TimeProvider time)
    {
        this.registry = registry;
        this.options = options;
        this.seals = seals;
        this.time = time;

        // No redirects, no decompression, no cookies; limits on everything.
        http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = TimeSpan.FromSeconds(3),
            ActivityHeadersPropagator = null,
        })
        {
            MaxResponseContentBufferSize = 64 * 1024,
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public string Kind => "soap-notice";

    public bool IsDefault => false;

    public bool Takes(string institution) => registry.Current.Find(institution)?.Profile == options.NoticeProfile;

    public OutboundRequest Encode(long requestId, InstitutionNotice notice, DateTimeOffset now)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{notice.Institution}-{requestId}");
        var root = new XmlTreeElement("h", "Notice", SoapNames.Hub, 0);
        foreach (var (name, value) in ((string, string)[])
        [
            ("NoticeId", key), ("InstitutionCode", notice.Institution), ("SettlementId", notice.SettlementId), ("EncounterId", notice.EncounterId),
            ("MessageId", notice.MessageKey), ("State", notice.State.ToString()), ("Text", notice.Text),
        ])
        {
            var element = new XmlTreeElement("h", name, SoapNames.Hub, 0);
            element.Add(XmlCharacters.Clean(value));
            root.Add(element);
        }

        return new OutboundRequest(requestId, Kind, key, notice.Institution, ExclusiveCanonicalizer.Canonicalize(root, []), nameof(InstitutionNotice));
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
            var envelope = EnvelopeWriter.Write(SoapVersion.V11, request.Body.Span, "UTF-8", null, seals.Seal, time.GetUtcNow());
            using var message = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(envelope) };
            message.Content.Headers.TryAddWithoutValidation("Content-Type", "text/xml; charset=utf-8");
            message.Headers.TryAddWithoutValidation("SOAPAction", Action);
            using var response = await http.SendAsync(message, cancellationToken).ConfigureAwait(false);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return Meaning((int)response.StatusCode, body);
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
            && (e.InnerException is not SocketException s || s.SocketErrorCode is not (SocketError.ConnectionReset or SocketError.ConnectionAborted)))
        {
            return new TransportResult(TransportStatus.NotSent, default, e.HttpRequestError.ToString());
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return new TransportResult(TransportStatus.Unknown, default, e.GetType().Name);
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
            Result = result.Status switch
            {
                TransportStatus.Answered => CallResult.Done,
                TransportStatus.NotSent => CallResult.NotSent,
                _ => CallResult.Unknown,
            },
            Reply = result.Status == TransportStatus.Answered ? new Acknowledged() : null,
            RawDigest = result.Body.IsEmpty ? "" : Convert.ToHexStringLower(SHA256.HashData(result.Body.Span)),
            Detail = result.Detail,
        };
    }

    public void Dispose() => http.Dispose();

    /// <summary>Only an envelope whose Body holds NoticeResponse says that it was taken; a fault says that it was not; all else says nothing.</summary>
    internal static TransportResult Meaning(int status, byte[] body)
    {
        try
        {
            var content = EnvelopeReader.Read(DocumentText.Decode(body, null, out _), SoapVersion.V11, null).Operation;
            return content.LocalName switch
            {
                "NoticeResponse" when status is >= 200 and < 300 => new TransportResult(TransportStatus.Answered, body, ""),
                "Fault" => new TransportResult(TransportStatus.NotSent, body, "refused with a fault"),
                _ => new TransportResult(TransportStatus.Unknown, body, "another answer than NoticeResponse"),
            };
        }
        catch (WireRefusedException e)
        {
            return new TransportResult(TransportStatus.Unknown, body, "unreadable answer, " + e.Violation.Error.Code);
        }
    }
}
