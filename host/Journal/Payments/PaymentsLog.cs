using Microsoft.Extensions.Logging;

namespace Hub.Journal.Payments;

/// <summary>Every log line of the payment book. Ids, counts and sums only.</summary>
internal static partial class PaymentsLog
{
    [LoggerMessage(
        1101, LogLevel.Information,
        "Cleared through {Through}: {Settlements} settlements into {Payments} payments, {Carried} carried, {Without} without account")]
    public static partial void Cleared(ILogger logger, DateOnly through, int settlements, int payments, int carried, int without);

    [LoggerMessage(1102, LogLevel.Information, "Payment file {File} sealed: {Count} payments, {Bytes} bytes")]
    public static partial void Sealed(ILogger logger, string file, int count, long bytes);

    [LoggerMessage(1103, LogLevel.Warning, "Sealing for {Bank} left {Count} payments out that its format cannot take")]
    public static partial void Unsealable(ILogger logger, string bank, long count);

    [LoggerMessage(1104, LogLevel.Information, "Payment file {File} released")]
    public static partial void Released(ILogger logger, string file);

    [LoggerMessage(1105, LogLevel.Information, "File {Id} of {Bank} applied: {Lines} lines, {Differences} differences opened")]
    public static partial void Applied(ILogger logger, long id, string bank, int lines, int differences);

    [LoggerMessage(1106, LogLevel.Warning, "File {Id} of {Bank} quarantined: {Reason}")]
    public static partial void Quarantined(ILogger logger, long id, string bank, string reason);

    [LoggerMessage(1107, LogLevel.Information, "Day {Day} reconciled: {Equal} equal, {Incomplete} incomplete, {Different} different")]
    public static partial void Reconciled(ILogger logger, DateOnly day, int equal, int incomplete, int different);

    [LoggerMessage(1108, LogLevel.Information, "List of {Count} payments to persons taken")]
    public static partial void ListTaken(ILogger logger, int count);
}
