namespace Hub.Simulators.Institutions;

/// <summary>Signs bytes with the institution's key. The algorithm and the encoding of the signature are the key's affair.</summary>
public interface IMessageSigner
{
    /// <summary>Name of the key as the hub's partner registry knows it.</summary>
    string KeyId { get; }

    /// <summary>A signature over the message; safe to call from many threads.</summary>
    byte[] Sign(ReadOnlySpan<byte> message);
}

/// <summary>Where the signature goes.</summary>
public enum SignatureScheme
{
    /// <summary>Nothing is signed.</summary>
    None,

    /// <summary>
    /// <c>cainfo</c> over <c>k=v</c> of all outer fields except <c>cainfo</c>, sorted by name (ordinal), joined by <c>&amp;</c>;
    /// the value of <c>input</c> is its exact JSON text. Base64.
    /// </summary>
    Envelope,

    /// <summary>Header <c>x-hub-signature</c> over the exact bytes of the body, Base64, with <c>x-hub-key-id</c>.</summary>
    Detached,
}
