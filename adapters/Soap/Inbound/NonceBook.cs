namespace Hub.Adapters.Soap.Inbound;

/// <summary>
/// Nonces seen within the life of a message. One per node: a nonce that comes again at another node passes, and the message's identity keeps
/// it from having a second effect. When the book is full it refuses; it never forgets early.
/// </summary>
internal sealed class NonceBook(SoapOptions options)
{
    private readonly Lock turn = new();
    private readonly HashSet<(string User, string Nonce)> seen = [];
    private readonly Queue<(DateTimeOffset Until, (string User, string Nonce) Entry)> order = new();

    /// <summary>Notes a nonce whose password was right.</summary>
    /// <returns>Null when it is new.</returns>
    public SoapError? Note(string user, ReadOnlySpan<byte> nonce, DateTimeOffset now)
    {
        var entry = (user, Convert.ToHexString(nonce));
        var life = TimeSpan.FromSeconds(options.MessageLifeSeconds + (2 * options.ClockToleranceSeconds));
        lock (turn)
        {
            while (order.TryPeek(out var oldest) && oldest.Until <= now)
            {
                seen.Remove(order.Dequeue().Entry);
            }

            if (seen.Contains(entry))
            {
                return SoapErrorCodes.NonceRepeated;
            }

            if (seen.Count >= options.NoncesMax)
            {
                return SoapErrorCodes.NoncesFull;
            }

            seen.Add(entry);
            order.Enqueue((now + life, entry));
            return null;
        }
    }
}
