using Hub.Certs.Signatures;

namespace Hub.Adapters.Soap.Wire;

/// <summary>With what the hub signs its envelopes.</summary>
/// <param name="Key">Private key.</param>
/// <param name="CertificateBase64">Certificate of it, sent along.</param>
/// <param name="Life">From Created to Expires.</param>
internal sealed record AnswerSeal(SigningKey Key, string CertificateBase64, TimeSpan Life);
