namespace Hub.Adapters.Hl7v2.Wire;

/// <summary>What the framer found.</summary>
public enum MllpFinding
{
    /// <summary>A whole frame is in <see cref="MllpFramer.Frame"/>.</summary>
    Frame,

    /// <summary>Bytes outside of a frame were skipped.</summary>
    Noise,

    /// <summary>A frame began inside a frame; the first part was dropped and is not answered: whoever sends again waits for one answer.</summary>
    Restarted,

    /// <summary>A frame ended in FS without CR; the frame follows as the next finding.</summary>
    MissingCarriageReturn,

    /// <summary>The frame is larger than allowed; <see cref="MllpFramer.Frame"/> is its beginning. The line cannot go on.</summary>
    TooLarge,

    /// <summary>Too many bytes outside of frames. The line cannot go on.</summary>
    TooMuchNoise,
}

/// <summary>
/// MLLP (Minimal Lower Layer Protocol, release 1): VT, message, FS, CR. Pure: bytes in, findings out. Survived: bytes before VT, FS followed by
/// LF or by the next VT, a frame begun anew, any split of the bytes. FS inside a message is data unless CR, LF or VT follows; VT inside is data
/// unless MSH, BHS or FHS follows. Holds at most one frame's limit and one read.
/// </summary>
public sealed class MllpFramer(int frameBytesMax, int noiseBytesMax)
{
    private const byte Start = 0x0B;
    private const byte End = 0x1C;
    private const int PrefixLength = 4096;

    private byte[] data = new byte[4096];
    private int head;
    private int count;
    private int scan;
    private long noise;
    private bool noiseSeen;

    /// <summary>Inside a frame: its end is owed.</summary>
    public bool InFrame { get; private set; }

    /// <summary>FS has come and nothing after it: complete by <see cref="CompletePending"/> when nothing follows in time.</summary>
    public bool EndPending => InFrame && scan == count - 1 && data[head + scan] == End;

    /// <summary>The frame that was found, without VT, FS and CR. Valid until the next call.</summary>
    public ReadOnlyMemory<byte> Frame { get; private set; }

    /// <summary>Takes bytes of the line.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (head + count + bytes.Length > data.Length)
        {
            var target = count + bytes.Length <= data.Length ? data : new byte[Math.Max(data.Length * 2, count + bytes.Length)];
            Buffer.BlockCopy(data, head, target, 0, count);
            (data, head) = (target, 0);
        }

        bytes.CopyTo(data.AsSpan(head + count));
        count += bytes.Length;
    }

    /// <summary>The next finding; false when more bytes are needed.</summary>
    public bool TryFind(out MllpFinding finding) => InFrame ? FindEnd(out finding) : FindStart(out finding);

    /// <summary>Ends a frame whose FS stands alone.</summary>
    public void CompletePending()
    {
        Frame = data.AsMemory(head, scan);
        Drop(count);
        InFrame = false;
    }

    private bool FindStart(out MllpFinding finding)
    {
        finding = MllpFinding.Noise;
        var at = data.AsSpan(head, count).IndexOf(Start);
        var skipped = at < 0 ? count : at;

        // Line ends between frames are everywhere and mean nothing.
        noiseSeen |= data.AsSpan(head, skipped).IndexOfAnyExcept((byte)'\r', (byte)'\n') >= 0;
        noise += skipped;
        Drop(skipped);
        if (noise > noiseBytesMax)
        {
            finding = MllpFinding.TooMuchNoise;
            return true;
        }

        if (at < 0)
        {
            return false;
        }

        Drop(1);
        InFrame = true;
        if (!noiseSeen)
        {
            return FindEnd(out finding);
        }

        noiseSeen = false;
        return true;
    }

    private bool FindEnd(out MllpFinding finding)
    {
        finding = MllpFinding.Frame;
        while (true)
        {
            var span = data.AsSpan(head, count);
            var at = span[scan..].IndexOfAny(Start, End);
            scan = at < 0 ? count : scan + at;
            if (scan > frameBytesMax)
            {
                Frame = data.AsMemory(head, Math.Min(count, PrefixLength));
                finding = MllpFinding.TooLarge;
                return true;
            }

            if (at < 0 || scan + 1 >= count)
            {
                return false;
            }

            if (span[scan] == End)
            {
                if (span[scan + 1] is (byte)'\r' or (byte)'\n' or Start)
                {
                    return Finish(span[scan + 1], out finding);
                }
            }
            else if (span.Length - scan < 4)
            {
                return false;
            }
            else if (span.Slice(scan + 1, 3) is var name && (name.SequenceEqual("MSH"u8) || name.SequenceEqual("BHS"u8) || name.SequenceEqual("FHS"u8)))
            {
                var empty = scan == 0;
                Drop(scan + 1);
                if (!empty)
                {
                    finding = MllpFinding.Restarted;
                    return true;
                }

                continue;
            }

            scan++;
        }
    }

    private bool Finish(byte next, out MllpFinding finding)
    {
        finding = MllpFinding.Frame;
        if (next == Start)
        {
            // Reported first; the CR that is missing is put there, so that the frame is found at the next call.
            data[head + scan + 1] = (byte)'\r';
            Insert(head + scan + 2, Start);
            finding = MllpFinding.MissingCarriageReturn;
            return true;
        }

        Frame = data.AsMemory(head, scan);
        Drop(scan + 2);
        InFrame = false;
        return true;
    }

    private void Insert(int at, byte value)
    {
        if (head + count == data.Length)
        {
            Array.Resize(ref data, data.Length + 1);
        }

        Buffer.BlockCopy(data, at, data, at + 1, head + count - at);
        data[at] = value;
        count++;
    }

    private void Drop(int bytes)
    {
        head += bytes;
        count -= bytes;
        scan = 0;
    }
}
