namespace Hub.Adapters.Hl7v2.Wire;

/// <summary>A message as it goes over the line.</summary>
public static class MllpFrame
{
    /// <summary>VT, message, FS, CR.</summary>
    public static byte[] Of(ReadOnlySpan<byte> message)
    {
        var frame = new byte[message.Length + 3];
        frame[0] = 0x0B;
        message.CopyTo(frame.AsSpan(1));
        frame[^2] = 0x1C;
        frame[^1] = (byte)'\r';
        return frame;
    }
}
