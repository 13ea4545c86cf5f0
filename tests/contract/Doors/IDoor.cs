using Hub.Contract.Tests.Stage;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Contract.Tests.Doors;

/// <summary>What an answer says, whatever format says it.</summary>
public enum Verdict
{
    /// <summary>Settled.</summary>
    Settled,

    /// <summary>A definite no.</summary>
    Refused,

    /// <summary>Being worked on: the same message asks again.</summary>
    Pending,

    /// <summary>The id was used for another content.</summary>
    Conflict,

    /// <summary>The sender is not proven.</summary>
    NotProven,

    /// <summary>Larger than the door takes, or the line was closed over it.</summary>
    TooLarge,

    /// <summary>Nothing that the format knows.</summary>
    Unreadable,
}

/// <summary>A message exactly as it goes over the line, and who is in it.</summary>
/// <param name="Bytes">Everything that is sent.</param>
/// <param name="Key">The sender's message id.</param>
/// <param name="Personal">Texts that no log may hold: names, numbers.</param>
public sealed record DoorMessage(byte[] Bytes, string Key, IReadOnlyList<string> Personal);

/// <summary>An answer exactly as it came over the line, and what it says.</summary>
/// <param name="Bytes">The answer without what the transport adds (a Date header).</param>
/// <param name="Verdict">What it says.</param>
/// <param name="SettlementId">setl_id, when settled.</param>
/// <param name="Receipt">SHA-256 hex of the content, as the answer's receipt address has it; empty when it names none.</param>
public sealed record DoorReply(byte[] Bytes, Verdict Verdict, string SettlementId, string Receipt);

/// <summary>
/// One adapter's door as the contract suite sees it. To put a new adapter under the suite, implement this and derive one class from
/// <see cref="DoorContract"/>.
/// </summary>
public interface IDoor
{
    /// <summary>What the hub's wiring would add for this adapter; with a wait limit of one second.</summary>
    void AddServices(IServiceCollection services, DoorSite site);

    /// <summary>What the hub's wiring would map.</summary>
    void Map(IEndpointRouteBuilder endpoints);

    /// <summary>Where to connect: the hub's address unless the door has a port of its own.</summary>
    Uri Address(DoorSite site);

    /// <summary>One message that settles <paramref name="fen"/> for a person; whatever must come before it is sent here.</summary>
    Task<DoorMessage> SettlementAsync(DoorSite site, int person, long fen);

    /// <summary>The same message id, another content, properly signed.</summary>
    DoorMessage Altered(DoorSite site, DoorMessage message);

    /// <summary>From the proven sender, under an id of its own, but its content cannot be read.</summary>
    DoorMessage Undecodable(DoorSite site, DoorMessage message);

    /// <summary>The same message, but its sender is not proven.</summary>
    DoorMessage Unproven(DoorSite site, DoorMessage message);

    /// <summary>More bytes than the door takes.</summary>
    DoorMessage Oversize(DoorSite site, DoorMessage message);

    /// <summary>Reads one answer from the line.</summary>
    Task<DoorReply> ReadAsync(Stream line, CancellationToken cancellationToken);
}
