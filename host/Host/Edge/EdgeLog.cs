namespace Hub.Host.Edge;

/// <summary>Every log line of the edge agent. Numbers, codes and digests; never what a message says.</summary>
internal static partial class EdgeLog
{
    [LoggerMessage(2101, LogLevel.Information, "Edge agent of {Institution} listens on {Address}; {Queued} message(s) wait")]
    public static partial void Ready(ILogger logger, string institution, string address, int queued);

    [LoggerMessage(2102, LogLevel.Warning, "The hub is not reached ({Reason}); {Queued} message(s) wait")]
    public static partial void Down(ILogger logger, string reason, int queued);

    [LoggerMessage(2103, LogLevel.Information, "The hub is reached again; {Queued} message(s) wait")]
    public static partial void Up(ILogger logger, int queued);

    [LoggerMessage(2104, LogLevel.Error, "A message could not be stored ({Reason}); the clinic's system was told so")]
    public static partial void NotStored(ILogger logger, string reason);

    [LoggerMessage(2105, LogLevel.Error, "Forwarding failed; it goes on after a pause")]
    public static partial void Failed(ILogger logger, Exception error);

    [LoggerMessage(2106, LogLevel.Error,
        "The hub does not accept the clinic's signature (HTTP {Status}): check key, key id and clock; {Queued} message(s) wait")]
    public static partial void NotProven(ILogger logger, int status, int queued);
}
