using Hub.Certs.Signatures;
using Hub.Simulators.Institutions;

namespace Hub.Simulators.Processes;

/// <summary>An institution signs with a key as the hub's own library has them.</summary>
internal sealed class KeySigner(SigningKey key) : IMessageSigner, IDisposable
{
    /// <inheritdoc/>
    public string KeyId => key.KeyId;

    /// <inheritdoc/>
    public byte[] Sign(ReadOnlySpan<byte> message) => key.Sign(message);

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();
}
