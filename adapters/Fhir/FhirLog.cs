using Microsoft.Extensions.Logging;

namespace Hub.Adapters.Fhir;

/// <summary>Every log line of the door. Ids, codes and counts; never a value of a resource.</summary>
internal static partial class FhirLog
{
    [LoggerMessage(3201, LogLevel.Warning, "Request of {Bytes} bytes refused with {Code}")]
    public static partial void RefusedUnread(ILogger logger, string code, int bytes);

    [LoggerMessage(3202, LogLevel.Warning, "Sender not proven ({Code}); body SHA-256 {Digest}")]
    public static partial void NotProven(ILogger logger, string code, string digest);

    [LoggerMessage(3203, LogLevel.Information, "{Partner} {Kind} refused with {Code}, {Count} issue(s)")]
    public static partial void Refused(ILogger logger, string partner, string kind, string code, int count);

    [LoggerMessage(3204, LogLevel.Warning, "{Partner} {Kind} message {MessageId} is pending")]
    public static partial void Pending(ILogger logger, string partner, string kind, long messageId);

    [LoggerMessage(3205, LogLevel.Warning, "{Partner} {Kind} repeats the identity of message {MessageId} with other content")]
    public static partial void Conflict(ILogger logger, string partner, string kind, long messageId);
}
