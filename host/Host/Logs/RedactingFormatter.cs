using System.Globalization;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Json;

namespace Hub.Host.Logs;

/// <summary>
/// Writes a log event as one JSON line (template and typed properties, not the rendered text: ids stay numbers) and passes the whole
/// line, exception included, through the guard.
/// </summary>
internal sealed class RedactingFormatter : ITextFormatter
{
    private readonly JsonFormatter json = new(closingDelimiter: "\n", renderMessage: false, formatProvider: CultureInfo.InvariantCulture);

    public void Format(LogEvent logEvent, TextWriter output)
    {
        using var line = new StringWriter(CultureInfo.InvariantCulture);
        json.Format(logEvent, line);
        output.Write(Redaction.Apply(line.ToString()));
    }
}
