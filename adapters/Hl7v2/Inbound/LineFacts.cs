using System.Net;

namespace Hub.Adapters.Hl7v2.Inbound;

/// <summary>What is known about a line before a message comes over it.</summary>
/// <param name="Listener">Name of the listener.</param>
/// <param name="Address">Where the other side is.</param>
/// <param name="Partner">Partner whose registered key is in the client's certificate; null without one.</param>
/// <param name="KeyId">That key.</param>
internal sealed record LineFacts(string Listener, IPAddress Address, string? Partner = null, string KeyId = "");
