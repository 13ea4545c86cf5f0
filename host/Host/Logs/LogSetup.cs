using Hub.Host.Configuration;
using Serilog;
using Serilog.Events;

namespace Hub.Host.Logs;

/// <summary>Where log lines go.</summary>
internal static class LogSetup
{
    /// <summary>A logger that never makes a request wait: a full queue drops lines.</summary>
    internal static Serilog.Core.Logger Create(LogOptions options, string node)
    {
        var logger = new LoggerConfiguration()
            .MinimumLevel.Is(Level(options.Level))
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("System", LogEventLevel.Warning)
            .MinimumLevel.Override("Quartz", LogEventLevel.Warning)
            .Enrich.FromLogContext()
            .Enrich.WithProperty("Node", node);
        if (options.Console)
        {
            logger.WriteTo.Async(sink => sink.Console(new RedactingFormatter()), options.QueueLinesMax, blockWhenFull: false);
        }

        if (options.File.Length > 0)
        {
            logger.WriteTo.Async(
                sink => sink.File(
                    new RedactingFormatter(),
                    options.File,
                    rollingInterval: RollingInterval.Day,
                    rollOnFileSizeLimit: true,
                    fileSizeLimitBytes: options.FileBytesMax,
                    retainedFileCountLimit: options.FilesKept),
                options.QueueLinesMax,
                blockWhenFull: false);
        }

        return logger.CreateLogger();
    }

    private static LogEventLevel Level(string name) => name switch
    {
        "Trace" => LogEventLevel.Verbose,
        "Debug" => LogEventLevel.Debug,
        "Warning" => LogEventLevel.Warning,
        "Error" => LogEventLevel.Error,
        _ => LogEventLevel.Information,
    };
}
