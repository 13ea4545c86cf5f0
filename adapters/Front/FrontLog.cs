using Microsoft.Extensions.Logging;

namespace Hub.Adapters.Front;

/// <summary>Every log line of the adapter. Ids, codes, counts and digests; never a value of a record, nor a file's name.</summary>
internal static partial class FrontLog
{
    [LoggerMessage(3801, LogLevel.Information, "{Partner}: file {Digest} with {Records} record(s): {Answered} answered, {Refused} refused, {Open} open")]
    public static partial void Taken(ILogger logger, string partner, string digest, int records, int answered, int refused, int open);

    [LoggerMessage(3802, LogLevel.Warning, "{Partner}: sender of file {Digest} not proven")]
    public static partial void NotProven(ILogger logger, string partner, string digest);

    [LoggerMessage(3803, LogLevel.Warning, "{Partner}: file {Digest} quarantined with {Code} at line {Line}")]
    public static partial void Quarantined(ILogger logger, string partner, string digest, string code, int line);

    [LoggerMessage(3804, LogLevel.Information, "{Partner}: record of line {Line} refused with {Code}")]
    public static partial void Refused(ILogger logger, string partner, int line, string code);

    [LoggerMessage(3805, LogLevel.Warning, "{Partner}: folder cannot be read or written ({Reason})")]
    public static partial void NotReached(ILogger logger, string partner, string reason);

    [LoggerMessage(3806, LogLevel.Error, "{Partner}: look failed")]
    public static partial void LookFailed(ILogger logger, string partner, Exception error);

    [LoggerMessage(3807, LogLevel.Warning, "{Partner}: {Count} name(s) in the folder are not taken: letters, digits, . _ - and .txt or .zip")]
    public static partial void Skipped(ILogger logger, string partner, int count);

    [LoggerMessage(3808, LogLevel.Warning, "{Partner}: tables cannot be read or written ({SqlState})")]
    public static partial void TablesNotReached(ILogger logger, string partner, string sqlState);

    [LoggerMessage(3809, LogLevel.Error, "{Partner}: a file could not be taken; the others go on")]
    public static partial void NotTaken(ILogger logger, string partner, Exception error);
}
