using Microsoft.Extensions.Logging;

namespace Hub.Console;

/// <summary>Every log line of the console. Event ids 7000–7099. Officers' ids, counts and digests only; never a token.</summary>
internal static partial class ConsoleLog
{
    [LoggerMessage(7000, LogLevel.Information, "Officer {Officer} logged in from {Address}")]
    internal static partial void LoggedIn(ILogger logger, string officer, string address);

    [LoggerMessage(7001, LogLevel.Warning, "Log-in refused from {Address}: the token is nobody's, or its officer is suspended or expired")]
    internal static partial void LoginRefused(ILogger logger, string address);

    [LoggerMessage(7002, LogLevel.Warning, "Log-ins from {Address} are refused for a while: {Failures} failed")]
    internal static partial void LoginLimited(ILogger logger, string address, int failures);

    [LoggerMessage(7003, LogLevel.Information, "Officer {Officer} logged out")]
    internal static partial void LoggedOut(ILogger logger, string officer);

    [LoggerMessage(7004, LogLevel.Warning, "Officer {Officer} lacks the role {Role} for {Route}")]
    internal static partial void RoleMissing(ILogger logger, string officer, string role, string route);

    [LoggerMessage(7005, LogLevel.Warning, "A form for {Route} did not come from a page of this session: {Reason}")]
    internal static partial void FormRefused(ILogger logger, string route, string reason);

    [LoggerMessage(7006, LogLevel.Information, "Officer {Officer} acted: {Route}")]
    internal static partial void Acted(ILogger logger, string officer, string route);

    [LoggerMessage(7007, LogLevel.Warning, "Officer {Officer} was refused at {Route} with {Code}")]
    internal static partial void ActRefused(ILogger logger, string officer, string route, string code);

    [LoggerMessage(7008, LogLevel.Information, "Officer {Officer} read the stored bytes {Digest}")]
    internal static partial void BytesRead(ILogger logger, string officer, string digest);

    [LoggerMessage(7009, LogLevel.Information, "Officers' file read again: {Officers} officers")]
    internal static partial void OfficersReloaded(ILogger logger, int officers);

    [LoggerMessage(7010, LogLevel.Error, "The changed officers' file is wrong and was not taken; first of {Problems} problems: {Problem}")]
    internal static partial void OfficersRefused(ILogger logger, int problems, string problem);

    [LoggerMessage(7011, LogLevel.Error, "File {File} is released, but its delivery could not be started; the sweeper will")]
    internal static partial void DeliveryNotStarted(ILogger logger, Exception exception, string file);

    [LoggerMessage(7012, LogLevel.Error, "Console request {Route} failed")]
    internal static partial void RequestFailed(ILogger logger, Exception exception, string route);
}
