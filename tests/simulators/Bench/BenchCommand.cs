using System.CommandLine;
using Hub.Certs.Signatures;
using Hub.Simulators.Bench.BankFile;
using Hub.Simulators.Bench.Hl7;
using Hub.Simulators.Processes;

namespace Hub.Simulators.Bench;

/// <summary><c>hub-sandbox bench settle|intake|hl7|bankfile</c>: measures; every figure beside the limit taken in the same run.</summary>
internal static class BenchCommand
{
    private static readonly Option<int> Seconds = new("--seconds") { Description = "Length of the sustained phase, seconds", DefaultValueFactory = _ => 60 };
    private static readonly Option<int> Rate = new("--rate") { Description = "Rate of the open loop, requests per second", DefaultValueFactory = _ => 300 };
    private static readonly Option<int> Connections = new("--connections") { Description = "Connections of the closed loop", DefaultValueFactory = _ => 256 };
    private static readonly Option<Flow> Flow = new("--flow") { Description = "What is settled: pharmacy (2102) or outpatient (2207)" };
    private static readonly Option<string?> Algorithm = new("--algorithm") { Description = "sm2 or ecdsa (settle: sm2; intake: both)" };
    private static readonly Option<long> Prefill = new("--prefill") { Description = "Compare the settle rate with so many messages stored" };
    private static readonly Option<string?> Json = new("--json") { Description = "File for the figures" };
    private static readonly Option<string> Folder = new("--folder") { Description = "Folder on a disk, below which the run's folder is made", DefaultValueFactory = _ => ".hub" };
    private static readonly Option<bool> Keep = new("--keep") { Description = "Leave the run's folder" };
    private static readonly Option<string?> Hub = new("--hub") { Description = "hub.dll (default: the one built beside this program)" };
    private static readonly Option<long> Seed = new("--seed") { Description = "Seed of people and bills", DefaultValueFactory = _ => 1 };

    public static Command Create()
    {
        Algorithm.AcceptOnlyFromAmong("sm2", "ecdsa");
        var settle = new Command("settle", "Signed settlements through the whole path");
        settle.SetAction((parse, cancel) => RunAsync(
            "settle", Read(parse).JsonFile, report => new SettleBench(Read(parse), report).RunAsync(cancel), isStrict: false, cancel));
        var intake = new Command("intake", "Signed messages stored and receipted without the core");
        intake.SetAction((parse, cancel) => RunAsync(
            "intake", Read(parse).JsonFile, report => new IntakeBench(Read(parse), report).RunAsync(cancel), isStrict: false, cancel));
        var hl7 = new Command("hl7", "HL7 v2 messages over MLLP, acknowledged with commit");
        hl7.SetAction((parse, cancel) => RunAsync(
            "hl7", Read(parse).JsonFile, report => new Hl7Bench(Read(parse), report).RunAsync(cancel), isStrict: false, cancel));
        foreach (Command command in (Command[])[settle, intake, hl7])
        {
            foreach (Option option in (Option[])[Seconds, Rate, Connections, Flow, Algorithm, Prefill, Json, Folder, Keep, Hub, Seed])
            {
                command.Options.Add(option);
            }
        }
        return new Command("bench", "Measure the hub on this machine") { settle, intake, hl7, BankFileCommand.Create() };
    }

    private static BenchOptions Read(ParseResult parse) => new()
    {
        Seconds = Math.Clamp(parse.GetValue(Seconds), 1, 3600),
        Rate = Math.Clamp(parse.GetValue(Rate), 1, 100_000),
        Connections = Math.Clamp(parse.GetValue(Connections), 1, 1024),
        Flow = parse.GetValue(Flow),
        Algorithm = parse.GetValue(Algorithm) switch
        {
            "sm2" => SignatureAlgorithm.Sm2Sm3,
            "ecdsa" => SignatureAlgorithm.EcdsaP256Sha256,
            _ => null,
        },
        Prefill = parse.GetValue(Prefill),
        JsonFile = parse.GetValue(Json),
        Folder = parse.GetRequiredValue(Folder),
        Keep = parse.GetValue(Keep),
        Hub = parse.GetValue(Hub),
        Seed = parse.GetValue(Seed),
    };

    /// <summary>
    /// Exit code 0 when the run came to its end, whatever it measured; 1 when it could not be made, or, of a strict one, when it did not reach
    /// what is required.
    /// </summary>
    internal static async Task<int> RunAsync(string name, string? jsonFile, Func<BenchReport, Task> run, bool isStrict, CancellationToken cancel)
    {
        var report = new BenchReport(name, TimeProvider.System);
        try
        {
            await run(report);
            report.Print();
            return isStrict && report.Figures.Any(figure => figure.Reached == false) ? 1 : 0;
        }
        catch (Exception e) when (e is ChildFailedException or Npgsql.NpgsqlException or HttpRequestException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync(cancel.IsCancellationRequested ? "bench: stopped" : "bench: " + e.Message);
            return cancel.IsCancellationRequested ? 130 : 1;
        }
        finally
        {
            // What was measured before a failure is worth having too.
            if (jsonFile is not null)
            {
                report.Save(jsonFile);
            }
        }
    }
}
