using Spectre.Console;

namespace Hub.Simulators.Processes;

/// <summary>Tables without colours and of a fixed width where the output is no terminal.</summary>
internal static class PlainOutput
{
    private const int Width = 150;

    /// <summary>Chooses the form by where the output goes.</summary>
    public static void Choose()
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Capabilities.Ansi = false;
            AnsiConsole.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
            AnsiConsole.Profile.Width = Width;
        }
    }
}
