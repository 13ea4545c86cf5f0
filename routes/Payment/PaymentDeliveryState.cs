using Hub.Journal;
using Hub.Journal.Payments;

namespace Hub.Routes.Payment;

/// <summary>How far a file is on its way into the bank's inbox; what operators read is <see cref="PaymentFileState"/>.</summary>
public enum DeliveryPhase
{
    /// <summary>Not released.</summary>
    New,

    /// <summary>On its way: nothing may be sent until this attempt has an outcome.</summary>
    Delivering,

    /// <summary>Certainly not at the bank; waits to be delivered again.</summary>
    Waiting,

    /// <summary>Nobody knows whether it is at the bank; waits to ask.</summary>
    Uncertain,

    /// <summary>The bank's inbox is being looked at.</summary>
    Inquiring,

    /// <summary>In the bank's inbox under its final name, or taken by the bank; proven.</summary>
    Delivered,

    /// <summary>Nothing happens until a person resumes it.</summary>
    Stopped,
}

/// <summary>The delivery of one file.</summary>
public sealed class PaymentDeliveryState
{
    public DeliveryPhase Phase { get; set; }

    /// <summary>What is delivered; null before the release.</summary>
    public PaymentFileReleased? File { get; set; }

    /// <summary>Who is told that it is delivered; null when nobody asked or it was told.</summary>
    public ReplyAddress? Asker { get; set; }

    /// <summary>Journal id of the call whose outcome is awaited; 0 while none is.</summary>
    public long RequestId { get; set; }

    /// <summary>Waits begun: tells a stale time-out from a live one.</summary>
    public int Number { get; set; }

    /// <summary>Calls that came to nothing since the release or the last resumption.</summary>
    public int Tries { get; set; }

    /// <summary>Resumptions by a person; makes the differences of each run distinct.</summary>
    public int Run { get; set; }

    /// <summary>A person has been called in this run.</summary>
    public bool Called { get; set; }

    /// <summary>The step written down last, so that the same is not written twice.</summary>
    public PaymentFileStep? Noted { get; set; }
}

/// <summary>The wait before the next call is over.</summary>
/// <param name="Number">Which wait.</param>
public sealed record DeliveryDue(int Number);

/// <summary>The cut-off is reached: if the file is not delivered a person is called.</summary>
/// <param name="File">Batch number.</param>
public sealed record CutOffReached(string File);
