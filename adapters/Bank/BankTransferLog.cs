using Hub.Adapters.Sftp;
using Hub.Journal.Payments;
using Microsoft.Extensions.Logging;

namespace Hub.Adapters.Bank;

/// <summary>Log lines of bringing and fetching files, 3111 to 3129. Ids, counts and codes; no name that a bank chose freely.</summary>
internal static partial class BankTransferLog
{
    [LoggerMessage(
        3111, LogLevel.Critical,
        "{Bank} is paused, nothing is sent: its server's key is not the pinned one ({Failure}). Compare it with the bank, then write known_hosts anew")]
    public static partial void Paused(ILogger logger, string bank, SshFailure failure);

    [LoggerMessage(3112, LogLevel.Warning, "{Bank} is no longer paused: its known_hosts file was written anew")]
    public static partial void Resumed(ILogger logger, string bank);

    [LoggerMessage(3113, LogLevel.Information, "{Bank} file {File}: {Result} after {Milliseconds} ms")]
    public static partial void Delivered(ILogger logger, string bank, string file, string result, long milliseconds);

    [LoggerMessage(3114, LogLevel.Warning, "{Bank} file {File}: connection lost, outcome {Status} ({Failure})")]
    public static partial void Lost(ILogger logger, string bank, string file, string status, string failure);

    [LoggerMessage(3115, LogLevel.Error, "{Bank} file {File} refused with {Code}")]
    public static partial void Refused(ILogger logger, string bank, string file, string code);

    [LoggerMessage(3116, LogLevel.Warning, "{Bank}'s outbox cannot be looked at ({Failure})")]
    public static partial void NotReached(ILogger logger, string bank, string failure);

    [LoggerMessage(3117, LogLevel.Warning, "{Bank}'s outbox holds {Count} entries that are skipped: {Reason}")]
    public static partial void Skipped(ILogger logger, string bank, string reason, int count);

    [LoggerMessage(3118, LogLevel.Warning, "{Bank} has put out a {Kind} without its control file for longer than {Limit}")]
    public static partial void WithoutControl(ILogger logger, string bank, BankFileKind kind, TimeSpan limit);

    [LoggerMessage(3119, LogLevel.Information, "{Bank} file {Id} ({Kind}, {Bytes} bytes): {State}, {Lines} lines, {Differences} differences")]
    public static partial void Applied(
        ILogger logger, string bank, long id, BankFileKind kind, long bytes, BankFileState state, int lines, int differences);

    [LoggerMessage(3120, LogLevel.Error, "{Bank} file {Id} ({Kind}, SHA-256 {Digest}) is quarantined: {Reason}")]
    public static partial void Quarantined(ILogger logger, string bank, long id, BankFileKind kind, string digest, string reason);

    [LoggerMessage(3121, LogLevel.Error, "{Bank}: a {Kind} could not be taken; the next look tries again")]
    public static partial void NotTaken(ILogger logger, string bank, BankFileKind kind, Exception error);

    [LoggerMessage(3122, LogLevel.Warning, "{Bank}: a {Kind} that is taken cannot be archived ({Status}); it stays in the outbox")]
    public static partial void NotArchived(ILogger logger, string bank, BankFileKind kind, SftpStatus status);

    [LoggerMessage(3123, LogLevel.Error, "{Bank} file {Id} was stored and not proven, and the bank has taken it away: quarantined")]
    public static partial void Unproven(ILogger logger, string bank, long id);

    [LoggerMessage(3124, LogLevel.Error, "{Bank}'s outbox: the look failed; other banks go on")]
    public static partial void LookFailed(ILogger logger, string bank, Exception error);
}
