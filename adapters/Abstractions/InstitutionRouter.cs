using Hub.Canonical.Messages;
using Hub.Journal;

namespace Hub.Adapters;

/// <summary>A way to tell some institutions what happened to their settlements; each adapter may bring one.</summary>
public interface IInstitutionWay : IOutboundAdapter
{
    /// <summary>Whether the institution has asked to be told this way.</summary>
    bool Serves(string institution);

    /// <summary>Message type of its requests (<see cref="OutboundRequest.Kind"/>), which finds the way again when one is sent.</summary>
    string Kind { get; }
}

/// <summary>
/// The destination <c>institution</c>: each notice goes the way that its institution has asked for, else the usual one. The way is chosen once,
/// when the intent is stored; a request stays on it.
/// </summary>
public sealed class InstitutionRouter(IOutboundAdapter usual, IEnumerable<IInstitutionWay> ways) : IOutboundAdapter
{
    private readonly IReadOnlyList<IInstitutionWay> ways = [.. ways];

    public string Destination => usual.Destination;

    public OutboundRequest Encode(long requestId, object message, DateTimeOffset now)
    {
        var way = message is InstitutionNotice notice ? ways.FirstOrDefault(w => w.Serves(notice.Institution)) : null;
        return (way ?? usual).Encode(requestId, message, now);
    }

    public Task<TransportResult> SendAsync(OutboundRequest request, CancellationToken cancellationToken) => Of(request).SendAsync(request, cancellationToken);

    public CallOutcome Decode(OutboundRequest request, TransportResult result) => Of(request).Decode(request, result);

    private IOutboundAdapter Of(OutboundRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ways.FirstOrDefault(w => w.Kind == request.Kind) ?? usual;
    }
}
