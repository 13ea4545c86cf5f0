using Microsoft.Extensions.Logging;

namespace Hub.Adapters.Bank;

/// <summary>Every log line of the adapter. Ids, codes and counts; never a value of a file. Formats have 3101 to 3109.</summary>
internal static partial class BankLog
{
    [LoggerMessage(3101, LogLevel.Information, "{Bank} speaks {Profile}; hub key {KeyId}")]
    public static partial void Ready(ILogger logger, string bank, string profile, string keyId);
}
