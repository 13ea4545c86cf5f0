using Hub.Adapters.Fhir.Kernel;

namespace Hub.Adapters.Fhir.Inbound;

/// <summary>What goes back.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">A resource as bytes.</param>
/// <param name="Format">How it is written.</param>
/// <param name="Digest">Content digest of the message in hex: its receipt and its place; empty when nothing was kept.</param>
/// <param name="Location">Where the answer will be (202); empty when it is here.</param>
internal sealed record Answer(int Status, ReadOnlyMemory<byte> Body, FhirFormat Format, string Digest = "", string Location = "");
