namespace Hub.Interop.Tests.Doctor;

/// <summary>Somebody else's SM2 library with a key of its own.</summary>
internal interface ISm2Signer : IDisposable
{
    string Name { get; }

    /// <summary>As a registry would take it.</summary>
    string PublicKey { get; }

    /// <summary>r ‖ s over each message with the user id.</summary>
    IReadOnlyList<byte[]> Sign(IReadOnlyList<byte[]> messages, string userId);

    /// <summary>r ‖ s with the bytes taken as the digest, null if the library cannot.</summary>
    byte[]? SignDigest(byte[] digest);

    /// <summary>r ‖ s with SHA-256 in SM3's place, null if the library cannot.</summary>
    byte[]? SignSha256(byte[] message, string userId);

    /// <summary>r ‖ s of the ECDSA formula on the SM2 curve, null if the library cannot.</summary>
    byte[]? SignEcdsa(byte[] message);
}
