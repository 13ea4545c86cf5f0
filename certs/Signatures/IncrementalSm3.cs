namespace Hub.Certs.Signatures;

/// <summary>SM3 over data that comes in pieces, as files do. Not for several threads at once.</summary>
public sealed class IncrementalSm3
{
    private Sm3State _state = Sm3State.Start();

    /// <summary>Takes the next piece.</summary>
    public void AppendData(ReadOnlySpan<byte> data) => _state.Append(data);

    /// <summary>SM3 of everything since the start or the last call, 32 bytes.</summary>
    public byte[] GetHashAndReset()
    {
        var hash = new byte[Sm3.DigestLength];
        _state.Finish(hash);
        _state = Sm3State.Start();
        return hash;
    }
}
