using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Hub.Journal.Tests.Support;

/// <summary>A foreign party in this process that keeps its own book and misbehaves on request.</summary>
public sealed class FakeLine(TimeSpan delay) : IOutboundAdapter
{
    /// <summary>How often each request key was executed: a naive core never de-duplicates.</summary>
    public ConcurrentDictionary<string, int> Executed { get; } = new();

    /// <summary>What happens to a request; null: it is answered.</summary>
    public Func<OutboundRequest, CancellationToken, Task<TransportResult?>>? Misbehave { get; set; }

    public string Destination => "core";

    public OutboundRequest Encode(long requestId, object message, DateTimeOffset now)
    {
        var buy = (Buy)message;
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            infno = "2207", msgid = requestId, account = buy.Account, fen = buy.Fen,
            filler = "mdtrt_cert_type=02 psn_setlway=01 mdtrt_id=31000020260101 chrg_bchno=99 acct_used_flag=1 insutype=310 med_type=11 invono=",
        });
        return new OutboundRequest(requestId, "2207", requestId.ToString(CultureInfo.InvariantCulture), buy.Account, body, nameof(Buy));
    }

    public async Task<TransportResult> SendAsync(OutboundRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (Misbehave is not null && await Misbehave(request, cancellationToken) is { } bad)
        {
            return bad;
        }

        if (delay > TimeSpan.Zero)
        {
            await Task.Delay(delay, TimeProvider.System, cancellationToken);
        }

        Executed.AddOrUpdate(request.Key, 1, static (_, n) => n + 1);
        return Done(request);
    }

    public static TransportResult Done(OutboundRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new(TransportStatus.Answered, Encoding.UTF8.GetBytes("{\"infcode\":0,\"setl_id\":\"S" + request.Key + "\"}"), "");
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
            Reply = result.Status == TransportStatus.Answered ? new Answer("S" + request.Key) : null,
            Detail = result.Detail,
        };
    }
}
