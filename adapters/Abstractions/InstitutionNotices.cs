using Hub.Canonical.Messages;
using Hub.Journal;

namespace Hub.Adapters;

/// <summary>Destination <c>institution</c>: hands each notice to the line that takes its institution.</summary>
public sealed class InstitutionNotices(IEnumerable<INoticeLine> lines) : IOutboundAdapter
{
    private readonly INoticeLine[] inOrder = [.. lines.OrderBy(line => line.IsDefault)];

    public string Destination => "institution";

    public OutboundRequest Encode(long requestId, object message, DateTimeOffset now)
    {
        var notice = (InstitutionNotice)message;
        return inOrder.First(line => line.Takes(notice.Institution)).Encode(requestId, notice, now);
    }

    public Task<TransportResult> SendAsync(OutboundRequest request, CancellationToken cancellationToken) => Of(request).SendAsync(request, cancellationToken);

    public CallOutcome Decode(OutboundRequest request, TransportResult result) => Of(request).Decode(request, result);

    private INoticeLine Of(OutboundRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return inOrder.First(line => line.Kind == request.Kind);
    }
}
