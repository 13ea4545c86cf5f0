using Hub.Journal;

namespace Hub.Routes.Inquiry;

/// <summary>Who waits for the answer; nothing else is kept.</summary>
public sealed class InquiryState
{
    /// <summary>Null once answered.</summary>
    public ReplyAddress? ReplyTo { get; set; }

    /// <summary>Journal id of the call.</summary>
    public long RequestId { get; set; }
}
