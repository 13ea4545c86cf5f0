using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using Hub.Adapters.Hl7v2.Inbound;
using Hub.Adapters.Hl7v2.Wire;
using Hub.Canonical.Messages;
using Hub.Certs.Registry;
using Hub.Journal;

namespace Hub.Adapters.Hl7v2.Outbound;

/// <summary>
/// Tells an institution over MLLP what happened to its settlement without its asking: <c>ZNT^Z01</c> with a ZNT segment, in enhanced mode (MSH-15
/// AL). One connection each. A yes (CA, AA) is done; a no is not sent again but looked after by a person; a line that ends after the message went
/// out is unknown, and stays so: only a refused connection is certainly nothing.
/// </summary>
internal sealed class NoticeLine(Hl7v2Options options, PartnerRegistryFile registry, TimeProvider time) : INoticeLine
{
    private const string Version = "2.5.1";
    private const int AnswerBytesMax = 65_536;
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(3);

    public string Kind => "ZNT^Z01";

    public bool IsDefault => false;

    public bool Takes(string institution) => Find(institution) is not null;

    public OutboundRequest Encode(long requestId, InstitutionNotice notice, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(notice);
        var sender = Find(notice.Institution)!;
        var key = "N" + requestId.ToString("D19", CultureInfo.InvariantCulture);
        var charset = Charset.Find(sender.Charset) ?? Charset.Utf8;
        var text = new SegmentText(Delimiters.Usual);
        text.AddHeader(
            "MSH", "HUB", sender.TreatmentDivision, sender.Application, sender.Facility, Hl7Time.Write(now), "", text.Composite("ZNT", "Z01", "ZNT_Z01"),
            key, "P", Version, "", "", "AL", "NE", "", charset.Name);
        text.Add("EVN", "Z01", Hl7Time.Write(now));
        text.Add("ZNT", key, notice.SettlementId, notice.EncounterId, notice.MessageKey, notice.State.ToString(), notice.Text);
        return new OutboundRequest(requestId, Kind, key, notice.Institution, charset.Encode(text.ToString()), nameof(InstitutionNotice));
    }

    public async Task<TransportResult> SendAsync(OutboundRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (Find(request.Partner) is not { } sender)
        {
            return new TransportResult(TransportStatus.Answered, default, "no address to notify");
        }

        using var client = new TcpClient { NoDelay = true };
        Stream stream;
        try
        {
            await client.ConnectAsync(sender.NoticeHost, sender.NoticePort, cancellationToken).AsTask()
                .WaitAsync(ConnectLimit, time, cancellationToken).ConfigureAwait(false);
            stream = sender.NoticeTls ? await SecureAsync(client.GetStream(), sender, cancellationToken).ConfigureAwait(false) : client.GetStream();
        }
        catch (Exception e) when (e is SocketException or IOException or TimeoutException or AuthenticationException or OperationCanceledException)
        {
            return new TransportResult(TransportStatus.NotSent, default, e.GetType().Name);
        }

        await using var _ = stream.ConfigureAwait(false);
        try
        {
            await stream.WriteAsync(MllpFrame.Of(request.Body.Span), cancellationToken).ConfigureAwait(false);
            return await ReceiveAsync(stream, cancellationToken).ConfigureAwait(false) is { } answer
                ? new TransportResult(TransportStatus.Answered, answer, "")
                : new TransportResult(TransportStatus.Unknown, default, "the line ended without an acknowledgement");
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            return new TransportResult(TransportStatus.Unknown, default, e.GetType().Name);
        }
    }

    public CallOutcome Decode(OutboundRequest request, TransportResult result)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(result);
        var (outcome, detail) = result.Status switch
        {
            TransportStatus.Answered when result.Body.IsEmpty => (CallResult.Done, result.Detail),
            TransportStatus.Answered => Meaning(request, result.Body.Span),
            TransportStatus.NotSent => (CallResult.NotSent, result.Detail),
            _ => (CallResult.Unknown, result.Detail),
        };
        return new CallOutcome
        {
            RequestId = request.RequestId,
            RequestKey = request.Key,
            Result = outcome,
            Reply = outcome switch
            {
                CallResult.Done => new Acknowledged(),
                CallResult.Refused => new Refused(Hl7v2ErrorCodes.NoticeRefused.Code, Hl7v2ErrorCodes.NoticeRefused.Rule, Fault.Sender),
                _ => null,
            },
            RawDigest = result.Body.IsEmpty ? "" : Convert.ToHexStringLower(SHA256.HashData(result.Body.Span)),
            Detail = detail,
        };
    }

    // An acknowledgement counts for the message it names; anything else leaves the outcome unknown.
    private static (CallResult Result, string Detail) Meaning(OutboundRequest request, ReadOnlySpan<byte> answer)
    {
        try
        {
            var msa = MessageReader.Read(answer, Charset.Utf8, WireLimits.Default).First("MSA");
            return msa?.Value(2) != request.Key ? (CallResult.Unknown, "the acknowledgement names another message") : msa.Value(1) switch
            {
                "CA" or "AA" => (CallResult.Done, ""),
                "AE" or "AR" or "CE" or "CR" => (CallResult.Refused, "refused with " + msa.Value(1)),
                _ => (CallResult.Unknown, "no acknowledgement code"),
            };
        }
        catch (WireRefusedException e)
        {
            return (CallResult.Unknown, e.Violation.Error.Code);
        }
    }

    private Hl7v2Sender? Find(string institution) => options.Senders.FirstOrDefault(s => s.Partner == institution && s.NoticeHost.Length > 0);

    private async Task<Stream> SecureAsync(NetworkStream inner, Hl7v2Sender sender, CancellationToken cancellationToken)
    {
        var secure = new SslStream(inner, leaveInnerStreamOpen: false);
        await secure.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = sender.NoticeHost,
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                RemoteCertificateValidationCallback = (_, shown, _, _) =>
                    LineCertificates.Find(shown, registry.Current, time.GetUtcNow())?.Partner == sender.Partner,
            },
            cancellationToken).ConfigureAwait(false);
        return secure;
    }

    private static async Task<byte[]?> ReceiveAsync(Stream stream, CancellationToken cancellationToken)
    {
        var framer = new MllpFramer(AnswerBytesMax, AnswerBytesMax);
        var buffer = new byte[4096];
        while (true)
        {
            while (framer.TryFind(out var finding))
            {
                if (finding == MllpFinding.Frame)
                {
                    return framer.Frame.ToArray();
                }

                if (finding is MllpFinding.TooLarge or MllpFinding.TooMuchNoise)
                {
                    return null;
                }
            }

            var length = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (length == 0)
            {
                return null;
            }

            framer.Append(buffer.AsSpan(0, length));
        }
    }
}
