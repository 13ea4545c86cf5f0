using System.Globalization;
using Hub.Adapters.Sftp;
using Hub.Journal;
using Hub.Journal.Payments;
using Microsoft.Extensions.Logging;

namespace Hub.Adapters.Bank.Outbound;

/// <summary>
/// The hub as a client of the banks' inboxes (destination <c>bank</c>): connects, does one step, says what came of it. Not sent means that
/// certainly nothing stands under the file's name because of us; from the moment the rename leaves us a lost connection is unknown.
/// </summary>
public sealed class BankOutbound : IOutboundAdapter
{
    private const string DeliverKind = "deliver-file";
    private const string InquireKind = "inquire-file";

    private readonly Dictionary<string, BankPlace> places;
    private readonly ISftpConnector connector;
    private readonly IContentStore contents;
    private readonly BankTransferOptions options;
    private readonly BankPauses pauses;
    private readonly BankMetrics metrics;
    private readonly TimeProvider time;
    private readonly ILogger<BankOutbound> logger;

    // One call about a file at a time: an inquiry must not look while a slow delivery is still at work.
    private readonly Turns turns = new();

    public BankOutbound(
        IEnumerable<BankPlace> places, ISftpConnector connector, IContentStore contents, BankTransferOptions options, BankPauses pauses,
        BankMetrics metrics, TimeProvider time, ILogger<BankOutbound> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.places = places.ToDictionary(p => p.Bank, StringComparer.Ordinal);
        this.connector = connector;
        this.contents = contents;
        this.options = options;
        this.pauses = pauses;
        this.metrics = metrics;
        this.time = time;
        this.logger = logger;
    }

    public string Destination => BankAdapter.Channel;

    public OutboundPatience? Patience => new(options.UnknownAfter, options.LateAnswerLimit, options.Concurrency);

    public OutboundRequest Encode(long requestId, object message, DateTimeOffset now)
    {
        var (kind, file) = message switch
        {
            DeliverPaymentFile deliver => (DeliverKind, deliver.File),
            InquirePaymentFile inquire => (InquireKind, inquire.File),
            _ => throw new ArgumentException("no message for a bank: " + message?.GetType().Name, nameof(message)),
        };
        var key = file.File + "#" + requestId.ToString(CultureInfo.InvariantCulture);
        return new OutboundRequest(requestId, kind, key, file.Bank, FileManifest.Of(file).ToUtf8(), message.GetType().Name);
    }

    public async Task<TransportResult> SendAsync(OutboundRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var file = FileManifest.Read(request.Body);
        var began = time.GetTimestamp();
        IDisposable turn;
        try
        {
            turn = await turns.TakeAsync(file.File, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return new TransportResult(TransportStatus.NotSent, default, "an earlier call about the file is still at work");
        }

        using (turn)
        {
            var result = await InTurnAsync(request, file, cancellationToken).ConfigureAwait(false);
            var text = result.Status == TransportStatus.Answered ? result.Detail : result.Status.ToString();
            metrics.Call(file.Bank, text);
            BankTransferLog.Delivered(logger, file.Bank, file.File, request.Kind + " " + text, (long)time.GetElapsedTime(began).TotalMilliseconds);
            return result;
        }
    }

    public CallOutcome Decode(OutboundRequest request, TransportResult result)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(result);
        var (outcome, reply) = result.Status switch
        {
            TransportStatus.Answered => BankAnswer.Decode(FileManifest.Read(request.Body).File, request.Kind == InquireKind, result.Body),
            TransportStatus.NotSent => (CallResult.NotSent, null),
            _ => (CallResult.Unknown, (object?)null),
        };
        return new CallOutcome { RequestId = request.RequestId, Result = outcome, Reply = reply, RequestKey = request.Key, Detail = result.Detail };
    }

    private async Task<TransportResult> InTurnAsync(OutboundRequest request, FileManifest file, CancellationToken cancellationToken)
    {
        if (!places.TryGetValue(file.Bank, out var place))
        {
            return new TransportResult(TransportStatus.NotSent, default, "the bank is not configured");
        }

        if (pauses.IsPaused(place))
        {
            return new TransportResult(TransportStatus.NotSent, default, "the bank is paused: its server's key is not the pinned one");
        }

        ISftpSession session;
        try
        {
            session = await connector.ConnectAsync(place.Endpoint, cancellationToken).ConfigureAwait(false);
        }
        catch (SshException failed)
        {
            pauses.Heed(place, failed);
            return new TransportResult(TransportStatus.NotSent, default, "no connection: " + failed.Failure);
        }
        catch (Exception failed) when (failed is ArgumentException or IOException or UnauthorizedAccessException)
        {
            // A setting or key file of ours: nothing has left us.
            return new TransportResult(TransportStatus.NotSent, default, "no connection: " + failed.GetType().Name);
        }
        catch (OperationCanceledException)
        {
            return new TransportResult(TransportStatus.NotSent, default, "no connection within the limit");
        }

        await using (session.ConfigureAwait(false))
        {
            return request.Kind == InquireKind
                ? await InquireAsync(session, place, file, cancellationToken).ConfigureAwait(false)
                : await DeliverAsync(session, place, file, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<TransportResult> DeliverAsync(ISftpSession session, BankPlace place, FileManifest file, CancellationToken cancellationToken)
    {
        var delivery = new BankDelivery(session, place, file, contents);
        try
        {
            var answer = await delivery.RunAsync(cancellationToken).ConfigureAwait(false);
            if (answer.Code is { } code)
            {
                BankTransferLog.Refused(logger, place.Bank, file.File, code);
            }

            return answer.ToTransport();
        }
        catch (SftpException refused)
        {
            return Refusal(place, file, refused, delivery.MayStand);
        }
        catch (Exception lost) when (lost is IOException or OperationCanceledException or ObjectDisposedException)
        {
            return Lost(place, file, lost, delivery.MayStand);
        }
    }

    private async Task<TransportResult> InquireAsync(ISftpSession session, BankPlace place, FileManifest file, CancellationToken cancellationToken)
    {
        try
        {
            return BankAnswer.Found(await BankInquiry.LookAsync(session, place, file, cancellationToken).ConfigureAwait(false)).ToTransport();
        }
        catch (SftpException refused)
        {
            return Refusal(place, file, refused, mayStand: false);
        }
        catch (Exception lost) when (lost is IOException or OperationCanceledException or ObjectDisposedException)
        {
            return Lost(place, file, lost, mayStand: true);
        }
    }

    // What the server refuses for a reason that a person must mend is definite; anything else may pass next time.
    private TransportResult Refusal(BankPlace place, FileManifest file, SftpException refused, bool mayStand)
    {
        var error = refused.Status switch
        {
            SftpStatus.AlreadyExists => BankTransferErrorCodes.NameTaken,
            SftpStatus.NoSpace or SftpStatus.QuotaExceeded => BankTransferErrorCodes.NoRoom,
            SftpStatus.PermissionDenied => BankTransferErrorCodes.NotAllowed,
            _ => null,
        };
        if (error is null)
        {
            return Lost(place, file, refused, mayStand);
        }

        BankTransferLog.Refused(logger, place.Bank, file.File, error.Code);
        return BankAnswer.Refused(error).ToTransport();
    }

    private TransportResult Lost(BankPlace place, FileManifest file, Exception lost, bool mayStand)
    {
        var failure = lost switch
        {
            SshException ssh => ssh.Failure.ToString(),
            SftpException sftp => sftp.Status.ToString(),
            _ => lost.GetType().Name,
        };
        var status = mayStand ? TransportStatus.Unknown : TransportStatus.NotSent;
        BankTransferLog.Lost(logger, place.Bank, file.File, status.ToString(), failure);
        return new TransportResult(status, default, failure);
    }
}
