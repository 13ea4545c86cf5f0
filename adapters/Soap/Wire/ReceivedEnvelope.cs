using Hub.Certs.XmlSignatures;

namespace Hub.Adapters.Soap.Wire;

/// <summary>An envelope whose shape is right; nothing about its sender is proven.</summary>
/// <param name="Version">Version of the envelope.</param>
/// <param name="Root">The Envelope.</param>
/// <param name="Body">The Body, child of Root.</param>
/// <param name="Operation">The only element of Body.</param>
/// <param name="Security">The Security header meant for us; null without one.</param>
/// <param name="MessageId">wsa:MessageID, repeated in RelatesTo of the answer; null without one.</param>
internal sealed record ReceivedEnvelope(
    SoapVersion Version, XmlTreeElement Root, XmlTreeElement Body, XmlTreeElement Operation, XmlTreeElement? Security, string? MessageId);
