using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Hub.Adapters.Front.Tests.Support;

/// <summary>Everything that was logged, texts of exceptions included.</summary>
internal sealed class LogText<T>(ConcurrentQueue<string> lines) : ILogger<T>
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        lines.Enqueue(formatter(state, exception) + " " + exception);
}
