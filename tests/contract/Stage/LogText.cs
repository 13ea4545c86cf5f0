using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Hub.Contract.Tests.Stage;

/// <summary>Everything that was logged, texts of exceptions included.</summary>
public sealed class LogText : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> lines = new();

    public string Text => string.Join('\n', lines);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        lines.Enqueue(logLevel + " " + formatter(state, exception) + " " + exception);
    }

    public void Dispose()
    {
    }
}
