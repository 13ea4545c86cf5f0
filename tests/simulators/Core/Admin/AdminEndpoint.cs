using System.Text.Json;
using Hub.Simulators.Core.Books;
using Hub.Simulators.Core.Faults;
using Hub.Simulators.Wire;
using Microsoft.AspNetCore.Http;

namespace Hub.Simulators.Core.Admin;

/// <summary>The admin API (README.md): <c>/admin/faults</c>, <c>/admin/faults/log</c>, <c>/admin/books</c>, <c>/admin/reverse</c>, <c>/admin/down</c>,
/// <c>/admin/reset</c>, <c>/admin/health</c>.</summary>
internal sealed class AdminEndpoint(CoreSimulator core)
{
    public async Task HandleAsync(HttpContext http)
    {
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
        string route = $"{http.Request.Method} {http.Request.Path.Value}";
        switch (route)
        {
            case "GET /admin/health":
                await WriteAsync(http, json => json.WriteBoolean("ok", true));
                break;
            case "GET /admin/faults":
                await WriteAsync(http, json => FaultJson.WriteRules(json, core.Faults));
                break;
            case "POST /admin/faults":
                FaultJson.Apply(core.Faults, await ReadAsync(http));
                await WriteAsync(http, json => FaultJson.WriteRules(json, core.Faults));
                break;
            case "DELETE /admin/faults":
                core.Faults.Use(0, []);
                await WriteAsync(http, json => json.WriteBoolean("ok", true));
                break;
            case "GET /admin/faults/log":
                await WriteAsync(http, json => FaultJson.WriteLog(json, core.Faults));
                break;
            case "GET /admin/books":
                await WriteAsync(http, json => WriteBooks(json, http.Request.Query["settlements"] != "0"));
                break;
            case "POST /admin/reverse":
                bool reversed = core.Reverse((await ReadAsync(http)).Text("setl_id"));
                http.Response.StatusCode = reversed ? StatusCodes.Status200OK : StatusCodes.Status404NotFound;
                await WriteAsync(http, json => json.WriteBoolean("reversed", reversed));
                break;
            case "POST /admin/down":
                JsonElement down = await ReadAsync(http);
                down.TryNumber("ms", out decimal milliseconds);
                _ = core.GoDownAsync(TimeSpan.FromMilliseconds((long)milliseconds));
                await WriteAsync(http, json => json.WriteBoolean("ok", true));
                break;
            case "POST /admin/reset":
                core.Reset();
                await WriteAsync(http, json => json.WriteBoolean("ok", true));
                break;
            default:
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }
    }

    private void WriteBooks(Utf8JsonWriter json, bool withSettlements)
    {
        // The list is copied under the lock and written outside, so that a big book does not stop the core.
        (IReadOnlyList<BooksTotal> totals, Settlement[] settlements) = core.Read(
            books => (books.Totals(), withSettlements ? books.Settlements.ToArray() : []));
        json.WriteNumber("settled", totals.Sum(total => total.Settled));
        json.WriteNumber("reversed", totals.Sum(total => total.Reversed));
        json.WriteNumber("total_fen", totals.Sum(total => total.TotalFen));
        json.WriteNumber("fund_fen", totals.Sum(total => total.FundFen));
        json.WriteNumber("account_fen", totals.Sum(total => total.AccountFen));
        json.WriteNumber("cash_fen", totals.Sum(total => total.CashFen));
        json.WriteNumber("unacknowledged_reversals", core.UnacknowledgedReversals);
        json.WriteStartArray("totals");
        foreach (BooksTotal total in totals)
        {
            json.WriteStartObject();
            json.WriteString("fixmedins_code", total.Institution);
            json.WriteString("insutype", total.InsuType);
            json.WriteString("clr_type", total.ClrType);
            json.WriteString("day", total.Day);
            json.WriteNumber("settled", total.Settled);
            json.WriteNumber("reversed", total.Reversed);
            json.WriteNumber("total_fen", total.TotalFen);
            json.WriteNumber("fund_fen", total.FundFen);
            json.WriteNumber("account_fen", total.AccountFen);
            json.WriteNumber("cash_fen", total.CashFen);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("settlements");
        foreach (Settlement settlement in settlements)
        {
            json.WriteStartObject();
            SettlementJson.WriteFields(json, settlement);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static async Task<JsonElement> ReadAsync(HttpContext http)
    {
        using JsonDocument document = await JsonDocument.ParseAsync(http.Request.Body);
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
