using Microsoft.Extensions.Logging;

namespace Hub.Adapters.Hl7v2;

/// <summary>Every log line of the adapter. Ids, codes and counts; never a value of a message.</summary>
internal static partial class Hl7v2Log
{
    [LoggerMessage(3601, LogLevel.Information, "Listener {Listener} is open on port {Port}")]
    public static partial void Listening(ILogger logger, string listener, int port);

    [LoggerMessage(3602, LogLevel.Warning, "{Listener}: unreadable frame of {Bytes} bytes refused with {Code}")]
    public static partial void Unreadable(ILogger logger, string listener, string code, int bytes);

    [LoggerMessage(3603, LogLevel.Warning, "{Listener}: sender not proven ({Code}); message SHA-256 {Digest}")]
    public static partial void NotProven(ILogger logger, string listener, string code, string digest);

    [LoggerMessage(3604, LogLevel.Information, "{Partner} {Kind} refused with {Code}, {Count} violation(s)")]
    public static partial void Refused(ILogger logger, string partner, string kind, string code, int count);

    [LoggerMessage(3605, LogLevel.Warning, "{Partner} {Kind} message {MessageId} is pending")]
    public static partial void Pending(ILogger logger, string partner, string kind, long messageId);

    [LoggerMessage(3606, LogLevel.Warning, "{Partner} {Kind} repeats the identity of message {MessageId} with other content")]
    public static partial void Conflict(ILogger logger, string partner, string kind, long messageId);

    [LoggerMessage(3607, LogLevel.Warning, "{Listener}: framing fault {Fault}")]
    public static partial void Framing(ILogger logger, string listener, string fault);

    [LoggerMessage(3608, LogLevel.Warning, "{Listener}: connection refused, {Reason}")]
    public static partial void ConnectionRefused(ILogger logger, string listener, string reason);

    [LoggerMessage(3609, LogLevel.Information, "{Listener}: connection ended, {Reason}")]
    public static partial void ConnectionEnded(ILogger logger, string listener, string reason);

    [LoggerMessage(3610, LogLevel.Information, "Listener {Listener} is closed, {Connections} connection(s) were drained")]
    public static partial void Closed(ILogger logger, string listener, int connections);

    [LoggerMessage(3611, LogLevel.Error, "{Listener}: a message failed on {Exception}; it gets a refusal that allows to send it again")]
    public static partial void Failed(ILogger logger, string listener, string exception);
}
