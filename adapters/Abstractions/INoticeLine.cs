using Hub.Canonical.Messages;
using Hub.Journal;

namespace Hub.Adapters;

/// <summary>One way of telling institutions what they did not ask for. Which way an institution is told is said by its adapter's line.</summary>
public interface INoticeLine
{
    /// <summary>Kind of its requests, unique among lines: by it a stored request finds the line again.</summary>
    string Kind { get; }

    /// <summary>True for the line of institutions that no other line takes; there is one.</summary>
    bool IsDefault { get; }

    /// <summary>Whether this institution is told this way.</summary>
    bool Takes(string institution);

    /// <summary>As <see cref="IOutboundAdapter.Encode"/>.</summary>
    OutboundRequest Encode(long requestId, InstitutionNotice notice, DateTimeOffset now);

    /// <summary>As <see cref="IOutboundAdapter.SendAsync"/>.</summary>
    Task<TransportResult> SendAsync(OutboundRequest request, CancellationToken cancellationToken);

    /// <summary>As <see cref="IOutboundAdapter.Decode"/>.</summary>
    CallOutcome Decode(OutboundRequest request, TransportResult result);
}
