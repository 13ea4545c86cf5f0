using System.Collections.Concurrent;

namespace Hub.Journal.Engine;

/// <summary>Where the callers of one message wait for its answer on this node.</summary>
internal sealed class AnswerSlot(long messageId)
{
    private readonly TaskCompletionSource<ReadOnlyMemory<byte>> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long MessageId { get; } = messageId;

    /// <summary>SHA-256 of the request, where this node took it in.</summary>
    public byte[]? RawDigest { get; set; }

    /// <summary>The answer may be given by another node or may have been given just now: look into the table as well.</summary>
    public bool Polled { get; set; }

    public int Waiting { get; set; }

    public Task<ReadOnlyMemory<byte>> Answer => answer.Task;

    public void Complete(ReadOnlyMemory<byte> bytes) => answer.TrySetResult(bytes);
}

/// <summary>All callers of this node that wait for an answer. A slot lives as long as somebody waits at it.</summary>
internal sealed class AnswerSlots
{
    private readonly ConcurrentDictionary<long, AnswerSlot> slots = new();

    public int Count => slots.Count;

    /// <summary>Joins the callers of a message; every join is followed by one <see cref="Leave"/>.</summary>
    public AnswerSlot Join(long messageId, byte[]? rawDigest, bool polled)
    {
        while (true)
        {
            var slot = slots.GetOrAdd(messageId, static id => new AnswerSlot(id));
            lock (slot)
            {
                if (slots.TryGetValue(messageId, out var current) && ReferenceEquals(current, slot))
                {
                    slot.Waiting++;
                    slot.RawDigest ??= rawDigest;
                    slot.Polled |= polled;
                    return slot;
                }
            }
        }
    }

    public void Leave(AnswerSlot slot)
    {
        lock (slot)
        {
            if (--slot.Waiting == 0)
            {
                slots.TryRemove(new(slot.MessageId, slot));
            }
        }
    }

    public AnswerSlot? Find(long messageId) => slots.GetValueOrDefault(messageId);

    /// <summary>Messages whose answer must be looked for in the table.</summary>
    public IReadOnlyList<long> Polled() => slots.IsEmpty ? [] : [.. slots.Values.Where(s => s.Polled).Select(s => s.MessageId)];
}
