using Microsoft.Extensions.Logging;

namespace Hub.Adapters.Samples.FixedWidth;

/// <summary>Every log line of the sample. Ids, codes and counts; never a value of a file.</summary>
internal static partial class FixedWidthLog
{
    [LoggerMessage(3901, LogLevel.Warning, "Sender not proven; body SHA-256 {Digest}")]
    public static partial void NotProven(ILogger logger, string digest);

    [LoggerMessage(3902, LogLevel.Information, "{Partner} refused with {Code} at record {Record}")]
    public static partial void Refused(ILogger logger, string partner, string code, int record);

    [LoggerMessage(3903, LogLevel.Warning, "{Partner} message {MessageId}: {Result}")]
    public static partial void NotAnswered(ILogger logger, string partner, long messageId, string result);
}
