using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Canonical;
using Hub.Host.Serving;

namespace Hub.Host.Commands;

/// <summary>
/// <c>hub payment …</c>: what officers do to payments, asked of the running hub. Who acts is decided by the access token, never by an option.
/// </summary>
internal static class PaymentCommand
{
    private const string Base = "/api/v1/payments/";

    private static readonly Option<string?> TokenFile = new("--token-file")
    {
        Description = "File with the officer's access token (default: the variable HUB_OFFICER_TOKEN)",
        Recursive = true,
    };

    private static readonly Option<string> Reason = new("--reason") { Description = "Why; goes into the audit trail", Required = true };

    internal static Command Create()
    {
        var command = new Command("payment", "Clear, seal, release and look after payments")
        {
            Clear(), Seal(), Release(), Repeat(), Persons(), Propose(), Approve(), Files(), Resume(),
        };
        command.Options.Add(TokenFile);
        return command;
    }

    private static Command Clear()
    {
        var through = new Argument<DateOnly>("DATE") { Description = "Last day to clear, yyyy-MM-dd" };
        var institutions = new Option<string[]>("--institution") { Description = "Only these (default: all)" };
        var command = new Command("clear", "Turn what was settled up to a day into payments") { through, institutions, Reason, OperatorLine.UrlOption };
        command.SetAction((parsed, cancellationToken) => PostAsync(
            parsed, "clear", new { through = Day(parsed.GetRequiredValue(through)), institutions = parsed.GetValue(institutions) ?? [], reason = Why(parsed) },
            cancellationToken));
        return command;
    }

    private static Command Seal()
    {
        var bank = new Argument<string>("BANK") { Description = "Bank id" };
        var kind = new Argument<PaymentKind>("KIND") { Description = "PayInstitution, PayPerson, Collect or Refund" };
        var through = new Argument<DateOnly>("DATE") { Description = "Last day of the payments, yyyy-MM-dd" };
        var on = new Option<DateOnly>("--on") { Description = "Day on which the bank shall act", Required = true };
        var command = new Command("seal", "Put payments into files that cannot change any more") { bank, kind, through, on, Reason, OperatorLine.UrlOption };
        command.SetAction((parsed, cancellationToken) => PostAsync(
            parsed, "seal",
            new
            {
                bank = parsed.GetRequiredValue(bank), kind = parsed.GetRequiredValue(kind).ToString(), through = Day(parsed.GetRequiredValue(through)),
                requestedOn = Day(parsed.GetRequiredValue(on)), reason = Why(parsed),
            },
            cancellationToken));
        return command;
    }

    private static Command Release()
    {
        var file = FileArgument();
        var command = new Command("release", "Let a file go to the bank that another officer sealed") { file, Reason, OperatorLine.UrlOption };
        command.SetAction((parsed, cancellationToken) => PostAsync(
            parsed, $"files/{Uri.EscapeDataString(parsed.GetRequiredValue(file))}/release", new { reason = Why(parsed) }, cancellationToken));
        return command;
    }

    private static Command Repeat()
    {
        var serial = new Argument<string>("SERIAL") { Description = "Serial of the failed or returned payment" };
        var command = new Command("repeat", "Order a failed payment to an institution again, to its account of now") { serial, Reason, OperatorLine.UrlOption };
        command.SetAction((parsed, cancellationToken) => PostAsync(
            parsed, "repeat", new { serial = parsed.GetRequiredValue(serial), reason = Why(parsed) }, cancellationToken));
        return command;
    }

    private static Command Persons()
    {
        var file = new Argument<string>("FILE") { Description = "CSV with a header line" };
        var day = new Option<DateOnly>("--day") { Description = "Day it counts for", Required = true };
        var agency = new Option<string>("--agency") { Description = "Agency that bears it, six digits", Required = true };
        var charset = new Option<string>("--charset") { Description = "utf-8 or gb18030", DefaultValueFactory = _ => "utf-8" };
        var command = new Command("persons", "Hand in a list of payments to persons; all of it is taken, or nothing")
        {
            file, day, agency, charset, Reason, OperatorLine.UrlOption,
        };
        command.SetAction((parsed, cancellationToken) => PersonsAsync(
            parsed, parsed.GetRequiredValue(file), parsed.GetRequiredValue(day), parsed.GetRequiredValue(agency), parsed.GetRequiredValue(charset),
            cancellationToken));
        return command;
    }

    private static async Task<int> PersonsAsync(
        ParseResult parsed, string file, DateOnly day, string agency, string charset, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            throw new CommandException(ExitCode.NotFound, $"no such file: {file}");
        }

        using var hub = new OperatorLine(parsed, Token(parsed));
        await using var content = File.OpenRead(file);
        var path = $"{Base}persons?name={Uri.EscapeDataString(Path.GetFileName(file))}&day={Day(day)}&agency={Uri.EscapeDataString(agency)}"
            + $"&reason={Uri.EscapeDataString(Why(parsed))}";
        return Show(parsed, await hub.UploadAsync<JsonObject>(path, content, $"text/csv; charset={charset}", cancellationToken).ConfigureAwait(false));
    }

    private static Command Propose()
    {
        var party = new Argument<string>("INSTITUTION") { Description = "Institution code" };
        var account = new Option<string>("--account") { Description = "Account number", Required = true };
        var holder = new Option<string>("--holder") { Description = "Holder exactly as the bank has it", Required = true };
        var bankName = new Option<string>("--bank-name") { Description = "Name of the branch", DefaultValueFactory = _ => "" };
        var lineNumber = new Option<string>("--line-number") { Description = "Line number of the branch, 12 digits", DefaultValueFactory = _ => "" };
        var command = new Command("propose-account", "Propose the account that an institution is paid to")
        {
            party, account, holder, bankName, lineNumber, Reason, OperatorLine.UrlOption,
        };
        command.SetAction((parsed, cancellationToken) => PostAsync(
            parsed, "payees",
            new
            {
                party = parsed.GetRequiredValue(party), account = parsed.GetRequiredValue(account), holder = parsed.GetRequiredValue(holder),
                bankName = parsed.GetValue(bankName), lineNumber = parsed.GetValue(lineNumber), reason = Why(parsed),
            },
            cancellationToken));
        return command;
    }

    private static Command Approve()
    {
        var party = new Argument<string>("INSTITUTION") { Description = "Institution code" };
        var version = new Argument<int>("VERSION") { Description = "Version of the proposal" };
        var command = new Command("approve-account", "Approve another officer's proposal") { party, version, Reason, OperatorLine.UrlOption };
        command.SetAction((parsed, cancellationToken) => PostAsync(
            parsed,
            $"payees/{Uri.EscapeDataString(parsed.GetRequiredValue(party))}/"
                + parsed.GetRequiredValue(version).ToString(CultureInfo.InvariantCulture) + "/approve",
            new { reason = Why(parsed) }, cancellationToken));
        return command;
    }

    private static Command Files()
    {
        var day = new Argument<DateOnly?>("DATE") { Description = "Business day (default: all)", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("files", "Payment files with their states") { day, OperatorLine.UrlOption };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var hub = new OperatorLine(parsed, Token(parsed));
            var query = parsed.GetValue(day) is { } one ? "?day=" + Day(one) : "";
            return Show(parsed, await hub.GetAsync<JsonObject>(Base + "files" + query, cancellationToken).ConfigureAwait(false));
        });
        return command;
    }

    private static Command Resume()
    {
        var file = FileArgument();
        var command = new Command("resume", "Try a stopped file again, after somebody has looked: it begins with a look into the bank's inbox")
        {
            file, OperatorLine.UrlOption,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var hub = new OperatorLine(parsed);
            var order = new ResumeOrder(parsed.GetRequiredValue(file));
            return Show(parsed, await hub.PostAsync<JsonObject>("/operator/resume", order, cancellationToken).ConfigureAwait(false));
        });
        return command;
    }

    private static async Task<int> PostAsync(ParseResult parsed, string path, object body, CancellationToken cancellationToken)
    {
        using var hub = new OperatorLine(parsed, Token(parsed));
        return Show(parsed, await hub.PostAsync<JsonObject>(Base + path, body, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The answer: as JSON, or its members a line each and lists an item a line.</summary>
    private static int Show(ParseResult parsed, JsonObject answer)
    {
        var output = new Output(parsed);
        output.Json(answer);
        foreach (var (name, value) in answer)
        {
            if (value is JsonArray items)
            {
                output.Line($"{name}: {items.Count}");
                foreach (var item in items)
                {
                    output.Line("  " + (item is JsonObject row ? string.Join("  ", row.Select(Shown)) : item?.ToString()));
                }
            }
            else
            {
                output.Line($"{name}: {(value is JsonObject inner ? inner.ToJsonString(JsonSerializerOptions.Web) : value?.ToString())}");
            }
        }

        return ExitCode.Ok;
    }

    private static string Shown(KeyValuePair<string, JsonNode?> member) => member.Value is JsonValue or null ? $"{member.Key}={member.Value}" : member.Key;

    private static Argument<string> FileArgument() => new("FILE") { Description = "Batch number of the file" };

    private static string Why(ParseResult parsed) => parsed.GetRequiredValue(Reason);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Token(ParseResult parsed)
    {
        if (parsed.GetValue(TokenFile) is { } file)
        {
            return File.Exists(file) ? File.ReadAllText(file).Trim() : throw new CommandException(ExitCode.NotFound, $"no such file: {file}");
        }

        return Environment.GetEnvironmentVariable("HUB_OFFICER_TOKEN") is { Length: > 0 } token
            ? token
            : throw new CommandException(ExitCode.Usage, "who acts? Name the file of your access token with --token-file, or set HUB_OFFICER_TOKEN");
    }
}
