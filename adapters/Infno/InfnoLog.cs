using Microsoft.Extensions.Logging;

namespace Hub.Adapters.Infno;

/// <summary>Every log line of the adapter. Ids, codes and counts; never a value of a message.</summary>
internal static partial class InfnoLog
{
    [LoggerMessage(3001, LogLevel.Warning, "Unreadable request of {Bytes} bytes refused with {Code}")]
    public static partial void Unreadable(ILogger logger, string code, int bytes);

    [LoggerMessage(3002, LogLevel.Warning, "Sender not proven ({Code}); body SHA-256 {Digest}")]
    public static partial void NotProven(ILogger logger, string code, string digest);

    [LoggerMessage(3003, LogLevel.Information, "{Partner} {Infno} refused with {Code}, {Count} violation(s)")]
    public static partial void Refused(ILogger logger, string partner, string infno, string code, int count);

    [LoggerMessage(3004, LogLevel.Warning, "{Partner} {Infno} message {MessageId} is pending")]
    public static partial void Pending(ILogger logger, string partner, string infno, long messageId);

    [LoggerMessage(3005, LogLevel.Warning, "{Partner} {Infno} repeats the identity of message {MessageId} with other content")]
    public static partial void Conflict(ILogger logger, string partner, string infno, long messageId);

    [LoggerMessage(3006, LogLevel.Warning, "{Partner}: the refused signature shows {Mistakes} (docs/signature-doctor.md)")]
    public static partial void Diagnosed(ILogger logger, string partner, string mistakes);

    [LoggerMessage(3007, LogLevel.Information, "{Partner}: batch of {Records} record(s) answered")]
    public static partial void Batch(ILogger logger, string partner, int records);

    [LoggerMessage(3008, LogLevel.Warning, "{Forwarder} may not bring a message of {Institution} ({Code})")]
    public static partial void NotRelayed(ILogger logger, string forwarder, string institution, string code);
}
