using System.Security.Cryptography;
using System.Text;
using Hub.Certs.Signatures;
using Hub.Journal.Engine;
using Microsoft.Extensions.Logging;

namespace Hub.Journal.Tests.Support;

/// <summary>One node of the engine with the sample saga and a fake line.</summary>
public sealed class TestNode : IAsyncDisposable
{
    public static SigningKey LogKey { get; } =
        SigningKey.Generate(new KeyDescription { KeyId = "log-1", Algorithm = SignatureAlgorithm.EcdsaP256Sha256 });

    private readonly JournalMetrics metrics = new();
    private readonly ILoggerFactory loggers;

    public TestNode(JournalOptions options, FakeLine line, TimeProvider? time = null, SigningKey? key = null, TextWriter? log = null)
    {
        Line = line;
        loggers = LoggerFactory.Create(b =>
        {
            if (log is not null)
            {
                b.AddProvider(new WriterProvider(log));
            }
        });
        Engine = new JournalEngine(
            options, [new SampleSaga()], [line], [new SampleEncoder()], key ?? LogKey, metrics, time ?? TimeProvider.System,
            loggers.CreateLogger<JournalEngine>());
    }

    public JournalEngine Engine { get; }

    public FakeLine Line { get; }

    public Task<IntakeOutcome> SendAsync(string key, object message, string caseName, TimeSpan? wait = null, string content = "") =>
        Engine.SubmitAsync(Intake(key, message, CaseReference.Of(caseName), content), wait ?? TimeSpan.FromSeconds(30), CancellationToken.None);

    public static Intake Intake(string key, object message, CaseReference reference, string content = "", string kind = "2207")
    {
        var raw = Encoding.UTF8.GetBytes("{\"infno\":\"" + kind + "\",\"msgid\":\"" + key + "\",\"content\":\"" + content + "\",\"message\":"
            + System.Text.Json.JsonSerializer.Serialize(message) + "}");
        return new Intake
        {
            Partner = "H43010000001", Channel = "test", Kind = kind, Key = key, ContentDigest = SHA256.HashData(raw), Raw = raw,
            ReceivedAt = new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero), Decision = Decision.Accepted, Case = reference, Message = message,
        };
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        metrics.Dispose();
        loggers.Dispose();
    }

    private sealed class WriterProvider(TextWriter writer) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (writer)
            {
                writer.WriteLine(eventId.Id + " " + formatter(state, exception) + (exception is null ? "" : "\n" + exception));
            }
        }

        public void Dispose()
        {
        }
    }
}
