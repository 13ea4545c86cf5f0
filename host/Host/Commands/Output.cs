using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hub.Host.Commands;

/// <summary>Prints lines for people or one JSON value for scripts.</summary>
internal sealed class Output(ParseResult parsed)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly TextWriter writer = parsed.InvocationConfiguration.Output;

    internal bool IsJson { get; } = parsed.GetValue(CommandLine.JsonOption);

    /// <summary>Colours only where a person looks at it.</summary>
    internal bool HasColour { get; } = !System.Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    internal void Line(string text)
    {
        if (!IsJson)
        {
            writer.WriteLine(text);
        }
    }

    internal void Json(object value)
    {
        if (IsJson)
        {
            writer.WriteLine(JsonSerializer.Serialize(value, Options));
        }
    }

    /// <summary>The text as it is, whatever the format asked for.</summary>
    internal void Raw(string text) => writer.Write(text);

    internal string Paint(string text, int ansi) => HasColour ? $"\e[{ansi}m{text}\e[0m" : text;
}
