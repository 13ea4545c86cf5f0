using Hub.Simulators.Demo.Payments;
using Hub.Simulators.Processes;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Demo;

/// <summary>The demonstration from the founding of the city to the comparison of the books.</summary>
internal sealed class DemoRun(DemoOptions options)
{
    private static readonly TimeSpan QuietLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private readonly TimeProvider _clock = TimeProvider.System;

    /// <summary>Runs it; 0 when all books agree, 1 otherwise.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        await using City city = await City.BuildAsync(options, Console.WriteLine, cancel);
        Counters[] counters = [.. city.Town.File.Institutions.Select(institution => new Counters(city, institution, options.Seed))];
        try
        {
            var tally = new Tally();
            var morning = new Morning(city, counters, options, tally);
            await CoreTrouble.StartAsync(city.Core, options.Seed, cancel);
            Console.WriteLine($"the counters open: {options.Settlements} settlements, lines are cut and answers are lost");
            await new Progress(tally, city, _clock).ShowAsync(morning.RunAsync(cancel));
            await CoreTrouble.StopAsync(city.Core, cancel);
            Console.WriteLine("the counters close their day");
            (IReadOnlyList<Closing> closings, SampledReceipts receipts) = await CloseAsync(city, counters, morning, cancel);
            ThreeBooks books = await CompareAsync(city, counters, cancel);

            JournalReading journals = JournalReading.Read(counters);
            Story.TellTraffic(tally, morning, journals);
            Story.TellTrouble(tally, city, journals, await CoreTrouble.CountsAsync(city.Core, cancel), await CallFates.ReadAsync(city, cancel));
            Story.TellClosing(closings, receipts);
            Story.TellBooks(books);
            Console.WriteLine("the bureau closes the day and pays it");
            var payDay = new PayDay(city, counters, options);
            PayDayResult paid = await payDay.RunAsync(cancel);
            Story.TellPayDay(paid);
            return await EndAsync(city, counters, closings, receipts, journals, books, paid, payDay, cancel);
        }
        finally
        {
            Array.ForEach(counters, institution => institution.Dispose());
        }
    }

    private async Task<(IReadOnlyList<Closing> Closings, SampledReceipts Receipts)> CloseAsync(
        City city, Counters[] counters, Morning morning, CancellationToken cancel)
    {
        using var samples = new ReceiptSamples(city, options);
        SampledReceipts receipts = await samples.TakeAsync(counters, cancel);
        await QuietAsync(city, counters, morning, cancel);
        Closing[] closings = await Task.WhenAll(counters.Select(institution => new Evening(city, institution).CloseAsync(cancel)));
        return (closings, receipts);
    }

    /// <summary>Waits until the core's own reversals are known to the hub and to every counter that has a notice address.</summary>
    private async Task QuietAsync(City city, Counters[] counters, Morning morning, CancellationToken cancel)
    {
        long started = _clock.GetTimestamp();
        while (_clock.GetElapsedTime(started) < QuietLimit)
        {
            Array.ForEach(counters, institution => new Evening(city, institution).ApplyNotices());
            var books = await city.Core.GetAsync("/admin/books?settlements=0", cancel);
            books.TryNumber("unacknowledged_reversals", out decimal open);
            bool told = morning.AwaitedNotices.All(city.Notices.Notices.Select(notice => notice.SetlId).Contains);
            if (open == 0 && told && (await ThreeBooks.CompareAsync(city, counters, cancel)).HubAgreesWithCore)
            {
                return;
            }
            await Task.Delay(Pause, _clock, cancel);
        }
    }

    /// <summary>Compares the books; what is still on its way (a reversal after an unknown outcome) gets a little time.</summary>
    private async Task<ThreeBooks> CompareAsync(City city, Counters[] counters, CancellationToken cancel)
    {
        long started = _clock.GetTimestamp();
        while (true)
        {
            ThreeBooks books = await ThreeBooks.CompareAsync(city, counters, cancel);
            if (books.Agree || _clock.GetElapsedTime(started) > QuietLimit)
            {
                return books;
            }
            await Task.Delay(Pause, _clock, cancel);
            Array.ForEach(counters, institution => new Evening(city, institution).ApplyNotices());
        }
    }

    private async Task<int> EndAsync(
        City city, Counters[] counters, IReadOnlyList<Closing> closings, SampledReceipts receipts, JournalReading journals, ThreeBooks books,
        PayDayResult paid, PayDay payDay, CancellationToken cancel)
    {
        int settled = counters.Sum(institution => institution.All.Count);
        bool proven = receipts.Receipts > 0 && receipts.Proven == receipts.Receipts && receipts.FlipRefused && receipts.SameAnswers == receipts.Repeats;
        string[] complaints =
        [
            .. books.Differences,
            .. closings.SelectMany(closing => closing.Texts).Select(text => "not balanced: " + text),
            .. closings.Where(closing => closing.Unknown > 0).Select(closing => $"{closing.Unknown} messages without a definite answer"),
            .. journals.Contradictions > 0 ? (string[])[$"{journals.Contradictions} messages answered twice with different bytes"] : [],
            .. proven ? (string[])[] : ["a receipt was not proven, a flipped byte not refused or a repeat answered with other bytes"],
            .. paid.Complaints,
            .. settled < options.Settlements ? (string[])[$"{settled} settlements instead of {options.Settlements}"] : [],
        ];
        foreach (string complaint in complaints.Take(50))
        {
            Console.WriteLine("  difference: " + complaint);
        }
        string receipt = receipts.Files.Count > 0 ? receipts.Files[0] : "";
        Story.Line($"prove a receipt yourself: ./hub verify {Path.GetRelativePath(".", receipt)} --anchors {Path.Combine(options.ResultFolder, "trust-anchors.json")}");
        if (!options.Once)
        {
            await StayAsync(city, payDay, cancel);
        }
        Console.WriteLine($"demo: settlements={settled} reversed={settled - books.Standing} paid={paid.Paid} difference={Fen.Text(books.DifferenceFen + paid.DifferenceFen)}");
        return complaints.Length == 0 ? 0 : 1;
    }

    /// <summary>Stays up for whoever wants to look around, until Ctrl-C.</summary>
    private async Task StayAsync(City city, PayDay payDay, CancellationToken cancel)
    {
        Story.Line($"the console: {city.Hub.Url}console, log in with {payDay.Auditor.Token}");
        Story.Line($"the hub stays up at {city.Hub.Url}: health {city.Hub.Url}healthz/ready, metrics {city.Hub.Url}metrics, interface {city.Hub.Url}openapi/v1.json");
        Story.Line($"try: curl -sS {city.Hub.Url}healthz/ready");
        Story.Line("Ctrl-C ends it");
        await Task.Delay(Timeout.InfiniteTimeSpan, _clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
