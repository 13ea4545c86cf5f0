using Microsoft.Extensions.Logging;

namespace Hub.Host.Logs;

/// <summary>Every log line of the host. Event ids 2000–2099.</summary>
internal static partial class HostLog
{
    [LoggerMessage(2000, LogLevel.Information, "Ready at {Address} after {Milliseconds} ms")]
    internal static partial void Ready(ILogger logger, string address, long milliseconds);

    [LoggerMessage(2001, LogLevel.Information, "Draining: not ready any more, requests in work may end")]
    internal static partial void Draining(ILogger logger);

    [LoggerMessage(2002, LogLevel.Information, "Partner registry read again: {Partners} partners")]
    internal static partial void RegistryReloaded(ILogger logger, int partners);

    [LoggerMessage(2003, LogLevel.Error, "The changed partner registry is wrong and was not taken: {Problems} problems; run ./hub partner check")]
    internal static partial void RegistryRefused(ILogger logger, int problems);

    [LoggerMessage(2004, LogLevel.Warning, "systemd could not be notified: {Reason}")]
    internal static partial void NotifyFailed(ILogger logger, string reason);

    [LoggerMessage(2005, LogLevel.Warning, "Health check {Check} is {Status}: {Reason}")]
    internal static partial void Unwell(ILogger logger, string check, string status, string reason);

    [LoggerMessage(2006, LogLevel.Error, "Request {Route} failed")]
    internal static partial void RequestFailed(ILogger logger, Exception exception, string route);

    [LoggerMessage(2007, LogLevel.Information, "Comparison of {Day} with the core started: {Comparisons} comparisons, {Failed} could not be started")]
    internal static partial void DayStarted(ILogger logger, DateOnly day, int comparisons, int failed);

    [LoggerMessage(2008, LogLevel.Error, "The day {Day} of {Institution} could not be collected for the comparison with the core")]
    internal static partial void DayNotCollected(ILogger logger, string institution, DateOnly day, Exception exception);

    [LoggerMessage(2009, LogLevel.Information, "Day statements of {Day} issued to {Partners} partners, run {Run}")]
    internal static partial void StatementsIssued(ILogger logger, DateOnly day, int partners, long run);

    [LoggerMessage(2010, LogLevel.Error, "The day statement of {Partner} for {Day} could not be issued; the next run tries again")]
    internal static partial void StatementNotIssued(ILogger logger, string partner, DateOnly day);

    [LoggerMessage(2011, LogLevel.Warning, "{Institutions} institutions are owed money up to {Day} and have no approved account: propose and approve one")]
    internal static partial void WithoutAccount(ILogger logger, DateOnly day, int institutions);

    [LoggerMessage(2012, LogLevel.Error, "{Files} payment files were not answered by their bank in time; see ./hub differences")]
    internal static partial void FilesUnanswered(ILogger logger, int files);

    [LoggerMessage(2013, LogLevel.Error, "The day {Day} could not be closed; the next run tries again")]
    internal static partial void DayNotClosed(ILogger logger, DateOnly day, Exception exception);
}
