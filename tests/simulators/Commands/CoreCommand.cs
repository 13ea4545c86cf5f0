using System.CommandLine;
using Hub.Simulators.Core;

namespace Hub.Simulators.Commands;

/// <summary><c>hub-sandbox core</c>: the bureau core in a process of its own, until SIGINT or SIGTERM.</summary>
internal static class CoreCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "Port of the national interface; 0 = any free port", DefaultValueFactory = _ => 0 };
        var adminPort = new Option<int>("--admin-port") { Description = "Port of the admin API; 0 = any free port", DefaultValueFactory = _ => 0 };
        var seed = new Option<long>("--seed") { Description = "Seed of the people", DefaultValueFactory = _ => 1 };
        var books = new Option<string?>("--books") { Description = "JSON-lines file of the books" };
        var idempotent = new Option<bool>("--idempotent") { Description = "Answer a settlement sent again with its first answer" };
        var forgets = new Option<bool>("--forgets-early-reversals") { Description = "Accept an original whose 2601 came before it" };
        var reversalRefusal = new Option<string?>("--unknown-reversal-refusal") { Description = "Refuse a 2601 for an unknown original with this text" };
        var inquiryRefusal = new Option<string?>("--inquiry-not-found-refusal") { Description = "Refuse a 5203 without a hit with this text" };
        var latency = new Option<int>("--latency-ms") { Description = "The core's own time per message" };
        var hubUrl = UriOption.Create("--hub-url", "The hub's callService address for core-originated reversals");
        var tifPaasId = new Option<string?>("--tif-paasid") { Description = "TIF gateway application id" };
        var tifSecretFile = new Option<string?>("--tif-secret-file") { Description = "File with the TIF gateway secret" };
        var command = new Command("core", "The bureau core: books, benefit rules, misbehaviour on request")
        {
            port, adminPort, seed, books, idempotent, forgets, reversalRefusal, inquiryRefusal, latency, hubUrl, tifPaasId, tifSecretFile,
        };
        command.SetAction(async (parse, cancel) =>
        {
            string? secretFile = parse.GetValue(tifSecretFile);
            var options = new CoreOptions
            {
                Port = parse.GetValue(port),
                AdminPort = parse.GetValue(adminPort),
                Seed = parse.GetValue(seed),
                BooksFile = parse.GetValue(books),
                Idempotent = parse.GetValue(idempotent),
                RemembersEarlyReversals = !parse.GetValue(forgets),
                UnknownReversalRefusal = parse.GetValue(reversalRefusal),
                InquiryNotFoundRefusal = parse.GetValue(inquiryRefusal),
                Latency = TimeSpan.FromMilliseconds(parse.GetValue(latency)),
                HubUrl = parse.GetValue(hubUrl),
                TifPaasId = parse.GetValue(tifPaasId),
                TifSecret = secretFile is null ? null : (await File.ReadAllTextAsync(secretFile, cancel)).Trim(),
            };
            await using CoreSimulator core = await CoreSimulator.StartAsync(options);
            // Scripts wait for this line: it is the promise that both ports answer.
            await Console.Out.WriteLineAsync($"core: url={core.CallServiceUri} admin={core.AdminUri}");
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return 0;
        });
        return command;
    }
}
