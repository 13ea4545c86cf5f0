using System.Globalization;
using System.Text.Json;
using Hub.Simulators.Bank.Books;
using Hub.Simulators.Wire;
using Microsoft.AspNetCore.Http;

namespace Hub.Simulators.Bank.Admin;

/// <summary>The bank's admin API (README.md, "The bank").</summary>
internal sealed class BankAdmin(BankSimulator bank)
{
    public async Task HandleAsync(HttpContext http)
    {
        // The listener runs handlers on its socket thread; the bank's work writes files and may take a while.
        await Task.Yield();
        try
        {
            await RouteAsync(http);
        }
        catch (Exception fault) when (fault is JsonException or FormatException)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            await http.Response.WriteAsync(fault.Message);
        }
    }

    private async Task RouteAsync(HttpContext http)
    {
        switch ($"{http.Request.Method} {http.Request.Path.Value}")
        {
            case "GET /admin/health":
                await WriteAsync(http, json => json.WriteBoolean("ok", true));
                break;
            case "GET /admin/faults":
                await WriteAsync(http, json => BankFaultJson.WriteRules(json, bank.Faults));
                break;
            case "POST /admin/faults":
                (long seed, var rules) = BankFaultJson.Read(await ReadAsync(http));
                await bank.UseFaultsAsync(seed, rules);
                await WriteAsync(http, json => BankFaultJson.WriteRules(json, bank.Faults));
                break;
            case "DELETE /admin/faults":
                await bank.UseFaultsAsync(0);
                await WriteAsync(http, json => json.WriteBoolean("ok", true));
                break;
            case "GET /admin/faults/log":
                await WriteAsync(http, json => BankFaultJson.WriteLog(json, bank.Faults));
                break;
            case "GET /admin/books":
                bool details = http.Request.Query["details"] != "0";
                await WriteAsync(http, json => WriteBooks(json, details));
                break;
            case "POST /admin/scan":
                bank.Scan();
                await WriteAsync(http, json => json.WriteBoolean("ok", true));
                break;
            case "POST /admin/end-of-day":
                await EndDayAsync(http);
                break;
            case "POST /admin/resend":
                await ResendAsync(http);
                break;
            case "POST /admin/kill-sessions":
                bank.Ssh.KillSessions();
                await WriteAsync(http, json => json.WriteBoolean("ok", true));
                break;
            case "POST /admin/reset":
                await bank.ResetAsync();
                await WriteAsync(http, json => json.WriteBoolean("ok", true));
                break;
            default:
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }
    }

    private async Task EndDayAsync(HttpContext http)
    {
        string text = (await ReadAsync(http)).Text("date");
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
        {
            throw new FormatException("date: yyyy-MM-dd");
        }
        DayEnd? end = bank.EndDay(day);
        http.Response.StatusCode = end is null ? StatusCodes.Status409Conflict : StatusCodes.Status200OK;
        await WriteAsync(http, json =>
        {
            json.WriteBoolean("closed", end is not null);
            if (end is not null)
            {
                WriteNames(json, end.Files);
                json.WriteNumber("bookings", end.Bookings);
                json.WriteNumber("opening_fen", end.OpeningFen);
                json.WriteNumber("closing_fen", end.ClosingFen);
            }
        });
    }

    private async Task ResendAsync(HttpContext http)
    {
        string name = (await ReadAsync(http)).Text("file");
        IReadOnlyList<string> files = name.Length == 0 ? bank.Resend() : bank.SendAgain(name) ? [name] : [];
        http.Response.StatusCode = name.Length > 0 && files.Count == 0 ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
        await WriteAsync(http, json => WriteNames(json, files));
    }

    private void WriteBooks(Utf8JsonWriter json, bool details) => bank.House.Read(state =>
    {
        // Written under the lock: the bank's customers wait, but the books are read only when its work is done.
        BankBooks books = state.Books;
        json.WriteNumber("opening_fen", books.OpeningFen);
        json.WriteNumber("balance_fen", books.BalanceFen);
        json.WriteNumber("stated_balance_fen", state.StatedFen);
        json.WriteNumber("debits", books.Bookings.Count(booking => !booking.Credit));
        json.WriteNumber("debit_fen", books.Bookings.Where(booking => !booking.Credit).Sum(booking => booking.Fen));
        json.WriteNumber("credits", books.Bookings.Count(booking => booking.Credit));
        json.WriteNumber("credit_fen", books.Bookings.Where(booking => booking.Credit).Sum(booking => booking.Fen));
        json.WriteNumber("withheld_answers", state.Withheld.Count);
        json.WriteNumber("unfinished_answers", state.Unfinished.Count);
        json.WriteStartArray("files");
        foreach (TakenFile taken in books.Taken)
        {
            json.WriteStartObject();
            BookingJson.WriteFields(json, taken);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("serials");
        foreach ((string serial, SerialAccount account) in details ? books.Serials : new Dictionary<string, SerialAccount>())
        {
            json.WriteStartObject();
            json.WriteString("serial", serial);
            json.WriteNumber("executed", account.Executed);
            json.WriteNumber("executed_fen", account.ExecutedFen);
            json.WriteNumber("returned", account.Returned);
            json.WriteNumber("returned_fen", account.ReturnedFen);
            json.WriteNumber("rejected", account.Rejected);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        return true;
    });

    private static void WriteNames(Utf8JsonWriter json, IReadOnlyList<string> files)
    {
        json.WriteStartArray("files");
        foreach (string file in files)
        {
            json.WriteStringValue(file);
        }
        json.WriteEndArray();
    }

    private static async Task<JsonElement> ReadAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        if (body.Length == 0)
        {
            return default;
        }
        using JsonDocument document = JsonDocument.Parse(body.GetBuffer().AsMemory(0, (int)body.Length));
        return document.RootElement.Clone();
    }

    private static async Task WriteAsync(HttpContext http, Action<Utf8JsonWriter> content)
    {
        http.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        json.WriteStartObject();
        content(json);
        json.WriteEndObject();
        await json.FlushAsync();
    }
}
