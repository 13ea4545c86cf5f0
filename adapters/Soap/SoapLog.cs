using Microsoft.Extensions.Logging;

namespace Hub.Adapters.Soap;

/// <summary>Every log line of the adapter. Ids, codes and counts; never a value of a message.</summary>
internal static partial class SoapLog
{
    [LoggerMessage(3301, LogLevel.Warning, "Unreadable request of {Bytes} bytes refused with {Code}")]
    public static partial void Unreadable(ILogger logger, string code, int bytes);

    [LoggerMessage(3302, LogLevel.Warning, "Sender not proven ({Code}); body SHA-256 {Digest}")]
    public static partial void NotProven(ILogger logger, string code, string digest);

    [LoggerMessage(3303, LogLevel.Information, "{Partner} {Kind} refused with {Code}, {Count} violation(s)")]
    public static partial void Refused(ILogger logger, string partner, string kind, string code, int count);

    [LoggerMessage(3304, LogLevel.Warning, "{Partner} {Kind} message {MessageId} is pending")]
    public static partial void Pending(ILogger logger, string partner, string kind, long messageId);

    [LoggerMessage(3305, LogLevel.Warning, "{Partner} {Kind} repeats the identity of message {MessageId} with other content")]
    public static partial void Conflict(ILogger logger, string partner, string kind, long messageId);
}
