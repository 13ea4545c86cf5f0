using System.Text.Json;
using Hub.Simulators.Institutions;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Demo;

/// <summary>What closing an institution's day came to.</summary>
/// <param name="Unknown">Messages that still have no definite answer.</param>
/// <param name="Statements">3201 sent.</param>
/// <param name="Unbalanced">Of these, not balanced at first.</param>
/// <param name="Learned">Settlements taken out of the own ledger because details and an inquiry showed that they stand no longer.</param>
/// <param name="Reversed">Settlements that only the centre knew, reversed with 2601.</param>
/// <param name="Texts">The statements that stay unbalanced, as the hub explains them.</param>
internal sealed record Closing(int Unknown, int Statements, int Unbalanced, int Learned, int Reversed, IReadOnlyList<string> Texts);

/// <summary>An institution closes its day: asks about what stayed unknown, reads its notices, reconciles totals and, where they differ, details.</summary>
internal sealed class Evening(City city, Counters counters)
{
    /// <summary>Closes the day.</summary>
    public async Task<Closing> CloseAsync(CancellationToken cancel)
    {
        int unknown = await counters.Client.AskUnknownAsync(cancel);
        counters.Sweep();
        ApplyNotices();
        int statements = 0;
        int unbalanced = 0;
        int learned = 0;
        int reversed = 0;
        var texts = new List<string>();
        foreach ((string insuType, string clrType, string day) in counters.All.Select(row => (row.InsuType, row.ClrType, row.Day)).Distinct().Order().ToArray())
        {
            statements++;
            string text = await StateAsync(insuType, clrType, day, cancel);
            if (text.Length > 0)
            {
                unbalanced++;
                Repair repair = await new DetailRepair(city, counters).RunAsync(insuType, clrType, day, cancel);
                learned += repair.Learned;
                reversed += repair.Reversed;
                text = await StateAsync(insuType, clrType, day, cancel);
            }
            if (text.Length > 0)
            {
                texts.Add($"{counters.Institution.Code} {insuType}/{clrType}: {text}");
            }
        }
        return new Closing(unknown, statements, unbalanced, learned, reversed, texts);
    }

    /// <summary>Takes settlements out of the ledger that the hub says the core has cancelled.</summary>
    public void ApplyNotices()
    {
        foreach ((string institution, string setlId, string state) in city.Notices.Notices)
        {
            if (institution == counters.Institution.Code && state is "CancelledByCore" or "Cancelled" or "Reversed")
            {
                counters.Client.Journal.Cancel(setlId);
            }
        }
    }

    /// <summary>3201 of one insurance type, clearing type and day; "" when balanced, otherwise the hub's explanation.</summary>
    private async Task<string> StateAsync(string insuType, string clrType, string day, CancellationToken cancel)
    {
        ClerkSettlement[] live = [.. counters.Client.Journal.Live().Where(row => (row.InsuType, row.ClrType, row.Day) == (insuType, clrType, day))];
        CallResult result = await counters.Client.CallAsync("3201", json =>
        {
            json.WriteStartObject("data");
            json.WriteString("insutype", insuType);
            json.WriteString("clr_type", clrType);
            json.WriteString("setl_optins", city.Town.File.Division);
            json.WriteString("stmt_begndate", day);
            json.WriteString("stmt_enddate", day);
            json.WriteNumber("medfee_sumamt", Fen.ToYuan(live.Sum(row => row.TotalFen)));
            json.WriteNumber("fund_pay_sumamt", Fen.ToYuan(live.Sum(row => row.FundFen)));
            json.WriteNumber("acct_pay", Fen.ToYuan(live.Sum(row => row.AccountFen)));
            json.WriteNumber("fixmedins_setl_cnt", live.Length);
            json.WriteString("refd_setl_flag", "0");
            json.WriteString("fixmedins_refd_setl_flag", "0");
            json.WriteEndObject();
        }, cancel);
        JsonElement info = result.Output.Node("stmtinfo");
        return result.Knowledge != Knowledge.Ok ? result.Text : info.Text("stmt_rslt").All(digit => digit == '0') ? "" : info.Text("stmt_rslt_dscr");
    }
}
