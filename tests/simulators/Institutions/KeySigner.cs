using Hub.Certs.Signatures;

namespace Hub.Simulators.Institutions;

/// <summary>Signs with a key of <c>Hub.Certs</c>: SM2 (raw or DER as the key's description says), ECDSA or RSA. Does not own the key.</summary>
public sealed class KeySigner(SigningKey key) : IMessageSigner
{
    /// <inheritdoc/>
    public string KeyId => key.KeyId;

    /// <inheritdoc/>
    public byte[] Sign(ReadOnlySpan<byte> message) => key.Sign(message);
}
