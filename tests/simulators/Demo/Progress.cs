using System.Globalization;
using Spectre.Console;

namespace Hub.Simulators.Demo;

/// <summary>What a person sees while the morning runs: a live table on a terminal, a line every few seconds elsewhere.</summary>
internal sealed class Progress(Tally tally, City city, TimeProvider clock)
{
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Line = TimeSpan.FromSeconds(5);

    /// <summary>Shows the work until it has ended, and passes its failure on.</summary>
    public async Task ShowAsync(Task work)
    {
        long started = clock.GetTimestamp();
        if (AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected)
        {
            await AnsiConsole.Live(Draw(started)).StartAsync(async live =>
            {
                while (!work.IsCompleted)
                {
                    await Task.WhenAny(work, Task.Delay(Redraw, clock, CancellationToken.None));
                    live.UpdateTarget(Draw(started));
                }
            });
        }
        else
        {
            while (!work.IsCompleted)
            {
                await Task.WhenAny(work, Task.Delay(Line, clock, CancellationToken.None));
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {clock.GetElapsedTime(started).TotalSeconds,3:0} s  {tally.Settled} of {tally.Planned} visits settled, {city.Line.Cuts} lines to the core cut"));
            }
        }
        await work;
    }

    private Table Draw(long started)
    {
        Table table = new Table().Border(TableBorder.Rounded).Title("a morning in the city");
        table.AddColumn("");
        foreach (string name in (string[])["visits", "settled", "cancelled", "refused"])
        {
            table.AddColumn(new TableColumn(name).RightAligned());
        }
        foreach ((Institutions.FlowKind kind, string name) in Tally.Kinds)
        {
            (int planned, int settled, int cancelled, int refused, int _) = tally.Of(kind);
            table.AddRow(name, Number(planned), $"[green]{Number(settled)}[/]", Number(cancelled), refused == 0 ? "0" : $"[yellow]{refused}[/]");
        }
        double seconds = clock.GetElapsedTime(started).TotalSeconds;
        string caption = string.Create(
            CultureInfo.InvariantCulture,
            $"{seconds:0} s · {tally.Settled / Math.Max(seconds, 0.1):0} settlements/s · {city.Line.Cuts} lines cut");
        table.Caption(caption);
        return table;
    }

    private static string Number(int value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
