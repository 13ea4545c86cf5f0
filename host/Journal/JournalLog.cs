using Microsoft.Extensions.Logging;

namespace Hub.Journal;

/// <summary>Every log line of the engine. Ids, types, counts and durations only.</summary>
internal static partial class JournalLog
{
    [LoggerMessage(1001, LogLevel.Information, "Journal started: node {Node}, {Lanes} lanes, {Writers} writers")]
    public static partial void Started(ILogger logger, string node, int lanes, int writers);

    [LoggerMessage(1002, LogLevel.Information, "Journal stopped: {Open} calls were still open")]
    public static partial void Stopped(ILogger logger, int open);

    [LoggerMessage(
        1003, LogLevel.Information,
        "Lane {Lane} taken with token {Token}: {Inbox} waiting messages, {Unknown} requests of unknown outcome, {Pending} to be sent")]
    public static partial void LaneTaken(ILogger logger, short lane, long token, int inbox, int unknown, int pending);

    [LoggerMessage(1004, LogLevel.Warning, "Lane {Lane} lost to another node")]
    public static partial void LaneLost(ILogger logger, short lane);

    [LoggerMessage(1005, LogLevel.Warning, "Writer {Writer}: transaction failed with {SqlState}, {Items} items are tried again")]
    public static partial void TransactionFailed(ILogger logger, int writer, string sqlState, int items);

    [LoggerMessage(1006, LogLevel.Warning, "Writer {Writer}: the database is not available ({Reason})")]
    public static partial void DatabaseUnavailable(ILogger logger, int writer, string reason);

    [LoggerMessage(1007, LogLevel.Warning, "Writer {Writer}: connection lost while committing; batch {Batch} was found committed: {Committed}")]
    public static partial void CommitResolved(ILogger logger, int writer, long batch, bool committed);

    [LoggerMessage(1008, LogLevel.Error, "Handler of {Type} failed, attempt {Attempt}: {Reason}")]
    public static partial void HandlerFailed(ILogger logger, string type, int attempt, string reason);

    [LoggerMessage(1009, LogLevel.Error, "Case quarantined at a message {Type} after {Attempts} attempts: {Reason}")]
    public static partial void CaseQuarantined(ILogger logger, string type, int attempts, string reason);

    [LoggerMessage(1010, LogLevel.Error, "Writer {Writer}: unexpected failure, {Items} items are tried again")]
    public static partial void WriterFailed(ILogger logger, Exception exception, int writer, int items);

    [LoggerMessage(1011, LogLevel.Error, "An item was given up after {Failures} failed transactions: {Kind}")]
    public static partial void ItemGivenUp(ILogger logger, int failures, string kind);

    [LoggerMessage(1012, LogLevel.Warning, "The lease loop failed: {Reason}")]
    public static partial void LeaseFailed(ILogger logger, string reason);

    [LoggerMessage(1013, LogLevel.Information, "Evidence log {Log} opened at {Size} leaves")]
    public static partial void LogOpened(ILogger logger, string log, long size);
}
