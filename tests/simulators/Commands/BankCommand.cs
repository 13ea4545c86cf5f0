using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Hub.Simulators.Bank;

namespace Hub.Simulators.Commands;

/// <summary><c>hub-sandbox bank</c>: a bank in a process of its own, until SIGINT or SIGTERM.</summary>
internal static class BankCommand
{
    private static readonly Dictionary<string, BankProfile> Profiles = new(StringComparer.Ordinal)
    {
        ["iso20022"] = BankProfile.Iso20022,
        ["text-delimited"] = BankProfile.TextDelimited,
        ["text-fixed"] = BankProfile.TextFixed,
    };

    public static Command Create()
    {
        var profile = new Option<string>("--profile") { Description = "Format of its files", DefaultValueFactory = _ => "text-delimited" };
        profile.AcceptOnlyFromAmong([.. Profiles.Keys]);
        var bank = new Option<string>("--bank") { Description = "Name of the bank", DefaultValueFactory = _ => "banka" };
        var folder = new Option<string>("--folder") { Description = "Folder of the bank: keys, logs, the client's in and out", Required = true };
        var key = new Option<string?>("--key") { Description = "PEM file of the bank's SM2 key; made when absent" };
        var hubKey = new Option<string?>("--hub-key") { Description = "PEM file of the bureau's public SM2 key; without it signatures are not checked" };
        var hubKeyId = new Option<string>("--hub-key-id") { Description = "Name of the bureau's key", DefaultValueFactory = _ => "hub-1" };
        var clientKey = new Option<string?>("--client-key") { Description = "OpenSSH public key file of a further client" };
        var port = new Option<int>("--port") { Description = "Port of the SSH server; 0 = any free port", DefaultValueFactory = _ => 0 };
        var adminPort = new Option<int>("--admin-port") { Description = "Port of the admin API; 0 = any free port", DefaultValueFactory = _ => 0 };
        var account = new Option<string?>("--account") { Description = "The bureau's account; without it that of the first file" };
        var bureau = new Option<string?>("--bureau") { Description = "Bureau code in statements; without it that of the first file" };
        var bankType = new Option<string?>("--bank-type") { Description = "Bank type code in statements; without it that of the first file" };
        var opening = new Option<long>("--opening-fen") { Description = "Balance before the first booking, fen", DefaultValueFactory = _ => 100_000_000_000 };
        var overdraft = new Option<long>("--overdraft-fen") { Description = "How far below zero the balance may go, fen" };
        var amountsInFen = new Option<bool>("--amounts-in-fen") { Description = "Delimited text: amounts in fen without point" };
        var lineFeed = new Option<bool>("--lf") { Description = "Text: lines end with LF" };
        var books = new Option<string?>("--books") { Description = "JSON-lines file of the books" };
        var command = new Command("bank", "A bank behind a real SSH server: books, answers, statements, misbehaviour on request")
        {
            profile, bank, folder, key, hubKey, hubKeyId, clientKey, port, adminPort, account, bureau, bankType, opening, overdraft, amountsInFen,
            lineFeed, books,
        };
        command.SetAction(async (parse, cancel) =>
        {
            string? clientKeyFile = parse.GetValue(clientKey);
            var options = new BankOptions
            {
                Profile = Profiles[parse.GetValue(profile)!],
                Bank = parse.GetValue(bank)!,
                Folder = parse.GetValue(folder)!,
                KeyFile = parse.GetValue(key),
                BureauKeyFile = parse.GetValue(hubKey),
                BureauKeyId = parse.GetValue(hubKeyId)!,
                ClientKey = clientKeyFile is null ? null : await File.ReadAllTextAsync(clientKeyFile, cancel),
                Port = parse.GetValue(port),
                AdminPort = parse.GetValue(adminPort),
                Account = parse.GetValue(account),
                Bureau = parse.GetValue(bureau),
                BankType = parse.GetValue(bankType),
                OpeningFen = parse.GetValue(opening),
                OverdraftFen = parse.GetValue(overdraft),
                AmountsInFen = parse.GetValue(amountsInFen),
                LineFeedOnly = parse.GetValue(lineFeed),
                BooksFile = parse.GetValue(books),
            };
            await using BankSimulator simulator = await BankSimulator.StartAsync(options);
            // Scripts wait for this line: it is the promise that both ports answer.
            await Console.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"bank: sftp=127.0.0.1:{simulator.Ssh.Port} user={simulator.Ssh.User} known_hosts={simulator.Ssh.KnownHostsFile} identity={simulator.Ssh.IdentityFile} in=in out=out admin={simulator.AdminUri}"));
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return 0;
        });
        return command;
    }
}
