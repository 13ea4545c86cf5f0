using System.Diagnostics;
using System.Globalization;
using Hub.Journal;
using Hub.Journal.Embedded;
using Hub.Journal.Tests.Support;

// engine-only figures: bench <folder> <seconds> <callers> <writers> [settle|intake] [rate]
var folder = args[0];
var seconds = int.Parse(args[1], CultureInfo.InvariantCulture);
var callers = int.Parse(args[2], CultureInfo.InvariantCulture);
var writers = int.Parse(args[3], CultureInfo.InvariantCulture);
var what = args.Length > 4 ? args[4] : "settle";
var rate = args.Length > 5 ? int.Parse(args[5], CultureInfo.InvariantCulture) : 0;

await using var postgres = await PrivatePostgres.StartAsync(new PrivatePostgresOptions { DataFolder = folder }, TimeProvider.System, CancellationToken.None);
await postgres.CreateDatabaseAsync("bench", CancellationToken.None);
var options = new JournalOptions
{
    ConnectionString = postgres.ApplicationConnectionString("bench"),
    OwnerConnectionString = postgres.OwnerConnectionString("bench"),
    Writers = writers,
    OutboundConcurrency = 2000,
};
await using var node = new TestNode(options, new FakeLine(TimeSpan.FromMilliseconds(1)), log: Console.Error);
await node.Engine.StartAsync(CancellationToken.None);
var run = Stopwatch.GetTimestamp().ToString("x", CultureInfo.InvariantCulture);
var number = 0;
var done = 0;
var latencies = new List<double>();
var clock = Stopwatch.StartNew();
var postgresBefore = PostgresSeconds();
var cpu = Process.GetCurrentProcess().TotalProcessorTime;

async Task OneAsync(int i)
{
    var began = Stopwatch.GetTimestamp();
    var intake = TestNode.Intake(run + "-" + i.ToString("D9", CultureInfo.InvariantCulture), new Buy("H" + (i % 200), 1000 + i), CaseReference.Of(run + "c" + i), new string('x', 1500));
    if (what == "intake")
    {
        intake = intake with { Message = null, Answer = "{\"infcode\":0,\"output\":{}}"u8.ToArray() };
    }

    var outcome = await node.Engine.SubmitAsync(intake, TimeSpan.FromSeconds(30), CancellationToken.None);
    if (outcome.Result != IntakeResult.Answered)
    {
        Console.WriteLine("not answered: " + outcome.Result);
    }

    Interlocked.Increment(ref done);
    lock (latencies)
    {
        latencies.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
    }
}

if (rate > 0)
{
    var open = new List<Task>();
    for (var i = 0; clock.Elapsed.TotalSeconds < seconds; i++)
    {
        while (clock.Elapsed.TotalSeconds * rate < i)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }

        open.Add(OneAsync(i));
    }

    await Task.WhenAll(open);
}
else
{
    await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
    {
        while (clock.Elapsed.TotalSeconds < seconds)
        {
            await OneAsync(Interlocked.Increment(ref number));
        }
    })));
}

var spent = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds / clock.Elapsed.TotalSeconds;
var postgresSpent = PostgresSeconds() - postgresBefore;
latencies.Sort();
Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
    $"{what} writers={writers} callers={callers} rate={done / clock.Elapsed.TotalSeconds:F0}/s p50={latencies[latencies.Count / 2]:F1} ms p99={latencies[latencies.Count * 99 / 100]:F1} ms hub={spent:F2} cores {spent * clock.Elapsed.TotalSeconds * 1e6 / done:F0} us each, pg={postgresSpent / clock.Elapsed.TotalSeconds:F2} cores {postgresSpent * 1e6 / done:F0} us each gc0={GC.CollectionCount(0)} gc2={GC.CollectionCount(2)} rss={Environment.WorkingSet / 1048576} MB"));

double PostgresSeconds()
{
    var server = File.ReadLines(Path.Combine(folder, "pg", "postmaster.pid")).First();
    var ticks = 0L;
    foreach (var process in Directory.EnumerateDirectories("/proc").Where(d => char.IsAsciiDigit(Path.GetFileName(d)[0])))
    {
        try
        {
            var stat = File.ReadAllText(process + "/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            if (fields[1] == server)
            {
                ticks += long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
            }
        }
        catch (IOException)
        {
            // ended meanwhile
        }
    }

    return ticks / 100.0;
}
