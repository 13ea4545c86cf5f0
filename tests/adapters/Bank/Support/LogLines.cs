using Microsoft.Extensions.Logging;

namespace Hub.Adapters.Bank.Tests.Support;

/// <summary>Log lines, kept.</summary>
internal sealed class LogLines<T> : ILogger<T>
{
    public List<(int Id, LogLevel Level, string Text)> Lines { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Add((eventId.Id, logLevel, formatter(state, exception)));

    public int Count(int id) => Lines.Count(l => l.Id == id);
}
